"""Only an organisation that is asked for a mandate can object to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deciding import proposed
from tests.telling import a_pcn, closed, given, joined, objected, registered, sought

if TYPE_CHECKING:
    from ledger.application import Ledger

ASKED = given(*a_pcn("a"), registered("x"), sought())


def test_a_stranger_cannot_object(ledger: Ledger) -> None:
    ASKED.when(objected("x", "2024-02-01")).stops("not_a_core_member", because=(6,)).also_in(ledger)


def test_one_who_is_asked_can() -> None:
    ASKED.when(objected("a", "2024-02-01")).is_fine()
    ASKED.when(objected("a", "2024-02-01", weight="block")).is_fine()


def test_an_attending_member_cannot() -> None:
    attending = given(*ASKED.events, joined("x", at="2024-01-10", standing="attending"))
    attending.when(objected("x", "2024-02-01")).stops("not_a_core_member")


def test_one_that_has_closed_is_found_by_that_alone() -> None:
    given(*ASKED.events, closed("a", "2024-01-31")).when(objected("a", "2024-02-01")).stops("after_closing")


def test_an_objection_to_a_decision_is_not_judged_by_a_constituency() -> None:
    others = given(*ASKED.events, registered("fed", "federation"), joined("x", "fed"), proposed(group="fed", by="x"))
    others.when(objected("x", "2024-03-02", about="d")).is_fine()
    others.when(objected("a", "2024-03-02", about="d")).stops("not_a_core_member")
