"""Nobody takes a seat on which someone sits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, given, happened, registered

if TYPE_CHECKING:
    from ledger.application import Ledger


def takes(person: str, at: str) -> dict[str, object]:
    return happened("SeatTaken", at, seat="s", person=person)


def vacates(person: str, at: str) -> dict[str, object]:
    return happened("SeatVacated", at, seat="s", person=person)


A_SEAT = given(
    *a_pcn("a"),
    registered("board", "place_board"),
    happened("SeatEstablished", "2020-01-01", seat="s", at="board", organisation="pcn"),
)
AMY_SITS = given(*A_SEAT.events, takes("amy", "2021-01-01"))


def test_a_seat_that_is_taken(ledger: Ledger) -> None:
    text = "amy has sat on seat s since 1 January 2021."
    AMY_SITS.when(takes("bob", "2024-01-01")).stops("seat_not_empty", text, because=(7,)).also_in(ledger)


def test_an_empty_one_is_free() -> None:
    A_SEAT.when(takes("bob", "2024-01-01")).is_fine()


def test_one_that_was_vacated_is_free_from_the_next_day_on() -> None:
    gone = given(*AMY_SITS.events, vacates("amy", "2024-01-31"))
    gone.when(takes("bob", "2024-01-31")).stops("seat_not_empty")
    gone.when(takes("bob", "2024-02-01")).is_fine()


def test_who_does_not_sit_there_vacates_nothing() -> None:
    given(*AMY_SITS.events, vacates("bob", "2024-01-31")).when(takes("bob", "2024-02-01")).stops("seat_not_empty")
    given(*A_SEAT.events, vacates("bob", "2024-01-31")).when(takes("bob", "2024-02-01")).is_fine()


def test_nobody_takes_it_twice() -> None:
    AMY_SITS.when(takes("amy", "2024-01-01")).stops("seat_not_empty")
