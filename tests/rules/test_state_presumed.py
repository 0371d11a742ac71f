"""A mandate is presumed if it takes silence to carry it."""

from __future__ import annotations

from tests.telling import a_pcn, given, granted, presumed, sought, told

HISTORY = given(
    *a_pcn("a", "b", "c"),
    sought(),
    granted("a", "2024-02-01"),
    told("b", "2024-01-02"),
    presumed("b", "2024-02-01T00:00:00Z"),
)


def test_while_the_silence_counts() -> None:
    assert HISTORY.state("2024-03-01") == "presumed"


def test_when_it_counts_no_longer_the_mandate_was_never_more_than_sought() -> None:
    # Silence never carried it firmly, so that nothing is lost.
    assert HISTORY.state("2026-01-01") == "sought"


def test_grants_make_it_held() -> None:
    assert given(*HISTORY.events, granted("c", "2024-02-10")).state("2024-02-10") == "held"
