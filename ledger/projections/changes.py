"""What has changed between two dates, or in what was known of one, and which events made the difference?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.events import ListSizeRecorded, OrganisationClosed
from ledger.events.naming import codes_named, ids_named
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.differences import Difference, Snapshot, differences, snapshot
from ledger.projections.sentences import sentence
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two readings: as of when, as known when, up to which position, and the level of trust."""

    as_of: str
    known_at: str
    position: int
    level: float | None


@dataclass(frozen=True, slots=True)
class Changed:
    """An event that only one of the readings knows: `side` is `now` where it came in since, else `was`."""

    position: int
    side: str
    at: str
    recorded_at: str
    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Two readings of an organisation compared. What no event brought about, time did."""

    organisation: str
    name: str
    was: Side
    now: Side
    differences: tuple[Difference, ...]
    events: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the readings that are compared: its history, its moment, and the level of trust at it."""

    past: Past
    as_of: int
    known_at: int
    position: int
    level: float | None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place.after_all_of(self.as_of)

    def side(self) -> Side:
        """What the answer says of it."""
        return Side(rfc3339(self.as_of), rfc3339(self.known_at), self.position, self.level)


def changes(code: str, was: Reading, now: Reading) -> Changes:
    """What is different between two readings of an organisation, each of a past that is whole for its standing."""

    def name(one: str) -> str:
        return now.past.register.name(one, now.place)

    before, after = (snapshot(one.past, code, one.place, one.level) for one in (was, now))
    lost = _only_in(was.past, now.past)
    gained = _only_in(now.past, was.past)
    mattering = _Mattering(code, {*before.mandates, *after.mandates}, _asked(before, after))
    events = [
        Changed(
            position=entry.position,
            side=side,
            at=rfc3339(entry.effective_at),
            recorded_at=rfc3339(entry.recorded_at),
            type=type(entry.event).__name__,
            text=sentence(entry.event, name),
        )
        for side, entries in (("was", lost), ("now", gained))
        for entry in entries
        if mattering.holds(entry)
    ]
    return Changes(
        organisation=code,
        name=name(code),
        was=was.side(),
        now=now.side(),
        differences=differences(before, after, name),
        events=tuple(sorted(events, key=lambda one: (one.at, one.position))),
    )


def _only_in(one: Past, other: Past) -> Iterable[Entry]:
    there = {entry.position for entry in other.history.entries}
    return [entry for entry in one.history.entries if entry.position not in there]


def _asked(*snapshots: Snapshot) -> set[str]:
    return {code for one in snapshots for held in one.mandates.values() for code in held.stances}


@dataclass(frozen=True, slots=True)
class _Mattering:
    """Which events can have changed an organisation's standing or trust: the rest of what was loaded cannot."""

    code: str
    mandates: set[str]
    asked: set[str]

    def holds(self, entry: Entry) -> bool:
        """Whether an event names it or its mandates, or tells what one of those asked weighs."""
        event = entry.event
        if self.code in codes_named(event) or not self.mandates.isdisjoint(ids_named(event)):
            return True
        return isinstance(event, (ListSizeRecorded, OrganisationClosed)) and event.organisation in self.asked
