"""What has a group said about what to work on? One priority, and the lists on which a group settled, each a fold."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.events import PriorityClosed, PriorityOpposed, PriorityProposed, PrioritySupported
from ledger.history import Entry, Place


@dataclass(slots=True)
class Priority:
    """One priority so far. Changed in place while it is folded; read-only to everyone else."""

    proposed: Entry | None = None
    spoken: dict[str, Entry] = field(default_factory=dict)
    """Organisation → its latest word, for or against."""
    closings: list[Entry] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order."""
        match entry.event:
            case PriorityProposed():
                self.proposed = entry
            case PrioritySupported(by=by) | PriorityOpposed(by=by):
                self.spoken[by] = entry
            case PriorityClosed():
                self.closings.append(entry)

    def closed_between(self, after: Place, before: Place) -> bool:
        """Whether it was closed after one place and before another."""
        return any(after < one.place < before for one in self.closings)


@dataclass(slots=True)
class PriorityLists:
    """The lists of priorities that one group adopted so far, each in place of the one before."""

    adoptions: list[Entry] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Fold one adoption, in effective order."""
        self.adoptions.append(entry)
