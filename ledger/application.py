"""What can be done with a ledger? Record, read, list, follow: the one place where store, rules and questions meet."""

from __future__ import annotations

import time
from collections.abc import Callable

from ledger.asking import (  # noqa: F401 some enter readings into the catalogue
    audits,
    due,
    groups,
    representing,
    standings,
    working,
)
from ledger.asking.catalogue import Readings
from ledger.asking.deciding import Deciding
from ledger.asking.due import Due
from ledger.asking.handing_over import HandingOver
from ledger.asking.keeping import Keeper, Keepers
from ledger.asking.listing import Listing
from ledger.asking.looking_back import LookingBack
from ledger.asking.mandates import Asking
from ledger.asking.question import Questions
from ledger.asking.standings import Standings
from ledger.asking.trusting import Trusting
from ledger.events.reading import read
from ledger.recording.recording import Recording
from ledger.store.store import Store
from ledger.times import Instant


def wall_clock() -> Instant:
    """The time now, in microseconds since 1970."""
    return Instant(time.time_ns() // 1_000)


class Ledger:
    """One ledger, kept in one schema of a database.

    `recording` takes events in; `asking` and `readings` answer about one organisation, `deciding` about decisions,
    `trusting` about trust, `looking_back` and `handing_over` about what changed; `listing`, `standings` and `due` go
    through many, and `kept` keeps views of them.
    """

    def __init__(self, dsn: str, schema: str, clock: Callable[[], Instant] = wall_clock) -> None:
        self.clock = clock
        self.store = Store(dsn, schema, reader=read)
        self.recording = Recording(self.store, clock)
        questions = Questions(self.store, clock)
        self.asking = Asking(questions)
        self.readings = Readings(questions)
        self.deciding = Deciding(questions)
        self.trusting = Trusting(questions)
        self.looking_back = LookingBack(questions)
        self.handing_over = HandingOver(questions)
        kept_standings = Keeper(self.store, clock, standings.KEPT)
        kept_due = Keeper(self.store, clock, due.KEPT)
        kept_findings = Keeper(self.store, clock, audits.KEPT)
        self.listing = Listing(questions, kept_findings)
        self.standings = Standings(questions, kept_standings)
        self.due = Due(questions, kept_due)
        self.kept = Keepers(self.store, clock, (kept_standings, kept_due, kept_findings))

    def close(self) -> None:
        """Let go of the database."""
        # Whoever waits for the ledger to grow is woken by the store's closing, and the views' keeper is one of them.
        self.kept.end()
        self.store.close()
        self.kept.close()
