"""In which order did the events about one thing happen? A timeline that can be asked at any place."""

from __future__ import annotations

from bisect import bisect_left

from ledger.history import Entry, Place


class Track:
    """The entries about one thing, in effective order."""

    __slots__ = ("_places", "entries")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        # Kept beside the entries, so that looking for a place works none of theirs out again.
        self._places: list[Place] = []

    def take(self, entry: Entry) -> bool:
        """Put an entry where it belongs; whether that was the end, as it mostly is."""
        place = entry.place
        places = self._places
        if not places or places[-1] < place:
            places.append(place)
            self.entries.append(entry)
            return True
        index = bisect_left(places, place)
        places.insert(index, place)
        self.entries.insert(index, entry)
        return False

    def count_before(self, place: Place) -> int:
        """How many of them come before a place."""
        places = self._places
        if not places or places[-1] < place:
            return len(places)
        return bisect_left(places, place)

    def before(self, place: Place) -> list[Entry]:
        """Those that come before a place."""
        count = self.count_before(place)
        return self.entries if count == len(self.entries) else self.entries[:count]

    def last(self, place: Place) -> Entry | None:
        """The last one before a place."""
        count = self.count_before(place)
        return self.entries[count - 1] if count else None
