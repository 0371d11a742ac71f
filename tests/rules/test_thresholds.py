"""Some carry a mandate if they weigh enough of all who are asked, in whole numbers; all means every one of them."""

from __future__ import annotations

import pytest

from tests.telling import a_pcn, given, granted, listed, sought

NAMES = [f"p{index:02}" for index in range(12)]


def state(threshold: str, yes: int, of: int, weighting: str = "organisations", lists: tuple[int, ...] = ()) -> str:
    asked = NAMES[:of]
    return given(
        *a_pcn(*asked),
        *(listed(one, patients) for one, patients in zip(asked, lists, strict=False)),
        sought(threshold=threshold, weighting=weighting),
        *(granted(one, "2024-02-01") for one in asked[:yes]),
    ).state("2024-03-01")


@pytest.mark.parametrize(
    ("threshold", "least", "of"),
    [
        ("majority", 1, 1),
        ("majority", 2, 2),
        ("majority", 2, 3),
        ("majority", 3, 4),
        ("majority", 4, 7),
        ("two_thirds", 2, 2),
        ("two_thirds", 2, 3),
        ("two_thirds", 4, 6),
        ("two_thirds", 5, 7),
        ("three_quarters", 3, 4),
        ("three_quarters", 6, 8),
        ("three_quarters", 6, 7),
        ("unanimous", 3, 3),
        ("unanimous", 1, 1),
    ],
)
def test_the_least_that_carries_it(threshold: str, least: int, of: int) -> None:
    assert state(threshold, least, of) == "held"
    assert state(threshold, least - 1, of) == "sought"


def test_half_of_the_patients_are_no_majority() -> None:
    assert state("majority", 1, 2, "patients", (5000, 5000)) == "sought"
    assert state("majority", 1, 2, "patients", (5001, 5000)) == "held"


def test_two_thirds_and_three_quarters_of_the_patients_exactly() -> None:
    assert state("two_thirds", 1, 2, "patients", (2, 1)) == "held"
    assert state("two_thirds", 1, 2, "patients", (1999, 1000)) == "sought"
    assert state("three_quarters", 1, 2, "patients", (3, 1)) == "held"
    assert state("three_quarters", 1, 2, "patients", (2999, 1000)) == "sought"


def test_large_numbers_are_not_rounded() -> None:
    large = 10**15
    assert state("majority", 1, 2, "patients", (large, large)) == "sought"
    assert state("majority", 1, 2, "patients", (large, large - 1)) == "held"


def test_all_means_every_organisation_whatever_its_weight() -> None:
    assert state("unanimous", 1, 2, "patients", (9000, 0)) == "sought"
    assert state("unanimous", 2, 2, "patients", (9000, 0)) == "held"


def test_nothing_is_carried_where_nobody_weighs_anything() -> None:
    for threshold in ("majority", "two_thirds", "three_quarters", "unanimous"):
        assert state(threshold, 2, 2, "patients") == "sought"
        assert state(threshold, 2, 2, "patients", (0, 0)) == "sought"
        assert state(threshold, 0, 0) == "sought"


def test_those_without_a_list_weigh_nothing() -> None:
    assert state("majority", 1, 3, "patients", (100,)) == "held"
