"""Who speaks for an organisation, who guards its door, and which seats does it have?"""

from __future__ import annotations

from collections.abc import Iterable

from ledger.aggregates.access import errand_of
from ledger.asking.catalogue import reading
from ledger.asking.question import Question, registered
from ledger.events import (
    AccessPointJoined,
    ApproachBypassed,
    ApproachReceived,
    ApproachRedirected,
    BriefIssued,
    Event,
    PowerDevolved,
    RepresentativeAppointed,
    SeatEstablished,
)
from ledger.events.naming import codes_named
from ledger.history import Entry
from ledger.loading import ACCESS, REGISTER, REPRESENTATION, Loader
from ledger.projections.access import Access
from ledger.projections.access import access as fold_access
from ledger.projections.representation import Representations
from ledger.projections.representation import representation as fold_representation
from ledger.projections.seats import Seats
from ledger.projections.seats import seats as fold_seats

BRIEFS = REPRESENTATION | {"decision"}
"""What hangs from a brief: its report, and the actions that follow from it."""

NAMED_BY_BRIEFS = frozenset({"mandate", "priority"})

_NAMING_APPROACHES = (ApproachReceived, ApproachRedirected, ApproachBypassed)
"""The types by which an approach is found that hangs from somebody else, or that has been sent on."""


@reading("representation", Representations)
def representation(question: Question, code: str) -> Representations:
    """Who speaks for a group where, with what brief, what has not come back yet, and who was sent to speak to it?"""
    loader, at = question.loader(), question.moment
    registered(code, loader, at)
    found = loader.load([f"o:{code}"], REPRESENTATION)
    appointed = [event for event in _events(found) if isinstance(event, RepresentativeAppointed)]
    own = {event.representation for event in appointed if event.group == code}
    briefs = [event for event in _events(found) if isinstance(event, BriefIssued) and event.representation in own]
    others = {event.representation for event in appointed} - own
    told = [*found, *loader.load({f"i:{name}" for name in others | {brief.brief for brief in briefs}}, BRIEFS)]
    mandates = {brief.mandate for brief in briefs if brief.mandate is not None}
    rests_on = mandates | {name for brief in briefs for name in brief.priorities}
    loader.load({f"i:{name}" for name in rests_on}, NAMED_BY_BRIEFS)
    _names(loader, _events(told))
    return fold_representation(
        question.past(loader),
        code,
        as_of=at.as_of,
        known_at=at.known_at,
        position=at.position,
        texts=question.reader.words({entry.position for entry in told}),
    )


@reading("access", Access)
def access(question: Question, code: str) -> Access:
    """Who guards a group's door and who has joined it, what comes to it, how long it waits, and who goes round it?"""
    loader, at = question.loader(), question.moment
    registered(code, loader, at)
    found = loader.load([f"o:{code}"], ACCESS)
    joinings = (event for event in _events(found) if isinstance(event, AccessPointJoined))
    found += loader.load({f"o:{one.organisation}" for one in joinings if one.group == code}, ACCESS)
    naming = (event for event in _events(found) if isinstance(event, _NAMING_APPROACHES))
    found += loader.load({f"i:{one.approach}" for one in naming if one.approach is not None}, ACCESS)
    received = [event for event in _events(found) if isinstance(event, ApproachReceived)]
    loader.load({f"o:{event.from_}" for event in received}, ACCESS)
    _names(loader, _events(found))
    loader.load({f"o:{name}" for name in loader.tried_on({errand_of(one) for one in received})}, REGISTER)
    return fold_access(
        question.past(loader),
        code,
        as_of=at.as_of,
        known_at=at.known_at,
        position=at.position,
        texts=question.reader.words({entry.position for entry in found}),
    )


@reading("seats", Seats)
def seats(question: Question, code: str) -> Seats:
    """Which seats does an organisation have, and who has one at it: held or empty, with a vote or without?"""
    loader, at = question.loader(), question.moment
    registered(code, loader, at)
    _names(loader, (one for one in _events(loader.entries.values()) if isinstance(one, SeatEstablished)))
    # With the boards came the powers that were devolved to them.
    _names(loader, (one for one in _events(loader.entries.values()) if isinstance(one, PowerDevolved)))
    return fold_seats(question.past(loader), code, as_of=at.as_of, known_at=at.known_at, position=at.position)


def _events(entries: Iterable[Entry]) -> list[Event]:
    return [entry.event for entry in entries]


def _names(loader: Loader, events: Iterable[Event]) -> None:
    """Load the register of everyone named in some events."""
    loader.load({f"o:{code}" for event in events for code in codes_named(event)}, REGISTER)
