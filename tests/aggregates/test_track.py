"""A timeline can be asked at any place, in whichever order its entries came."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.aggregates.track import Folded, Things, Track, copied
from ledger.history import LAST, Entry, Place
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


# A long fold


@dataclass
class Seen:
    """A state that holds one of everything that a state may hold."""

    positions: list[int] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    by: dict[str, list[int]] = field(default_factory=dict)
    last: Entry | None = None
    within: Within = field(default_factory=lambda: Within([]))

    def take(self, one: Entry) -> None:
        self.positions.append(one.position)
        self.days.add(one.effective_at)
        self.by.setdefault(str(one.effective_at), []).append(one.position)
        self.last = one
        self.within.count.append(one.position)


@dataclass
class Within:
    count: list[int]


def up_to(entries: list[Entry], place: Place) -> Seen:
    seen = Seen()
    for one in sorted(entries, key=lambda one: one.place):
        if one.place < place:
            seen.take(one)
    return seen


@given(st.data(), st.integers(1, 4))
def test_asked_at_any_places_while_it_grows_in_any_order_a_fold_is_the_fold_up_to_there(
    data: st.DataObject, kept_every: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ledger.aggregates.track._KEPT_EVERY", kept_every)
        folded, taken = Folded(Seen), []
        for position in range(1, data.draw(st.integers(1, 20)) + 1):
            one = entry(position, granted("a", f"2024-01-{data.draw(st.integers(1, 28)):02}"))
            folded.take(one)
            taken.append(one)
            for day in data.draw(st.lists(st.integers(1, 28), max_size=2)):
                place = Place.after_all_of(entry(1, granted("a", f"2024-01-{day:02}")).effective_at)
                assert folded.at(place) == up_to(taken, place)


def test_of_what_nothing_is_known_the_state_is_that_before_any_event() -> None:
    things = Things(Seen)
    place = Place.after_all_of(LAST)
    assert things.at("a", place) == Seen()
    assert "a" not in things
    one = entry(1, granted("a", "2024-01-01"))
    things.of("a").take(one)
    assert things.of("a") is things["a"]
    assert things.at("a", place).positions == [1]


def test_a_copy_shares_what_never_changes_and_nothing_else() -> None:
    seen = up_to([entry(1, granted("a", "2024-01-01"))], Place.after_all_of(LAST))
    other = copied(seen)
    assert other == seen
    assert other.last is seen.last
    other.take(entry(2, granted("a", "2024-01-02")))
    assert (seen.positions, seen.within.count, list(seen.by.values())) == ([1], [1], [[1]])
