"""A timeline can be asked at any place, in whichever order its entries came."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.aggregates.track import Track
from ledger.history import Place
from tests.telling import entry, granted

DAYS = st.lists(st.integers(1, 9), max_size=8)


@given(DAYS, st.integers(0, 10))
def test_before_a_place_are_those_that_happened_before_it(days: list[int], day: int) -> None:
    track = Track()
    entries = [entry(position, granted("a", f"2024-01-0{each}")) for position, each in enumerate(days, 1)]
    before_each = [track.take(one) for one in entries]
    place = Place.after_all_of(entry(1, granted("a", f"2024-01-{day:02}" if day else "2023-12-31")).effective_at)
    before = sorted((one for one in entries if one.place < place), key=lambda one: one.place)
    assert track.before(place) == before
    assert track.count_before(place) == len(before)
    assert track.last(place) == (before[-1] if before else None)
    assert before_each == [sum(each.place < one.place for each in entries[:index]) for index, one in enumerate(entries)]


def test_an_entry_is_not_before_its_own_place() -> None:
    track = Track()
    first, second = entry(1, granted("a", "2024-01-01")), entry(2, granted("a", "2024-01-01"))
    track.take(first)
    track.take(second)
    assert track.before(second.place) == [first]
    assert track.last(first.place) is None
