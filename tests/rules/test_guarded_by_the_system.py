"""Nobody guards a door, or settles where an approach goes, who holds a role in the system then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.speaking import PLACE, approached, guards, in_the_system, out_of_the_system, triaged
from tests.telling import given

if TYPE_CHECKING:
    from ledger.application import Ledger

HELD = given(*PLACE, in_the_system("gil"))
"""Gil holds a role in the system: 10."""


def test_who_holds_a_role_in_the_system_guards_no_door(ledger: Ledger) -> None:
    text = (
        "gil has been Director at ICB since 1 January 2024, and acts for the whole system: they may attend, not "
        "decide. Let somebody else guard the door."
    )
    HELD.when(guards("gil", "2024-02-01")).stops("conflicted_voice", text, because=(10,)).also_in(ledger)


def test_nor_does_a_gatekeeper_who_has_taken_one_since_settle_where_an_approach_goes(ledger: Ledger) -> None:
    history = given(*PLACE, guards("gil"), approached(), in_the_system("gil", "2024-02-02"))
    history.when(triaged()).stops("conflicted_voice", because=(12,)).also_in(ledger)
    history.when(triaged(at="2024-02-01T12:00:00Z")).is_fine()


def test_whoever_holds_none_can() -> None:
    HELD.when(guards("hal", "2024-02-01")).is_fine()
    HELD.and_(guards("hal"), approached()).when(triaged(by="hal")).is_fine()


def test_a_role_is_held_to_the_end_of_its_last_day(ledger: Ledger) -> None:
    gone = HELD.and_(out_of_the_system("gil", "2024-01-31"))
    gone.when(guards("gil", "2024-01-31")).stops("conflicted_voice")
    gone.when(guards("gil", "2024-02-01")).finds().also_in(ledger)


def test_each_role_is_named() -> None:
    two = HELD.and_(in_the_system("gil", role="Adviser"))
    assert [one.because for one in two.when(guards("gil", "2024-02-01")).findings] == [(10,), (11,)]


def test_a_role_that_is_typed_in_later_is_found_where_it_matters() -> None:
    assert given(*PLACE, guards("gil", "2024-02-01"), in_the_system("gil")).found_at(10) == ["conflicted_voice"]
