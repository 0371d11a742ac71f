"""Do slices answer about representatives, doors and seats as all would, and is enough loaded for each reading?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger import times
from ledger.moment import Asked
from ledger.projections.access import access
from ledger.projections.representation import representation
from ledger.projections.seats import seats
from ledger.refusals import Refused
from tests.speaking import (
    PLACE,
    approached,
    briefed,
    bypassed,
    comes_in,
    devolved,
    door,
    goes_out,
    guards,
    leads_speaking,
    overstepped,
    ratified,
    replied,
    reported,
    reviewed,
    seat,
    sent_on,
    sits,
    speaks,
    speaks_no_more,
    stated,
    triaged,
)
from tests.telling import given, happened, record, registered, retracted, sought
from tests.together import proposed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.application import Ledger

STORY = (
    *PLACE,  # 1 to 9
    registered("c"),
    registered("fed", "federation"),
    registered("trust", "nhs_trust"),
    registered("board", "place_board"),
    registered("nhs", "other"),
    sought(holder="glg"),  # 15
    proposed("p", group="glg"),
    leads_speaking("lee"),
    speaks(support="fed"),
    speaks("cal", representation="q", group="fed", body="icb"),  # 19
    speaks("dan", representation="s", body="trust"),
    briefed(
        mandate="m",
        priorities=["p"],
        represents=["pcn", "c"],
        agenda="Winter.",
        may_agree=["Dates."],
        bring_back=["Any site."],
        latitude="framed",
    ),  # 21
    briefed("late", meeting_at="2024-04-10"),
    briefed("other", representation="q", represents=["glg"]),
    reported(within=(True, False)),
    overstepped("b"),  # 25
    ratified("c"),
    happened("ActionAgreed", "2024-03-13", action="z", owner="c", what="Ask.", due_at="2024-06-30", from_item="k"),
    happened("ActionAgreed", "2024-03-13", action="y", owner="fed", what="Ask.", due_at="2024-06-30", from_item="k"),
    happened("ActionDone", "2024-03-14", action="y"),
    reviewed("2024-05-01"),  # 30
    speaks_no_more("2024-05-31", "s"),
    speaks_no_more("2024-05-31", "q"),
    stated("winter", "2024-01-01", "trust", "icb"),
    door(),  # 34
    comes_in("a"),
    comes_in("fed"),
    guards("gil"),
    approached(to="a"),
    sent_on(),
    triaged(route="paper"),  # 40
    replied(),
    approached("x2", "2024-03-01", to="c"),
    approached("x3", "2024-03-02", to="b", by="trust", topic="rooms"),
    approached("x4", to="fed"),
    sent_on("x3", "2024-03-03", by="b", to="glg"),  # 45
    bypassed("a", approach="x3"),
    bypassed("fed", "2024-06-01", "trust"),
    goes_out("a", "2024-05-31"),
    seat("s1", board="board", voting=True),  # 49
    seat("s2", of="fed"),
    sits("s1", "bob"),
    devolved("estates", "deciding", "board"),  # 52
    devolved("flu", "advisory", "glg", by="board"),
    retracted(38),
    retracted(18),
)
WORDS = ("agenda", "what", "why", "answer", "position_text")
TEXTS: dict[tuple[int, str], str] = {
    (position, f"/{name}"): event[name]
    for position, event in enumerate(STORY, 1)
    for name in WORDS
    if isinstance(event.get(name), str)
} | {
    (position, f"/{name}/{index}"): text
    for position, event in enumerate(STORY, 1)
    for name in ("may_agree", "bring_back")
    for index, text in enumerate(event.get(name, ()))
}
FOLDS: dict[str, Callable[..., Any]] = {"representation": representation, "access": access, "seats": seats}
CODES = ("glg", "pcn", "fed", "icb", "trust", "board", "nhs", "a", "b", "c")
DAYS = ("2024-01-10", "2024-02-01", "2024-02-10", "2024-03-15", "2024-06-15", "2024-12-31")


@pytest.fixture
def place(ledger: Ledger) -> Ledger:
    record(ledger, *STORY[:33])
    record(ledger, *STORY[33:])
    return ledger


def test_slices_answer_as_everything_does(place: Ledger) -> None:
    for upto in (33, 53, len(STORY)):
        for day in DAYS:
            as_of = times.as_read(day)
            past = given(*STORY).past(as_of, upto)
            for code in CODES:
                for name, fold in FOLDS.items():
                    more = {} if name == "seats" else {"texts": TEXTS}
                    answer = place.readings.ask(name, code, Asked(as_of=day, upto=upto))
                    at = {"as_of": as_of, "known_at": times.start(answer.known_at), "position": upto}
                    assert answer == fold(past, code, **at, **more), (name, code, day, upto)


def test_the_story_has_something_to_say_for_each(place: Ledger) -> None:
    asked = Asked(as_of="2024-06-15", upto=53)
    spoken = place.readings.ask("representation", "glg", asked)
    (bob,) = spoken.representatives
    assert (bob.brief.brief, bob.reviewed_at) == ("late", "2024-04-30T23:00:00Z")
    assert [one.brief for one in spoken.overdue_reports] == ["late"]
    assert [(one.action, one.name) for one in spoken.open_actions] == [("z", "C")]
    assert [(one.name, one.what, one.ratified_by[0].name) for one in spoken.oversteps] == [("B", "Too far.", "C")]
    assert spoken.positions[0].position_text == "We think so."
    assert [one.group_name for one in place.readings.ask("representation", "icb", asked).speakers] == ["GLG"]
    came = place.readings.ask("access", "glg", asked)
    assert [(one.approach, one.state, one.body_name) for one in came.approaches] == [
        ("x3", "redirected", "TRUST"),
        ("x", "answered", "ICB"),
    ]
    assert (came.redirection.reached, came.redirection.redirected) == (2, 1)
    assert [one.organisation for one in came.bypasses] == ["a", "fed"]
    (errand,) = came.shopping
    assert [one.to_name for one in errand.tries] == ["A", "FED", "C"]
    sat = place.readings.ask("seats", "glg", asked)
    assert [(one.person, one.at_name) for one in sat.own.seats] == [("bob", "BOARD")]
    assert [one.devolved_by_name for one in sat.powers] == ["NHS", "BOARD"]


def test_what_was_retracted_since_counts_no_more(place: Ledger) -> None:
    asked = Asked(as_of="2024-06-15")
    assert place.readings.ask("representation", "glg", asked).representatives == ()
    assert [one.approach for one in place.readings.ask("access", "glg", asked).approaches] == ["x3"]


def test_erased_words_are_null(place: Ledger) -> None:
    for position, pointer in ((21, "/may_agree/0"), (25, "/what"), (33, "/position_text"), (41, "/answer")):
        place.store.erase(position, pointer)
    asked = Asked(as_of="2024-03-15", upto=53)
    spoken = place.readings.ask("representation", "glg", Asked(as_of="2024-03-10", upto=53))
    assert (spoken.representatives[0].brief.may_agree, spoken.representatives[0].brief.bring_back) == (
        (None,),
        ("Any site.",),
    )
    assert place.readings.ask("representation", "glg", asked).oversteps[0].what is None
    assert spoken.positions[0].position_text is None
    assert place.readings.ask("access", "a", asked).approaches[0].answer is None


@pytest.mark.parametrize("name", FOLDS)
def test_there_is_no_answer_about_one_that_is_not_known_then(ledger: Ledger, name: str) -> None:
    record(ledger, registered("late", at="2024-07-01"))
    for code, refusal in (("nobody", "not_found"), ("late", "not_yet")):
        with pytest.raises(Refused) as caught:
            ledger.readings.ask(name, code, Asked(as_of="2024-06-30"))
        assert caught.value.code == refusal


@pytest.mark.parametrize("name", FOLDS)
def test_one_of_which_nothing_is_recorded_but_its_registration(ledger: Ledger, name: str) -> None:
    record(ledger, registered("a"))
    answer = ledger.readings.ask(name, "a", Asked())
    assert (answer.organisation, answer.name, answer.position) == ("a", "A", 1)
