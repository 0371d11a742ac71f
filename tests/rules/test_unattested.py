"""A stance that someone else recorded should say where it is written down, or be attested by its organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import (
    a_pcn,
    attested,
    audited,
    given,
    granted,
    presumed,
    record,
    recorded_by,
    refused,
    sought,
    told,
    withdrew,
)

if TYPE_CHECKING:
    from ledger.application import Ledger

ASKED = given(*a_pcn("a", "b"), sought())
NO_SOURCE = granted("a", "2024-02-01", source=None)


def test_recorded_by_somebody_else_without_a_source(ledger: Ledger) -> None:
    text = "Nothing shows that this came from A: say where it is written down, or let A attest it."
    ASKED.when(NO_SOURCE).notes("unattested", text, because=()).also_in(ledger)


def test_a_source_is_enough() -> None:
    ASKED.when(granted("a", "2024-02-01", source="letter of 1 February 2024")).is_fine()


def test_recorded_by_the_organisation_itself(ledger: Ledger) -> None:
    ASKED.when(recorded_by("a", NO_SOURCE)).is_fine()
    ASKED.when(recorded_by("b", NO_SOURCE)).notes("unattested")
    record(ledger, *ASKED.events, recorded_by("a", NO_SOURCE), recorded_by("b", NO_SOURCE))
    assert audited(ledger, 8) == []
    assert [finding.rule for finding in audited(ledger, 9)] == ["unattested"]


def test_attested_by_the_organisation_later(ledger: Ledger) -> None:
    record(ledger, *ASKED.events, NO_SOURCE, attested(8, "a"))
    assert audited(ledger, 8) == []
    assert [finding.rule for finding in audited(ledger, 8, upto=8)] == ["unattested"]


def test_attested_by_another_is_not_attested() -> None:
    assert given(*ASKED.events, NO_SOURCE, attested(8, "b")).found_at(8) == ["unattested"]


def test_it_holds_for_every_stance() -> None:
    for stance in (refused, withdrew):
        ASKED.when(stance("a", "2024-02-01", source=None)).notes("unattested")
    history = given(*ASKED.events, told("a", "2024-01-02"))
    history.when(presumed("a", "2024-02-01", source=None)).notes("unattested")


def test_being_told_is_no_stance() -> None:
    ASKED.when(told("a", "2024-02-01")).is_fine()
