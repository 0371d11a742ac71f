"""A mandate can be cut down in its wording or its matter; nothing widens it, and what was granted stands."""

from __future__ import annotations

from tests.telling import a_pcn, given, granted, narrowed, retracted, sought

GRANTED = given(*a_pcn("a"), sought(), granted("a", "2024-02-01"))


def test_another_matter_from_then_on() -> None:
    history = given(*GRANTED.events, narrowed("2024-03-01", scope="heating"))
    assert history.mandate("2024-02-29").scope == "estates"
    assert history.mandate("2024-03-01").scope == "heating"
    assert history.mandate("2024-03-01").because == (5, 6, 7)
    assert history.state("2024-03-01") == "held"


def test_a_narrower_wording_of_the_same_matter() -> None:
    assert given(*GRANTED.events, narrowed("2024-03-01")).mandate("2024-03-01").scope == "estates"


def test_narrowed_twice() -> None:
    history = given(*GRANTED.events, narrowed("2024-03-01", scope="heating"), narrowed("2024-04-01"))
    assert history.mandate("2024-05-01").scope == "heating"


def test_a_narrowing_that_was_retracted() -> None:
    assert given(*GRANTED.events, narrowed("2024-03-01", scope="heating"), retracted(7)).mandate(
        "2024-05-01"
    ).scope == ("estates")
