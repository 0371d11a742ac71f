"""A grant whose conditions are not all met is conditional."""

from __future__ import annotations

from tests.telling import a_pcn, given, goes, granted, met, on_condition, reaffirmed, sought, withdrew

ON_TWO = given(*a_pcn("a"), sought(), on_condition("a", "2024-02-01", "c1", "c2"))


def test_until_the_last_condition_is_met() -> None:
    history = given(*ON_TWO.events, met("a", "2024-03-01", "c1"), met("a", "2024-04-01", "c2"))
    assert history.stance("a", "2024-02-15") == "conditional"
    assert history.stance("a", "2024-03-15") == "conditional"
    assert history.stance("a", "2024-04-01") == "firm"
    assert history.line("a", "2024-04-15").because == (6, 7, 8)


def test_reaffirming_meets_no_condition() -> None:
    history = given(*ON_TWO.events, reaffirmed("a", "2024-03-01"))
    assert history.stance("a", "2024-03-15") == "conditional"
    assert history.line("a", "2024-03-15").because == (6, 7)


def test_a_new_grant_without_conditions_sets_it_free() -> None:
    assert given(*ON_TWO.events, granted("a", "2024-03-01")).stance("a", "2024-03-15") == "firm"


def test_what_was_met_before_the_latest_grant_is_open_again() -> None:
    history = given(
        *ON_TWO.events,
        met("a", "2024-03-01", "c1"),
        met("a", "2024-03-01", "c2"),
        on_condition("a", "2024-04-01", "c1"),
    )
    assert history.stance("a", "2024-03-15") == "firm"
    assert history.stance("a", "2024-04-15") == "conditional"


def test_a_reaffirmation_after_a_withdrawal_still_stands_under_the_old_conditions() -> None:
    history = given(
        *ON_TWO.events,
        withdrew("a", "2024-03-01"),
        reaffirmed("a", "2024-04-01", irregular_because="So the minutes."),
    )
    assert history.stance("a", "2024-04-15") == "conditional"


def test_it_comes_before_being_unconfirmed_or_stale() -> None:
    assert given(*ON_TWO.events, goes("amy", "2024-03-01")).stance("a", "2026-01-01") == "conditional"


def test_a_condition_that_is_met_twice_is_met() -> None:
    history = given(*ON_TWO.events, met("a", "2024-03-01", "c1"), met("a", "2024-03-02", "c1"))
    assert history.line("a", "2024-04-01").because == (6, 7)
