"""A mandate that its holder gave back is relinquished, whatever else."""

from __future__ import annotations

from tests.telling import a_pcn, given, granted, relinquished, retracted, sought

HELD = given(*a_pcn("a"), sought(expires_at="2024-12-31"), granted("a", "2024-02-01"))


def test_from_the_end_of_its_last_day() -> None:
    history = given(*HELD.events, relinquished("2024-03-31"))
    assert history.state("2024-03-31") == "held"
    assert history.state("2024-04-01") == "relinquished"
    assert history.mandate("2024-04-01").because == (5, 6, 7)


def test_it_comes_before_having_expired() -> None:
    assert given(*HELD.events, relinquished("2024-03-31")).state("2025-06-01") == "relinquished"


def test_no_later_grant_brings_it_back() -> None:
    history = given(*HELD.events, relinquished("2024-03-31"), granted("a", "2024-05-01"))
    assert history.state("2024-06-01") == "relinquished"


def test_giving_it_back_twice_changes_nothing() -> None:
    history = given(*HELD.events, relinquished("2024-03-31"), relinquished("2024-04-30"))
    assert history.mandate("2024-06-01").because == (5, 6, 7)


def test_unless_that_is_retracted() -> None:
    assert given(*HELD.events, relinquished("2024-03-31"), retracted(7)).state("2024-04-01") == "held"
