"""Which events were read lately? They never change, so that each has to be fetched and decoded only once in a while."""

from __future__ import annotations

import threading
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ledger.history import Entry

MOST = 60_000
"""How many are kept: some 40 MB."""


class Remembered:
    """Entries by position. Only committed ones: a position that is rolled back is given to another event."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._entries: dict[int, Entry] = {}
        self._changing = threading.Lock()

    def of(self, positions: Sequence[int]) -> tuple[list[Entry | None], list[int]]:
        """For each position its entry if it is remembered; and the positions that are not."""
        found = list(map(self._entries.get, positions))
        return found, [position for position, entry in zip(positions, found, strict=True) if entry is None]

    def keep(self, entries: Iterable[Entry]) -> None:
        """Remember some entries; the ones remembered longest are forgotten where there are too many."""
        with self._changing:
            self._entries.update((entry.position, entry) for entry in entries)
            if len(self._entries) > self._most:
                for position in list(islice(self._entries, len(self._entries) - self._most // 2)):
                    del self._entries[position]

    def forget(self) -> None:
        """Forget all of them."""
        with self._changing:
            self._entries.clear()
