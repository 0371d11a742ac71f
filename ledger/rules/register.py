"""What can be wrong with an event of the register?"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.events import (
    LeaderAppointed,
    LeaderLeft,
    MemberJoined,
    MemberLeft,
    SeatTaken,
    SystemRoleTaken,
)
from ledger.findings import Found, rule
from ledger.history import Entry
from ledger.past import Case
from ledger.rules.people import acts_for_the_system
from ledger.times import in_words
from ledger.vocabulary import GENERAL_PRACTICE

_A_MEMBER = {"core": "a core member", "attending": "an attending member"}


@rule("already_a_member", "stop", MemberJoined)
def already_a_member(case: Case, event: MemberJoined) -> Found:
    """Who is a member already cannot join again, unless with another standing."""
    held = case.register.membership(event.organisation, event.member, case.place)
    if held is not None and held.standing == event.standing:
        text = (
            f"{case.name(event.member)} has been {_A_MEMBER[held.standing]} of {case.name(event.organisation)} since "
            f"{in_words(held.since)}."
        )
        yield text, (held.position,)


@rule("not_a_member", "stop", MemberLeft)
def not_a_member(case: Case, event: MemberLeft) -> Found:
    """Only a member can leave."""
    if case.register.membership(event.organisation, event.member, case.place) is None:
        yield f"{case.name(event.member)} is not a member of {case.name(event.organisation)} then.", ()


@rule("not_leading", "stop", LeaderLeft)
def not_leading(case: Case, event: LeaderLeft) -> Found:
    """Only who holds a post can leave it."""
    if not case.register.posts(event.organisation).holds_post(event.person, case.place):
        yield f"{event.person} holds no post at {case.name(event.organisation)} then.", ()


@rule("seat_not_empty", "stop", SeatTaken)
def seat_not_empty(case: Case, event: SeatTaken) -> Found:
    """Nobody takes a seat on which someone sits."""
    holder = case.register.seat_holder(event.seat, case.place)
    if holder is not None and isinstance(holder.event, SeatTaken):
        text = f"{holder.event.person} has sat on seat {event.seat} since {in_words(holder.effective_at)}."
        yield text, (holder.position,)


@rule("system_core_member", "note", MemberJoined)
def system_core_member(case: Case, event: MemberJoined) -> Found:
    """The core members of a leadership group are general practice; others may attend."""
    kind = case.register.kind(event.member, case.place)
    is_group = case.register.kind(event.organisation, case.place) == "leadership_group"
    if is_group and event.standing == "core" and kind is not None and kind not in GENERAL_PRACTICE:
        registration = case.register.registration(event.member, case.place)
        text = (
            f"{case.name(event.member)} is not general practice but the system, and joins "
            f"{case.name(event.organisation)} as a core member."
        )
        yield text, () if registration is None else (registration.position,)


@rule("two_hats", "note", LeaderAppointed)
def two_hats_leading(case: Case, event: LeaderAppointed) -> Found:
    """Who holds a role in the system acts for the whole of it, and wears two hats when leading in general practice."""
    if case.register.kind(event.organisation, case.place) in GENERAL_PRACTICE:
        for role in case.register.system_roles(event.person, case.place):
            yield f"{acts_for_the_system(case, event.person, role)}.", (role.position,)


@rule("two_hats", "note", SystemRoleTaken)
def two_hats_in_the_system(case: Case, event: SystemRoleTaken) -> Found:
    """Who leads, guards the door or speaks for general practice wears two hats when taking a role in the system."""
    for entry in _parts_in_general_practice(case, event.person):
        text = (
            f"{event.person} takes a role at {case.name(event.organisation)}, and acts for general practice since "
            f"{in_words(entry.effective_at)}."
        )
        yield text, (entry.position,)


def _parts_in_general_practice(case: Case, person: str) -> Iterator[Entry]:
    for code in case.register.organisations_led(person, case.place):
        if case.register.kind(code, case.place) in GENERAL_PRACTICE:
            yield from (
                leader.appointment
                for leader in case.register.posts(code).leaders(case.place)
                if leader.person == person
            )
    for group in case.past.access_points:
        named = case.past.access_points.at(group, case.place).gatekeepers.get(person)
        if named is not None:
            yield named
    for name in case.past.representations:
        representation = case.past.representations.at(name, case.place)
        speaks = representation.terms is not None and representation.terms.person == person
        if representation.appointed is not None and speaks and representation.ended is None:
            yield representation.appointed
