"""Electors are the group's core members as they are then, less those closed and those who left for an interest."""

from __future__ import annotations

from tests.deciding import amended, interested, left_for_interest, proposed, taken, voted
from tests.telling import Given, a_pcn, closed, given, joined, left, registered, retracted

ASKED = given(*a_pcn("a", "b", "c"), registered("x"), proposed())


def electors(history: Given, as_of: str = "2024-03-31") -> tuple[str, ...]:
    return history.count(as_of).electors


def test_the_core_members_in_the_order_of_their_codes() -> None:
    assert electors(ASKED) == ("a", "b", "c")


def test_attending_members_are_none() -> None:
    assert electors(ASKED.and_(joined("x", at="2024-03-02", standing="attending"))) == ("a", "b", "c")


def test_practices_of_members_are_none() -> None:
    federation = (registered("fed", "federation"), joined("pcn", "fed"), proposed(group="fed", by="pcn"))
    assert electors(given(*a_pcn("a"), *federation)) == ("pcn",)


def test_who_joins_and_who_leaves_is_one_while_a_member() -> None:
    moves = ASKED.and_(joined("x", at="2024-03-05"), left("a", "2024-03-07"))
    assert electors(moves, "2024-03-04") == ("a", "b", "c")
    assert electors(moves, "2024-03-05") == ("a", "b", "c", "x")
    assert electors(moves, "2024-03-06") == ("a", "b", "c", "x")
    assert electors(moves, "2024-03-08") == ("b", "c", "x")


def test_once_there_is_an_outcome_those_of_that_time_stay_the_electors() -> None:
    moves = ASKED.and_(joined("x", at="2024-03-11"), taken("deferred"))
    assert electors(moves) == ("a", "b", "c")
    assert electors(moves.and_(joined("y", at="2024-03-09"))) == ("a", "b", "c", "y")


def test_one_that_has_closed_is_none() -> None:
    assert electors(ASKED.and_(closed("b", "2024-03-05"))) == ("a", "c")


def test_one_that_left_for_its_interest_is_none_and_one_whose_interest_was_noted_is() -> None:
    history = ASKED.and_(left_for_interest("a", "2024-03-02"), interested("b", "2024-03-02"))
    assert electors(history) == ("b", "c")


def test_it_was_one_until_it_left() -> None:
    history = ASKED.and_(voted("a", "2024-03-02"), left_for_interest("a", "2024-03-03"))
    assert history.count("2024-03-02").for_ == ("a",)
    assert history.count("2024-03-03").for_ == ()
    assert electors(history, "2024-03-02") == ("a", "b", "c")


def test_neither_another_text_nor_a_second_interest_brings_it_back() -> None:
    history = ASKED.and_(left_for_interest("a", "2024-03-02"), interested("a", "2024-03-03"), amended("2024-03-04"))
    assert electors(history) == ("b", "c")


def test_a_leaving_that_was_taken_back_is_none() -> None:
    assert electors(ASKED.and_(left_for_interest("a", "2024-03-02"), retracted(11))) == ("a", "b", "c")


def test_where_all_have_left_nobody_chooses() -> None:
    nobody = given(*a_pcn("a"), proposed(), left_for_interest("a", "2024-03-02"), voted("a", "2024-03-03"))
    assert electors(nobody) == ()
    assert nobody.outcome() == "rejected"
