"""A mandate is unconfirmed if it takes those who granted it to other leaders to carry it."""

from __future__ import annotations

from tests.telling import a_pcn, given, goes, granted, leads, reaffirmed, sought

HISTORY = given(
    *a_pcn("a", "b", "c"),
    sought(),
    granted("a", "2024-02-01"),
    granted("b", "2024-02-01"),
    goes("amy", "2024-03-31"),
    leads("bob", "2024-04-01"),
)


def test_the_day_before_and_the_day_after_the_leaders_change() -> None:
    assert HISTORY.state("2024-03-31") == "held"
    assert HISTORY.state("2024-04-01") == "unconfirmed"


def test_it_has_to_be_won_again() -> None:
    once = given(*HISTORY.events, reaffirmed("a", "2024-04-10"))
    assert once.state("2024-04-10") == "unconfirmed"
    assert given(*once.events, granted("c", "2024-04-20")).state("2024-04-20") == "held"
