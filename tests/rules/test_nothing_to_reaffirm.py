"""Only a grant, a reaffirmation or a presumed assent that stands can be reaffirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import (
    a_pcn,
    all_the_same,
    given,
    granted,
    presumed,
    reaffirmed,
    refused,
    retracted,
    sought,
    told,
    withdrew,
)

if TYPE_CHECKING:
    from ledger.application import Ledger

ASKED = given(*a_pcn("a"), sought())


def test_one_that_was_never_heard_has_nothing_to_reaffirm(ledger: Ledger) -> None:
    text = "A has not granted m: record its grant instead."
    ASKED.when(reaffirmed("a", "2024-02-01")).stops("nothing_to_reaffirm", text, because=()).also_in(ledger)


def test_nor_has_one_that_said_no() -> None:
    text = "A said no to m on 20 January 2024: record a new grant instead."
    for no in (refused, withdrew):
        history = given(*ASKED.events, granted("a", "2024-01-10"), no("a", "2024-01-20"))
        history.when(reaffirmed("a", "2024-02-01")).stops("nothing_to_reaffirm", text, because=(7,))


def test_a_grant_can_be_reaffirmed_and_that_again() -> None:
    history = given(*ASKED.events, granted("a", "2024-01-10"))
    history.when(reaffirmed("a", "2024-02-01")).is_fine()
    given(*history.events, reaffirmed("a", "2024-02-01")).when(reaffirmed("a", "2024-03-01")).is_fine()


def test_so_can_a_presumed_assent() -> None:
    history = given(*ASKED.events, told("a", "2024-01-02"), presumed("a", "2024-01-20"))
    history.when(reaffirmed("a", "2024-02-01")).is_fine()


def test_but_not_one_that_counts_for_nothing() -> None:
    history = given(*ASKED.events, all_the_same(presumed("a", "2024-01-20")))
    history.when(reaffirmed("a", "2024-02-01")).stops("nothing_to_reaffirm")


def test_a_grant_that_comes_later_does_not_help() -> None:
    given(*ASKED.events, granted("a", "2024-03-01")).when(reaffirmed("a", "2024-02-01")).stops("nothing_to_reaffirm")


def test_a_grant_that_was_retracted_does_not_help() -> None:
    given(*ASKED.events, granted("a", "2024-01-10"), retracted(6)).when(reaffirmed("a", "2024-02-01")).stops(
        "nothing_to_reaffirm"
    )


def test_before_the_mandate_is_sought_there_is_nothing_either() -> None:
    ASKED.when(reaffirmed("a", "2023-12-01")).finds("before_opening", "nothing_to_reaffirm")
    early = given(*ASKED.events, all_the_same(granted("a", "2023-11-01")))
    early.when(reaffirmed("a", "2023-12-01")).stops("before_opening")
