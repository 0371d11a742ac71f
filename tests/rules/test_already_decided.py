"""Once a question is decided nobody chooses in it and it is not decided again, unless it was reversed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.deciding import all_voted, proposed, reversed_, taken, voted
from tests.telling import a_pcn, all_the_same, given, retracted

if TYPE_CHECKING:
    from ledger.application import Ledger

VOTED = given(*a_pcn("a", "b"), proposed(), *all_voted("2024-03-02", a="agree", b="agree"))
ADOPTED = VOTED.and_(taken())


def test_a_choice_after_it_was_adopted(ledger: Ledger) -> None:
    text = "d was adopted on 10 March 2024. Check the date, or record its reversal first."
    ADOPTED.when(voted("a", "2024-03-11")).stops("already_decided", text, because=(10,)).also_in(ledger)


def test_a_second_outcome(ledger: Ledger) -> None:
    ADOPTED.when(taken(at="2024-03-11")).stops("already_decided", because=(10,)).also_in(ledger)


@pytest.mark.parametrize("outcome", ["adopted", "rejected", "deferred"])
def test_any_second_outcome(outcome: str) -> None:
    assert "already_decided" in [one.rule for one in ADOPTED.when(taken(outcome, "2024-03-11")).findings]


def test_a_choice_after_it_was_rejected() -> None:
    refused = given(*a_pcn("a"), proposed(), voted("a", "2024-03-02", "block"), taken("rejected"))
    text = "d was rejected on 10 March 2024. Check the date, or record its reversal first."
    refused.when(voted("a", "2024-03-11")).stops("already_decided", text, because=(7,))


def test_after_a_deferral_it_goes_on() -> None:
    deferred = VOTED.and_(taken("deferred"))
    deferred.when(voted("a", "2024-03-11")).is_fine()
    deferred.when(taken(at="2024-03-11")).is_fine()


def test_before_it_was_decided() -> None:
    ADOPTED.when(voted("a", "2024-03-09")).is_fine()


def test_a_choice_of_the_same_instant_comes_before_it_however_late_it_is_typed_in() -> None:
    ADOPTED.when(voted("a", "2024-03-10")).is_fine()


def test_of_two_outcomes_of_one_instant_the_one_recorded_later_is_the_second() -> None:
    ADOPTED.when(taken()).stops("already_decided")


def test_after_a_reversal_it_goes_on() -> None:
    undone = ADOPTED.and_(reversed_("a", "2024-03-11"))
    undone.when(voted("a", "2024-03-12")).is_fine()
    undone.when(taken(at="2024-03-12")).is_fine()


def test_before_the_reversal_it_does_not() -> None:
    undone = ADOPTED.and_(reversed_("a", "2024-03-12"))
    undone.when(voted("a", "2024-03-11")).stops("already_decided")


def test_a_second_outcome_that_was_recorded_all_the_same_is_the_one_that_stands() -> None:
    twice = ADOPTED.and_(all_the_same(taken("deferred", "2024-03-11")))
    twice.when(voted("a", "2024-03-12")).stops("already_decided", because=(10,))
    thrice = ADOPTED.and_(all_the_same(taken("rejected", "2024-03-11")))
    thrice.when(voted("a", "2024-03-12")).stops("already_decided", because=(11,))


def test_an_outcome_that_was_taken_back_is_none() -> None:
    ADOPTED.and_(retracted(10)).when(voted("a", "2024-03-11")).is_fine()
