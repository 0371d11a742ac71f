"""A group's representation is looked after by one person, or by two, and not by more at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.speaking import PLACE, leads_speaking, leads_speaking_no_more
from tests.telling import given

if TYPE_CHECKING:
    from ledger.application import Ledger

TWO = given(*PLACE, leads_speaking("lee"), leads_speaking("max"))
"""Lee and Max look after the group's representation: 10 and 11."""


def test_a_third_lead(ledger: Ledger) -> None:
    text = "The representation of GLG is looked after by lee and max already. Record first who of them stood down."
    TWO.when(leads_speaking("ned", "2024-02-01")).stops("too_many_leads", text, because=(10, 11)).also_in(ledger)


def test_a_second_is_fine(ledger: Ledger) -> None:
    given(*PLACE, leads_speaking("lee")).when(leads_speaking("max")).finds().also_in(ledger)


def test_naming_the_same_one_again_is_no_third() -> None:
    TWO.when(leads_speaking("lee", "2024-02-01")).is_fine()


def test_who_has_stood_down_makes_room_on_the_next_day() -> None:
    gone = TWO.and_(leads_speaking_no_more("max", "2024-01-31"))
    gone.when(leads_speaking("ned", "2024-01-31")).stops("too_many_leads")
    gone.when(leads_speaking("ned", "2024-02-01")).is_fine()


def test_another_group_has_leads_of_its_own() -> None:
    TWO.when(leads_speaking("ned", "2024-02-01", "pcn")).is_fine()
