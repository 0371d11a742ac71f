"""What has become of something that organisations do together? The fold of one activity's events."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.events import (
    ActivityEnded,
    ActivityExperienced,
    ActivityReduced,
    ActivityStalled,
    ActivityStarted,
    AutonomyCeded,
    AutonomyReclaimed,
    Event,
    StepAchieved,
)
from ledger.history import Entry

_STATES: dict[type[Event], str] = {
    ActivityStarted: "running",
    StepAchieved: "achieved",
    ActivityStalled: "stalled",
    ActivityReduced: "reduced",
    ActivityEnded: "ended",
}
"""Type → the state that such an event brings an activity into."""


@dataclass(slots=True)
class Activity:
    """One activity so far. Changed in place while it is folded; read-only to everyone else."""

    started: Entry | None = None
    terms: ActivityStarted | None = None
    turned: Entry | None = None
    """What last changed its state. Its end is the last word, whatever is dated after it."""
    achieved: Entry | None = None
    """What first said that it had reached what it set out to do."""
    autonomy: dict[str, list[Entry]] = field(default_factory=dict)
    """Organisation → what it handed over to the activity and took back, in order."""
    felt: dict[str, Entry] = field(default_factory=dict)
    """Organisation → how it says it was for it, as it last said."""

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order."""
        match entry.event:
            case AutonomyCeded(by=by) | AutonomyReclaimed(by=by):
                self.autonomy.setdefault(by, []).append(entry)
            case ActivityExperienced(by=by):
                self.felt[by] = entry
            case event:
                if isinstance(event, ActivityStarted):
                    self.started, self.terms = entry, event
                if isinstance(event, StepAchieved):
                    self.achieved = self.achieved or entry
                if self.state != "ended":
                    self.turned = entry

    @property
    def state(self) -> str:
        """`running`, `achieved`, `stalled`, `reduced` or `ended`."""
        return "running" if self.turned is None else _STATES[type(self.turned.event)]
