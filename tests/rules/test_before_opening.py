"""Nothing happens to a mandate, decision, seat or the like before it exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import (
    a_pcn,
    audited,
    given,
    granted,
    happened,
    narrowed,
    record,
    registered,
    retracted,
    sought,
    told,
)

if TYPE_CHECKING:
    from ledger.application import Ledger

SOUGHT_IN_MARCH = given(*a_pcn("a"), sought("2024-03-01"))
A_BRIEF = (
    registered("icb", "icb"),
    happened(
        "RepresentativeAppointed",
        "2024-01-01",
        representation="r",
        group="pcn",
        person="amy",
        at="icb",
        capacity="delegate",
    ),
)


def test_a_grant_before_the_mandate_was_sought(ledger: Ledger) -> None:
    text = "m begins on 1 March 2024, and this is dated 29 February 2024, before it."
    SOUGHT_IN_MARCH.when(granted("a", "2024-02-29")).stops("before_opening", text, because=(5,)).also_in(ledger)


def test_at_the_same_instant_it_comes_after_the_opening() -> None:
    SOUGHT_IN_MARCH.when(granted("a", "2024-03-01")).is_fine()
    SOUGHT_IN_MARCH.when(narrowed("2024-03-01")).is_fine()


def test_an_hour_before_is_before() -> None:
    SOUGHT_IN_MARCH.when(granted("a", "2024-02-29T23:59:59.999999Z")).stops("before_opening")


def test_being_told_is_no_exception() -> None:
    SOUGHT_IN_MARCH.when(told("a", "2024-02-01")).stops("before_opening")


def test_an_optional_reference_may_be_younger() -> None:
    given(*a_pcn("a"), sought("2024-03-01", "old")).when(sought("2024-01-01", "m", rebuilds="old")).is_fine()


def test_the_opening_that_was_recorded_anew_counts() -> None:
    history = given(*SOUGHT_IN_MARCH.events, retracted(5), sought("2024-01-01"))
    history.when(granted("a", "2024-02-01")).is_fine()


def test_what_hangs_from_a_brief_that_hangs_from_a_representation(ledger: Ledger) -> None:
    brief = happened("BriefIssued", "2024-03-01", brief="b", representation="r", meeting_at="2024-03-08", represents=[])
    overstep = happened("OverstepFound", "2024-02-01", brief="b", by="a", what="Too far.")
    given(*a_pcn("a"), *A_BRIEF, brief).when(overstep).stops("before_opening").also_in(ledger)


def test_an_opening_that_is_moved_to_a_later_day_is_found_by_the_audit(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"), sought("2024-01-01"), granted("a", "2024-02-01"), retracted(5), sought("2024-03-01"))
    assert [finding.rule for finding in audited(ledger, 6)] == ["before_opening"]
