"""An objection is resolved once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, audited, given, happened, objected, record, resolved, retracted, sought

if TYPE_CHECKING:
    from ledger.application import Ledger

OBJECTED = given(*a_pcn("a"), sought(), objected("a", "2024-01-10"))
RESOLVED = given(*OBJECTED.events, resolved("2024-02-01", how="amended"))


def test_a_second_resolution(ledger: Ledger) -> None:
    text = "Objection o was resolved on 1 February 2024: amended."
    RESOLVED.when(resolved("2024-03-01")).stops("already_resolved", text, because=(7,)).also_in(ledger)


def test_the_first_one_is_fine() -> None:
    OBJECTED.when(resolved("2024-02-01")).is_fine()


def test_an_earlier_one_that_is_typed_in_late_makes_the_other_the_second(ledger: Ledger) -> None:
    RESOLVED.when(resolved("2024-01-20")).is_fine()
    record(ledger, *RESOLVED.events, resolved("2024-01-20"))
    assert audited(ledger, 8) == []
    assert [finding.rule for finding in audited(ledger, 7)] == ["already_resolved"]


def test_of_two_at_one_instant_the_one_recorded_later() -> None:
    RESOLVED.when(resolved("2024-02-01")).stops("already_resolved")


def test_another_objection_is_another() -> None:
    given(*RESOLVED.events, objected("a", "2024-01-10", "p")).when(resolved("2024-03-01", "p")).is_fine()


def test_a_resolution_that_was_retracted_is_none() -> None:
    given(*RESOLVED.events, retracted(7)).when(resolved("2024-03-01")).is_fine()


def test_it_holds_for_objections_to_decisions_too(ledger: Ledger) -> None:
    proposed = happened("DecisionProposed", "2024-01-10", decision="d", group="pcn", by="a", title="Hub", text="A hub.")
    history = given(*a_pcn("a"), proposed, objected("a", "2024-01-10", about="d"), resolved("2024-01-11"))
    history.when(resolved("2024-01-12")).stops("already_resolved").also_in(ledger)
