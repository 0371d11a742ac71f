"""Only a member can leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, given, joined, left, registered

if TYPE_CHECKING:
    from ledger.application import Ledger

A_PCN = given(*a_pcn("a"), registered("x"))


def test_a_stranger_cannot_leave(ledger: Ledger) -> None:
    A_PCN.when(left("x", "2024-01-01")).stops("not_a_member", "X is not a member of PCN then.", ()).also_in(ledger)


def test_a_member_can_also_one_that_only_attends() -> None:
    A_PCN.when(left("a", "2024-01-01")).is_fine()
    given(*A_PCN.events, joined("x", standing="attending")).when(left("x", "2024-01-01")).is_fine()


def test_nobody_leaves_twice() -> None:
    given(*A_PCN.events, left("a", "2024-01-31")).when(left("a", "2024-02-01")).stops("not_a_member")


def test_nobody_leaves_before_joining() -> None:
    A_PCN.when(left("a", "2019-06-29")).stops("not_a_member")
