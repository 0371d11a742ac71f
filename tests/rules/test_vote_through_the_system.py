"""Nobody chooses through a person who holds a role in the system then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deciding import proposed, role_taken, voted
from tests.telling import a_pcn, given, happened, record, registered

if TYPE_CHECKING:
    from ledger.application import Ledger

ASKED = given(*a_pcn("a", "b"), registered("icb", "icb"), proposed())


def test_one_who_holds_a_role_in_the_system(ledger: Ledger) -> None:
    text = (
        "zoe has been Director at ICB since 1 January 2024, and acts for the whole system: they may attend, not "
        "decide. Let somebody else speak for A."
    )
    history = ASKED.and_(role_taken("zoe", "2024-01-01"))
    history.when(voted("a", "2024-03-02", through="zoe")).stops("conflicted_voice", text, because=(9,)).also_in(ledger)


def test_one_who_holds_none() -> None:
    ASKED.and_(role_taken("zoe", "2024-01-01")).when(voted("a", "2024-03-02", through="amy")).is_fine()


def test_nobody_is_asked_for_who_is_not_named() -> None:
    ASKED.and_(role_taken("zoe", "2024-01-01")).when(voted("a", "2024-03-02")).is_fine()


def test_a_role_that_begins_at_that_instant_counts_and_one_that_begins_later_does_not() -> None:
    ASKED.and_(role_taken("zoe", "2024-03-02")).when(voted("a", "2024-03-02", through="zoe")).stops("conflicted_voice")
    ASKED.and_(role_taken("zoe", "2024-03-03")).when(voted("a", "2024-03-02", through="zoe")).is_fine()


def test_a_role_is_held_to_the_end_of_its_last_day() -> None:
    leaves = happened("SystemRoleLeft", "2024-03-02", person="zoe", organisation="icb", role="Director")
    history = ASKED.and_(role_taken("zoe", "2024-01-01"), leaves)
    history.when(voted("a", "2024-03-02", through="zoe")).stops("conflicted_voice")
    history.when(voted("a", "2024-03-03", through="zoe")).is_fine()


def test_every_role_is_named() -> None:
    two = ASKED.and_(role_taken("zoe", "2024-01-01"), role_taken("zoe", "2024-02-01", role="Adviser"))
    found = two.when(voted("a", "2024-03-02", through="zoe")).findings
    assert [(one.rule, one.because) for one in found] == [("conflicted_voice", (9,)), ("conflicted_voice", (10,))]


def test_it_is_found_whoever_recorded_the_role_and_when(ledger: Ledger) -> None:
    record(ledger, *ASKED.events, voted("a", "2024-03-02", through="zoe"))
    record(ledger, role_taken("zoe", "2024-01-01"))
    history = ASKED.and_(voted("a", "2024-03-02", through="zoe"), role_taken("zoe", "2024-01-01"))
    assert history.found_at(9) == ["conflicted_voice"]
