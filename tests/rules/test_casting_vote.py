"""Where as many are in favour as against, a casting vote decides, whatever the threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.deciding import all_voted, amended, casting, proposed, taken
from tests.telling import Given, Told, a_pcn, given, listed

if TYPE_CHECKING:
    from ledger.application import Ledger


def tied(*more: Told, terms: dict[str, Any] | None = None) -> Given:
    return given(
        *a_pcn("a", "b", "c"),
        proposed(**{"method": "vote"} | (terms or {})),
        *all_voted("2024-03-02", a="agree", b="disagree", c="abstain"),
        *more,
    )


def test_it_decides_a_tie(ledger: Ledger) -> None:
    assert tied().outcome() == "rejected"
    assert tied(casting("disagree", "2024-03-03")).outcome() == "rejected"
    assert tied(casting("agree", "2024-03-03")).outcome() == "adopted"
    tied(casting("agree", "2024-03-03")).when(taken()).also_in(ledger)


@pytest.mark.parametrize("threshold", ["majority", "two_thirds", "three_quarters", "unanimous"])
@pytest.mark.parametrize("of", ["cast", "electorate"])
def test_whatever_the_threshold_and_what_it_is_measured_by(threshold: str, of: str) -> None:
    assert tied(casting("agree", "2024-03-03"), terms={"threshold": threshold, "of": of}).outcome() == "adopted"


def test_it_decides_nothing_else() -> None:
    ahead = all_voted("2024-03-03", c="agree")
    assert tied(*ahead, casting("disagree", "2024-03-03")).outcome() == "adopted"
    behind = all_voted("2024-03-03", c="block")
    assert tied(*behind, casting("agree", "2024-03-03")).outcome() == "rejected"


def test_nobody_in_favour_and_nobody_against_is_no_tie() -> None:
    none = given(*a_pcn("a", "b"), proposed(method="vote"), *all_voted("2024-03-02", a="abstain", b="stand_aside"))
    assert none.and_(casting("agree", "2024-03-03")).outcome() == "rejected"


def test_nor_is_it_one_where_neither_side_weighs_anything() -> None:
    weightless = tied(casting("agree", "2024-03-03"), terms={"weighting": "patients"})
    assert weightless.outcome() == "rejected"
    lists = (listed("a", 500), listed("b", 500))
    assert weightless.and_(*lists).outcome() == "adopted"


def test_without_a_quorum_it_decides_nothing() -> None:
    quorum: dict[str, Any] = {"quorum_percent": 100}
    assert tied(casting("agree", "2024-03-03"), terms=quorum).outcome() == "adopted"
    two = given(*a_pcn("a", "b", "c"), proposed(method="vote", **quorum))
    two = two.and_(*all_voted("2024-03-02", a="agree", b="disagree"), casting("agree", "2024-03-03"))
    assert two.outcome() == "rejected"


@pytest.mark.parametrize("method", ["consensus", "consent"])
def test_it_has_a_place_in_a_vote_only(method: str) -> None:
    assert tied(casting("agree", "2024-03-03"), terms={"method": method}).outcome() == "rejected"


def test_the_latest_counts() -> None:
    twice = tied(casting("agree", "2024-03-04"), casting("disagree", "2024-03-03"))
    assert twice.outcome("2024-03-03") == "rejected"
    assert twice.outcome("2024-03-04") == "adopted"


def test_one_on_an_earlier_text_is_void() -> None:
    again = all_voted("2024-03-05", a="agree", b="disagree")
    assert tied(casting("agree", "2024-03-03"), amended("2024-03-04"), *again).outcome() == "rejected"
    assert tied(casting("agree", "2024-03-03"), amended("2024-03-04", minor=True)).outcome() == "adopted"


def test_one_used_after_the_outcome_is_too_late_for_it() -> None:
    assert tied(taken("rejected"), casting("agree", "2024-03-11")).outcome() == "rejected"
    assert tied(taken("rejected"), casting("agree", "2024-03-10")).outcome() == "adopted"
