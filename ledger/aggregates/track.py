"""In which order did the events about one thing happen? A timeline that can be asked at any place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from ledger.history import Entry, Place


class Track:
    """The entries about one thing, in effective order."""

    __slots__ = ("entries",)

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def take(self, entry: Entry) -> bool:
        """Put an entry where it belongs; whether that was the end, as it mostly is."""
        entries = self.entries
        # Most histories are taken in order: then times alone tell, and places need not be worked out.
        if not entries or entries[-1].effective_at < entry.effective_at or entries[-1].place < entry.place:
            entries.append(entry)
            return True
        entries.insert(bisect_left(entries, entry.place, key=_place), entry)
        return False

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
    """The events about one thing, folded up to whichever place is asked for; the last fold is gone on with."""

    __slots__ = ("_folded", "_make", "_state", "track")

    def __init__(self, make: Callable[[], S]) -> None:
        """`make` gives the state before any event."""
        self.track = Track()
        self._make = make
        self._state = make()
        self._folded = 0

    def take(self, entry: Entry) -> None:
        """Enter an event. One that comes before what is folded already makes the next question fold anew."""
        if not self.track.take(entry):
            self._folded = -1

    def at(self, place: Place) -> S:
        """The state before a place. Good until the next question: the fold goes on in the same object."""
        entries, folded = self.track.entries, self._folded
        # Questions mostly come in the order of places, and go on from where the last one was.
        if folded < 0 or (folded and not entries[folded - 1].place < place):
            self._state, folded = self._make(), 0
        state = self._state
        while folded < len(entries) and entries[folded].place < place:
            state.take(entries[folded])
            folded += 1
        self._folded = folded
        return state


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
