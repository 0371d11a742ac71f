"""Is an answer from slices the same as one from everything? And what is there no answer to?"""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from ledger import times
from ledger.application import Ledger
from ledger.history import Place
from ledger.moment import Asked
from ledger.projections.grants import grants
from ledger.projections.organisation import organisation
from ledger.projections.standing import standing
from ledger.projections.voice import voice
from ledger.refusals import Refused
from ledger.store.migrations import migrate
from tests.story import STORY
from tests.telling import (
    Told,
    a_pcn,
    given,
    granted,
    happened,
    joined,
    listed,
    narrowed,
    record,
    registered,
    retracted,
    sought,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = ("2019-06-01", "2020-06-01", "2021-02-02", "2021-06-01", "2022-03-31", "2022-04-01", "2022-06-15", "2023-07-01")
UPTO = (8, 20, 31, 39, 43, len(STORY))


@pytest.fixture(scope="module")
def told_story(database_dsn: str) -> Iterator[Ledger]:
    migrate(database_dsn, "the_story")
    with closing(Ledger(database_dsn, "the_story")) as one:
        record(one, *STORY)
        yield one


def shown(ask: Any, *args: Any, **kwargs: Any) -> dict[str, Any] | str:
    """What was answered, but for when it was known, which differs, and when it may change: everything may be early."""
    try:
        found = asdict(ask(*args, **kwargs))
    except Refused as refused:
        return refused.code
    for part in (found, *found.get("mandates", ())):
        part.pop("known_at", None)
        part.pop("next_change_at", None)
    return found


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("upto", UPTO)
def test_slices_answer_as_everything_does(told_story: Ledger, day: str, upto: int) -> None:
    instant = times.as_read(day)
    past = given(*STORY).past(instant, upto)
    asking, asked = told_story.asking, Asked(as_of=day, upto=upto)
    at: dict[str, Any] = {"as_of": instant, "known_at": instant, "position": upto}
    words = {position: event["wording"] for position, event in enumerate(STORY, 1) if "wording" in event}
    for code in ("pcn", "fed", "a", "b", "c", "d"):
        registration = past.register.registration(code, Place.after_all_of(instant))
        if registration is None:
            for ask in (asking.standing, asking.grants, asking.organisation):
                assert shown(ask, code, asked) in ("not_yet", "not_found")
            continue
        assert shown(asking.standing, code, asked) == shown(standing, past, code, wordings=words, **at)
        assert shown(asking.grants, code, asked) == shown(grants, past, code, wordings=words, **at)
        whole = shown(organisation, past.register, code, registration, **at)
        assert shown(asking.organisation, code, asked) == whole
        for scope in ("estates", "heating", "digital"):
            assert shown(asking.voice, code, scope, asked) == shown(voice, past, code, scope, texts={}, **at)


def test_one_scope(told_story: Ledger) -> None:
    asked = Asked(as_of="2023-01-15")
    assert [one.mandate for one in told_story.asking.standing("pcn", asked, "heating").mandates] == ["m"]
    assert told_story.asking.standing("pcn", asked, "estates").mandates == ()


# What a standing reads must be loaded with it


def quiet(ledger: Ledger, code: str = "a", as_of: str = "2024-09-01") -> bool:
    (mandate,) = ledger.asking.standing("pcn", Asked(as_of=as_of)).mandates
    return next(one.quiet for one in mandate.stances if one.organisation == code)


GRANTED: tuple[Told, ...] = (*a_pcn("a", "b"), sought(), granted("a", "2024-02-01"))


def test_a_priority_that_the_holder_was_told_of(ledger: Ledger) -> None:
    proposed = happened("PriorityProposed", "2024-03-01", priority="p", group="pcn", title="Rooms", kind="support")
    record(ledger, *GRANTED, proposed, told("pcn", "2024-08-01", about="p", by="a"))
    assert not quiet(ledger)


def test_a_decision_of_another_group_that_the_holder_was_told_of(ledger: Ledger) -> None:
    proposed = happened("DecisionProposed", "2024-03-01", decision="d", group="b", by="b", title="Hub", text="A hub.")
    record(ledger, *GRANTED, proposed, told("pcn", "2024-08-01", about="d", by="a"))
    assert not quiet(ledger)


def test_an_approach_that_was_sent_on_to_the_holder(ledger: Ledger) -> None:
    received = happened("ApproachReceived", "2024-03-01", approach="x", from_="icb", to="a", topic="Beds")
    redirected = happened("ApproachRedirected", "2024-08-01", approach="x", by="a", to="pcn")
    record(ledger, *GRANTED, registered("icb", "icb"), received, redirected)
    assert not quiet(ledger)


def test_a_meeting_and_a_contact(ledger: Ledger) -> None:
    met = happened("MeetingHeld", "2024-08-01", meeting="meet", group="pcn", mode="video", present=["a"])
    record(ledger, *GRANTED, met)
    assert not quiet(ledger)
    assert quiet(ledger, "b")


def test_a_deed_that_was_retracted_is_loaded_with_its_retraction(ledger: Ledger) -> None:
    record(ledger, *GRANTED, happened("HelpAsked", "2024-08-01", by="a", of=["pcn"], about="Rooms."))
    assert not quiet(ledger)
    record(ledger, retracted(9))
    assert quiet(ledger)


def test_a_deed_of_an_organisation_that_is_asked_by_name_only(ledger: Ledger) -> None:
    asked = sought(constituency=["x"])
    record(ledger, *a_pcn("a"), registered("x"), listed("x", 10), asked, granted("x", "2024-02-01"))
    (line,) = ledger.asking.standing("pcn", Asked(as_of="2024-03-01")).mandates[0].stances
    assert (line.name, line.patients, line.stance) == ("X", 10, "firm")


def test_who_objects_from_outside_is_named(ledger: Ledger) -> None:
    objection = happened(
        "ObjectionRaised",
        "2024-02-02",
        objection="o",
        about="m",
        by="x",
        reason="So.",
        irregular_because="So the minutes.",
    )
    record(ledger, *GRANTED, registered("x"), objection)
    (mandate,) = ledger.asking.standing("pcn", Asked()).mandates
    assert mandate.objections[0].name == "X"


# What is there no answer to


def refusal_to(ledger: Ledger, code: str, **asked: Any) -> Refused:
    asks = [ledger.asking.standing, ledger.asking.grants, ledger.asking.organisation]
    with pytest.raises(Refused) as caught:
        ledger.asking.voice(code, "estates", Asked(**asked))
    for ask in asks:
        assert shown(ask, code, Asked(**asked)) == caught.value.code
    return caught.value


def test_a_code_that_was_never_registered(ledger: Ledger) -> None:
    assert refusal_to(ledger, "pcn").code == "not_found"


def test_one_that_was_not_registered_as_far_as_was_known_then(ledger: Ledger) -> None:
    record(ledger, registered("a"), registered("pcn", "pcn"))
    assert refusal_to(ledger, "pcn", upto=1).code == "not_found"


def test_one_that_opens_only_later(ledger: Ledger) -> None:
    record(ledger, registered("pcn", "pcn", "2024-07-01"))
    refused = refusal_to(ledger, "pcn", as_of="2024-06-30")
    assert refused.code == "not_yet"
    assert refused.facts == {"opened_at": "2024-06-30T23:00:00Z"}
    assert refused.text == "pcn opens only on 1 July 2024. Ask with an `as_of` from then on."


def test_one_whose_registration_was_retracted(ledger: Ledger) -> None:
    record(ledger, registered("pcn", "pcn"), retracted(1))
    assert refusal_to(ledger, "pcn").code == "not_found"
    assert ledger.asking.organisation("pcn", Asked(upto=1)).name == "PCN"


# Texts


def test_the_wording_is_that_of_the_day_and_gone_when_it_is_erased(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"), sought(), narrowed("2024-03-01"))

    def wording(as_of: str) -> str | None:
        return ledger.asking.standing("pcn", Asked(as_of=as_of)).mandates[0].wording

    assert (wording("2024-02-01"), wording("2024-03-01")) == ("To speak.", "To speak less.")
    assert ledger.asking.grants("a", Asked()).mandates[0].wording == "To speak less."
    ledger.store.erase(6, "/wording")
    assert (wording("2024-02-01"), wording("2024-03-01")) == ("To speak.", None)


def test_positions_stated_are_compared_by_their_texts(ledger: Ledger) -> None:
    def stated(text: str, by: str) -> Told:
        return happened("PositionStated", "2024-05-01", by=by, scope="estates", to=["icb"], position_text=text)

    record(ledger, *a_pcn("a"), registered("icb", "icb"), sought(), granted("a", "2024-02-01"))
    record(ledger, stated("More rooms.", "pcn"), stated("more  rooms.", "a"))
    assert ledger.asking.voice("pcn", "estates", Asked(as_of="2024-06-01")).caveats == ()
    record(ledger, stated("Fewer rooms.", "a"))
    assert len(ledger.asking.voice("pcn", "estates", Asked(as_of="2024-06-01")).caveats) == 1


def test_another_holder_is_found_by_the_scope_that_its_mandate_was_narrowed_to(ledger: Ledger) -> None:
    record(
        ledger,
        *a_pcn("a"),
        registered("fed", "federation"),
        joined("a", "fed"),
        sought(),
        granted("a", "2024-02-01"),
        sought(mandate="n", holder="fed", scope="everything"),
        granted("a", "2024-02-01", "n"),
    )
    voice_of = ledger.asking.voice
    assert voice_of("pcn", "estates", Asked(as_of="2024-03-01")).caveats == ()
    record(ledger, narrowed("2024-02-10", "n", scope="estates"))
    assert voice_of("pcn", "estates", Asked(as_of="2024-03-01")).caveats == (
        "FED has a mandate on the same matter (n, held), and 1 of the same practices.",
    )


def test_who_stated_another_position_is_named(ledger: Ledger) -> None:
    stated = [
        happened("PositionStated", "2024-05-01", by=by, scope="estates", to=["icb"], position_text=f"{by} says so.")
        for by in ("pcn", "x")
    ]
    place = (*a_pcn("a"), registered("icb", "icb"), registered("x"))
    record(ledger, *place, sought(), granted("a", "2024-02-01"), *stated)
    (caveat,) = ledger.asking.voice("pcn", "estates", Asked(as_of="2024-06-01")).caveats
    assert caveat.endswith("within a year: PCN on 1 May 2024; X on 1 May 2024.")
