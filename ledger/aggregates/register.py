"""Who belongs to whom, who leads, what has closed? Timelines of the register, to be asked at any place in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from ledger.aggregates.intervals import (
    ALWAYS,
    BEGINNING,
    FOR_EVER,
    Intervals,
    common,
    merged,
)
from ledger.aggregates.posts import Posts
from ledger.aggregates.track import Track
from ledger.events import (
    Event,
    LeaderAppointed,
    LeaderLeft,
    ListSizeRecorded,
    MemberJoined,
    MemberLeft,
    OrganisationClosed,
    OrganisationRegistered,
    OrganisationRenamed,
    RemitAgreed,
    RulesAdopted,
    SeatEstablished,
    SeatTaken,
    SeatVacated,
    SystemRoleLeft,
    SystemRoleTaken,
)
from ledger.history import Entry, Place

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Membership:
    """That an organisation belongs to another: in which standing, since when, by which entry."""

    organisation: str
    member: str
    standing: str
    since: int
    position: int


class Register:
    """The register of organisations.

    Every question takes a `Place`: for an event that is judged, its own; for a reading, `Place.after_all_of(as_of)`.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """Takes entries of the register."""
        self._tracks: dict[tuple[str, ...], Track] = {}
        self._members: dict[str, dict[str, Track]] = {}
        self._member_of: dict[str, dict[str, Track]] = {}
        self._posts: dict[str, Posts] = {}
        for entry in entries:
            self.take(entry)

    def take(self, entry: Entry) -> None:
        """Enter one entry into its timeline."""
        match entry.event:
            case (
                MemberJoined(organisation=organisation, member=member)
                | MemberLeft(organisation=organisation, member=member)
            ):
                self._enter_move(entry, organisation, member)
            case LeaderAppointed(organisation=organisation) | LeaderLeft(organisation=organisation):
                self._posts.setdefault(organisation, Posts()).take(entry)
            case event:
                for key in _track_keys(event):
                    self._tracks.setdefault(key, Track()).take(entry)

    # -- organisations

    def registration(self, code: str, place: Place) -> Entry | None:
        """The entry by which an organisation was registered."""
        return self._track("registered", code).last(place)

    def kind(self, code: str, place: Place) -> str | None:
        """What kind of organisation it is; None before it is registered."""
        entry = self.registration(code, place)
        return None if entry is None else _as(OrganisationRegistered, entry).kind

    def name(self, code: str, place: Place) -> str:
        """What it is called then; its code where no name is known."""
        named = self._track("named", code).last(place)
        if named is None:
            return code
        name: str = getattr(named.event, "name", code)
        return name

    def closing(self, code: str, place: Place) -> Entry | None:
        """The entry by which it closed, if it has."""
        before = self._track("closed", code).before(place)
        return before[0] if before else None

    def is_closed(self, code: str, place: Place) -> bool:
        """Whether it has closed."""
        return self.closing(code, place) is not None

    def list_size(self, code: str, place: Place) -> int | None:
        """Its registered patients; None where none are recorded."""
        entry = self._track("patients", code).last(place)
        return None if entry is None else _as(ListSizeRecorded, entry).patients

    def rules(self, group: str, place: Place) -> Entry | None:
        """The entry with a group's rules in force: the latest, whole."""
        return self._track("rules", group).last(place)

    def remit(self, group: str, scope: str, place: Place) -> Entry | None:
        """The entry that says whether a matter belongs to the group or to its members."""
        return self._track("remit", group, scope).last(place)

    # -- membership

    def members(self, code: str, place: Place) -> dict[str, Membership]:
        """Member → its membership, core and attending alike, closed ones too: closing ends no membership."""
        return _memberships(code, self._members.get(code, {}), place, pair=_as_given)

    def member_of(self, code: str, place: Place) -> dict[str, Membership]:
        """Body → this organisation's membership in it."""
        return _memberships(code, self._member_of.get(code, {}), place, pair=_swapped)

    def membership(self, code: str, member: str, place: Place) -> Membership | None:
        """One organisation's membership in another, if it has one then."""
        track = self._members.get(code, {}).get(member)
        return None if track is None else _membership(code, member, track.before(place))

    def core_members(self, code: str, place: Place) -> tuple[str, ...]:
        """The core members that are not closed, in the order of their codes."""
        return tuple(
            sorted(
                member
                for member, membership in self.members(code, place).items()
                if membership.standing == "core" and not self.is_closed(member, place)
            )
        )

    def core_spells(self, code: str, member: str, place: Place) -> Intervals:
        """When one organisation was a core member of another, up to a place. Spells that touch are one."""
        track = self._members.get(code, {}).get(member)
        return () if track is None else merged(_core_stretches(track.before(place)))

    # -- reach

    def reach(self, code: str, place: Place) -> frozenset[str]:
        """Every practice, not closed, that is the organisation or is reached from it by core membership."""
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            organisation = waiting.pop()
            if organisation in seen or self.is_closed(organisation, place):
                continue
            seen.add(organisation)
            waiting.extend(self.core_members(organisation, place))
        return frozenset(one for one in seen if self.kind(one, place) == "practice")

    def in_reach(self, code: str, practice: str, place: Place) -> bool:
        """Whether a practice is in an organisation's reach, found from below: it needs only what lies above it."""
        if self.kind(practice, place) != "practice":
            return False
        seen: set[str] = set()
        waiting = [practice]
        while waiting:
            one = waiting.pop()
            if one in seen or self.is_closed(one, place):
                continue
            if one == code:
                return True
            seen.add(one)
            waiting.extend(body for body, joined in self.member_of(one, place).items() if joined.standing == "core")
        return False

    def reached(self, code: str, place: Place) -> dict[str, Intervals]:
        """Practice → when it was in reach, up to a place: by every way there was, through none that was closed."""
        when: dict[str, Intervals] = {code: common(ALWAYS, self._open(code, place))}
        waiting = [code]
        while waiting:
            body = waiting.pop()
            for member in self._members.get(body, {}):
                way = common(common(when[body], self.core_spells(body, member, place)), self._open(member, place))
                all_ways = merged((*when.get(member, ()), *way))
                if all_ways != when.get(member, ()):
                    when[member] = all_ways
                    waiting.append(member)
        return {one: common(spells, self._a_practice(one, place)) for one, spells in when.items()}

    def _a_practice(self, code: str, place: Place) -> Intervals:
        """Since when an organisation is known as a practice: only then is it in anybody's reach."""
        registration = self.registration(code, place)
        if registration is None or self.kind(code, place) != "practice":
            return ()
        return ((registration.effective_at, FOR_EVER),)

    # -- people

    def posts(self, code: str) -> Posts:
        """Who held which post at an organisation."""
        return self._posts.get(code) or Posts()

    def organisations_led(self, person: str, place: Place) -> tuple[str, ...]:
        """Where a person holds the lead, in the order of the codes."""
        return tuple(sorted(code for code, posts in self._posts.items() if posts.leads(person, place)))

    def system_roles(self, person: str, place: Place) -> tuple[Entry, ...]:
        """The entries by which a person took up the roles in the system that they hold then."""
        held: dict[tuple[str, str], Entry] = {}
        for entry in self._track("roles", person).before(place):
            match entry.event:
                case SystemRoleTaken(organisation=organisation, role=role):
                    held[organisation, role] = entry
                case SystemRoleLeft(organisation=organisation, role=role):
                    held.pop((organisation, role), None)
        return tuple(held.values())

    def seat_holder(self, seat: str, place: Place) -> Entry | None:
        """The entry by which the person who sits on a seat took it."""
        holder: Entry | None = None
        for entry in self._track("seat", seat).before(place):
            match entry.event:
                case SeatTaken():
                    holder = entry
                case SeatVacated(person=person) if holder is not None and _as(SeatTaken, holder).person == person:
                    holder = None
        return holder

    # -- entering

    def _track(self, *key: str) -> Track:
        return self._tracks.get(key) or Track()

    def _open(self, code: str, place: Place) -> Intervals:
        closing = self.closing(code, place)
        return ALWAYS if closing is None else ((BEGINNING, closing.effective_at),)

    def _enter_move(self, entry: Entry, organisation: str, member: str) -> None:
        track = self._members.setdefault(organisation, {}).setdefault(member, Track())
        track.take(entry)
        self._member_of.setdefault(member, {})[organisation] = track


def _track_keys(event: Event) -> tuple[tuple[str, ...], ...]:
    """The timelines that an event of the register belongs to, less memberships and posts, which have their own."""
    match event:
        case OrganisationRegistered(organisation=code):
            return ("registered", code), ("named", code)
        case OrganisationRenamed(organisation=code):
            return (("named", code),)
        case OrganisationClosed(organisation=code):
            return (("closed", code),)
        case ListSizeRecorded(organisation=code):
            return (("patients", code),)
        case SystemRoleTaken(person=person) | SystemRoleLeft(person=person):
            return (("roles", person),)
        case RulesAdopted(group=group):
            return (("rules", group),)
        case RemitAgreed(group=group, scope=scope):
            return (("remit", group, scope),)
        case SeatEstablished(seat=seat) | SeatTaken(seat=seat) | SeatVacated(seat=seat):
            return (("seat", seat),)
        case _:
            return ()


def _as_given(body: str, other: str) -> tuple[str, str]:
    return body, other


def _swapped(member: str, body: str) -> tuple[str, str]:
    return body, member


def _memberships(
    code: str, tracks: dict[str, Track], place: Place, *, pair: Callable[[str, str], tuple[str, str]]
) -> dict[str, Membership]:
    found = {}
    for other, track in tracks.items():
        membership = _membership(*pair(code, other), track.before(place))
        if membership is not None:
            found[other] = membership
    return found


def _membership(organisation: str, member: str, moves: list[Entry]) -> Membership | None:
    """The membership after some moves. One who leaves and joins at one instant has never been away."""
    standing: str | None = None
    since = left_at = position = 0
    for entry in moves:
        match entry.event:
            case MemberJoined(standing=joined_as):
                if standing is None and not (left_at == entry.effective_at and position):
                    since = entry.effective_at
                standing, position = joined_as, entry.position
            case MemberLeft() if standing is not None:
                standing, left_at = None, entry.effective_at
    return None if standing is None else Membership(organisation, member, standing, since, position)


def _core_stretches(moves: list[Entry]) -> Iterator[tuple[int, int]]:
    since: int | None = None
    for entry in moves:
        match entry.event:
            case MemberJoined(standing="core"):
                since = entry.effective_at if since is None else since
            case _ if since is not None:
                yield since, entry.effective_at
                since = None
    if since is not None:
        yield since, FOR_EVER


def _as(cls: type[E], entry: Entry) -> E:
    if not isinstance(entry.event, cls):
        msg = f"position {entry.position} is no {cls.__name__}"
        raise TypeError(msg)
    return entry.event
