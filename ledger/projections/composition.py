"""What is a group made of: which kinds of members, who is missing, and who founded it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from ledger.events import OrganisationRegistered
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.times import rfc3339

EXPECTED = ("pcn", "lmc", "federation")
"""Who ought to sit in a body that is to speak for the general practice of a place."""


@dataclass(frozen=True, slots=True)
class Constituent:
    """One member of a group, not closed."""

    organisation: str
    name: str
    since: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Founder:
    """One of those who founded a group."""

    organisation: str
    name: str


@dataclass(frozen=True, slots=True)
class Composition:
    """Core and attending members by kind, and which of PCNs, LMC and federation have no core member."""

    organisation: str
    name: str
    kind: str
    as_of: str
    known_at: str
    position: int
    core: dict[str, tuple[Constituent, ...]]
    attending: dict[str, tuple[Constituent, ...]]
    missing: tuple[str, ...]
    founded_by: tuple[Founder, ...]
    because: tuple[int, ...]


def composition(
    past: Past, group: str, registration: Entry, *, as_of: int, known_at: int, position: int
) -> Composition:
    """What a group is made of. `past` must hold its register, and that of its members and founders."""
    place = Place.after_all_of(as_of)
    core, attending = (_by_kind(past, group, standing, place) for standing in ("core", "attending"))
    founders = cast("OrganisationRegistered", registration.event).founded_by
    return Composition(
        organisation=group,
        name=past.register.name(group, place),
        kind=past.register.kind(group, place) or "other",
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        core=core,
        attending=attending,
        missing=tuple(kind for kind in EXPECTED if kind not in core),
        founded_by=tuple(Founder(code, past.register.name(code, place)) for code in founders),
        because=(registration.position,),
    )


def _by_kind(past: Past, group: str, standing: str, place: Place) -> dict[str, tuple[Constituent, ...]]:
    found: dict[str, list[Constituent]] = {}
    for code, membership in sorted(past.register.members(group, place).items()):
        if membership.standing == standing and not past.register.is_closed(code, place):
            line = Constituent(
                organisation=code,
                name=past.register.name(code, place),
                since=rfc3339(membership.since),
                because=(membership.position,),
            )
            found.setdefault(past.register.kind(code, place) or "other", []).append(line)
    return {kind: tuple(lines) for kind, lines in sorted(found.items())}
