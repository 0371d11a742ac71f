"""Nobody is briefed who has stood down as a representative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.speaking import PLACE, briefed, speaks, speaks_no_more
from tests.telling import given, retracted

if TYPE_CHECKING:
    from ledger.application import Ledger

GONE = given(*PLACE, speaks(), speaks_no_more("2024-02-29"))
"""Bob spoke for the group until the end of February: 10 and 11."""


def test_one_who_has_stood_down(ledger: Ledger) -> None:
    text = (
        "bob has not spoken for GLG at ICB since 29 February 2024, the last day. Record whoever speaks there now, and "
        "give the brief to them."
    )
    GONE.when(briefed(at="2024-03-02")).stops("representation_ended", text, because=(11,)).also_in(ledger)


def test_one_who_speaks_for_the_group(ledger: Ledger) -> None:
    given(*PLACE, speaks()).when(briefed()).finds().also_in(ledger)


def test_on_the_last_day_they_still_do_and_at_the_midnight_that_ends_it() -> None:
    GONE.when(briefed(at="2024-02-29")).is_fine()
    # An opening comes before any other deed of its instant.
    GONE.when(briefed(at="2024-03-01")).is_fine()
    GONE.when(briefed(at="2024-03-01T00:00:00.000001Z")).stops("representation_ended")


def test_what_first_ended_it_counts() -> None:
    GONE.and_(speaks_no_more("2024-05-01")).when(briefed(at="2024-06-01")).stops("representation_ended", because=(11,))


def test_another_representation_by_the_same_person_stands() -> None:
    GONE.and_(speaks(representation="s")).when(briefed(at="2024-03-02", representation="s")).is_fine()


def test_standing_down_that_was_retracted_is_none() -> None:
    GONE.and_(retracted(11)).when(briefed(at="2024-03-02")).is_fine()


def test_before_they_speak_for_it_nothing_has_ended() -> None:
    GONE.when(briefed(at="2023-12-01")).finds("before_opening")
