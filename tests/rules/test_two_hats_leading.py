"""Who holds a role in the system acts for the whole of it, and wears two hats when leading in general practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, given, happened, leads, registered

if TYPE_CHECKING:
    from ledger.application import Ledger


def takes_role(person: str, at: str, role: str = "clinical lead") -> dict[str, object]:
    return happened("SystemRoleTaken", at, person=person, organisation="icb", role=role)


def leaves_role(person: str, at: str, role: str = "clinical lead") -> dict[str, object]:
    return happened("SystemRoleLeft", at, person=person, organisation="icb", role=role)


BOB_IS_SYSTEM = given(*a_pcn("a"), registered("icb", "icb"), takes_role("bob", "2022-01-01"))


def test_one_who_holds_a_role_in_the_system_is_appointed(ledger: Ledger) -> None:
    text = "bob has been clinical lead at ICB since 1 January 2022, and acts for the whole system."
    BOB_IS_SYSTEM.when(leads("bob", "2024-01-01")).notes("two_hats", text, because=(6,)).also_in(ledger)


def test_a_deputy_too() -> None:
    BOB_IS_SYSTEM.when(leads("bob", "2024-01-01", principal=False)).notes("two_hats")


def test_anybody_else_is_fine() -> None:
    BOB_IS_SYSTEM.when(leads("cal", "2024-01-01")).is_fine()


def test_in_the_system_itself_it_is_fine() -> None:
    BOB_IS_SYSTEM.when(leads("bob", "2024-01-01", "icb")).is_fine()


def test_each_role_is_named() -> None:
    two = given(*BOB_IS_SYSTEM.events, takes_role("bob", "2023-01-01", "chair"))
    two.when(leads("bob", "2024-01-01")).finds("two_hats", "two_hats")


def test_a_role_that_was_left_is_held_until_the_end_of_its_last_day(ledger: Ledger) -> None:
    gone = given(*BOB_IS_SYSTEM.events, leaves_role("bob", "2024-01-31"))
    gone.when(leads("bob", "2024-01-31")).notes("two_hats").also_in(ledger)
    gone.when(leads("bob", "2024-02-01")).is_fine()


def test_leaving_another_role_is_not_leaving_this_one() -> None:
    given(*BOB_IS_SYSTEM.events, leaves_role("bob", "2023-01-31", "chair")).when(leads("bob", "2024-01-01")).notes(
        "two_hats"
    )


def test_a_role_taken_on_later_is_not_held_yet() -> None:
    BOB_IS_SYSTEM.when(leads("bob", "2021-01-01")).is_fine()
