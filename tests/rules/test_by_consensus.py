"""A consensus needs every elector to agree or stand aside, one at least in favour, and no open objection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.deciding import all_voted, left_for_interest, proposed, taken
from tests.telling import Given, a_pcn, given, listed, objected, resolved

if TYPE_CHECKING:
    from ledger.application import Ledger


def asked(**choices: str) -> Given:
    return given(*a_pcn("a", "b"), proposed(), *all_voted("2024-03-02", **choices))


def test_all_agree(ledger: Ledger) -> None:
    assert asked(a="agree", b="agree_with_reservations").outcome() == "adopted"
    asked(a="agree", b="agree_with_reservations").when(taken()).also_in(ledger)


def test_one_may_stand_aside_but_not_all() -> None:
    assert asked(a="agree", b="stand_aside").outcome() == "adopted"
    assert asked(a="stand_aside", b="stand_aside").outcome() == "rejected"


@pytest.mark.parametrize("choice", ["abstain", "disagree", "block"])
def test_no_other_choice_will_do(choice: str) -> None:
    assert asked(a="agree", b=choice).outcome() == "rejected"


def test_nobody_may_be_silent_however_little_it_weighs() -> None:
    assert asked(a="agree").outcome() == "rejected"
    by_patients = given(*a_pcn("a", "b"), listed("a", 9), proposed(weighting="patients"))
    assert by_patients.and_(*all_voted("2024-03-02", a="agree")).outcome() == "rejected"
    assert by_patients.and_(*all_voted("2024-03-02", a="agree", b="agree")).outcome() == "adopted"


def test_those_who_took_no_part_are_not_asked() -> None:
    assert asked(a="agree").and_(left_for_interest("b", "2024-03-02")).outcome() == "adopted"


@pytest.mark.parametrize("weight", ["concern", "block"])
def test_no_objection_may_be_open(weight: str) -> None:
    objection = objected("b", "2024-03-03", about="d", weight=weight)
    assert asked(a="agree", b="agree").and_(objection).outcome() == "rejected"
    assert asked(a="agree", b="agree").and_(objection, resolved("2024-03-04")).outcome() == "adopted"


def test_without_electors_there_is_none() -> None:
    assert given(*a_pcn(), proposed(by="pcn")).outcome() == "rejected"


def test_those_in_favour_are_measured_against_all() -> None:
    assert asked(a="agree", b="stand_aside").count("2024-03-31").base == 2
