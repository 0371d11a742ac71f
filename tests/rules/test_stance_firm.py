"""An organisation stands firm that granted or reaffirmed in time, under the same leaders, with nothing left open."""

from __future__ import annotations

from tests.telling import a_pcn, given, goes, granted, joined, leads, reaffirmed, sought

GRANTED = given(*a_pcn("a"), sought(), granted("a", "2024-02-01"))


def test_from_the_grant_on() -> None:
    assert GRANTED.stance("a", "2024-01-31") == "unheard"
    assert GRANTED.stance("a", "2024-02-01T00:00:00Z") == "firm"


def test_by_a_reaffirmation_too() -> None:
    assert given(*GRANTED.events, reaffirmed("a", "2025-01-15")).stance("a", "2025-12-01") == "firm"


def test_a_leader_who_leaves_and_another_who_stays() -> None:
    history = given(*GRANTED.events, leads("bob", "2023-01-01"), goes("amy", "2024-03-01"))
    assert history.stance("a", "2024-04-01") == "firm"


def test_another_leader_beside_the_old_one() -> None:
    assert given(*GRANTED.events, leads("bob", "2024-03-01")).stance("a", "2024-04-01") == "firm"


def test_it_says_since_when_and_why() -> None:
    line = GRANTED.line("a", "2024-04-01")
    assert (line.since, line.because, line.name) == ("2024-02-01T00:00:00Z", (6,), "A")


def test_others_who_join_change_nothing_for_it() -> None:
    assert given(*GRANTED.events, joined("b", at="2024-03-01")).stance("a", "2024-04-01") == "firm"
