"""Nobody speaks for a group who holds a role in the system then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.speaking import PLACE, in_the_system, out_of_the_system, speaks
from tests.telling import given, retracted

if TYPE_CHECKING:
    from ledger.application import Ledger

HELD = given(*PLACE, in_the_system("bob"))
"""Bob holds a role in the system: 10."""


def test_who_holds_a_role_in_the_system_does_not_speak_for_a_group(ledger: Ledger) -> None:
    text = (
        "bob has been Director at ICB since 1 January 2024, and acts for the whole system: they may attend, not "
        "decide. Let somebody else speak for GLG."
    )
    HELD.when(speaks(at="2024-02-01")).stops("conflicted_voice", text, because=(10,)).also_in(ledger)


def test_whoever_holds_none_can(ledger: Ledger) -> None:
    HELD.when(speaks("cal", "2024-02-01")).finds().also_in(ledger)


def test_who_supports_them_may_hold_one() -> None:
    HELD.when(speaks("cal", "2024-02-01", support="bob")).is_fine()


def test_a_role_is_held_to_the_end_of_its_last_day() -> None:
    gone = HELD.and_(out_of_the_system("bob", "2024-01-31"))
    gone.when(speaks(at="2024-01-31")).stops("conflicted_voice")
    gone.when(speaks(at="2024-02-01")).is_fine()


def test_a_role_that_was_retracted_is_none() -> None:
    HELD.and_(retracted(10)).when(speaks(at="2024-02-01")).is_fine()
