"""What can be done with a ledger? Record, read, list, follow: the one place where store, rules and questions meet."""

from __future__ import annotations

import time
from collections.abc import Callable

from ledger.asking import groups  # noqa: F401 its readings enter the catalogue
from ledger.asking.catalogue import Readings
from ledger.asking.deciding import Deciding
from ledger.asking.listing import Listing
from ledger.asking.mandates import Asking
from ledger.asking.question import Questions
from ledger.asking.standings import Standings
from ledger.events.reading import read
from ledger.recording.recording import Recording
from ledger.store.store import Store
from ledger.times import Instant


def wall_clock() -> Instant:
    """The time now, in microseconds since 1970."""
    return Instant(time.time_ns() // 1_000)


class Ledger:
    """One ledger, kept in one schema of a database.

    `recording` takes events in; `asking` and `readings` answer about one organisation, `deciding` about decisions;
    `listing` and `standings` go through many.
    """

    def __init__(self, dsn: str, schema: str, clock: Callable[[], Instant] = wall_clock) -> None:
        self.clock = clock
        self.store = Store(dsn, schema, reader=read)
        self.recording = Recording(self.store, clock)
        questions = Questions(self.store, clock)
        self.asking = Asking(questions)
        self.readings = Readings(questions)
        self.deciding = Deciding(questions)
        self.listing = Listing(questions)
        self.standings = Standings(self.store, questions, clock)

    def close(self) -> None:
        """Let go of the database."""
        # Whoever waits for the ledger to grow is woken by the store's closing, and the view's keeper is one of them.
        self.standings.end()
        self.store.close()
        self.standings.close()
