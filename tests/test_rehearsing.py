"""How would a recording go? All of it is judged, also after a stop, and nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.intake import FAULTS_MOST, check_all
from ledger.moment import Asked
from ledger.recording.outcomes import Request
from ledger.refusals import Refused
from tests.telling import Told, a_pcn, all_the_same, granted, joined, objected, reaffirmed, record, registered, sought

if TYPE_CHECKING:
    from ledger.application import Ledger
    from ledger.recording.outcomes import Rehearsal

BASIC = (*a_pcn("a", "b"), sought())


def rehearsed(ledger: Ledger, *events: Told) -> Rehearsal:
    before = len(ledger.listing.events(Asked(), limit=1000).lines)
    try:
        return ledger.recording.rehearse(Request(check_all(list(events)), "local"))
    finally:
        assert len(ledger.listing.events(Asked(), limit=1000).lines) == before


def test_every_event_is_judged_as_if_those_before_it_were_recorded_also_after_a_stop(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    found = rehearsed(
        ledger, reaffirmed("a", "2024-02-01"), granted("b", "2024-02-01"), joined("b"), reaffirmed("b", "2024-03-01")
    )
    assert [(one.rule, one.index, one.position) for one in found.findings] == [
        ("nothing_to_reaffirm", 0, None),
        ("already_a_member", 2, None),
    ]
    assert found.stopped == found.findings
    assert [one.position for one in found.events] == [8, 9, 10, 11]


def test_a_stopped_event_counts_as_recorded_for_those_after_it(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    found = rehearsed(ledger, reaffirmed("a", "2024-02-01"), reaffirmed("a", "2024-03-01"))
    assert [one.index for one in found.findings] == [0]


def test_what_is_excused_or_only_noted_stops_nothing(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    found = rehearsed(ledger, all_the_same(reaffirmed("a", "2024-02-01")), granted("b", "2024-02-01", source=None))
    assert [(one.rule, one.severity) for one in found.findings] == [
        ("nothing_to_reaffirm", "stop"),
        ("unattested", "note"),
    ]
    assert found.stopped == ()


def test_everything_unknown_in_any_event_is_told_at_once(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    with pytest.raises(Refused) as caught:
        rehearsed(
            ledger, granted("x", "2024-02-01"), registered("y"), granted("y", "2024-02-01"), granted("z", "2024-02-01")
        )
    assert [one.pointer for one in caught.value.faults] == ["/0/by", "/3/by"]
    with pytest.raises(Refused) as caught:
        rehearsed(ledger, *(granted("x", "2024-02-01") for _ in range(FAULTS_MOST + 1)))
    assert len(caught.value.faults) == FAULTS_MOST


def test_an_id_in_use_is_told(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    with pytest.raises(Refused) as caught:
        rehearsed(ledger, sought())
    assert caught.value.code == "already_exists"


def test_what_is_recorded_already_stays_where_it_is(ledger: Ledger) -> None:
    event = {**granted("a", "2024-02-01"), "id": "123e4567-e89b-12d3-a456-426614174000"}
    record(ledger, *BASIC, event)
    found = rehearsed(ledger, event, objected("b", "2024-02-02"))
    assert [one.position for one in found.events] == [8, 9]
    assert found.findings == ()


def test_it_knows_what_organisations_are_called(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    found = rehearsed(ledger, registered("c"), joined("c"))
    assert found.names == {"c": "C", "pcn": "PCN"}
