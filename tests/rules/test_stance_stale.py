"""What was not reaffirmed in time is stale."""

from __future__ import annotations

from tests.telling import a_pcn, given, granted, met, on_condition, reaffirmed, sought

GRANTED = given(*a_pcn("a"), sought(), granted("a", "2024-02-01T12:00:00Z"))


def test_after_365_days_to_the_microsecond() -> None:
    # 2024 has a 29 February in between.
    assert GRANTED.stance("a", "2025-01-31T11:59:59.999999Z") == "firm"
    assert GRANTED.stance("a", "2025-01-31T12:00:00Z") == "stale"


def test_or_after_as_many_days_as_the_mandate_says() -> None:
    history = given(*a_pcn("a"), sought(reaffirm_within_days=30), granted("a", "2024-02-01T00:00:00Z"))
    assert history.stance("a", "2024-03-01T23:59:59.999999Z") == "firm"
    assert history.stance("a", "2024-03-02T00:00:00Z") == "stale"


def test_a_mandate_to_be_reaffirmed_within_no_days_is_stale_at_once() -> None:
    assert given(*a_pcn("a"), sought(reaffirm_within_days=0), granted("a", "2024-02-01")).stance("a", "2024-02-01") == (
        "stale"
    )


def test_days_are_24_hours_also_when_the_clocks_change() -> None:
    history = given(*a_pcn("a"), sought(reaffirm_within_days=14), granted("a", "2024-03-24"))
    assert history.stance("a", "2024-04-06") == "firm"
    assert history.stance("a", "2024-04-07T00:59:59+01:00") == "firm"
    assert history.stance("a", "2024-04-07T01:00:00+01:00") == "stale"


def test_a_reaffirmation_counts_from_its_own_time() -> None:
    history = given(*GRANTED.events, reaffirmed("a", "2025-06-01"))
    assert history.stance("a", "2025-05-31") == "stale"
    assert history.stance("a", "2026-05-31") == "firm"
    assert history.stance("a", "2026-06-01") == "stale"


def test_meeting_a_condition_renews_nothing() -> None:
    history = given(*a_pcn("a"), sought(), on_condition("a", "2024-02-01", "c1"), met("a", "2025-01-01", "c1"))
    assert history.stance("a", "2025-02-01") == "stale"
