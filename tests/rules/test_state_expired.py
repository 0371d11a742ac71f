"""A mandate ends by itself at the end of the day that it says."""

from __future__ import annotations

from tests.telling import a_pcn, given, granted, sought


def test_at_the_midnight_after_the_day() -> None:
    history = given(*a_pcn("a"), sought(expires_at="2024-12-31"), granted("a", "2024-02-01"))
    assert history.state("2024-12-31") == "held"
    assert history.state("2025-01-01T00:00:00Z") == "expired"
    assert history.mandate("2024-12-31").expires_at == "2025-01-01T00:00:00Z"


def test_at_the_instant_itself() -> None:
    history = given(*a_pcn("a"), sought(expires_at="2024-12-31T12:00:00Z"), granted("a", "2024-02-01"))
    assert history.state("2024-12-31T11:59:59.999999Z") == "held"
    assert history.state("2024-12-31T12:00:00Z") == "expired"


def test_in_summer_the_day_ends_at_midnight_in_london() -> None:
    history = given(*a_pcn("a"), sought(expires_at="2024-06-30"), granted("a", "2024-02-01"))
    assert history.state("2024-06-30T22:59:59.999999Z") == "held"
    assert history.state("2024-06-30T23:00:00Z") == "expired"


def test_also_when_nobody_ever_granted_it() -> None:
    assert given(*a_pcn("a"), sought(expires_at="2024-12-31")).state("2025-01-01") == "expired"


def test_a_grant_after_it_brings_nothing_back() -> None:
    history = given(*a_pcn("a"), sought(expires_at="2024-12-31"), granted("a", "2025-02-01"))
    assert history.state("2025-03-01") == "expired"
