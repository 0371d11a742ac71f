"""Where choices are counted by patients, every elector needs a recorded list size, or it counts for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deciding import proposed
from tests.telling import a_pcn, audited, closed, given, joined, listed, record, registered

if TYPE_CHECKING:
    from ledger.application import Ledger

TWO = given(*a_pcn("a", "b"), listed("a", 9000))
BY_PATIENTS = proposed(method="vote", weighting="patients")


def test_those_without_a_list_are_named(ledger: Ledger) -> None:
    text = "Counted by patients, but no list size is recorded for B."
    TWO.when(BY_PATIENTS).notes("unweighted", text, because=()).also_in(ledger)


def test_with_all_lists_it_is_fine_also_where_one_is_empty() -> None:
    TWO.and_(listed("b", 1)).when(BY_PATIENTS).is_fine()
    TWO.and_(listed("b", 0)).when(BY_PATIENTS).is_fine()


def test_where_each_counts_one_no_list_is_needed() -> None:
    TWO.when(proposed(method="vote")).is_fine()


def test_a_list_of_that_day_is_there_and_a_later_one_is_not() -> None:
    TWO.and_(listed("b", 10, "2024-03-01")).when(BY_PATIENTS).is_fine()
    TWO.and_(listed("b", 10, "2024-03-02")).when(BY_PATIENTS).notes("unweighted")


def test_only_core_members_that_are_not_closed_need_one() -> None:
    TWO.and_(listed("b", 10), registered("x"), joined("x", standing="attending")).when(BY_PATIENTS).is_fine()
    TWO.and_(closed("b", "2024-02-01")).when(BY_PATIENTS).is_fine()


def test_a_list_typed_in_late_settles_it(ledger: Ledger) -> None:
    record(ledger, *TWO.events, BY_PATIENTS)
    assert [finding.rule for finding in audited(ledger, 8)] == ["unweighted"]
    record(ledger, listed("b", 5000))
    assert audited(ledger, 8) == []


def test_a_member_that_joins_in_the_same_list_is_asked_too(ledger: Ledger) -> None:
    joins = (registered("c"), joined("c"), listed("c", 10), listed("b", 10))
    TWO.and_(*joins).when(BY_PATIENTS).also_in(ledger)
