"""A decision is open until it is adopted or rejected, and again once that is reversed."""

from __future__ import annotations

import pytest

from tests.deciding import proposed, reversed_, reviewed, taken, voted
from tests.telling import Given, Told, a_pcn, all_the_same, given, retracted

ASKED = given(*a_pcn("a"), proposed(), voted("a", "2024-03-02"))


def is_open(history: Given, as_of: str = "2024-03-31") -> bool:
    row = history.decision_row(as_of)
    assert row is not None
    return row.open


def after(*more: Told) -> Given:
    return ASKED.and_(*more)


def test_before_there_is_an_outcome() -> None:
    assert is_open(ASKED)
    assert is_open(after(taken()), "2024-03-09")


@pytest.mark.parametrize("outcome", ["adopted", "rejected"])
def test_once_it_is_decided_it_is_not(outcome: str) -> None:
    assert not is_open(after(taken(outcome)))
    assert not is_open(after(taken(outcome)), "2024-03-10")


def test_a_deferral_leaves_it_open() -> None:
    assert is_open(after(taken("deferred")))


def test_a_deferral_after_it_was_decided_does_not_open_it() -> None:
    assert not is_open(after(taken(), all_the_same(taken("deferred", "2024-03-11"))))


def test_a_reversal_opens_it_until_it_is_decided_again() -> None:
    undone = after(taken(), reversed_("a", "2024-03-12"))
    assert not is_open(undone, "2024-03-11")
    assert is_open(undone, "2024-03-12")
    assert not is_open(undone.and_(taken("rejected", "2024-03-20")))


def test_a_reversal_of_the_same_instant_comes_after_it() -> None:
    assert is_open(after(reversed_("a", "2024-03-10"), taken()))


def test_a_reversal_before_there_was_anything_to_reverse_changes_nothing() -> None:
    assert not is_open(after(reversed_("a", "2024-03-09"), taken()))


def test_a_review_leaves_it_as_it_is() -> None:
    assert not is_open(after(taken(), reviewed("a", "2024-03-12")))


def test_what_was_taken_back_is_as_if_it_had_not_been() -> None:
    assert is_open(after(taken(), retracted(7)))
    assert not is_open(after(taken(), reversed_("a", "2024-03-12"), retracted(8)))


def test_a_decision_that_is_not_proposed_yet_is_neither() -> None:
    assert ASKED.decision_row("2024-02-28") is None
