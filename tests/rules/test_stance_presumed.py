"""Silence that was taken for assent shows as presumed, under the same leaders and in time."""

from __future__ import annotations

from tests.telling import a_pcn, given, goes, joined, left, presumed, reaffirmed, sought, told

PRESUMED = given(*a_pcn("a"), sought(), told("a", "2024-01-02"), presumed("a", "2024-02-01T00:00:00Z"))


def test_it_is_shown_as_what_it_is() -> None:
    assert PRESUMED.stance("a", "2024-01-31") == "unheard"
    assert PRESUMED.stance("a", "2024-02-01") == "presumed"


def test_when_its_time_is_over_the_organisation_is_unheard_again() -> None:
    assert PRESUMED.stance("a", "2025-01-30T23:59:59.999999Z") == "presumed"
    assert PRESUMED.stance("a", "2025-01-31T00:00:00Z") == "unheard"


def test_so_it_is_when_the_leader_leaves() -> None:
    gone = given(*PRESUMED.events, goes("amy", "2024-03-31"))
    assert gone.stance("a", "2024-04-01") == "unheard"
    assert gone.line("a", "2024-04-01").because == (7, 8)
    assert gone.line("a", "2024-04-01").since == "2024-02-01T00:00:00Z"


def test_one_that_left_and_came_back_is_still_presumed() -> None:
    back = given(*PRESUMED.events, left("a", "2024-03-31"), joined("a", at="2024-05-01"))
    assert back.stance("a", "2024-05-01") == "presumed"


def test_a_reaffirmation_makes_it_firm() -> None:
    assert given(*PRESUMED.events, reaffirmed("a", "2024-03-01")).stance("a", "2024-03-01") == "firm"
