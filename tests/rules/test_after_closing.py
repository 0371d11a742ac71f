"""An organisation that has closed does nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import (
    a_pcn,
    attested,
    audited,
    closed,
    disputed,
    given,
    granted,
    happened,
    objected,
    record,
    sought,
    told,
)

if TYPE_CHECKING:
    from ledger.application import Ledger

A_HAS_CLOSED = given(*a_pcn("a", "b"), sought(), closed("a", "2024-01-31"))


def test_a_closed_organisation_can_grant_nothing(ledger: Ledger) -> None:
    text = "A closed: its last day was 31 January 2024. It can do nothing after that."
    judged = A_HAS_CLOSED.when(granted("a", "2024-02-01"))
    judged.stops("after_closing", text, because=(8,)).also_in(ledger)


def test_on_its_last_day_it_still_acts() -> None:
    A_HAS_CLOSED.when(granted("a", "2024-01-31")).is_fine()
    A_HAS_CLOSED.when(granted("a", "2024-01-31T23:59:59.999999Z")).is_fine()


def test_from_the_next_midnight_on_it_does_not() -> None:
    A_HAS_CLOSED.when(granted("a", "2024-02-01T00:00:00Z")).stops("after_closing")


def test_a_last_day_in_summer_ends_at_midnight_in_london() -> None:
    summer = given(*a_pcn("a"), sought(), closed("a", "2024-06-30"))
    summer.when(granted("a", "2024-06-30T22:59:59.999999Z")).is_fine()
    summer.when(granted("a", "2024-06-30T23:00:00Z")).stops("after_closing")


def test_it_holds_for_every_event_that_somebody_does() -> None:
    A_HAS_CLOSED.when(told("b", "2024-02-01", by="a")).stops("after_closing")
    A_HAS_CLOSED.when(objected("a", "2024-02-01")).stops("after_closing")
    A_HAS_CLOSED.when(happened("HelpAsked", "2024-02-01", by="a", of=["b"], about="Estates")).stops("after_closing")


def test_what_is_done_to_it_is_fine() -> None:
    A_HAS_CLOSED.when(told("a", "2024-02-01")).is_fine()


def test_such_an_act_is_found_by_this_rule_alone() -> None:
    # It would also be outside the constituency, and nothing shows that it came from a.
    A_HAS_CLOSED.when(granted("a", "2024-02-01", source=None)).stops("after_closing")


def test_minutes_typed_in_after_the_closing_are_judged_by_their_own_date(ledger: Ledger) -> None:
    record(ledger, *A_HAS_CLOSED.events, granted("a", "2024-01-20"))
    assert audited(ledger, 9) == []


def test_a_closing_that_is_typed_in_later_is_found_by_the_audit(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"), sought(), granted("a", "2024-02-10"), closed("a", "2024-01-31"))
    assert [finding.rule for finding in audited(ledger, 6)] == ["after_closing"]


def test_a_correction_at_the_very_midnight_comes_after_the_closing() -> None:
    history = given(*a_pcn("a", "b"), sought(), granted("a", "2024-01-20"), closed("a", "2024-01-31"))
    history.when(attested(8, "a", "2024-02-01")).stops("after_closing")
    history.when(disputed(8, "a", "2024-02-01")).stops("after_closing")
