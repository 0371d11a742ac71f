"""What do organisations want to do together, what do they spend time and money on, and how far have they got?"""

from __future__ import annotations

from collections.abc import Iterable

from ledger.asking.catalogue import reading
from ledger.asking.question import Question, registered
from ledger.events import (
    ActivityStarted,
    Event,
    MeetingHeld,
    PrioritiesAdopted,
    PriorityProposed,
    ResourceAllocated,
    ServiceAssigned,
)
from ledger.events.naming import codes_named
from ledger.history import Entry
from ledger.loading import ACTIVITIES, EVERYTHING, REGISTER, Loader
from ledger.projections.agenda import Agenda
from ledger.projections.agenda import agenda as fold_agenda
from ledger.projections.ladder import Ladder
from ledger.projections.ladder import ladder as fold_ladder
from ledger.projections.priorities import Priorities
from ledger.projections.priorities import priorities as fold_priorities
from ledger.projections.services import Services
from ledger.projections.services import services as fold_services
from ledger.projections.shares import Shares
from ledger.projections.shares import shares as fold_shares

PRIORITIES = frozenset({"priority"})
MEETINGS = frozenset({"act"})
"""Meetings are deeds towards the group that met: its votes need not be read to find them."""

DECISIONS = frozenset({"decision"})


@reading("priorities", Priorities)
def priorities(question: Question, code: str) -> Priorities:
    """What does a group want to work on? Its adopted priorities, who spoke on each, and what is done about it."""
    loader, at = question.loader(), question.moment
    registered(code, loader, at)
    found = loader.load([f"o:{code}"], PRIORITIES)
    proposed = {event.priority for event in _events(found) if isinstance(event, PriorityProposed)}
    about = loader.load({f"i:{name}" for name in proposed | _listed(found, code)}, EVERYTHING)
    loader.members_below([code])
    _names(loader, _events([*found, *about]))
    past = question.past(loader)
    return fold_priorities(
        past,
        code,
        as_of=at.as_of,
        known_at=at.known_at,
        position=at.position,
        texts=question.reader.words(entry.position for entry in about),
    )


@reading("agenda", Agenda)
def agenda(question: Question, code: str) -> Agenda:
    """On what does a group spend its meetings? The share of agenda minutes that its own priorities get."""
    loader, at = question.loader(), question.moment
    registered(code, loader, at)
    found = loader.load([f"o:{code}"], PRIORITIES | MEETINGS)
    meetings = {event.meeting for event in _events(found) if isinstance(event, MeetingHeld) and event.group == code}
    loader.load({f"i:{name}" for name in meetings}, DECISIONS)
    loader.load({f"i:{name}" for name in _listed(found, code)}, PRIORITIES)
    return fold_agenda(question.past(loader), code, as_of=at.as_of, known_at=at.known_at, position=at.position)


@reading("ladder", Ladder)
def ladder(question: Question, code: str) -> Ladder:
    """How far have organisations got in working together? What each activity was like, and which step comes next."""
    loader, at = question.loader(), question.moment
    registered(code, loader, at)
    loader.activities_of([code])
    mine = list(loader.entries.values())
    started = [event for event in _events(mine) if isinstance(event, ActivityStarted)]
    loader.activities_of(one for event in started if event.organisation == code for one in event.participants)
    loader.load({f"i:{event.mandate}" for event in started if event.mandate is not None}, frozenset({"mandate"}))
    _names(loader, _events(mine))
    return fold_ladder(
        question.past(loader),
        code,
        as_of=at.as_of,
        known_at=at.known_at,
        position=at.position,
        texts=question.reader.words(entry.position for entry in mine),
    )


@reading("services", Services)
def services(question: Question, code: str) -> Services:
    """Which services does an organisation answer for, and which does it deliver?"""
    loader, at = question.loader(), question.moment
    registered(code, loader, at)
    found = [event for event in _events(loader.load([f"o:{code}"], ACTIVITIES)) if isinstance(event, ServiceAssigned)]
    loader.load({f"o:{event.responsible}" for event in found}, ACTIVITIES)
    _names(loader, found)
    loader.load({f"i:{event.decision}" for event in found if event.decision is not None}, DECISIONS)
    return fold_services(question.past(loader), code, as_of=at.as_of, known_at=at.known_at, position=at.position)


@reading("shares", Shares)
def shares(question: Question, code: str) -> Shares:
    """What was each practice allocated, in pence and per patient, beside the mean?"""
    loader, at = question.loader(), question.moment
    registered(code, loader, at)
    found = [event for event in _events(loader.load([f"o:{code}"], ACTIVITIES)) if isinstance(event, ResourceAllocated)]
    _names(loader, found)
    loader.load({f"i:{event.decision}" for event in found if event.decision is not None}, DECISIONS)
    return fold_shares(question.past(loader), code, as_of=at.as_of, known_at=at.known_at, position=at.position)


def _events(entries: Iterable[Entry]) -> list[Event]:
    return [entry.event for entry in entries]


def _listed(found: Iterable[Entry], group: str) -> set[str]:
    """The priorities that a group has ever had on a list."""
    lists = (event for event in _events(found) if isinstance(event, PrioritiesAdopted) and event.group == group)
    return {name for one in lists for name in one.priorities}


def _names(loader: Loader, events: Iterable[Event]) -> None:
    """Load the register of everyone named in some events."""
    loader.load({f"o:{code}" for event in events for code in codes_named(event)}, REGISTER)
