"""A vote needs the quorum, and enough in favour among the votes cast or among all electors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.deciding import all_voted, proposed, taken
from tests.telling import Given, Told, a_pcn, given, listed, objected

if TYPE_CHECKING:
    from ledger.application import Ledger


def asked(*more: Told, terms: dict[str, Any] | None = None, **choices: str) -> Given:
    return given(
        *a_pcn("a", "b", "c", "d"),
        proposed(method="vote", **terms or {}),
        *all_voted("2024-03-02", **choices),
        *more,
    )


OF_ALL = {"of": "electorate"}


def test_more_for_than_against(ledger: Ledger) -> None:
    assert asked(a="agree", b="agree", c="disagree").outcome() == "adopted"
    asked(a="agree", b="agree", c="disagree").when(taken()).also_in(ledger)


def test_as_many_or_fewer_are_not_enough() -> None:
    assert asked(a="agree", b="block").outcome() == "rejected"
    assert asked(a="agree", b="disagree", c="block").outcome() == "rejected"


def test_neutral_and_silent_ones_are_no_votes_cast() -> None:
    counted = asked(a="agree", b="abstain", c="stand_aside").count("2024-03-31")
    assert (counted.base, counted.outcome) == (1, "adopted")


def test_of_the_electorate_they_are_among_those_it_is_measured_by() -> None:
    counted = asked(terms=OF_ALL, a="agree", b="abstain", c="stand_aside").count("2024-03-31")
    assert (counted.base, counted.outcome) == (4, "rejected")
    assert asked(terms=OF_ALL, a="agree", b="agree").outcome() == "rejected"
    assert asked(terms=OF_ALL, a="agree", b="agree", c="agree").outcome() == "adopted"


def test_nothing_is_adopted_with_nobody_in_favour() -> None:
    assert asked().outcome() == "rejected"
    assert asked(a="abstain").outcome() == "rejected"
    assert asked(terms=OF_ALL).outcome() == "rejected"


def test_without_its_quorum_it_is_lost() -> None:
    assert asked(terms={"quorum_percent": 50}, a="agree").outcome() == "rejected"
    assert asked(terms={"quorum_percent": 50}, a="agree", b="abstain").outcome() == "adopted"


def test_it_passes_over_objections_and_blocks() -> None:
    block = objected("d", "2024-03-03", about="d", weight="block")
    assert asked(block, a="agree", b="agree", c="block").outcome() == "adopted"


def test_the_weight_decides_not_the_number() -> None:
    lists = (listed("a", 6000), listed("b", 2000), listed("c", 3000))
    by_patients = {"weighting": "patients"}
    counted = asked(*lists, terms=by_patients, a="agree", b="disagree", c="disagree").count("2024-03-31")
    assert (counted.base, counted.outcome) == (11000, "adopted")


def test_those_who_weigh_nothing_carry_nothing() -> None:
    assert asked(terms={"weighting": "patients"}, a="agree", b="agree").outcome() == "rejected"
