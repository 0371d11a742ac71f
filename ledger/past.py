"""What had happened before a place? A history with the state of everything in it, for rules and readings alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ledger.aggregates.mandate import Mandate, MandateTrack
from ledger.aggregates.register import Register
from ledger.events import (
    TYPES,
    Event,
    MandateSought,
    ObjectionAnswered,
    ObjectionRaised,
    ObjectionResolved,
    OrganisationTold,
)
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
        self.mandates: dict[str, MandateTrack] = {}
        self._are_mandates: dict[str, bool] = {}
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
        track = self.mandates.get(name)
        state = None if track is None else track.at(place)
        return None if state is None or state.sought is None else state

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
        find = _MANDATE_NAMED_BY.get(event.__class__)
        name = None if find is None else find(self, event)
        if name is not None:
            track = self.mandates.get(name)
            if track is None:
                track = self.mandates[name] = MandateTrack()
            track.take(entry)

    def is_mandate(self, name: str) -> bool:
        """Whether an id is a mandate's in this history."""
        known = self._are_mandates.get(name)
        if known is None:
            opener = self.history.opener(name)
            known = self._are_mandates[name] = opener is not None and isinstance(opener.event, MandateSought)
        return known


def _told_or_objected(past: Past, event: Any) -> str | None:
    about: str = event.about
    return about if past.is_mandate(about) else None


def _said_to_an_objection(past: Past, event: Any) -> str | None:
    raised = past.history.opener(event.objection)
    return None if raised is None else _told_or_objected(past, raised.event)


def _named_mandate(_: Past, event: Any) -> str:
    name: str = event.mandate
    return name


_OF_THE_REGISTER = frozenset(of.cls for of in TYPES.values() if of.family == "register")
_MANDATE_NAMED_BY: dict[type[Event], Callable[[Past, Any], str | None]] = {
    **{of.cls: _named_mandate for of in TYPES.values() if of.family == "mandate"},
    OrganisationTold: _told_or_objected,
    ObjectionRaised: _told_or_objected,
    ObjectionAnswered: _said_to_an_objection,
    ObjectionResolved: _said_to_an_objection,
}
"""Type → how to find the mandate that such an event is about, if it is about one."""


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
