"""When did it hold? Sets of stretches of time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ledger.aggregates.intervals import ALWAYS, Intervals, common, merged, stretch_at

STRETCHES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6)


def instants(stretches: list[tuple[int, int]] | Intervals) -> set[int]:
    return {instant for start, end in stretches for instant in range(start, end)}


def test_those_that_touch_or_overlap_become_one() -> None:
    assert merged([(5, 7), (1, 3), (3, 4), (6, 9), (8, 8)]) == ((1, 4), (5, 9))
    assert merged([(1, 9), (2, 3)]) == ((1, 9),)
    assert merged([(3, 2)]) == ()


@given(STRETCHES)
def test_merging_changes_no_instant(stretches: list[tuple[int, int]]) -> None:
    out = merged(stretches)
    assert instants(out) == instants(stretches)
    assert all(one[1] < other[0] for one, other in pairwise(out))


@given(STRETCHES, STRETCHES)
def test_what_is_common_is_in_both(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    assert instants(common(merged(one), merged(other))) == instants(one) & instants(other)


def test_a_stretch_holds_its_start_and_not_its_end() -> None:
    assert stretch_at(((1, 3), (5, 7)), 1) == (1, 3)
    assert stretch_at(((1, 3), (5, 7)), 3) is None
    assert stretch_at(((1, 3), (5, 7)), 6) == (5, 7)
    assert stretch_at((), 0) is None
    assert stretch_at(ALWAYS, 0) == ALWAYS[0]
