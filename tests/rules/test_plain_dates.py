"""A plain date is a day in London: it begins at its start, and ends at its end."""

from __future__ import annotations

import pytest

from ledger import times
from ledger.events import TYPES
from ledger.recording.preparing import effective_at
from tests.telling import (
    a_pcn,
    closed,
    entry,
    given,
    goes,
    happened,
    joined,
    leads,
    left,
    registered,
    relinquished,
    sought,
)

ENDING = {
    "OrganisationClosed",
    "MemberLeft",
    "LeaderLeft",
    "SystemRoleLeft",
    "SeatVacated",
    "RepresentativeStoodDown",
    "RepresentationLeadStoodDown",
    "AccessPointLeft",
    "GatekeeperStoodDown",
    "MandateRelinquished",
    "ActivityEnded",
}


def test_which_events_end_something() -> None:
    assert {name for name, of in TYPES.items() if of.ends_day} == ENDING


@pytest.mark.parametrize("name", sorted(TYPES))
def test_only_these_take_effect_at_the_end_of_their_day(name: str) -> None:
    took = times.rfc3339(effective_at(TYPES[name], "2024-01-31"))
    assert took == ("2024-02-01T00:00:00Z" if name in ENDING else "2024-01-31T00:00:00Z")


def test_a_summer_day_begins_and_ends_an_hour_earlier_in_utc() -> None:
    assert entry(1, joined("a", at="2024-07-01")).effective_at == times.start("2024-06-30T23:00:00Z")
    assert entry(1, left("a", "2024-07-01")).effective_at == times.start("2024-07-01T23:00:00Z")


def test_the_days_on_which_the_clocks_change_are_23_and_25_hours_long() -> None:
    for day, hours in (("2024-03-31", 23), ("2024-10-27", 25), ("2024-01-01", 24)):
        assert times.end(day) - times.start(day) == hours * 3600 * times.SECOND


def test_one_who_leaves_on_a_day_is_still_there_that_day() -> None:
    history = given(*a_pcn("a", "b"), sought(), left("a", "2024-07-10"))
    assert history.constituency("2024-07-10") == ["a", "b"]
    assert history.constituency("2024-07-11") == ["b"]


def test_who_moves_leaves_on_one_day_and_joins_on_the_next_and_is_never_in_both_or_neither() -> None:
    history = given(
        *a_pcn("a", "b"),
        registered("qcn", "pcn"),
        sought(),
        sought(mandate="q", holder="qcn"),
        left("a", "2024-07-10"),
        joined("a", "qcn", "2024-07-11"),
    )
    for at, where in (("2024-07-10T22:59:59.999999Z", 2), ("2024-07-10T23:00:00Z", 1)):
        assert len(history.mandate(at).stances) == where
        assert len(history.mandate(at, "q", holder="qcn").stances) == 2 - where


def test_ends_that_are_given_as_times_are_these_times() -> None:
    assert entry(1, closed("a", "2024-07-10T12:00:00Z")).effective_at == times.start("2024-07-10T12:00:00Z")
    assert entry(1, goes("amy", "2024-07-10T12:00:00+01:00")).effective_at == times.start("2024-07-10T11:00:00Z")


def test_all_ends_at_once() -> None:
    history = given(*a_pcn("a"), leads("bob"), sought(), goes("amy", "2024-07-10"), relinquished("2024-07-10"))
    assert history.state("2024-07-10") == "sought"
    assert history.state("2024-07-11") == "relinquished"


def test_fields_that_say_until_when_end_their_day_too() -> None:
    action = happened("ActionAgreed", "2024-07-01", action="x", owner="a", what="That.", due_at="2024-07-10")
    assert entry(1, action).event.due_at == times.start("2024-07-10T23:00:00Z")  # type: ignore[attr-defined]
