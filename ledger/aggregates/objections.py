"""Which objections are there to a mandate or a decision, and what became of each?"""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.events import ObjectionAnswered, ObjectionRaised, ObjectionResolved
from ledger.history import Entry


@dataclass(slots=True)
class Objection:
    """An objection from raised to resolved."""

    raised: Entry
    by: str
    weight: str
    answers: list[Entry] = field(default_factory=list)
    resolved: Entry | None = None


@dataclass(slots=True)
class Objections:
    """The objections to one thing so far. Changed in place while they are folded; read-only to everyone else."""

    raised: dict[str, Objection] = field(default_factory=dict)
    resolved: dict[str, Entry] = field(default_factory=dict)
    """Objection → the first entry that resolves it, also one that is dated before it was raised."""

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order; others than those about objections change nothing."""
        match entry.event:
            case ObjectionRaised(objection=name, by=by, weight=weight):
                self.raised[name] = Objection(entry, by, weight, resolved=self.resolved.get(name))
            case ObjectionAnswered(objection=name) if name in self.raised:
                self.raised[name].answers.append(entry)
            case ObjectionResolved(objection=name):
                first = self.resolved.setdefault(name, entry)
                if name in self.raised:
                    self.raised[name].resolved = first

    def open(self) -> list[Objection]:
        """Those that nobody has resolved yet."""
        return [one for one in self.raised.values() if one.resolved is None]
