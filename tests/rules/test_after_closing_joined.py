"""Nobody joins an organisation that has closed, and no closed organisation joins another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, closed, given, joined, left, registered

if TYPE_CHECKING:
    from ledger.application import Ledger

PCN_HAS_CLOSED = given(*a_pcn("a"), registered("x"), closed("pcn", "2024-01-31"))
X_HAS_CLOSED = given(*a_pcn("a"), registered("x"), closed("x", "2024-01-31"))


def test_nobody_joins_a_closed_organisation(ledger: Ledger) -> None:
    text = "PCN closed: its last day was 31 January 2024. Nobody can join it after that."
    PCN_HAS_CLOSED.when(joined("x", at="2024-02-01")).stops("after_closing", text, because=(6,)).also_in(ledger)


def test_a_closed_organisation_joins_nothing(ledger: Ledger) -> None:
    text = "X closed: its last day was 31 January 2024. It can join nothing after that."
    X_HAS_CLOSED.when(joined("x", at="2024-02-01")).stops("after_closing", text, because=(6,)).also_in(ledger)


def test_both_may_be_closed() -> None:
    both = given(*PCN_HAS_CLOSED.events, closed("x", "2024-01-31"))
    both.when(joined("x", at="2024-02-01")).finds("after_closing", "after_closing")


def test_on_the_last_day_one_may_still_join() -> None:
    PCN_HAS_CLOSED.when(joined("x", at="2024-01-31")).is_fine()
    X_HAS_CLOSED.when(joined("x", at="2024-01-31")).is_fine()


def test_leaving_a_closed_organisation_is_fine() -> None:
    PCN_HAS_CLOSED.when(left("a", "2024-03-31")).is_fine()
