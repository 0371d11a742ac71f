"""A mandate is held if those who stand firm carry it."""

from __future__ import annotations

from tests.telling import a_pcn, given, granted, met, on_condition, sought


def test_by_a_majority_if_nothing_else_was_said() -> None:
    history = given(*a_pcn("a", "b", "c"), sought(), granted("a", "2024-02-01"), granted("b", "2024-03-01"))
    assert history.state("2024-02-15") == "sought"
    assert history.state("2024-03-01") == "held"


def test_from_the_instant_at_which_the_last_condition_is_met() -> None:
    history = given(*a_pcn("a"), sought(), on_condition("a", "2024-02-01", "c1"), met("a", "2024-03-01", "c1"))
    assert history.state("2024-02-15") == "conditional"
    assert history.state("2024-03-01") == "held"


def test_what_it_rests_on() -> None:
    history = given(*a_pcn("a", "b"), sought(), granted("a", "2024-02-01"), granted("b", "2024-03-01"))
    assert history.mandate("2024-03-01").because == (7, 8, 9)
