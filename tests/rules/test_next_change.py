"""A standing says until when nothing in it changes without a new event."""

from __future__ import annotations

from ledger import times
from tests.telling import (
    Given,
    a_pcn,
    given,
    granted,
    joined,
    leads,
    met_with,
    presumed,
    refused,
    registered,
    relinquished,
    sought,
    told,
    withdrew,
)

FRESH = given(*a_pcn("a"), sought(), granted("a", "2024-02-01T00:00:00Z"))


def after(history: Given, as_of: str) -> str | None:
    return history.mandate(as_of).next_change_at


def test_first_somebody_falls_quiet_then_somebody_is_stale_then_nothing() -> None:
    assert after(FRESH, "2024-02-01T00:00:00Z") == "2024-07-30T00:00:00Z"
    assert after(FRESH, "2024-07-30T00:00:00Z") == "2025-01-31T00:00:00Z"
    assert after(FRESH, "2025-01-31T00:00:00Z") is None


def test_a_presumed_assent_ends() -> None:
    history = given(*a_pcn("a"), sought(), told("a", "2024-01-02"), presumed("a", "2024-02-01T00:00:00Z"))
    assert after(history, "2024-09-01") == "2025-01-31T00:00:00Z"


def test_a_no_does_not_end() -> None:
    assert after(given(*a_pcn("a"), sought(), refused("a", "2024-02-01")), "2024-09-01") is None


def test_the_mandate_expires() -> None:
    history = given(*a_pcn("a"), sought(expires_at="2024-12-31"))
    assert after(history, "2024-09-01") == "2025-01-01T00:00:00Z"
    assert after(history, "2025-01-01") is None


def test_plans_come_true() -> None:
    history = given(*FRESH.events, leads("bob", "2024-04-01T00:00:00Z"), withdrew("a", "2024-03-01"))
    assert after(history, "2024-02-15") == "2024-03-01T00:00:00Z"
    assert after(history, "2024-03-01") == "2024-04-01T00:00:00Z"


def test_a_mandate_that_is_sought_only_later_is_a_change_for_the_holder() -> None:
    history = given(*a_pcn("a"), sought("2024-06-01T00:00:00Z"))
    assert history.mandates("2024-03-01") == ()


def test_contacts_put_the_quiet_off() -> None:
    history = given(*FRESH.events, met_with(["a", "pcn"], "2024-05-01T00:00:00Z"))
    assert after(history, "2024-05-01T00:00:00Z") == "2024-10-28T00:00:00Z"


def test_nothing_in_the_reading_changes_before_it() -> None:
    history = given(
        *a_pcn("a", "b"),
        registered("c"),
        joined("c", at="2024-03-01"),
        sought(expires_at="2025-06-30"),
        granted("a", "2024-01-10"),
        told("b", "2024-01-02"),
        presumed("b", "2024-01-20"),
        leads("bob", "2024-05-05"),
        relinquished("2025-02-01"),
    )
    days = ["2024-01-25", "2024-03-01", "2024-05-05", "2024-07-20", "2024-10-01", "2025-01-30", "2025-02-10"]
    for day in days:
        here = history.mandate(day)
        if here.next_change_at is None:
            there = history.mandate("2090-01-01")
        else:
            before = here.next_change_at.replace("Z", "+00:00")
            there = history.mandate(_a_microsecond_before(before))
        assert (here.state, here.contested, here.weights, here.stances, here.objections) == (
            there.state,
            there.contested,
            there.weights,
            there.stances,
            there.objections,
        )


def _a_microsecond_before(text: str) -> str:
    return times.rfc3339(times.start(text) - 1)
