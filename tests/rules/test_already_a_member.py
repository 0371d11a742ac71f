"""Who is a member already cannot join again, unless with another standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, audited, given, joined, left, record, registered, retracted

if TYPE_CHECKING:
    from ledger.application import Ledger

A_PCN = given(*a_pcn("a"), registered("x"))


def test_a_member_cannot_join_again(ledger: Ledger) -> None:
    text = "A has been a core member of PCN since 1 July 2019."
    A_PCN.when(joined("a", at="2024-01-01")).stops("already_a_member", text, because=(3,)).also_in(ledger)


def test_another_can() -> None:
    A_PCN.when(joined("x", at="2024-01-01")).is_fine()


def test_with_another_standing_it_can_since_that_changes() -> None:
    A_PCN.when(joined("a", at="2024-01-01", standing="attending")).is_fine()
    attends = given(*A_PCN.events, joined("a", at="2024-01-01", standing="attending"))
    attends.when(joined("a", at="2024-02-01", standing="core")).is_fine()
    attends.when(joined("a", at="2024-02-01", standing="attending")).stops(
        "already_a_member", "A has been an attending member of PCN since 1 July 2019."
    )


def test_one_that_left_can_join_again_on_the_next_day() -> None:
    gone = given(*A_PCN.events, left("a", "2024-01-31"))
    gone.when(joined("a", at="2024-02-01")).is_fine()
    gone.when(joined("a", at="2024-01-31")).stops("already_a_member")


def test_a_body_that_belongs_to_another_is_still_not_its_own_member() -> None:
    A_PCN.when(joined("pcn", "a", "2024-01-01")).is_fine()


def test_a_joining_that_is_typed_in_before_the_one_recorded_is_found_there(ledger: Ledger) -> None:
    record(ledger, *A_PCN.events, joined("x", at="2024-01-01"), joined("x", at="2023-01-01"))
    assert audited(ledger, 7) == []
    assert [finding.rule for finding in audited(ledger, 6)] == ["already_a_member"]


def test_a_joining_that_was_retracted_is_none() -> None:
    given(*A_PCN.events, retracted(3)).when(joined("a", at="2024-01-01")).is_fine()
