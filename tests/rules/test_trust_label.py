"""A level among three or more is called high, good, unproven, strained or low; a practice is not graded."""

from __future__ import annotations

import pytest

from ledger.counting.trust import label
from tests.telling import given
from tests.trusting import PLACE, asked_for_help, trust


@pytest.mark.parametrize(
    ("level", "name"),
    [
        (4.0, "high"),
        (3.9999, "good"),
        (1.5, "good"),
        (1.4999, "unproven"),
        (0.0, "unproven"),
        (-1.4999, "unproven"),
        (-1.5, "strained"),
        (-3.9999, "strained"),
        (-4.0, "low"),
    ],
)
def test_from_high_to_low(level: float, name: str) -> None:
    assert label("pcn", level, 3) == name
    assert label("pcn", level, 2) == "not_enough"
    assert label("practice", level, 3) is None


def test_among_fewer_than_three_there_is_not_enough_to_call_it_anything() -> None:
    assert trust(given(*PLACE, asked_for_help("2024-02-01", ["a", "b"]))).label == "not_enough"
    assert trust(given(*PLACE, asked_for_help("2024-02-01", ["a", "b", "c"]))).label == "unproven"


def test_a_practice_has_none_even_so() -> None:
    assert trust(given(*PLACE, asked_for_help("2024-02-01", ["pcn"], by="a")), code="a").label is None
