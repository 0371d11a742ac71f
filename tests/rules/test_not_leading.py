"""Only who holds a post can leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, given, goes, leads, registered

if TYPE_CHECKING:
    from ledger.application import Ledger

A_PCN = given(*a_pcn("a"))


def test_a_stranger_leaves_no_post(ledger: Ledger) -> None:
    A_PCN.when(goes("bob", "2024-01-01")).stops("not_leading", "bob holds no post at PCN then.", ()).also_in(ledger)


def test_a_leader_can_leave_and_so_can_a_deputy() -> None:
    A_PCN.when(goes("amy", "2024-01-01")).is_fine()
    given(*A_PCN.events, leads("bob", principal=False)).when(goes("bob", "2024-01-01")).is_fine()


def test_nobody_leaves_twice() -> None:
    given(*A_PCN.events, goes("amy", "2024-01-31")).when(goes("amy", "2024-02-01")).stops("not_leading")


def test_a_post_somewhere_else_is_another() -> None:
    given(*A_PCN.events, registered("fed", "federation")).when(goes("amy", "2024-01-01", "fed")).stops("not_leading")
