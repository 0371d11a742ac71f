"""Who may act for an organisation?"""

from __future__ import annotations

from ledger import times
from ledger.counting.stances import weigh
from ledger.history import Place
from ledger.projections.grants import Grants, grants
from tests.telling import (
    Given,
    a_pcn,
    disputed,
    given,
    granted,
    joined,
    left,
    narrowed,
    reaffirmed,
    registered,
    relinquished,
    retracted,
    sought,
)

HISTORY = given(
    *a_pcn("a", "b"),
    registered("fed", "federation"),
    joined("pcn", "fed"),
    sought(mandate="m"),
    sought(mandate="k", scope="digital"),
    sought(mandate="n", holder="fed", constituency="practices"),
    sought(mandate="p", holder="fed", constituency=["b"]),
    granted("a", "2024-02-01"),
    reaffirmed("a", "2024-02-10"),
)


def asked_of(code: str, as_of: str = "2024-03-01", history: Given = HISTORY) -> Grants:
    instant = times.as_read(as_of)
    past = history.past(instant)
    return grants(past, code, as_of=instant, known_at=instant, position=14, wordings={9: "To speak."})


def test_every_mandate_in_whose_constituency_it_is_by_holder_and_id() -> None:
    found = asked_of("a")
    assert [(one.holder, one.mandate) for one in found.mandates] == [("fed", "n"), ("pcn", "k"), ("pcn", "m")]
    assert [(one.holder, one.mandate) for one in asked_of("b").mandates] == [
        ("fed", "n"),
        ("fed", "p"),
        ("pcn", "k"),
        ("pcn", "m"),
    ]
    assert (found.organisation, found.name, found.position) == ("a", "A", 14)
    assert found.as_of == found.known_at == "2024-03-01T23:59:59.999999Z"


def test_its_own_stance_and_what_it_rests_on() -> None:
    mine = asked_of("a").mandates[2]
    assert (mine.stance, mine.since, mine.state, mine.contested) == ("firm", "2024-02-10T00:00:00Z", "sought", False)
    assert (mine.holder_name, mine.scope, mine.wording) == ("PCN", "estates", "To speak.")
    assert mine.because == (9, 13, 14)


def test_where_it_has_said_nothing() -> None:
    mine = asked_of("a").mandates[1]
    assert (mine.stance, mine.since, mine.wording, mine.because) == ("unheard", None, None, (10,))


def test_not_before_it_was_sought_and_not_after_leaving() -> None:
    assert asked_of("a", "2023-12-31").mandates == ()
    gone = given(*HISTORY.events, left("a", "2024-02-20"))
    assert asked_of("a", history=gone).mandates == ()


def test_a_whole_history_can_be_asked_for_an_earlier_place() -> None:
    before = times.as_read("2023-12-31")
    known = HISTORY.past()
    assert grants(known, "a", as_of=before, known_at=before, position=14, wordings={}).mandates == ()
    assert weigh(known, "m", Place.after_all_of(before)) is None
    assert weigh(known, "unknown", Place.after_all_of(before)) is None


def test_the_matter_as_it_was_narrowed() -> None:
    history = given(*HISTORY.events, narrowed("2024-02-20", scope="heating"))
    assert asked_of("a", history=history).mandates[2].scope == "heating"


def test_mandates_given_back_are_still_shown() -> None:
    history = given(*HISTORY.events, relinquished("2024-02-20"))
    assert asked_of("a", history=history).mandates[2].state == "relinquished"


def test_a_mandate_that_was_retracted_is_gone() -> None:
    history = given(*HISTORY.events, retracted(9))
    assert [one.mandate for one in asked_of("a", history=history).mandates] == ["n", "k"]


def test_a_grant_that_is_disputed_is_no_grant() -> None:
    history = given(*HISTORY.events, disputed(13, "a"), disputed(14, "a"))
    assert asked_of("a", history=history).mandates[2].stance == "unheard"
