"""What does the ledger hold of the register already, and which of it did an import record?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from ledger.events import (
    TYPES,
    Event,
    ListSizeRecorded,
    MemberJoined,
    MemberLeft,
    OrganisationClosed,
    OrganisationRegistered,
    OrganisationRenamed,
)
from ledger.history import Entry, History
from ledger.importers.ods.shapes import FileKind, JsonEvent
from ledger.importers.ods.sources import Origin, origin
from ledger.times import Instant, end, start

E_co = TypeVar("E_co", bound=Event, covariant=True)


@dataclass(frozen=True, slots=True)
class Fact(Generic[E_co]):
    """One fact that the ledger holds; `origin` is None where people recorded it."""

    position: int
    at: Instant
    event: E_co
    origin: Origin | None


Membership = MemberJoined | MemberLeft


@dataclass(slots=True)
class Known:
    """What the ledger holds of the register, by organisation code; of memberships, by member."""

    registered: dict[str, Fact[OrganisationRegistered]] = field(default_factory=dict)
    renamed: defaultdict[str, list[Fact[OrganisationRenamed]]] = field(default_factory=lambda: defaultdict(list))
    closed: defaultdict[str, list[Fact[OrganisationClosed]]] = field(default_factory=lambda: defaultdict(list))
    members: defaultdict[str, list[Fact[Membership]]] = field(default_factory=lambda: defaultdict(list))
    lists: defaultdict[str, list[Fact[ListSizeRecorded]]] = field(default_factory=lambda: defaultdict(list))
    taken_back: dict[tuple[object, ...], str] = field(default_factory=dict)
    """What an import recorded and people took back or dispute: `same_fact` of it, and which of the two."""

    latest: dict[FileKind, date] = field(default_factory=dict)
    """The latest extract of each kind that anything was imported from."""


def read_known(entries: Iterable[Entry]) -> Known:
    """What the ledger holds, from every entry of the register and every correction in it.

    A registration that is disputed keeps its code in use, so that it is known all the same, as a matter of people.
    """
    every = list(entries)
    history = History(every)
    known = Known()
    for entry in every:
        came_from = origin(entry.event.source)
        if entry.position in history.disputed and isinstance(entry.event, OrganisationRegistered):
            known.registered[entry.event.organisation] = Fact(entry.position, entry.effective_at, entry.event, None)
        if came_from is not None:
            known.latest[came_from.kind] = max(came_from.extract, known.latest.get(came_from.kind, came_from.extract))
            _take_back(known, history, entry)
    for entry in history.entries:
        _take_in(known, entry)
    return known


def same_fact(event: Event, at: int) -> tuple[object, ...]:
    """What makes two facts of the register the same, whatever their source: their type, whom they name, and when."""
    return (type(event).__name__, getattr(event, "organisation", None), getattr(event, "member", None), at)


def same_planned(event: JsonEvent) -> tuple[object, ...]:
    """`same_fact` of an event that is only planned, with a plain date."""
    at = end if TYPES[event["type"]].ends_day else start
    return (event["type"], event["organisation"], event.get("member"), at(event["effective_at"]))


@lru_cache(maxsize=16_384)
def begins(day: date) -> Instant:
    """The first instant of a day: when a member joins, or an organisation opens."""
    return start(day.isoformat())


@lru_cache(maxsize=16_384)
def ends(day: date) -> Instant:
    """The midnight that ends a day: when a member leaves, or an organisation closes."""
    return end(day.isoformat())


def _take_back(known: Known, history: History, entry: Entry) -> None:
    retracted_at = history.retracted.get(entry.position)
    if retracted_at is not None:
        retraction = history.entry(retracted_at)
        if retraction is not None and origin(retraction.event.source) is None:
            known.taken_back[same_fact(entry.event, entry.effective_at)] = "was taken back"
    elif entry.position in history.disputed:
        known.taken_back[same_fact(entry.event, entry.effective_at)] = "is disputed"


def _take_in(known: Known, entry: Entry) -> None:
    came_from = origin(entry.event.source)
    match entry.event:
        case OrganisationRegistered() as event:
            known.registered[event.organisation] = Fact(entry.position, entry.effective_at, event, came_from)
        case OrganisationRenamed() as event:
            known.renamed[event.organisation].append(Fact(entry.position, entry.effective_at, event, came_from))
        case OrganisationClosed() as event:
            known.closed[event.organisation].append(Fact(entry.position, entry.effective_at, event, came_from))
        case MemberJoined() | MemberLeft() as event:
            known.members[event.member].append(Fact(entry.position, entry.effective_at, event, came_from))
        case ListSizeRecorded() as event:
            known.lists[event.organisation].append(Fact(entry.position, entry.effective_at, event, came_from))
        case _:
            pass
