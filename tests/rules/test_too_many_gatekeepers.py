"""A door is guarded by one person, or by two, and not by more at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.speaking import PLACE, guards, guards_no_more
from tests.telling import audited, given, record, retracted

if TYPE_CHECKING:
    from ledger.application import Ledger

TWO = given(*PLACE, guards("gil"), guards("hal"))
"""Gil and Hal guard the door: 10 and 11."""


def test_a_third_gatekeeper(ledger: Ledger) -> None:
    text = "The door of GLG is guarded by gil and hal already. Record first who of them stood down."
    TWO.when(guards("ivy", "2024-02-01")).stops("too_many_gatekeepers", text, because=(10, 11)).also_in(ledger)


def test_a_second_is_fine(ledger: Ledger) -> None:
    given(*PLACE, guards("gil")).when(guards("hal")).finds().also_in(ledger)


def test_naming_the_same_one_again_is_no_third() -> None:
    TWO.when(guards("gil", "2024-02-01")).is_fine()


def test_who_has_stood_down_makes_room_on_the_next_day(ledger: Ledger) -> None:
    gone = TWO.and_(guards_no_more("hal", "2024-01-31"))
    gone.when(guards("ivy", "2024-01-31")).stops("too_many_gatekeepers")
    gone.when(guards("ivy", "2024-02-01")).finds().also_in(ledger)


def test_another_group_has_a_door_of_its_own() -> None:
    TWO.when(guards("ivy", "2024-02-01", "pcn")).is_fine()


def test_one_who_was_named_all_the_same_counts() -> None:
    three = TWO.and_(guards("ivy", "2024-02-01"))
    three.when(guards("jay", "2024-03-01")).stops("too_many_gatekeepers", because=(10, 11, 12))
    three.and_(retracted(10)).when(guards("jay", "2024-03-01")).stops("too_many_gatekeepers", because=(11, 12))


def test_those_before_it_in_the_same_list_count(ledger: Ledger) -> None:
    record(ledger, *PLACE, guards("gil"))
    record(ledger, guards("hal"), guards("ivy", "2024-02-01") | {"irregular_because": "So it was."})
    assert [one.rule for one in audited(ledger, 12)] == ["too_many_gatekeepers"]
