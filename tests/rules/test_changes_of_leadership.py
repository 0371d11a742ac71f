"""When the last of those who led has left, what was earned before is halved, and then those count who lead next."""

from __future__ import annotations

from tests.telling import given, goes, leads
from tests.trusting import PLACE, asked_for_help, level, trust

EARLY = asked_for_help("2024-01-01T00:00:00Z")
A_YEAR_ON = "2024-12-31T00:00:00Z"
"""By then what was earned early has faded to 1."""


def kept(*told: dict[str, object]) -> float | None:
    """What is left of the early mark a year on."""
    return level(EARLY, *told, as_of=A_YEAR_ON)


def test_one_change_halves_and_two_quarter() -> None:
    one = (goes("amy", "2024-02-29"), leads("bob", "2024-03-01"))
    assert kept(*one) == 0.5
    assert kept(*one, goes("bob", "2024-05-31"), leads("cat", "2024-06-01")) == 0.25


def test_from_the_instant_at_which_the_last_has_left() -> None:
    told = (EARLY, goes("amy", "2024-12-30"))
    assert level(*told, as_of="2024-12-30T23:59:59.999999Z") == 1.0
    assert level(*told, as_of=A_YEAR_ON) == 0.5


def test_one_who_is_left_of_several_carries_it_on() -> None:
    assert kept(leads("bob", "2023-01-01"), goes("amy", "2024-02-29")) == 1.0


def test_one_who_came_after_the_mark_does_not() -> None:
    assert kept(leads("bob", "2024-02-01"), goes("amy", "2024-02-29")) == 0.5


def test_those_who_lead_when_the_last_has_left_count_from_then_on_together() -> None:
    told = (leads("bob", "2024-02-01"), leads("cat", "2024-02-10"), goes("amy", "2024-02-29"))
    assert kept(*told, goes("bob", "2024-03-31")) == 0.5
    assert kept(*told, goes("bob", "2024-03-31"), goes("cat", "2024-04-30")) == 0.25


def test_an_absence_of_31_days_is_none() -> None:
    away = goes("amy", "2024-03-01T00:00:00Z")
    assert kept(away, leads("amy", "2024-04-01T00:00:00Z")) == 1.0
    assert kept(away, leads("amy", "2024-04-01T00:00:00.000001Z")) == 0.5


def test_one_who_was_away_for_longer_comes_back_as_somebody_new() -> None:
    told = (leads("bob", "2023-01-01"), goes("amy", "2024-01-31"), leads("amy", "2024-06-01"))
    assert kept(*told) == 1.0
    assert kept(*told, goes("bob", "2024-06-30")) == 0.5


def test_where_nobody_led_the_first_who_is_appointed_begins() -> None:
    nobody = goes("amy", "2023-06-30")
    assert kept(nobody, leads("bob", "2024-03-01")) == 1.0
    assert kept(nobody, leads("bob", "2024-03-01"), goes("bob", "2024-04-30")) == 0.5


def test_who_comes_after_an_empty_chair_changes_nothing_more() -> None:
    told = (goes("amy", "2024-02-29"), leads("bob", "2024-06-01"))
    assert kept(*told) == 0.5


def test_a_mark_of_the_instant_of_a_change_comes_after_it() -> None:
    then = asked_for_help("2024-03-01T00:00:00Z")
    assert level(then, goes("amy", "2024-02-29"), leads("bob", "2024-03-01")) == level(then)


def test_the_leaders_who_came_and_went_since_are_named() -> None:
    told = (EARLY, goes("amy", "2024-02-29"), leads("bob", "2024-03-01"), leads("cat", "2023-01-01"))
    assert trust(given(*PLACE, *told), A_YEAR_ON).because == (10, 11, 12)
