"""A vote is carried by the thresholds of a mandate, against the weight that it is measured by."""

from __future__ import annotations

import pytest

from tests.deciding import all_voted, proposed
from tests.telling import a_pcn, given, listed

NAMES = [f"p{index:02}" for index in range(10)]


def outcome(threshold: str, yes: int, no: int, silent: int = 0, of: str = "cast", lists: tuple[int, ...] = ()) -> str:
    asked = NAMES[: yes + no + silent]
    choices = ["agree"] * yes + ["disagree"] * no
    return given(
        *a_pcn(*asked),
        *(listed(one, patients) for one, patients in zip(asked, lists, strict=False)),
        proposed(method="vote", threshold=threshold, of=of, weighting="patients" if lists else "organisations"),
        *all_voted("2024-03-02", **dict(zip(asked, choices, strict=False))),
    ).outcome()


@pytest.mark.parametrize(
    ("threshold", "yes", "no"),
    [
        ("majority", 1, 0),
        ("majority", 3, 2),
        ("two_thirds", 2, 1),
        ("two_thirds", 4, 2),
        ("two_thirds", 5, 2),
        ("three_quarters", 3, 1),
        ("three_quarters", 6, 2),
        ("unanimous", 4, 0),
    ],
)
def test_the_least_that_carries_it(threshold: str, yes: int, no: int) -> None:
    assert outcome(threshold, yes, no) == "adopted"
    assert outcome(threshold, yes - 1, no + 1) == "rejected"


def test_only_the_votes_cast_need_be_unanimous_unless_it_is_of_the_electorate() -> None:
    assert outcome("unanimous", 2, 0, silent=3) == "adopted"
    assert outcome("unanimous", 2, 0, silent=3, of="electorate") == "rejected"
    assert outcome("unanimous", 5, 0, of="electorate") == "adopted"


def test_two_thirds_of_the_electorate_are_more_than_two_thirds_of_the_votes() -> None:
    assert outcome("two_thirds", 2, 0, silent=2) == "adopted"
    assert outcome("two_thirds", 2, 0, silent=2, of="electorate") == "rejected"
    assert outcome("two_thirds", 2, 0, silent=1, of="electorate") == "adopted"


def test_large_numbers_are_not_rounded() -> None:
    large = 10**15
    assert outcome("majority", 1, 1, lists=(large, large)) == "rejected"
    assert outcome("majority", 1, 1, lists=(large, large - 1)) == "adopted"


def test_unanimous_means_every_one_whatever_its_weight() -> None:
    assert outcome("unanimous", 1, 1, lists=(9000, 0)) == "rejected"
    assert outcome("unanimous", 2, 0, lists=(9000, 0)) == "adopted"
