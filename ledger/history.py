"""What did the ledger know, of what held, in which order? The two times, effective order, and corrections."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from ledger.events import TYPES, EntryAttested, EntryDisputed, Event, EventRetracted
from ledger.events.naming import opened, required_ids
from ledger.times import Instant

LAST = 2**63 - 1

CORRECTIONS = (EventRetracted, EntryDisputed, EntryAttested)
"""These act in recorded time only: they change what is read, and are no part of the history themselves."""


class Place(NamedTuple):
    """A place in effective order: instants first, then phases, then positions."""

    effective_at: int
    phase: int
    position: int

    @classmethod
    def after_all_of(cls, instant: int) -> Place:
        """The place behind every event of an instant: where a reading stands."""
        return cls(instant, LAST, LAST)


@dataclass(slots=True)
class Entry:
    """An event as the ledger holds it: its position in the order of recording, both its times, and who recorded it."""

    position: int
    recorded_at: Instant
    effective_at: Instant
    event: Event
    recorded_by: str = "local"
    _place: Place | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def place(self) -> Place:
        """Where it stands in effective order: worked out once, for it is asked often, and of most entries never."""
        place = self._place
        if place is None:
            place = self._place = Place(self.effective_at, _PHASES[type(self.event)], self.position)
        return place


class History:
    """The history read: what was known, less what was taken back, less what holds only later, in effective order.

    Built from the entries of any slice of the ledger that is whole for the question at hand: with an event comes the
    event that opened the id that it needs, and with both come their corrections.
    """

    __slots__ = (
        "_as_of",
        "_known",
        "_missing",
        "_places",
        "_stands",
        "attested",
        "disputed",
        "entries",
        "later",
        "openers",
        "retracted",
    )

    def __init__(self, known: Iterable[Entry], as_of: int = LAST) -> None:
        """`known`: entries in any order; `as_of`: what takes effect after it is left out."""
        self._as_of = as_of
        self._known = {entry.position: entry for entry in known}
        self.retracted: dict[int, int] = {}
        """Position of an event that was retracted → position of its retraction."""
        self.disputed: dict[int, int] = {}
        """Position of an entry that is disregarded now → position of the dispute."""
        self.attested: set[int] = set()
        """Positions of entries that the organisation in whose name they stand has attested."""
        self.openers: dict[str, list[Entry]] = {}
        """Id → the events that open it, less those retracted."""
        self._stands: dict[str, bool] = {}
        self._missing: set[str] = set()
        """Ids that were asked for in vain: an event that opens one later may bring back what hangs from it."""
        self.later: int | None = None
        """The first instant after `as_of` at which something already known takes effect."""
        self.entries: list[Entry] = self._read()
        self._places: list[Place] | None = None

    def add(self, entry: Entry) -> bool:
        """Take in one more event; false where the whole history has to be read anew, as after a correction."""
        opens = opened(entry.event)
        opens_what_was_missing = opens in self._missing
        if type(entry.event) in CORRECTIONS or entry.effective_at > self._as_of or opens_what_was_missing:
            return False
        self._known[entry.position] = entry
        if opens is not None:
            self.openers.setdefault(opens, []).append(entry)
            self._stands.clear()
        if self._hangs_on_nothing_missing(entry):
            self._insert(entry)
        return True

    def holds(self, entry: Entry) -> bool:
        """Whether an entry that was added is part of the history, and not left out with something it hangs from."""
        return self._hangs_on_nothing_missing(entry)

    def entry(self, position: int) -> Entry | None:
        """The entry at a position of the ledger, if it was loaded."""
        return self._known.get(position)

    def opener(self, name: str) -> Entry | None:
        """The event that opens an id in this history; None where the id is not in it."""
        if not self.stands(name):
            return None
        return next(entry for entry in self.openers[name] if self._regarded(entry))

    def stands(self, name: str) -> bool:
        """Whether an id is in this history: opened by an event that is in it, and so on up."""
        known = self._stands.get(name)
        if known is None:
            self._stands[name] = False
            known = any(
                self._regarded(entry) and self._hangs_on_nothing_missing(entry) for entry in self.openers.get(name, ())
            )
            self._stands[name] = known
            if not known:
                self._missing.add(name)
        return known

    def orphaned_by(self, event: Event) -> int | None:
        """The position of the retraction that leaves an event without an id that it needs, if there is one."""
        names = required_ids(event)
        if not names or not self.retracted:
            return None
        name = names[0]
        if name in self.openers:
            above = (self.orphaned_by(opener.event) for opener in self.openers[name])
            return next((retraction for retraction in above if retraction is not None), None)
        taken_back = ((self._known.get(position), retraction) for position, retraction in self.retracted.items())
        return next((by for entry, by in taken_back if entry is not None and opened(entry.event) == name), None)

    def _insert(self, entry: Entry) -> None:
        # Made only where entries are added one by one, and kept: so that looking for a place works none of theirs out.
        if self._places is None:
            self._places = [one.place for one in self.entries]
        index = bisect_left(self._places, entry.place)
        self._places.insert(index, entry.place)
        self.entries.insert(index, entry)

    def _read(self) -> list[Entry]:
        known = self._known.values()
        for entry in sorted((e for e in known if isinstance(e.event, CORRECTIONS)), key=_position):
            self._correct(entry)
        later: int | None = None
        standing = []
        as_of, taken_out = self._as_of, self.retracted.keys() | self.disputed.keys()
        for entry in known:
            position, effective_at, event = entry.position, entry.effective_at, entry.event
            phase, needs, opens = _OF_TYPE[event.__class__]
            if phase == _NEVER or position in self.retracted:
                continue
            if opens is not None:
                self.openers.setdefault(opens(event), []).append(entry)
            if effective_at > as_of:
                later = effective_at if later is None else min(later, effective_at)
            elif position not in taken_out:
                standing.append((effective_at, phase, position, entry, needs))
        self.later = later
        # Positions differ, so that this never comes to compare the entries themselves.
        standing.sort()
        kept, stands = self._stands, self.stands
        return [
            entry
            for _, _, _, entry, needs in standing
            if needs is None or kept.get(name := needs(entry.event)) or stands(name)
        ]

    def _correct(self, entry: Entry) -> None:
        match entry.event:
            case EventRetracted(position=position):
                self.retracted.setdefault(position, entry.position)
            case EntryDisputed(position=position, by=by) if by == self._in_whose_name(position):
                self.disputed[position] = entry.position
            case EntryAttested(position=position, by=by) if by == self._in_whose_name(position):
                self.disputed.pop(position, None)
                self.attested.add(position)

    def _in_whose_name(self, position: int) -> str | None:
        entry = self._known.get(position)
        return None if entry is None else in_whose_name(entry.event)

    def _regarded(self, entry: Entry) -> bool:
        return entry.effective_at <= self._as_of and entry.position not in self.disputed

    def _hangs_on_nothing_missing(self, entry: Entry) -> bool:
        event = entry.event
        needs = _OF_TYPE[event.__class__][1]
        return needs is None or self.stands(needs(event))


def in_whose_name(event: Event) -> str | None:
    """The organisation in whose name an entry stands: its `by`, or its `organisation`; None where it has neither."""
    name: str | None = getattr(event, "by", None) or getattr(event, "organisation", None)
    return name


_NEVER = 0
_PHASES = {of.cls: of.phase for of in TYPES.values()}
_OF_TYPE: dict[type[Event], tuple[int, Callable[[Event], str] | None, Callable[[Event], str] | None]] = {
    of.cls: (
        _NEVER if of.family == "correction" else of.phase,
        attrgetter(of.required_ids[0].attribute) if of.required_ids else None,
        attrgetter(of.opens) if of.opens else None,
    )
    for of in TYPES.values()
}
"""Type → its phase, how to find the id that it needs, if any (no type needs two), and the one that it opens, if any."""


def _position(entry: Entry) -> int:
    return entry.position
