"""Who chooses, and what do their choices come to? What the sentences of the rules leave to be said."""

from __future__ import annotations

from ledger import times
from ledger.counting.choices import count, counted_at, electors
from ledger.history import LAST, Place
from tests.deciding import all_voted, casting, left_for_interest, proposed, taken
from tests.telling import a_pcn, given, listed, objected, told

END = Place.after_all_of(LAST)
HISTORY = given(*a_pcn("a", "b", "c", "d"), listed("a", 3), listed("b", 4), listed("c", 5), proposed(method="vote"))


def test_before_it_is_proposed_there_is_nothing_to_count_and_nobody_to_choose() -> None:
    before = Place.after_all_of(times.as_read("2024-02-28"))
    past = HISTORY.past()
    assert count(past, "d", before) is None
    assert electors(past, "d", before) == ()
    assert counted_at(past, "d", before) == before
    assert count(past, "unknown", END) is None


def test_all_electors_are_on_one_side_or_silent() -> None:
    counted = HISTORY.and_(*all_voted("2024-03-02", d="block", a="agree", b="stand_aside")).count("2024-03-31")
    assert (counted.for_, counted.against, counted.neutral, counted.silent) == (("a",), ("d",), ("b",), ("c",))
    assert list(counted.choices) == ["a", "b", "d"]


def test_weights_are_those_of_the_electors_alone() -> None:
    by_patients = given(*HISTORY.events[:-1], proposed(method="vote", weighting="patients"))
    counted = by_patients.and_(left_for_interest("c", "2024-03-02")).count("2024-03-31")
    assert counted.weights == {"a": 3, "b": 4, "d": 0}
    assert counted.weight(counted.electors) == 7
    assert counted.weight(()) == 0


def test_what_stands_in_the_way_depends_on_the_method() -> None:
    objections = (objected("a", "2024-03-02", "o", "d"), objected("b", "2024-03-02", "p", "d", "block"))
    for method, positions in {"consensus": [15, 16], "consent": [16], "vote": []}.items():
        counted = given(*HISTORY.events[:-1], proposed(method=method), *objections).count("2024-03-31")
        assert [one.raised.position for one in counted.standing_in_the_way] == positions


def test_who_is_not_told_and_what_broke_a_tie() -> None:
    counted = HISTORY.and_(told("b", "2024-03-02", about="d"), casting("agree", "2024-03-02")).count("2024-03-31")
    assert counted.untold == ("a", "c", "d")
    assert counted.casting is not None
    assert counted.casting.position == 16


def test_it_is_counted_at_the_place_of_the_latest_outcome() -> None:
    decided = HISTORY.and_(taken("deferred", "2024-03-05"), taken())
    past = decided.past()
    assert counted_at(past, "d", END) == past.history.entries[-1].place
    assert counted_at(past, "d", END).effective_at == times.start("2024-03-10")
    as_of = Place.after_all_of(times.as_read("2024-03-09"))
    assert counted_at(past, "d", as_of).effective_at == times.start("2024-03-05")
