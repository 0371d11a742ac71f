"""A group should not decide a matter that its remit leaves to its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deciding import proposed
from tests.telling import Told, a_pcn, given, happened, record

if TYPE_CHECKING:
    from ledger.application import Ledger


def agrees(at: str, belongs_to: str = "members", scope: str = "staffing", group: str = "pcn") -> Told:
    return happened("RemitAgreed", at, group=group, scope=scope, belongs_to=belongs_to)


LEFT_TO_THEM = given(*a_pcn("a"), agrees("2023-01-01"))


def test_a_matter_that_stays_with_each_member(ledger: Ledger) -> None:
    text = "By the remit of 1 January 2023, staffing stays with each member of PCN."
    LEFT_TO_THEM.when(proposed(matter="staffing")).notes("outside_remit", text, because=(5,)).also_in(ledger)


def test_a_matter_of_the_group() -> None:
    given(*a_pcn("a"), agrees("2023-01-01", "group")).when(proposed(matter="staffing")).is_fine()


def test_a_matter_of_which_nothing_is_said() -> None:
    LEFT_TO_THEM.when(proposed(matter="heating")).is_fine()
    LEFT_TO_THEM.when(proposed()).is_fine()


def test_the_remit_of_another_group_is_none_of_its_own() -> None:
    given(*a_pcn("a"), agrees("2023-01-01", group="a")).when(proposed(matter="staffing")).is_fine()


def test_the_latest_word_on_the_matter_holds() -> None:
    LEFT_TO_THEM.and_(agrees("2024-03-01", "group")).when(proposed(matter="staffing")).is_fine()
    LEFT_TO_THEM.and_(agrees("2024-03-02", "group")).when(proposed(matter="staffing")).notes("outside_remit")


def test_a_remit_typed_in_late_brings_it_out(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"), proposed(matter="staffing"))
    record(ledger, agrees("2024-03-01"))
    history = given(*a_pcn("a"), proposed(matter="staffing"), agrees("2024-03-01"))
    assert history.found_at(5) == ["outside_remit"]
