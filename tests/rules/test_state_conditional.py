"""A mandate is conditional if it takes grants on conditions that are not met to carry it."""

from __future__ import annotations

from tests.telling import a_pcn, given, granted, on_condition, sought


def test_one_of_the_two_that_it_needs() -> None:
    history = given(*a_pcn("a", "b", "c"), sought(), granted("a", "2024-02-01"), on_condition("b", "2024-02-01", "c1"))
    assert history.state("2024-03-01") == "conditional"


def test_beside_stale_and_unconfirmed_ones() -> None:
    history = given(
        *a_pcn("a", "b"),
        sought(threshold="unanimous"),
        granted("a", "2024-02-01"),
        on_condition("b", "2024-02-01", "c1"),
    )
    assert history.state("2026-03-01") == "conditional"
