"""Who belongs to whom, who leads, what has closed? Timelines of the register, to be asked at any place in its order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from ledger.aggregates.intervals import (
    ALWAYS,
    BEGINNING,
    FOR_EVER,
    Intervals,
    common,
    merged,
)
from ledger.aggregates.membership import Membership, core_spells, membership_after
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


class Register:
    """The register of organisations.

    Every question takes a `Place`: for an event that is judged, its own; for a reading, `Place.after_all_of(as_of)`.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """Takes entries of the register."""
        self._tracks: dict[tuple[str, ...], Track] = {}
        self._moves: dict[tuple[str, str], Track] = {}
        self._members: dict[str, list[str]] = {}
        self._bodies: dict[str, list[str]] = {}
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
        return None if entry is None else cast("OrganisationRegistered", entry.event).kind

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
        return None if entry is None else cast("ListSizeRecorded", entry.event).patients

    def rules(self, group: str, place: Place) -> Entry | None:
        """The entry with a group's rules in force: the latest, whole."""
        return self._track("rules", group).last(place)

    def remit(self, group: str, scope: str, place: Place) -> Entry | None:
        """The entry that says whether a matter belongs to the group or to its members."""
        return self._track("remit", group, scope).last(place)

    # -- membership

    def members(self, code: str, place: Place) -> dict[str, Membership]:
        """Member → its membership, core and attending alike, closed ones too: closing ends no membership."""
        found = ((member, self.membership(code, member, place)) for member in self._members.get(code, ()))
        return {member: membership for member, membership in found if membership is not None}

    def member_of(self, code: str, place: Place) -> dict[str, Membership]:
        """Body → this organisation's membership in it."""
        found = ((body, self.membership(body, code, place)) for body in self._bodies.get(code, ()))
        return {body: membership for body, membership in found if membership is not None}

    def membership(self, code: str, member: str, place: Place) -> Membership | None:
        """One organisation's membership in another, if it has one then."""
        moves = self._moves.get((code, member))
        return None if moves is None else membership_after(code, member, moves.before(place))

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
        moves = self._moves.get((code, member))
        return () if moves is None else core_spells(moves.before(place))

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
            for member in self._members.get(body, ()):
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
            moved = cast("SystemRoleTaken | SystemRoleLeft", entry.event)
            if isinstance(moved, SystemRoleTaken):
                held[moved.organisation, moved.role] = entry
            else:
                held.pop((moved.organisation, moved.role), None)
        return tuple(held.values())

    def seat_holder(self, seat: str, place: Place) -> Entry | None:
        """The entry by which the person who sits on a seat took it."""
        holder: Entry | None = None
        for entry in self._track("seat", seat).before(place):
            match entry.event:
                case SeatTaken():
                    holder = entry
                case SeatVacated(person=person) if (
                    holder is not None and cast("SeatTaken", holder.event).person == person
                ):
                    holder = None
        return holder

    # -- entering

    def _track(self, *key: str) -> Track:
        return self._tracks.get(key) or Track()

    def _open(self, code: str, place: Place) -> Intervals:
        closing = self.closing(code, place)
        return ALWAYS if closing is None else ((BEGINNING, closing.effective_at),)

    def _enter_move(self, entry: Entry, organisation: str, member: str) -> None:
        moves = self._moves.get((organisation, member))
        if moves is None:
            moves = self._moves[organisation, member] = Track()
            self._members.setdefault(organisation, []).append(member)
            self._bodies.setdefault(member, []).append(organisation)
        moves.take(entry)


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
