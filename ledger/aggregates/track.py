"""In which order did the events about one thing happen? A timeline that can be asked at any place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from copy import copy
from dataclasses import fields, is_dataclass
from typing import Any, Generic, Protocol, TypeVar

from ledger.events import Event
from ledger.history import Entry, Place


class Track:
    """The entries about one thing, in effective order."""

    __slots__ = ("entries",)

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def take(self, entry: Entry) -> int:
        """Put an entry where it belongs, which is mostly the end; gives how many come before it."""
        entries = self.entries
        count = len(entries)
        # Most histories are taken in order: then times alone tell, and places need not be worked out.
        if not entries or entries[-1].effective_at < entry.effective_at or entries[-1].place < entry.place:
            entries.append(entry)
        else:
            count = bisect_left(entries, entry.place, key=_place)
            entries.insert(count, entry)
        return count

    def count_before(self, place: Place) -> int:
        """How many of them come before a place."""
        entries = self.entries
        if not entries or entries[-1].effective_at < place.effective_at or entries[-1].place < place:
            return len(entries)
        return bisect_left(entries, place, key=_place)

    def before(self, place: Place) -> list[Entry]:
        """Those that come before a place."""
        count = self.count_before(place)
        return self.entries if count == len(self.entries) else self.entries[:count]

    def last(self, place: Place) -> Entry | None:
        """The last one before a place."""
        count = self.count_before(place)
        return self.entries[count - 1] if count else None


class State(Protocol):
    """What some events have made of one thing. Changed in place while it is folded; read-only to everyone else."""

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order."""
        ...


S = TypeVar("S", bound=State)


class Folded(Generic[S]):
    """The events about one thing, folded up to whichever place is asked for; the last fold is gone on with.

    Copies of the state are kept along the way, so that a question about an earlier place need not begin at the first
    event: minutes arrive late, and a long history is asked about its middle as often as about its end.
    """

    __slots__ = ("_asked", "_folded", "_kept", "_state", "track")

    def __init__(self, make: Callable[[], S]) -> None:
        """`make` gives the state before any event."""
        self.track = Track()
        self._state = make()
        self._kept = [copied(self._state)]
        self._folded = 0
        self._asked: Place | None = None

    def take(self, entry: Entry) -> None:
        """Enter an event. What was folded beyond it is folded anew with the next question."""
        before = self.track.take(entry)
        self._asked = None
        del self._kept[before // _KEPT_EVERY + 1 :]
        if self._folded > before:
            self._go_on_from(before)

    def at(self, place: Place) -> S:
        """The state before a place. Good until the next question: the fold goes on in the same object."""
        # Several rules ask about one event, each from the same place.
        if place is self._asked:
            return self._state
        self._asked = place
        entries, folded = self.track.entries, self._folded
        # Questions mostly come in the order of places, and go on from where the last one was.
        is_back = folded > 0 and not entries[folded - 1].place < place
        is_far = folded + _KEPT_EVERY < len(entries) and entries[folded + _KEPT_EVERY].place < place
        if is_back or is_far:
            folded = self._go_on_from(self.track.count_before(place))
        state, kept = self._state, self._kept
        while folded < len(entries) and entries[folded].place < place:
            state.take(entries[folded])
            folded += 1
            if folded == len(kept) * _KEPT_EVERY:
                kept.append(copied(state))
        self._folded = folded
        return state

    def _go_on_from(self, count: int) -> int:
        """Take up the last copy of the state that is of no more than so many events, unless one is there already."""
        nearest = min(count // _KEPT_EVERY, len(self._kept) - 1)
        if not nearest * _KEPT_EVERY <= self._folded <= count:
            self._folded, self._state = nearest * _KEPT_EVERY, copied(self._kept[nearest])
        return self._folded


_KEPT_EVERY = 128
"""After how many events a copy of the state is kept."""


def copied(value: Any) -> Any:
    """A state that can be folded on without changing the one it was copied from.

    Entries and events never change, so that they are shared.
    """
    if isinstance(value, dict):
        return {key: copied(one) for key, one in value.items()}
    if isinstance(value, (list, set)):
        return value.copy()
    if isinstance(value, (Entry, Event)) or not is_dataclass(value):
        return value
    made = copy(value)
    for field in fields(value):
        setattr(made, field.name, copied(getattr(value, field.name)))
    return made


class Things(dict[str, Folded[S]]):
    """All things of one kind, by the id or code under which each is known."""

    def __init__(self, make: Callable[[], S]) -> None:
        """`make` gives the state of a thing before any event."""
        super().__init__()
        self._make = make

    def of(self, name: str) -> Folded[S]:
        """The events about a thing, to be added to."""
        found = self.get(name)
        if found is None:
            found = self[name] = Folded(self._make)
        return found

    def at(self, name: str, place: Place) -> S:
        """What a thing is before a place; as before any event where nothing is known of it."""
        found = self.get(name)
        return self._make() if found is None else found.at(place)


def _place(entry: Entry) -> Place:
    return entry.place
