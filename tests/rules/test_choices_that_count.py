"""Each elector's latest choice since the text last changed counts; a minor change leaves the choices standing."""

from __future__ import annotations

import pytest

from tests.deciding import all_voted, amended, method_changed, proposed, reversed_, taken, voted
from tests.telling import Given, a_pcn, all_the_same, disputed, given, registered, retracted

ASKED = given(*a_pcn("a", "b"), registered("x"), proposed(method="vote"))


def choices(history: Given, as_of: str = "2024-03-31") -> dict[str, int]:
    """Elector → position of the choice that counts."""
    return {code: entry.position for code, entry in history.count(as_of).choices.items()}


@pytest.mark.parametrize(
    ("choice", "side"),
    [
        ("agree", "for_"),
        ("agree_with_reservations", "for_"),
        ("stand_aside", "neutral"),
        ("abstain", "neutral"),
        ("disagree", "against"),
        ("block", "against"),
    ],
)
def test_every_choice_is_for_against_or_neither(choice: str, side: str) -> None:
    counted = ASKED.and_(voted("a", "2024-03-02", choice)).count("2024-03-31")
    sides = {name: getattr(counted, name) for name in ("for_", "against", "neutral", "silent")}
    assert sides == {"for_": (), "against": (), "neutral": (), "silent": ("b",)} | {side: ("a",)}


def test_the_latest_counts_whichever_was_typed_in_first() -> None:
    history = ASKED.and_(voted("a", "2024-03-04", "block"), voted("a", "2024-03-03"))
    assert choices(history) == {"a": 9}
    assert choices(history, "2024-03-03") == {"a": 10}


def test_at_one_instant_the_one_recorded_last_counts() -> None:
    assert choices(ASKED.and_(voted("a", "2024-03-03"), voted("a", "2024-03-03", "block"))) == {"a": 10}


def test_before_anybody_chose_all_are_silent() -> None:
    assert ASKED.count("2024-03-01").silent == ("a", "b")


def test_a_change_of_the_text_makes_them_void() -> None:
    history = ASKED.and_(*all_voted("2024-03-02", a="agree", b="agree"), amended("2024-03-03"))
    assert choices(history, "2024-03-02") == {"a": 9, "b": 10}
    assert choices(history) == {}
    assert choices(history.and_(voted("a", "2024-03-04"))) == {"a": 12}


def test_a_minor_one_does_not() -> None:
    history = ASKED.and_(*all_voted("2024-03-02", a="agree", b="agree"), amended("2024-03-03", minor=True))
    assert choices(history) == {"a": 9, "b": 10}


def test_a_choice_of_the_instant_of_the_change_is_on_the_new_text() -> None:
    assert choices(ASKED.and_(voted("a", "2024-03-03"), amended("2024-03-03"))) == {"a": 9}


def test_a_change_dated_before_them_leaves_them() -> None:
    assert choices(ASKED.and_(voted("a", "2024-03-03"), amended("2024-03-02"))) == {"a": 9}


def test_another_method_leaves_them() -> None:
    assert choices(ASKED.and_(voted("a", "2024-03-02"), method_changed("consensus", "2024-03-03"))) == {"a": 9}


def test_a_reversal_leaves_them() -> None:
    history = ASKED.and_(voted("a", "2024-03-02"), taken(), reversed_("a", "2024-03-11"), taken(at="2024-03-12"))
    assert choices(history) == {"a": 9}


def test_those_of_others_than_electors_do_not_count() -> None:
    assert choices(ASKED.and_(all_the_same(voted("x", "2024-03-02")))) == {}


def test_those_before_the_proposal_do_not_count() -> None:
    assert choices(ASKED.and_(all_the_same(voted("a", "2024-02-02")))) == {}


def test_those_that_were_taken_back_or_are_disputed_do_not_count() -> None:
    history = ASKED.and_(voted("a", "2024-03-02"), voted("a", "2024-03-03", "block"))
    assert choices(history.and_(retracted(10))) == {"a": 9}
    assert choices(history.and_(disputed(10, "a"))) == {"a": 9}
    assert choices(history.and_(disputed(10, "b"))) == {"a": 10}
