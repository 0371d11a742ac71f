"""There is a quorum if those who chose anything weigh enough of all electors, in whole numbers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deciding import all_voted, amended, left_for_interest, proposed, voted
from tests.telling import Given, Told, a_pcn, all_the_same, given, listed, registered


def asked(percent: int | None, *more: Told, method: str = "vote", practices: str = "abc", **terms: Any) -> Given:
    return given(*a_pcn(*practices), proposed(method=method, quorum_percent=percent, **terms), *more)


def quorate(history: Given, as_of: str = "2024-03-31") -> bool:
    return history.count(as_of).quorate


@pytest.mark.parametrize(("percent", "least"), [(0, 0), (1, 1), (33, 1), (34, 2), (66, 2), (67, 3), (100, 3)])
def test_the_least_that_makes_one(percent: int, least: int) -> None:
    who = dict.fromkeys("abc"[:least], "abstain")
    assert quorate(asked(percent, *all_voted("2024-03-02", **who)))
    if least:
        who.popitem()
        assert not quorate(asked(percent, *all_voted("2024-03-02", **who)))


@pytest.mark.parametrize("choice", ["agree", "agree_with_reservations", "stand_aside", "abstain", "disagree", "block"])
def test_any_choice_counts(choice: str) -> None:
    assert quorate(asked(30, voted("a", "2024-03-02", choice)))


def test_patients_are_counted_where_they_are_what_counts() -> None:
    lists = (listed("a", 5000), listed("b", 2500), listed("c", 2500))
    assert quorate(asked(50, *lists, voted("a", "2024-03-02"), weighting="patients"))
    assert not quorate(asked(51, *lists, voted("a", "2024-03-02"), weighting="patients"))


def test_if_nothing_is_said_a_consent_needs_half_and_nothing_else_needs_any() -> None:
    two = asked(None, method="consent", practices="ab")
    assert not quorate(two)
    assert quorate(two.and_(voted("a", "2024-03-02")))
    assert quorate(asked(None))
    assert quorate(asked(None, method="consensus"))


def test_a_choice_that_is_void_makes_none() -> None:
    assert not quorate(asked(30, voted("a", "2024-03-02"), amended("2024-03-03")))
    assert not quorate(asked(30, registered("x"), all_the_same(voted("x", "2024-03-02"))))


def test_who_took_no_part_is_not_counted_among_all() -> None:
    assert not quorate(asked(50, voted("a", "2024-03-02")))
    assert quorate(asked(50, voted("a", "2024-03-02"), left_for_interest("c", "2024-03-02")))


def test_it_is_that_of_the_time_of_counting() -> None:
    history = asked(50, voted("a", "2024-03-02"), voted("b", "2024-03-04"))
    assert [quorate(history, f"2024-03-0{day}") for day in (3, 4)] == [False, True]
