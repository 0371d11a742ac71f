"""What has become of something that somebody took on? The fold of one action's events."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.events import ActionAgreed, ActionDone, ActionDropped
from ledger.history import Entry


@dataclass(slots=True)
class Action:
    """One action so far. Changed in place while it is folded; read-only to everyone else."""

    agreed: Entry | None = None
    terms: ActionAgreed | None = None
    done: Entry | None = None
    dropped: Entry | None = None

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order. What was done or dropped first, counts."""
        match entry.event:
            case ActionAgreed() as terms:
                self.agreed, self.terms = entry, terms
            case ActionDone():
                self.done = self.done or entry
            case ActionDropped():
                self.dropped = self.dropped or entry

    def state(self, at: int) -> str:
        """`done`, `dropped`, `overdue` or `open` at an instant: at the end of its last day it is overdue."""
        if self.done is not None:
            return "done"
        if self.dropped is not None:
            return "dropped"
        return "overdue" if self.terms is not None and self.terms.due_at <= at else "open"
