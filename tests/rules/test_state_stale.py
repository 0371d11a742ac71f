"""A mandate is stale if it takes those who did not reaffirm in time to carry it."""

from __future__ import annotations

from tests.telling import a_pcn, given, granted, reaffirmed, sought

HISTORY = given(
    *a_pcn("a", "b", "c"),
    sought(),
    granted("a", "2024-02-01"),
    granted("b", "2024-02-01"),
    reaffirmed("b", "2024-12-01"),
)


def test_while_one_of_the_two_that_it_needs_is_stale() -> None:
    assert HISTORY.state("2025-01-30") == "held"
    assert HISTORY.state("2025-02-01") == "stale"


def test_until_it_reaffirms() -> None:
    assert given(*HISTORY.events, reaffirmed("a", "2025-02-10")).state("2025-02-10") == "held"
