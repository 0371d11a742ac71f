"""Who speaks for a group where, with what brief, and what has not come back yet?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledger.events import PositionStated
from ledger.history import Place
from ledger.past import Past
from ledger.projections.actions import ActionLine, Texts
from ledger.projections.briefs import (
    Appointed,
    BriefLine,
    Briefs,
    Named,
    OverdueReport,
    OverstepLine,
    named,
    positions_of,
)
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class LeadLine:
    """Someone who looks after a group's representation."""

    person: str
    since: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RepresentativeLine:
    """Someone who speaks for the group at a body of the system.

    `brief` is the one for the next meeting, today's included; where none is coming up, the one for the last.
    """

    representation: str
    person: str
    at: str
    at_name: str
    capacity: str
    since: str
    support: str | None
    brief: BriefLine | None
    reviewed_at: str | None
    review_due_at: str
    review_overdue: bool
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """Someone who speaks at this organisation, and for whom."""

    representation: str
    person: str
    group: str
    group_name: str
    capacity: str
    since: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A representation that was to be looked at by now: so long after its latest review, or the appointment."""

    representation: str
    person: str
    at: str
    at_name: str
    due_at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PositionLine:
    """What the group told the system that general practice thinks."""

    scope: str
    to: tuple[Named, ...]
    position_text: str | None
    at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Representations:
    """Who speaks for a group, and who speaks to it: `speakers` are those whom others have sent here.

    `open_actions` follow from the group's briefs; `positions` has the latest first.
    """

    organisation: str
    name: str
    as_of: str
    known_at: str
    position: int
    leads: tuple[LeadLine, ...]
    representatives: tuple[RepresentativeLine, ...]
    speakers: tuple[SpeakerLine, ...]
    overdue_reports: tuple[OverdueReport, ...]
    open_actions: tuple[ActionLine, ...]
    reviews_due: tuple[ReviewDue, ...]
    oversteps: tuple[OverstepLine, ...]
    positions: tuple[PositionLine, ...]


def representation(
    past: Past, group: str, *, as_of: int, known_at: int, position: int, texts: Texts
) -> Representations:
    """Who speaks for a group.

    `past` must hold the representations for it and at it, the group's briefs with what followed from them, and what
    it told the system.
    """
    place = Place.after_all_of(as_of)
    appointed = {one[2].representation: one for one in _standing(past, place)}
    current = [one for one in appointed.values() if one[0].ended is None]
    mine = [one for one in current if one[2].group == group]
    briefs = Briefs(past, group, place, texts, appointed)
    return Representations(
        organisation=group,
        name=past.register.name(group, place),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        leads=tuple(
            LeadLine(person, rfc3339(entry.effective_at), (entry.position,))
            for person, entry in past.leads.at(group, place).persons.items()
        ),
        representatives=tuple(_representative(past, one, briefs, place) for one in mine),
        speakers=tuple(_speaker(past, one, place) for one in current if one[2].at == group),
        overdue_reports=tuple(briefs.overdue_reports()),
        open_actions=tuple(briefs.open_actions()),
        reviews_due=tuple(_reviews_due(past, mine, place)),
        oversteps=tuple(briefs.oversteps()),
        positions=tuple(_positions_stated(past, group, place, texts)),
    )


def _standing(past: Past, place: Place) -> list[Appointed]:
    """Every representation in the history, with its appointment, in the order of these."""
    found = (past.representations.at(name, place) for name in past.representations)
    known = [(one, one.appointed, one.terms) for one in found if one.appointed is not None and one.terms is not None]
    return sorted(known, key=lambda one: one[1].place)


def _representative(past: Past, appointed: Appointed, briefs: Briefs, place: Place) -> RepresentativeLine:
    one, entry, terms = appointed
    return RepresentativeLine(
        representation=terms.representation,
        person=terms.person,
        at=terms.at,
        at_name=past.register.name(terms.at, place),
        capacity=terms.capacity,
        since=rfc3339(entry.effective_at),
        support=terms.support,
        brief=briefs.in_hand(terms.representation),
        reviewed_at=None if one.reviewed is None else rfc3339(one.reviewed.effective_at),
        review_due_at=rfc3339(one.review_due_at),
        review_overdue=one.review_due_at <= place.effective_at,
        because=positions_of(entry, one.reviewed),
    )


def _speaker(past: Past, appointed: Appointed, place: Place) -> SpeakerLine:
    _, entry, terms = appointed
    return SpeakerLine(
        representation=terms.representation,
        person=terms.person,
        group=terms.group,
        group_name=past.register.name(terms.group, place),
        capacity=terms.capacity,
        since=rfc3339(entry.effective_at),
        because=(entry.position,),
    )


def _reviews_due(past: Past, current: Iterable[Appointed], place: Place) -> Iterator[ReviewDue]:
    for one, entry, terms in sorted(current, key=lambda each: (each[0].review_due_at, each[1].place)):
        if one.review_due_at <= place.effective_at:
            yield ReviewDue(
                representation=terms.representation,
                person=terms.person,
                at=terms.at,
                at_name=past.register.name(terms.at, place),
                due_at=rfc3339(one.review_due_at),
                because=positions_of(entry, one.reviewed),
            )


def _positions_stated(past: Past, group: str, place: Place, texts: Texts) -> Iterator[PositionLine]:
    for entry in reversed(past.history.entries):
        event = entry.event
        if isinstance(event, PositionStated) and event.by == group:
            yield PositionLine(
                scope=event.scope,
                to=named(past, event.to, place),
                position_text=texts.get((entry.position, "/position_text")),
                at=rfc3339(entry.effective_at),
                because=(entry.position,),
            )
