"""An organisation that left for its interest in a decision does not choose in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deciding import amended, interested, left_for_interest, proposed, voted
from tests.telling import a_pcn, given, retracted

if TYPE_CHECKING:
    from ledger.application import Ledger

ASKED = given(*a_pcn("a", "b"), proposed())
LEFT = ASKED.and_(left_for_interest("a", "2024-03-02"))


def test_one_that_left(ledger: Ledger) -> None:
    text = "A declared an interest on 2 March 2024 and took no part in d, so it does not choose."
    LEFT.when(voted("a", "2024-03-03")).stops("took_no_part", text, because=(8,)).also_in(ledger)


def test_another_does_choose() -> None:
    LEFT.when(voted("b", "2024-03-03")).is_fine()


def test_one_whose_interest_was_noted_does_choose() -> None:
    ASKED.and_(interested("a", "2024-03-02")).when(voted("a", "2024-03-03")).is_fine()


def test_before_it_left_it_could_choose() -> None:
    LEFT.when(voted("a", "2024-03-01T10:00:00Z")).is_fine()


def test_at_one_instant_the_order_of_recording_decides() -> None:
    LEFT.when(voted("a", "2024-03-02")).stops("took_no_part")
    history = ASKED.and_(voted("a", "2024-03-02"), left_for_interest("a", "2024-03-02"))
    assert history.found_at(8) == []


def test_another_text_does_not_bring_it_back() -> None:
    LEFT.and_(amended("2024-03-03")).when(voted("a", "2024-03-04")).stops("took_no_part")


def test_who_left_twice_left_when_it_left_first() -> None:
    LEFT.and_(left_for_interest("a", "2024-03-03")).when(voted("a", "2024-03-04")).stops("took_no_part", because=(8,))


def test_a_leaving_from_another_decision_is_none() -> None:
    other = LEFT.and_(proposed(decision="e"))
    other.when(voted("a", "2024-03-03", decision="e")).is_fine()


def test_a_leaving_that_was_taken_back_is_none() -> None:
    LEFT.and_(retracted(8)).when(voted("a", "2024-03-03")).is_fine()
