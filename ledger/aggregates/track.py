"""In which order did the events about one thing happen? A timeline that can be asked at any place."""

from __future__ import annotations

from bisect import bisect_left

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


def _place(entry: Entry) -> Place:
    return entry.place
