"""Where patients are counted, every organisation needs a recorded list size, or it counts for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, closed, given, joined, listed, registered, sought

if TYPE_CHECKING:
    from ledger.application import Ledger

NO_LISTS = given(*a_pcn("a", "b", "c"))


def test_all_without_a_list_are_named(ledger: Ledger) -> None:
    text = "Counted by patients, but no list size is recorded for A, C."
    history = given(*NO_LISTS.events, listed("b", 9000))
    history.when(sought(weighting="patients")).notes("unweighted", text, because=()).also_in(ledger)


def test_it_matters_only_where_patients_are_counted() -> None:
    NO_LISTS.when(sought()).is_fine()


def test_an_empty_list_is_recorded_all_the_same() -> None:
    history = given(*NO_LISTS.events, listed("a", 0), listed("b", 1), listed("c", 1))
    history.when(sought(weighting="patients")).is_fine()


def test_a_list_that_is_recorded_for_later_is_not_there_yet() -> None:
    history = given(*a_pcn("a"), listed("a", 9000, "2024-01-02"))
    history.when(sought("2024-01-01", weighting="patients")).notes("unweighted")
    history.when(sought("2024-01-02", weighting="patients")).is_fine()


def test_who_has_closed_need_not_be_counted() -> None:
    given(*a_pcn("a"), closed("a", "2023-12-31")).when(sought(weighting="patients")).is_fine()


def test_practices_in_reach_are_counted_by_their_own_lists(ledger: Ledger) -> None:
    history = given(*NO_LISTS.events, listed("a", 1), listed("b", 1))
    asked = sought(weighting="patients", constituency="practices")
    history.when(asked).notes("unweighted", "Counted by patients, but no list size is recorded for C.").also_in(ledger)


def test_those_on_a_list_too(ledger: Ledger) -> None:
    history = given(*NO_LISTS.events, registered("x"), listed("a", 1), joined("x", at="2023-01-01"))
    asked = sought(weighting="patients", constituency=["a", "x"])
    history.when(asked).notes("unweighted", "Counted by patients, but no list size is recorded for X.").also_in(ledger)
