"""What had happened before a place? A history with the state of everything in it, for rules and readings alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from ledger.aggregates.access import AccessPoint, Approach, Errand, errand_of
from ledger.aggregates.action import Action
from ledger.aggregates.activity import Activity
from ledger.aggregates.decision import Decision
from ledger.aggregates.mandate import Mandate
from ledger.aggregates.priorities import Priority, PriorityLists
from ledger.aggregates.register import Register
from ledger.aggregates.representation import Brief, Leads, Representation
from ledger.aggregates.track import Folded, Things
from ledger.events import (
    TYPES,
    ApproachAnswered,
    ApproachReceived,
    ApproachRedirected,
    ApproachTriaged,
    DecisionProposed,
    Event,
    MandateSought,
    ObjectionAnswered,
    ObjectionRaised,
    ObjectionResolved,
    OrganisationTold,
    PrioritiesAdopted,
    RepresentationLeadNamed,
    RepresentationLeadStoodDown,
)
from ledger.events.declare import Role
from ledger.history import LAST, Entry, History, Place


class Past:
    """A slice of history, with the register's timelines and each mandate's fold made from it."""

    def __init__(self, known: Iterable[Entry] = (), as_of: int = LAST) -> None:
        """`known`: entries of a slice that is whole for the question; `as_of`: what takes effect later is left out."""
        self._as_of = as_of
        self._known = {entry.position: entry for entry in known}
        self._read()

    def _read(self) -> None:
        self.history = History(self._known.values(), self._as_of)
        self.register = Register()
        self.mandates = Things(Mandate)
        self.decisions = Things(Decision)
        self.actions = Things(Action)
        self.priorities = Things(Priority)
        self.priority_lists = Things(PriorityLists)
        self.activities = Things(Activity)
        self.access_points = Things(AccessPoint)
        self.approaches = Things(Approach)
        self.errands = Things(Errand)
        self.representations = Things(Representation)
        self.briefs = Things(Brief)
        self.leads = Things(Leads)
        self._opened_by: dict[str, type[Event] | None] = {}
        for entry in self.history.entries:
            self._take(entry)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in more entries: those recorded since, or those of a further slice."""
        new = [entry for entry in entries if entry.position not in self._known]
        self._known.update((entry.position, entry) for entry in new)
        if len(new) == 1 and self.history.add(new[0]):
            if self.history.holds(new[0]):
                self._take(new[0])
        elif new:
            self._read()

    def mandate(self, name: str, place: Place) -> Mandate | None:
        """A mandate before a place; None where it had not been sought."""
        state = self.mandates.at(name, place)
        return None if state.sought is None else state

    def decision(self, name: str, place: Place) -> Decision | None:
        """A decision before a place; None where it had not been proposed."""
        state = self.decisions.at(name, place)
        return None if state.proposed is None else state

    def constituency(self, terms: MandateSought, place: Place) -> tuple[str, ...]:
        """Who is asked for a mandate, less those that have closed, in the order of their codes."""
        match terms.constituency:
            case "members":
                return self.register.core_members(terms.holder, place)
            case "practices":
                return tuple(sorted(self.register.reach(terms.holder, place)))
            case codes:
                return tuple(sorted(code for code in codes if not self.register.is_closed(code, place)))

    @property
    def register_instants(self) -> set[int]:
        """Every instant at which the register changes in this slice."""
        return {entry.effective_at for entry in self.history.entries if type(entry.event) in _OF_THE_REGISTER}

    def is_constituent(self, terms: MandateSought, code: str, place: Place) -> bool:
        """Whether an organisation is among those asked; found without loading all the others."""
        match terms.constituency:
            case "members":
                membership = self.register.membership(terms.holder, code, place)
                is_asked = membership is not None and membership.standing == "core"
            case "practices":
                is_asked = self.register.in_reach(terms.holder, code, place)
            case codes:
                is_asked = code in codes
        return is_asked and not self.register.is_closed(code, place)

    def _take(self, entry: Entry) -> None:
        event = entry.event
        if event.__class__ in _OF_THE_REGISTER:
            self.register.take(entry)
            return
        find = _CONCERNS.get(event.__class__)
        thing = None if find is None else find(self, event)
        if thing is not None:
            thing.take(entry)
        if isinstance(event, ApproachReceived):
            # The only event that is part of two things: an approach of its own, and one more try on its errand.
            self.errands.of(errand_of(event)).take(entry)

    def objected_to(self, objection: str) -> Thing | None:
        """The mandate or decision that an objection is against; None where that is not in this history."""
        raised = self.history.opener(objection)
        return None if raised is None else _of_what_it_is_about(self, raised.event)

    def opened_by(self, name: str) -> type[Event] | None:
        """The type of the event that opens an id in this history; None where the id is not in it."""
        if name not in self._opened_by:
            opener = self.history.opener(name)
            self._opened_by[name] = None if opener is None else opener.event.__class__
        return self._opened_by[name]


Thing = Folded[Any]
Concern = Callable[["Past", Any], Thing | None]


def _of_what_it_is_about(past: Past, event: Any) -> Thing | None:
    """What was told of, or objected to."""
    opened_by = past.opened_by(event.about)
    if opened_by is MandateSought:
        return past.mandates.of(event.about)
    return past.decisions.of(event.about) if opened_by is DecisionProposed else None


def _of_an_objection(past: Past, event: Any) -> Thing | None:
    return past.objected_to(event.objection)


def _in(things: str, field: str, *types: type[Event]) -> dict[type[Event], Concern]:
    """For some types of events: the thing of a kind that is known by what stands in a field."""
    name_in = attrgetter(field)

    def find(past: Past, event: Any) -> Thing:
        known: Things[Any] = getattr(past, things)
        return known.of(name_in(event))

    return dict.fromkeys(types, find)


def _with(family: str, field: str) -> Iterator[type[Event]]:
    """The types of a family that name what they are about, an id or an organisation, in a field."""
    naming = (Role.ID, Role.CODE)
    return (
        of.cls
        for of in TYPES.values()
        if of.family == family and any(spec.name == field and spec.role in naming for spec in of.fields)
    )


_OF_THE_REGISTER = frozenset(of.cls for of in TYPES.values() if of.family == "register")
_CONCERNS: dict[type[Event], Concern] = {
    **_in("mandates", "mandate", *_with("mandate", "mandate")),
    **_in("decisions", "decision", *_with("decision", "decision")),
    **_in("actions", "action", *_with("decision", "action")),
    OrganisationTold: _of_what_it_is_about,
    ObjectionRaised: _of_what_it_is_about,
    ObjectionAnswered: _of_an_objection,
    ObjectionResolved: _of_an_objection,
    **_in("priorities", "priority", *_with("priority", "priority")),
    **_in("priority_lists", "group", PrioritiesAdopted),
    **_in("access_points", "group", *_with("access", "group")),
    **_in("approaches", "approach", ApproachReceived, ApproachRedirected, ApproachTriaged, ApproachAnswered),
    **_in("representations", "representation", *_with("representation", "representation")),
    **_in("briefs", "brief", *_with("representation", "brief")),
    **_in("leads", "group", RepresentationLeadNamed, RepresentationLeadStoodDown),
    **_in("activities", "activity", *_with("activity", "activity")),
}
"""Type → how to find the thing that such an event changes, if it changes one."""


@dataclass(frozen=True, slots=True)
class Case:
    """An event to be judged, and the past that it is judged in."""

    entry: Entry
    past: Past

    @property
    def place(self) -> Place:
        """Where the event stands in effective order: all that comes before is its past."""
        return self.entry.place

    @property
    def register(self) -> Register:
        """The register, to be asked at `place`."""
        return self.past.register

    def name(self, code: str) -> str:
        """What an organisation is called at the time of the event."""
        return self.past.register.name(code, self.place)
