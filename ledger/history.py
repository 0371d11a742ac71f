"""What did the ledger know, of what held, in which order? The two times, effective order, and corrections: the one loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ledger.events.declare import Event, declaration
from ledger.times import Instant

LAST = 2**63 - 1


class Place(NamedTuple):
    """A place in effective order: instants first, then phases, then positions."""

    effective_at: int
    phase: int
    position: int

    @classmethod
    def after_all_of(cls, instant: int) -> Place:
        """The place behind every event of an instant: where a reading stands."""
        return cls(instant, LAST, LAST)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the ledger holds it: where it stands in the order of recording, both its times, and who recorded it."""

    position: int
    recorded_at: Instant
    effective_at: Instant
    event: Event
    recorded_by: str = "local"

    @property
    def place(self) -> Place:
        """Where it stands in effective order."""
        return Place(self.effective_at, declaration(self.event).phase, self.position)
