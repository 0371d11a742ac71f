"""Why was it decided, who heard of it, and what is there to decide? Asked of a ledger."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from ledger import times
from ledger.application import Ledger
from ledger.asking.deciding import Wanted
from ledger.moment import Asked
from ledger.refusals import Refused
from ledger.store.migrations import migrate
from tests.deciding import (
    all_voted,
    amended,
    feels,
    interested,
    method_changed,
    proposed,
    reversed_,
    taken,
    voted,
)
from tests.telling import (
    Told,
    a_pcn,
    all_the_same,
    disputed,
    given,
    granted,
    happened,
    joined,
    listed,
    objected,
    record,
    registered,
    resolved,
    retracted,
    sought,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.projections.decisions.line import DecisionRow

HERE = (*a_pcn("a", "b"), registered("fed", "federation"), joined("pcn", "fed"), listed("a", 9000))  # 1 to 9
DECISION = (
    proposed(),  # 10
    told("a", "2024-03-02", about="d"),
    interested("a", "2024-03-02"),
    feels("b", "2024-03-02"),
    objected("b", "2024-03-03", about="d"),  # 14
    resolved("2024-03-04"),
    *all_voted("2024-03-05", a="agree", b="agree_with_reservations"),
    taken(),  # 18
)


# A dossier


def test_a_dossier_holds_the_words_of_all_its_parts(ledger: Ledger) -> None:
    record(ledger, *HERE, *DECISION)
    found = ledger.deciding.dossier("d", Asked(as_of="2024-04-01"))
    assert [one.text for one in found.texts] == ["A hub."]
    assert [one.interest for one in found.interests] == ["A lease."]
    assert [one.impact for one in found.impacts] == ["More work."]
    assert [(one.reason, one.resolved) for one in found.objections] == [("So.", "withdrawn")]
    assert [one.statement for one in found.outcomes] == ["So be it."]
    assert [(one.name, one.choice) for one in found.electors] == [("A", "agree"), ("B", "agree_with_reservations")]
    assert [one.name for one in found.told] == ["A"]
    assert (found.outcome, found.findings, found.position) == ("adopted", (), 18)


def test_who_is_named_in_what_followed_is_called_by_name(ledger: Ledger) -> None:
    elsewhere = (
        registered("lmc", "lmc"),
        registered("icb", "icb"),
        happened("ApproachReceived", "2024-01-01", approach="ask", from_="icb", to="lmc", topic="Hub"),
        happened(
            "RepresentativeAppointed",
            "2024-01-01",
            representation="rep",
            group="fed",
            person="zoe",
            at="icb",
            capacity="delegate",
        ),
        sought(),
    )
    then = (
        happened("ApproachAnswered", "2024-04-01", approach="ask", answer="We come.", decision="d"),
        happened(
            "BriefIssued",
            "2024-04-02",
            brief="brief",
            representation="rep",
            meeting_at="2024-04-03",
            represents=["a"],
            mandate="m",
        ),
    )
    record(ledger, *HERE, *elsewhere, proposed(mandate="m"), *DECISION[1:], *then)
    found = ledger.deciding.dossier("d", Asked(as_of="2024-05-01"))
    assert [(one.kind, one.name) for one in found.followed] == [("answer", "LMC"), ("brief", "FED")]


def test_it_has_what_the_audit_finds_on_all_that_is_about_it(ledger: Ledger) -> None:
    history = (
        *HERE,
        proposed(affects=["fed"]),  # 10
        all_the_same(voted("fed", "2024-03-02")),  # 11
        all_the_same(objected("fed", "2024-03-03", about="d")),
        voted("a", "2024-03-03"),
        all_the_same(taken()),  # 14
    )
    record(ledger, *history)
    found = ledger.deciding.dossier("d", Asked(as_of="2024-04-01")).findings
    assert [(one.rule, one.position) for one in found] == [
        ("not_a_core_member", 11),
        ("not_a_core_member", 12),
        ("open_objection", 14),
        ("member_unheard", 14),
    ]
    assert tuple(one for one in ledger.listing.findings(Asked()).lines if one.position in range(10, 15)) == found
    before = ledger.deciding.dossier("d", Asked(as_of="2024-03-02"))
    assert [one.position for one in before.findings] == [11]


def test_what_was_retracted_is_gone_and_what_is_disputed_is_found(ledger: Ledger) -> None:
    record(ledger, *HERE, *DECISION, retracted(16), disputed(17, "b"))
    found = ledger.deciding.dossier("d", Asked(as_of="2024-04-01"))
    assert [(one.organisation, one.choice) for one in found.electors] == [("a", None), ("b", None)]
    assert [(one.rule, one.position) for one in found.findings] == [("disputed", 17), ("member_unheard", 18)]
    as_it_was = ledger.deciding.dossier("d", Asked(as_of="2024-04-01", upto=18))
    assert [one.choice for one in as_it_was.electors] == ["agree", "agree_with_reservations"]


def test_a_reading_is_repeated_exactly(ledger: Ledger) -> None:
    record(ledger, *HERE, *DECISION)
    first = ledger.deciding.dossier("d", Asked(as_of="2024-04-01", upto=18))
    record(ledger, amended("2024-03-06"), method_changed("vote", "2024-03-07"), feels("a", "2024-03-01"))
    assert ledger.deciding.dossier("d", Asked(as_of="2024-04-01", upto=18)) == first
    assert ledger.deciding.dossier("d", Asked(as_of="2024-04-01")).outcome == "adopted"
    assert ledger.deciding.dossier("d", Asked(as_of="2024-04-01")).method == "vote"


def test_an_erased_word_is_null(ledger: Ledger) -> None:
    record(ledger, *HERE, *DECISION)
    ledger.store.erase(10, "/text")
    assert [one.text for one in ledger.deciding.dossier("d", Asked(as_of="2024-04-01")).texts] == [None]


def test_a_decision_that_nobody_proposed(ledger: Ledger) -> None:
    record(ledger, *HERE, sought())
    for name in ("d", "m", "a"):
        with pytest.raises(Refused) as caught:
            ledger.deciding.dossier(name, Asked())
        assert (caught.value.code, caught.value.text) == (
            "not_found",
            f"The ledger knows no decision {name} at that time.",
        )


def test_a_decision_that_is_proposed_later(ledger: Ledger) -> None:
    record(ledger, *HERE, *DECISION)
    with pytest.raises(Refused) as caught:
        ledger.deciding.dossier("d", Asked(as_of="2024-02-28"))
    assert caught.value.code == "not_yet"
    assert caught.value.text == "d begins only on 1 March 2024. Ask with an `as_of` from then on."
    assert caught.value.facts == {"opened_at": "2024-03-01T00:00:00Z"}
    with pytest.raises(Refused) as caught:
        ledger.deciding.dossier("d", Asked(as_of="2024-04-01", upto=9))
    assert caught.value.code == "not_found"


def test_a_decision_whose_proposal_was_taken_back_and_one_under_the_same_id(ledger: Ledger) -> None:
    record(ledger, *HERE, *DECISION[:1], retracted(10))
    with pytest.raises(Refused) as caught:
        ledger.deciding.dossier("d", Asked(as_of="2024-04-01"))
    assert caught.value.code == "not_found"
    record(ledger, proposed("2024-03-05", title="Another"))
    assert ledger.deciding.dossier("d", Asked(as_of="2024-04-01")).title == "Another"
    assert [one.decision for one in rows(ledger, as_of="2024-04-01")] == ["d"]


# The golden thread


def test_who_was_told(ledger: Ledger) -> None:
    record(ledger, *HERE, proposed(group="fed", by="pcn"), told("a", "2024-03-02", about="d"))
    record(ledger, told("a", "2024-03-04", about="d", channel="email"), sought(holder="fed"))
    found = ledger.deciding.told("d", Asked(as_of="2024-04-01"))
    assert [(one.organisation, one.times, one.reached) for one in found.organisations] == [
        ("a", 2, True),
        ("b", 0, False),
        ("pcn", 0, False),
    ]
    assert (found.kind, found.group, found.share) == ("decision", "fed", 0.333)
    assert ledger.deciding.told("m", Asked(as_of="2024-04-01")).kind == "mandate"


def test_a_priority_is_told_of_too(ledger: Ledger) -> None:
    priority = happened("PriorityProposed", "2024-03-01", priority="p", group="pcn", title="Rooms", kind="support")
    record(ledger, *HERE, priority, told("b", "2024-03-02", about="p"))
    found = ledger.deciding.told("p", Asked(as_of="2024-04-01"))
    assert (found.kind, [one.times for one in found.organisations]) == ("priority", [0, 1])


def test_nobody_can_be_told_of_anything_else(ledger: Ledger) -> None:
    record(ledger, *HERE, *DECISION, sought("2024-06-01"))
    for name in ("o", "a", "none"):
        with pytest.raises(Refused) as caught:
            ledger.deciding.told(name, Asked())
        assert caught.value.code == "not_found"
        assert caught.value.text == f"The ledger knows no decision, mandate or priority {name} at that time."
    with pytest.raises(Refused) as caught:
        ledger.deciding.told("m", Asked(as_of="2024-03-01"))
    assert caught.value.code == "not_yet"


# The list

MANY = (
    proposed("2024-01-05", "d1", title="One"),  # 10
    *(voted(by, "2024-01-06", decision="d1") for by in "ab"),
    taken(at="2024-01-07", decision="d1"),
    proposed("2024-01-01", "d2", "fed", "pcn", method="vote"),  # 14
    voted("pcn", "2024-01-02", "block", "d2"),
    taken("rejected", "2024-01-03", "d2"),
    proposed("2024-02-01", "d3", method="consent", affects=["fed"]),  # 17
    all_the_same(taken(at="2024-02-05", decision="d3")),
    reversed_("a", "2024-02-10", "d3"),
    proposed("2024-02-02", "d4"),  # 20
    taken("deferred", "2024-02-03", "d4"),
    proposed("2030-01-01", "later"),
)


@pytest.fixture(scope="module")
def many(database_dsn: str) -> Iterator[Ledger]:
    """A ledger with all of them, to which nothing is added."""
    migrate(database_dsn, "many_decisions")
    with closing(Ledger(database_dsn, "many_decisions")) as one:
        record(one, *HERE, *MANY)
        yield one


def rows(ledger: Ledger, wanted: Wanted | None = None, *, limit: int = 100, **asked: Any) -> list[DecisionRow]:
    """The lines of all pages."""
    found: list[DecisionRow] = []
    after = 0
    while True:
        page = ledger.deciding.decisions(wanted or Wanted(), Asked(**asked), after=after, limit=limit)
        assert len(page.lines) <= limit
        found += page.lines
        if page.next is None:
            return found
        assert len(page.lines) == limit
        after = int(page.next)


def names(ledger: Ledger, wanted: Wanted | None = None, **asked: Any) -> list[str]:
    return [one.decision for one in rows(ledger, wanted, **asked)]


def test_decisions_in_the_order_of_recording_page_by_page(ledger: Ledger) -> None:
    assert names(ledger) == []
    record(ledger, *HERE, *MANY)
    for limit in (1, 2, 3, 4, 100):
        assert names(ledger, limit=limit) == ["d1", "d2", "d3", "d4"]
    assert names(ledger, as_of="2024-01-31") == ["d1", "d2"]
    assert names(ledger, upto=14) == ["d1", "d2"]
    assert names(ledger, as_of="2030-01-01") == ["d1", "d2", "d3", "d4", "later"]


def test_more_than_are_loaded_at_once(ledger: Ledger) -> None:
    some = [f"d{number:02}" for number in range(60)]
    record(ledger, *HERE, *(proposed(decision=name) for name in some))
    assert names(ledger) == some
    assert names(ledger, limit=7) == some


def test_a_row_of_the_list(ledger: Ledger) -> None:
    record(ledger, *HERE, *MANY)
    first, second, third, fourth = rows(ledger)
    assert (first.title, first.name, first.outcome, first.open, first.findings) == ("One", "PCN", "adopted", False, 0)
    assert (second.group, second.method, second.outcome) == ("fed", "vote", "rejected")
    assert (third.outcome, third.open, third.reversed_at) == ("adopted", True, "2024-02-10T00:00:00Z")
    assert (fourth.outcome, fourth.open, fourth.because) == ("deferred", True, (20, 21))
    assert third.findings == len(ledger.deciding.dossier("d3", Asked()).findings) == 3


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(group="pcn"), ["d1", "d3", "d4"]),
        (Wanted(group="fed"), ["d2"]),
        (Wanted(group="a"), []),
        (Wanted(open=True), ["d3", "d4"]),
        (Wanted(open=False), ["d1", "d2"]),
        (Wanted(method="consensus"), ["d1", "d4"]),
        (Wanted(method="vote"), ["d2"]),
        (Wanted(outcome="adopted"), ["d1", "d3"]),
        (Wanted(outcome="deferred"), ["d4"]),
        (Wanted(with_findings=True), ["d3"]),
        (Wanted(with_findings=False), ["d1", "d2", "d4"]),
        (Wanted(since=times.start("2024-01-07")), ["d1", "d3", "d4"]),
        (Wanted(since=times.start("2024-01-08")), ["d3", "d4"]),
        (Wanted(until=times.as_read("2024-01-07")), ["d1", "d2"]),
        (Wanted(until=times.as_read("2024-01-06")), ["d2"]),
        (Wanted(group="pcn", open=True, outcome="adopted"), ["d3"]),
    ],
)
def test_those_that_are_wanted(many: Ledger, wanted: Wanted, found: list[str]) -> None:
    assert names(many, wanted) == found
    assert names(many, wanted, limit=1) == found


def test_a_decision_that_is_not_taken_counts_by_its_proposal(many: Ledger) -> None:
    on_the_day = Wanted(since=times.start("2030-01-01"), until=times.as_read("2030-01-01"))
    assert names(many, on_the_day, as_of="2031-01-01") == ["later"]


def test_a_group_that_is_only_named_is_not_the_one_that_decides(many: Ledger) -> None:
    # d3 affects the federation, and does not belong to it.
    assert names(many, Wanted(group="fed")) == ["d2"]


def test_an_unknown_group_is_not_found(many: Ledger) -> None:
    with pytest.raises(Refused) as caught:
        many.deciding.decisions(Wanted(group="nobody"), Asked())
    assert caught.value.code == "not_found"


def test_a_grant_typed_in_late_changes_what_is_found(ledger: Ledger) -> None:
    record(ledger, *HERE, sought(), proposed(mandate="m"), *all_voted("2024-03-02", a="agree", b="agree"), taken())
    assert [one.findings for one in rows(ledger)] == [1]
    record(ledger, granted("a", "2024-02-01"), granted("b", "2024-02-01"))
    assert [one.findings for one in rows(ledger)] == [0]
    assert [one.findings for one in rows(ledger, upto=14)] == [1]


def test_the_order_of_recording_changes_no_dossier(ledger: Ledger) -> None:
    # The outcome comes first, when nobody has been heard; all that came before it is typed in afterwards.
    order: tuple[Told, ...] = (DECISION[0], all_the_same(DECISION[-1]), DECISION[4], *reversed(DECISION[5:-1]))
    order += DECISION[1:4]
    record(ledger, *HERE, *order)
    found = ledger.deciding.dossier("d", Asked(as_of="2024-04-01"))
    assert [one.choice for one in found.electors] == ["agree", "agree_with_reservations"]
    assert (found.tally["carried"], found.findings) == (True, ())
    assert given(*HERE, *DECISION).count("2024-04-01").outcome == "adopted"
