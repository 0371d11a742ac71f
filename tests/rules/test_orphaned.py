"""An event about something whose opening was retracted is left out with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.moment import Asked
from tests.telling import (
    a_pcn,
    audited,
    given,
    granted,
    happened,
    objected,
    record,
    registered,
    resolved,
    retracted,
    sought,
    told,
)

if TYPE_CHECKING:
    from ledger.application import Ledger

GRANTED = (*a_pcn("a"), sought(), granted("a", "2024-02-01"))


def test_a_grant_of_a_mandate_whose_seeking_was_retracted(ledger: Ledger) -> None:
    record(ledger, *GRANTED, retracted(5))
    (finding,) = audited(ledger, 6)
    assert (finding.rule, finding.severity, finding.because) == ("orphaned", "note", (7,))
    assert finding.text == "What this is about was retracted, so this is left out as well."
    assert given(*GRANTED, retracted(5)).mandates("2024-03-01") == ()


def test_only_by_the_retraction_of_what_it_is_about() -> None:
    history = given(*a_pcn("a"), sought(mandate="n"), sought(), granted("a", "2024-02-01"), retracted(5), retracted(6))
    past = history.past()
    known = past.history.entry(7)
    assert known is not None
    assert past.history.orphaned_by(known.event) == 9
    assert given(*history.events[:8]).found_at(7) == []


def test_the_retracted_event_itself_is_found_by_nothing() -> None:
    assert given(*GRANTED, retracted(5)).found_at(5) == []


def test_an_orphan_is_found_by_this_rule_alone() -> None:
    history = given(*a_pcn("a"), sought(), granted("x", "2023-02-01", source=None), retracted(5))
    assert history.found_at(6) == ["orphaned"]


def test_what_hangs_from_an_orphan_is_one(ledger: Ledger) -> None:
    history = (*a_pcn("a"), sought(), objected("a", "2024-02-01"), resolved("2024-03-01"), retracted(5))
    record(ledger, *history)
    assert [finding.rule for finding in audited(ledger, 6)] == ["orphaned"]
    assert [finding.rule for finding in audited(ledger, 7)] == ["orphaned"]
    assert given(*history).found_at(7) == ["orphaned"]


BRIEFED = (
    *a_pcn("a"),
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
    happened("BriefIssued", "2024-03-01", brief="b", representation="r", meeting_at="2024-03-08", represents=[]),
    happened("OverstepFound", "2024-04-01", brief="b", by="a", what="Too far."),
)


def test_so_it_is_with_the_brief_of_a_retracted_representation(ledger: Ledger) -> None:
    history = (*BRIEFED, retracted(6))
    assert given(*history).found_at(8) == ["orphaned"]
    record(ledger, *history)
    assert [finding.rule for finding in audited(ledger, 7)] == ["orphaned"]
    assert [finding.rule for finding in audited(ledger, 8)] == ["orphaned"]


def test_it_is_found_as_well_when_asked_for_one_organisation(ledger: Ledger) -> None:
    record(ledger, *BRIEFED, retracted(6))
    page = ledger.listing.findings(Asked(), organisation="a")
    assert [(finding.position, finding.rule) for finding in page.lines] == [(8, "orphaned")]


def test_an_optional_reference_to_what_was_retracted_makes_no_orphan() -> None:
    history = given(*a_pcn("a"), sought(mandate="old"), sought(mandate="m", rebuilds="old"), retracted(5))
    assert history.found_at(6) == []
    assert history.mandate("2024-03-01").rebuilds is None


def test_an_opening_that_was_recorded_anew_takes_the_orphans_back(ledger: Ledger) -> None:
    history = (*GRANTED, retracted(5), sought())
    record(ledger, *history)
    assert audited(ledger, 6) == []
    assert given(*history).stance("a", "2024-03-01") == "firm"


def test_a_telling_about_a_mandate_that_was_retracted() -> None:
    assert given(*a_pcn("a"), sought(), told("a", "2024-02-01"), retracted(5)).found_at(6) == ["orphaned"]
