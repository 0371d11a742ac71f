"""How does a decision stand, in one line of a list?"""

from __future__ import annotations

from ledger import times
from ledger.projections.decisions.line import DecisionRow, decision_row
from tests.deciding import method_changed, proposed, reversed_, taken, voted
from tests.telling import Given, a_pcn, given, happened, objected, resolved

ASKED = given(*a_pcn("a"), proposed(matter="estates"), voted("a", "2024-03-02"))


def row(history: Given, as_of: str = "2024-03-31", findings: int = 0) -> DecisionRow:
    instant = times.as_read(as_of)
    found = decision_row(history.past(instant), "d", instant, findings)
    assert found is not None
    return found


def test_before_it_is_decided() -> None:
    assert row(ASKED, findings=3) == DecisionRow(
        decision="d",
        group="pcn",
        name="PCN",
        title="Hub",
        matter="estates",
        method="consensus",
        outcome=None,
        open=True,
        proposed_at="2024-03-01T00:00:00Z",
        taken_at=None,
        review_at=None,
        reversed_at=None,
        open_objections=0,
        findings=3,
        because=(5,),
    )


def test_once_it_is_decided() -> None:
    decided = row(ASKED.and_(taken(review_at="2024-09-30")))
    assert (decided.outcome, decided.open, decided.taken_at) == ("adopted", False, "2024-03-10T00:00:00Z")
    assert decided.review_at == "2024-09-30T23:00:00Z"
    assert decided.because == (5, 7)


def test_of_several_outcomes_the_latest_is_shown() -> None:
    twice = ASKED.and_(taken("deferred", "2024-03-05", review_at="2024-04-01"), taken())
    assert (row(twice).outcome, row(twice).review_at) == ("adopted", None)
    assert (row(twice, "2024-03-06").outcome, row(twice, "2024-03-06").open) == ("deferred", True)


def test_once_it_is_reversed_until_it_is_decided_again() -> None:
    undone = ASKED.and_(taken(), reversed_("a", "2024-03-12"))
    assert (row(undone).outcome, row(undone).open) == ("adopted", True)
    assert (row(undone).reversed_at, row(undone).because) == ("2024-03-12T00:00:00Z", (5, 7, 8))
    again = undone.and_(taken("rejected", "2024-03-20"))
    assert (row(again).outcome, row(again).open, row(again).reversed_at) == ("rejected", False, None)
    assert row(again).because == (5, 9)


def test_it_tells_the_method_in_force_and_how_many_objections_are_open() -> None:
    history = ASKED.and_(
        method_changed("vote", "2024-03-03"),
        objected("a", "2024-03-04", about="d"),
        objected("a", "2024-03-04", "p", about="d"),
        resolved("2024-03-05", "p"),
    )
    assert (row(history, "2024-03-04").method, row(history, "2024-03-04").open_objections) == ("vote", 2)
    assert row(history).open_objections == 1


def test_the_group_is_named_as_it_is_called_then() -> None:
    renamed = ASKED.and_(happened("OrganisationRenamed", "2024-03-20", organisation="pcn", name="New PCN"))
    assert (row(renamed, "2024-03-19").name, row(renamed).name) == ("PCN", "New PCN")


def test_it_is_none_before_it_is_proposed() -> None:
    instant = times.as_read("2024-02-28")
    assert decision_row(ASKED.past(instant), "d", instant, 0) is None
