"""A decision is counted as at its latest outcome, and while there is none, at the time of reading."""

from __future__ import annotations

from tests.deciding import all_voted, proposed, reversed_, taken, voted
from tests.telling import a_pcn, all_the_same, closed, given, joined, objected, registered, resolved, retracted

ASKED = given(*a_pcn("a", "b"), proposed(), *all_voted("2024-03-02", a="agree"))


def test_while_there_is_none_at_the_time_of_reading() -> None:
    history = ASKED.and_(voted("b", "2024-03-05"))
    assert history.outcome("2024-03-04") == "rejected"
    assert history.outcome("2024-03-05") == "adopted"


def test_what_is_dated_after_it_makes_no_difference() -> None:
    decided = ASKED.and_(voted("b", "2024-03-05"), taken())
    later = (
        objected("a", "2024-03-11", about="d"),
        all_the_same(voted("a", "2024-03-11", "block")),
        closed("b", "2024-03-11"),
        registered("c"),
        joined("c", at="2024-03-11"),
    )
    assert decided.and_(*later).outcome() == "adopted"
    assert decided.and_(*later).count("2024-03-31").electors == ("a", "b")


def test_what_is_dated_before_it_does_however_late_it_is_typed_in() -> None:
    decided = ASKED.and_(taken())
    assert decided.outcome() == "rejected"
    assert decided.and_(voted("b", "2024-03-09")).outcome() == "adopted"
    assert decided.and_(voted("b", "2024-03-09")).count("2024-03-31", upto=9).outcome == "rejected"


def test_what_is_of_that_instant_comes_before_it() -> None:
    assert ASKED.and_(taken(), voted("b", "2024-03-10")).outcome() == "adopted"
    assert ASKED.and_(taken(), voted("b", "2024-03-10T00:00:00.000001Z")).outcome() == "rejected"


def test_before_it_nothing_is_known_of_it() -> None:
    assert ASKED.and_(taken(), voted("b", "2024-03-05")).outcome("2024-03-04") == "rejected"


def test_a_deferral_is_an_outcome_too() -> None:
    put_off = ASKED.and_(taken("deferred", "2024-03-04"), voted("b", "2024-03-05"))
    assert put_off.outcome() == "rejected"
    assert put_off.and_(taken()).outcome() == "adopted"


def test_of_several_the_latest_by_its_date() -> None:
    history = ASKED.and_(taken(), objected("b", "2024-03-15", about="d"), voted("b", "2024-03-05"))
    again = history.and_(taken("rejected", "2024-03-20"), resolved("2024-03-25"))
    assert again.outcome("2024-03-19") == "adopted"
    assert again.outcome("2024-03-31") == "rejected"
    earlier = again.and_(all_the_same(taken(at="2024-03-08")))
    assert earlier.outcome("2024-03-31") == "rejected"


def test_a_reversal_is_none() -> None:
    undone = ASKED.and_(voted("b", "2024-03-05"), taken(), reversed_("a", "2024-03-11"))
    assert undone.and_(all_the_same(voted("b", "2024-03-12", "block"))).outcome() == "adopted"


def test_one_that_was_taken_back_is_none() -> None:
    assert ASKED.and_(taken(), voted("b", "2024-03-12"), retracted(9)).outcome() == "adopted"
