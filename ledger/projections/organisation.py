"""What does the register say about an organisation: its name, members, leaders, list size, and what became of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.aggregates.membership import Membership
from ledger.aggregates.register import Register
from ledger.events import LeaderAppointed, OrganisationClosed, OrganisationRegistered
from ledger.history import Entry, Place
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """Someone who leads an organisation, in which post, since when."""

    person: str
    role: str
    since: str
    interim: bool | None
    drawn_from: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A membership, seen from either side: the other organisation, the standing, and since when."""

    organisation: str
    name: str
    kind: str | None
    standing: str
    since: str
    closed_at: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReachLine:
    """How many practices an organisation reaches by core membership, and how many patients they have on their lists."""

    practices: int
    patients: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as the register had it at `as_of`, as far as was known at `known_at`."""

    organisation: str
    name: str
    kind: str
    basis: str | None
    as_of: str
    known_at: str
    position: int
    registered_at: str
    founded_by: tuple[str, ...]
    members: tuple[MemberLine, ...]
    member_of: tuple[MemberLine, ...]
    leaders: tuple[LeaderLine, ...]
    patients: int | None
    reach: ReachLine
    closed_at: str | None
    successors: tuple[str, ...]
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation in a list."""

    organisation: str
    name: str
    kind: str
    basis: str | None
    patients: int | None
    closed_at: str | None


def leader_lines(register: Register, code: str, place: Place) -> tuple[LeaderLine, ...]:
    """Who leads an organisation, the longest first."""
    return tuple(
        LeaderLine(
            person=leader.person,
            role=appointment.role,
            since=rfc3339(leader.since),
            interim=appointment.interim,
            drawn_from=appointment.drawn_from,
            because=(leader.appointment.position,),
        )
        for leader in register.posts(code).leaders(place)
        if isinstance(appointment := leader.appointment.event, LeaderAppointed)
    )


def organisation(
    register: Register, code: str, registration: Entry, *, as_of: int, known_at: int, position: int
) -> Organisation:
    """What the register says about an organisation. `register` must hold its slice and those of its reach."""
    place = Place.after_all_of(as_of)
    registered = _registered(registration)
    closing = register.closing(code, place)
    reach = register.reach(code, place)
    return Organisation(
        organisation=code,
        name=register.name(code, place),
        kind=registered.kind,
        basis=registered.basis,
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        registered_at=rfc3339(registration.effective_at),
        founded_by=registered.founded_by,
        members=_lines(register, register.members(code, place), place),
        member_of=_lines(register, register.member_of(code, place), place),
        leaders=leader_lines(register, code, place),
        patients=register.list_size(code, place),
        reach=ReachLine(len(reach), sum(register.list_size(one, place) or 0 for one in reach)),
        closed_at=_closed_at(register, code, place),
        successors=closing.event.successors if closing and isinstance(closing.event, OrganisationClosed) else (),
        because=(registration.position,) if closing is None else (registration.position, closing.position),
    )


def organisation_line(register: Register, code: str, registration: Entry, as_of: int) -> OrganisationLine:
    """An organisation in a list."""
    place = Place.after_all_of(as_of)
    registered = _registered(registration)
    return OrganisationLine(
        organisation=code,
        name=register.name(code, place),
        kind=registered.kind,
        basis=registered.basis,
        patients=register.list_size(code, place),
        closed_at=_closed_at(register, code, place),
    )


def _registered(registration: Entry) -> OrganisationRegistered:
    if not isinstance(registration.event, OrganisationRegistered):
        msg = f"position {registration.position} registers no organisation"
        raise TypeError(msg)
    return registration.event


def _closed_at(register: Register, code: str, place: Place) -> str | None:
    closing = register.closing(code, place)
    return None if closing is None else rfc3339(closing.effective_at)


def _lines(register: Register, found: Mapping[str, Membership], place: Place) -> tuple[MemberLine, ...]:
    return tuple(
        MemberLine(
            organisation=code,
            name=register.name(code, place),
            kind=register.kind(code, place),
            standing=membership.standing,
            since=rfc3339(membership.since),
            closed_at=_closed_at(register, code, place),
            because=(membership.position,),
        )
        for code, membership in sorted(found.items())
    )
