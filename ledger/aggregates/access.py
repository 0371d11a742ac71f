"""Who guards a group's door, and what has become of an approach? Doors, approaches and errands, each a fold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from ledger.events import (
    AccessPointJoined,
    AccessPointLeft,
    AccessPointOpened,
    ApproachAnswered,
    ApproachReceived,
    ApproachRedirected,
    ApproachTriaged,
    GatekeeperNamed,
    GatekeeperStoodDown,
)
from ledger.history import Entry
from ledger.times import DAY

STATES = ("waiting", "redirected", "triaged", "answered")
"""What can have become of an approach, in the order in which it should be looked at."""

SHOPPING = 90 * DAY
"""How long after one approach another one on the same topic, to somebody else, is shopping around."""


@dataclass(slots=True)
class AccessPoint:
    """The door of one group so far. Changed in place while it is folded; read-only to everyone else."""

    opened: Entry | None = None
    joined: dict[str, Entry] = field(default_factory=dict)
    """Organisation → the entry by which it committed itself to the door, less those that have left."""
    gatekeepers: dict[str, Entry] = field(default_factory=dict)
    """Person → the entry that first named them, less those who have stood down."""

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order."""
        match entry.event:
            case AccessPointOpened():
                self.opened = self.opened or entry
            case AccessPointJoined(organisation=organisation):
                self.joined.setdefault(organisation, entry)
            case AccessPointLeft(organisation=organisation):
                self.joined.pop(organisation, None)
            case GatekeeperNamed(person=person):
                self.gatekeepers.setdefault(person, entry)
            case GatekeeperStoodDown(person=person):
                self.gatekeepers.pop(person, None)


@dataclass(slots=True)
class Approach:
    """One approach so far. Changed in place while it is folded; read-only to everyone else."""

    received: Entry | None = None
    terms: ApproachReceived | None = None
    redirections: list[Entry] = field(default_factory=list)
    triaged: Entry | None = None
    """The latest word on how it is dealt with, since it was last sent on: whoever gets it next settles that anew."""
    answered: Entry | None = None
    """The latest answer."""

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order."""
        match entry.event:
            case ApproachReceived() as terms:
                self.received, self.terms = entry, terms
            case ApproachRedirected():
                self.redirections.append(entry)
                self.triaged = None
            case ApproachTriaged():
                self.triaged = entry
            case ApproachAnswered():
                self.answered = entry

    @property
    def state(self) -> str:
        """One of `STATES`."""
        if self.answered is not None:
            return "answered"
        if self.triaged is not None:
            return "triaged"
        return "redirected" if self.redirections else "waiting"

    @property
    def is_with(self) -> str | None:
        """The organisation that has it: whom it was last redirected to, else whom it reached; None before that."""
        if self.redirections:
            return cast("ApproachRedirected", self.redirections[-1].event).to
        return None if self.terms is None else self.terms.to

    @property
    def route(self) -> str | None:
        """Which way it goes, once that is settled."""
        return None if self.triaged is None else cast("ApproachTriaged", self.triaged.event).route


@dataclass(slots=True)
class Errand:
    """On one topic one body of the system has approached these. Changed in place while folded; read-only elsewhere."""

    received: list[Entry] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Fold one approach, in effective order."""
        self.received.append(entry)

    def elsewhere_before(self, entry: Entry) -> tuple[Entry, ...]:
        """The approaches to other organisations in the 90 days before one."""
        to, since = cast("ApproachReceived", entry.event).to, entry.effective_at - SHOPPING
        recent = (one for one in self.received if one.effective_at >= since and one.place < entry.place)
        return tuple(one for one in recent if cast("ApproachReceived", one.event).to != to)


def errand_of(approach: ApproachReceived) -> str:
    """The name of the errand that an approach belongs to: who approaches, and the topic, case and spaces aside."""
    return f"{approach.from_} {''.join(approach.topic.casefold().split())}"
