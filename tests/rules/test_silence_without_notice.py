"""Silence counts as assent only when the organisation was told of the present wording, with all the notice due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, audited, disputed, given, narrowed, presumed, record, retracted, sought, told

if TYPE_CHECKING:
    from ledger.application import Ledger

ASKED = given(*a_pcn("a", "b"), sought())


def test_one_that_was_never_told(ledger: Ledger) -> None:
    text = (
        "Silence counts only after notice: nobody told A about m at least 14 days before, since it was last worded. "
        "Record when it was told, or wait."
    )
    ASKED.when(presumed("a", "2024-02-01")).stops("silence_without_notice", text, because=(7,)).also_in(ledger)


def test_one_that_was_told_long_before() -> None:
    given(*ASKED.events, told("a", "2024-01-02")).when(presumed("a", "2024-02-01")).is_fine()


def test_exactly_the_notice_before_is_enough() -> None:
    history = given(*ASKED.events, told("a", "2024-01-10T10:00:00Z"))
    history.when(presumed("a", "2024-01-24T10:00:00Z")).is_fine()
    history.when(presumed("a", "2024-01-24T09:59:59.999999Z")).stops("silence_without_notice", because=(7, 8))


def test_a_day_of_notice_is_24_hours_also_when_the_clocks_change() -> None:
    # From midnight to midnight in London these fourteen days are an hour short.
    history = given(*ASKED.events, told("a", "2024-03-24"))
    history.when(presumed("a", "2024-04-07")).stops("silence_without_notice")
    history.when(presumed("a", "2024-04-07T00:00:00Z")).is_fine()


def test_the_mandate_may_set_another_notice() -> None:
    week = given(*a_pcn("a"), sought(notice_days=7), told("a", "2024-01-10"))
    week.when(presumed("a", "2024-01-17")).is_fine()
    week.when(presumed("a", "2024-01-16")).stops("silence_without_notice")


def test_no_notice_at_all_still_needs_a_telling() -> None:
    none = given(*a_pcn("a"), sought(notice_days=0))
    none.when(presumed("a", "2024-01-10")).stops("silence_without_notice")
    given(*none.events, told("a", "2024-01-10")).when(presumed("a", "2024-01-10")).is_fine()


def test_it_does_not_help_that_another_was_told() -> None:
    given(*ASKED.events, told("b", "2024-01-02")).when(presumed("a", "2024-02-01")).stops("silence_without_notice")


def test_it_does_not_help_to_have_been_told_of_an_earlier_wording(ledger: Ledger) -> None:
    history = given(*ASKED.events, told("a", "2024-01-02"), narrowed("2024-01-20"))
    history.when(presumed("a", "2024-02-10")).stops("silence_without_notice", because=(9,)).also_in(ledger)


def test_it_helps_to_be_told_again_after_it() -> None:
    history = given(*ASKED.events, told("a", "2024-01-02"), narrowed("2024-01-20"), told("a", "2024-01-20"))
    history.when(presumed("a", "2024-02-03")).is_fine()


def test_before_it_the_old_telling_was_enough() -> None:
    given(*ASKED.events, told("a", "2024-01-02"), narrowed("2024-01-20")).when(presumed("a", "2024-01-19")).is_fine()


def test_a_telling_before_the_mandate_was_sought_is_none() -> None:
    history = given(*a_pcn("a"), sought("2024-01-10"), told("a", "2024-01-02", about="m"))
    history.when(presumed("a", "2024-01-20")).stops("silence_without_notice")


def test_nobody_can_have_been_told_of_what_was_not_sought() -> None:
    history = given(*a_pcn("a"), sought("2024-01-10"))
    history.when(presumed("a", "2024-01-02")).finds("before_opening", "silence_without_notice")


def test_a_telling_that_was_retracted_or_disputed_is_none() -> None:
    history = given(*ASKED.events, told("a", "2024-01-02"), retracted(8))
    history.when(presumed("a", "2024-02-01")).stops("silence_without_notice")
    history = given(*ASKED.events, told("a", "2024-01-02"), disputed(8, "pcn"))
    history.when(presumed("a", "2024-02-01")).stops("silence_without_notice")


def test_a_telling_typed_in_late_puts_it_right(ledger: Ledger) -> None:
    record(ledger, *ASKED.events, presumed("a", "2024-02-01", irregular_because="So the minutes."))
    assert [finding.rule for finding in audited(ledger, 8)] == ["silence_without_notice"]
    record(ledger, told("a", "2024-01-05"))
    assert audited(ledger, 8) == []
    assert [finding.rule for finding in audited(ledger, 8, upto=8)] == ["silence_without_notice"]
