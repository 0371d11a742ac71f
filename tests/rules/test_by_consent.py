"""A consent needs every elector told, one at least in favour, the quorum, and no block of any kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.deciding import all_voted, amended, left_for_interest, proposed, taken, voted
from tests.telling import Given, Told, a_pcn, given, objected, resolved, told

if TYPE_CHECKING:
    from ledger.application import Ledger

ALL = "abcd"


def asked(*more: Told, informed: str = ALL, terms: dict[str, Any] | None = None, **choices: str) -> Given:
    return given(
        *a_pcn(*ALL),
        proposed(method="consent", **terms or {}),
        *(told(one, "2024-03-02", about="d") for one in informed),
        *all_voted("2024-03-03", **choices),
        *more,
    )


def test_all_told_half_heard_and_one_in_favour(ledger: Ledger) -> None:
    assert asked(a="agree", b="abstain").outcome() == "adopted"
    asked(a="agree", b="abstain").when(taken()).also_in(ledger)


def test_one_less_is_no_quorum() -> None:
    assert asked(a="agree").outcome() == "rejected"


def test_another_quorum_may_be_set() -> None:
    assert asked(terms={"quorum_percent": 25}, a="agree").outcome() == "adopted"
    assert asked(terms={"quorum_percent": 0}, a="agree").outcome() == "adopted"
    assert asked(terms={"quorum_percent": 75}, a="agree", b="agree").outcome() == "rejected"


@pytest.mark.parametrize("choice", ["stand_aside", "abstain", "disagree"])
def test_one_has_to_be_in_favour(choice: str) -> None:
    assert asked(a=choice, b=choice).outcome() == "rejected"
    assert asked(a=choice, b=choice, c="agree_with_reservations").outcome() == "adopted"


def test_one_choice_of_block_is_enough_against_it() -> None:
    assert asked(a="agree", b="agree", c="agree", d="block").outcome() == "rejected"
    assert asked(a="agree", b="agree", c="agree", d="disagree").outcome() == "adopted"


def test_a_block_that_was_changed_is_none() -> None:
    assert asked(voted("d", "2024-03-04", "disagree"), a="agree", d="block").outcome() == "adopted"


def test_an_open_block_is_in_its_way_and_an_open_concern_is_not() -> None:
    block, concern = (objected("d", "2024-03-04", about="d", weight=weight) for weight in ("block", "concern"))
    assert asked(block, a="agree", b="agree").outcome() == "rejected"
    assert asked(block, resolved("2024-03-05"), a="agree", b="agree").outcome() == "adopted"
    assert asked(concern, a="agree", b="agree").outcome() == "adopted"


def test_every_elector_has_to_be_told_once_the_text_has_changed_again() -> None:
    assert asked(informed="abc", a="agree", b="agree").outcome() == "rejected"
    again = asked(amended("2024-03-04"), *all_voted("2024-03-05", a="agree", b="agree"))
    assert again.count("2024-03-31").untold == ("a", "b", "c", "d")
    assert again.outcome() == "rejected"
    assert again.and_(*(told(one, "2024-03-04", about="d") for one in ALL)).outcome() == "adopted"


def test_a_minor_change_need_not_be_told() -> None:
    assert asked(amended("2024-03-04", minor=True), a="agree", b="agree").outcome() == "adopted"


def test_whoever_told_them_and_how() -> None:
    by_letter = told("d", "2024-03-02", about="d", by="a", channel="letter")
    assert asked(by_letter, informed="abc", a="agree", b="agree").outcome() == "adopted"


def test_who_took_no_part_need_not_be_told() -> None:
    assert asked(left_for_interest("d", "2024-03-03"), informed="abc", a="agree", b="agree").outcome() == "adopted"


def test_those_in_favour_are_measured_against_all() -> None:
    assert asked(a="agree", b="disagree").count("2024-03-31").base == 4
