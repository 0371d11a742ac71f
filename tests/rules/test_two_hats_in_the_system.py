"""Who leads, guards the door or speaks for general practice wears two hats when taking a role in the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, given, goes, happened, leads, registered

if TYPE_CHECKING:
    from ledger.application import Ledger

TAKES_A_ROLE = happened("SystemRoleTaken", "2024-01-01", person="bob", organisation="icb", role="clinical lead")
PLACE = given(*a_pcn("a"), registered("icb", "icb"))
NAMED = happened("GatekeeperNamed", "2023-01-01", group="pcn", person="bob")
SPEAKS = happened(
    "RepresentativeAppointed",
    "2023-02-01",
    representation="r",
    group="pcn",
    person="bob",
    at="icb",
    capacity="representative",
)


def test_a_leader(ledger: Ledger) -> None:
    text = "bob takes a role at ICB, and acts for general practice since 1 March 2023."
    history = given(*PLACE.events, leads("bob", "2023-03-01"))
    history.when(TAKES_A_ROLE).notes("two_hats", text, because=(6,)).also_in(ledger)


def test_a_gatekeeper(ledger: Ledger) -> None:
    given(*PLACE.events, NAMED).when(TAKES_A_ROLE).notes("two_hats", because=(6,)).also_in(ledger)


def test_a_representative(ledger: Ledger) -> None:
    given(*PLACE.events, SPEAKS).when(TAKES_A_ROLE).notes("two_hats", because=(6,)).also_in(ledger)


def test_each_part_is_named() -> None:
    given(*PLACE.events, leads("bob", "2023-03-01"), NAMED, SPEAKS).when(TAKES_A_ROLE).finds(
        "two_hats", "two_hats", "two_hats"
    )


def test_anybody_else_is_fine() -> None:
    given(*PLACE.events, leads("cal"), NAMED | {"person": "cal"}, SPEAKS | {"person": "cal"}).when(
        TAKES_A_ROLE
    ).is_fine()


def test_a_deputy_does_not_lead() -> None:
    given(*PLACE.events, leads("bob", "2023-03-01", principal=False)).when(TAKES_A_ROLE).is_fine()


def test_a_leader_in_the_system_wears_one_hat() -> None:
    given(*PLACE.events, leads("bob", "2023-03-01", "icb")).when(TAKES_A_ROLE).is_fine()


def test_who_has_left_the_lead_wears_one() -> None:
    given(*PLACE.events, leads("bob", "2023-03-01"), goes("bob", "2023-12-31")).when(TAKES_A_ROLE).is_fine()
    given(*PLACE.events, leads("bob", "2023-03-01"), goes("bob", "2024-01-01")).when(TAKES_A_ROLE).notes("two_hats")


def test_so_does_who_no_longer_guards_the_door(ledger: Ledger) -> None:
    stood_down = happened("GatekeeperStoodDown", "2023-12-01", group="pcn", person="bob")
    given(*PLACE.events, NAMED, stood_down).when(TAKES_A_ROLE).is_fine()
    given(*PLACE.events, NAMED, stood_down | {"person": "cal"}).when(TAKES_A_ROLE).notes("two_hats").also_in(ledger)


def test_or_no_longer_speaks_for_it(ledger: Ledger) -> None:
    stood_down = happened("RepresentativeStoodDown", "2023-12-01", representation="r")
    given(*PLACE.events, SPEAKS, stood_down).when(TAKES_A_ROLE).finds().also_in(ledger)


def test_what_begins_only_later_does_not_count_yet() -> None:
    given(*PLACE.events, NAMED | {"effective_at": "2024-02-01"}).when(TAKES_A_ROLE).is_fine()
