"""How does a test tell of doors, approaches, representatives and seats? Events in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telling import a_pcn, happened, joined, registered

if TYPE_CHECKING:
    from tests.telling import Told

PLACE = (*a_pcn("a", "b"), registered("glg", "leadership_group"), joined("pcn", "glg"), registered("icb", "icb"))
"""A network of two practices, led by amy, in a leadership group, and a body of the system: 1 to 9."""


# -- doors and approaches


def door(group: str = "glg", at: str = "2024-01-01") -> Told:
    return happened("AccessPointOpened", at, group=group)


def comes_in(organisation: str, at: str = "2024-01-01", group: str = "glg") -> Told:
    return happened("AccessPointJoined", at, group=group, organisation=organisation)


def goes_out(organisation: str, at: str, group: str = "glg") -> Told:
    return happened("AccessPointLeft", at, group=group, organisation=organisation)


def guards(person: str, at: str = "2024-01-01", group: str = "glg") -> Told:
    return happened("GatekeeperNamed", at, group=group, person=person)


def guards_no_more(person: str, at: str, group: str = "glg") -> Told:
    return happened("GatekeeperStoodDown", at, group=group, person=person)


def approached(
    approach: str = "x", at: str = "2024-02-01", *, to: str = "glg", topic: str = "flu", by: str = "icb", **more: Any
) -> Told:
    return happened("ApproachReceived", at, approach=approach, from_=by, to=to, topic=topic, **more)


def sent_on(approach: str = "x", at: str = "2024-02-02", *, by: str = "a", to: str = "glg") -> Told:
    return happened("ApproachRedirected", at, approach=approach, by=by, to=to)


def triaged(approach: str = "x", at: str = "2024-02-03", *, by: str = "gil", route: str = "meeting") -> Told:
    return happened("ApproachTriaged", at, approach=approach, person=by, route=route)


def replied(approach: str = "x", at: str = "2024-02-10", **more: Any) -> Told:
    return happened("ApproachAnswered", at, approach=approach, answer="No room.", **more)


def bypassed(by: str, at: str = "2024-02-05", body: str = "icb", **more: Any) -> Told:
    return happened("ApproachBypassed", at, by=by, with_=body, what="Lunch.", reported_by="b", **more)


# -- representatives


def speaks(
    person: str = "bob",
    at: str = "2024-01-01",
    *,
    representation: str = "r",
    group: str = "glg",
    body: str = "icb",
    **more: Any,
) -> Told:
    told = {"representation": representation, "group": group, "person": person, "at": body}
    return happened("RepresentativeAppointed", at, **told, **{"capacity": "delegate"} | more)


def speaks_no_more(at: str, representation: str = "r") -> Told:
    return happened("RepresentativeStoodDown", at, representation=representation)


def leads_speaking(person: str, at: str = "2024-01-01", group: str = "glg") -> Told:
    return happened("RepresentationLeadNamed", at, group=group, person=person)


def leads_speaking_no_more(person: str, at: str, group: str = "glg") -> Told:
    return happened("RepresentationLeadStoodDown", at, group=group, person=person)


def briefed(
    brief: str = "k", at: str = "2024-03-01", *, meeting_at: str = "2024-03-10", representation: str = "r", **more: Any
) -> Told:
    given = {"represents": ["pcn"]} | more
    return happened("BriefIssued", at, brief=brief, representation=representation, meeting_at=meeting_at, **given)


def reported(brief: str = "k", at: str = "2024-03-12", *, within: tuple[bool, ...] = ()) -> Told:
    agreed = [{"text": "A point.", "within_brief": one} for one in within]
    return happened("ReportedBack", at, brief=brief, discussed="This and that.", agreed=agreed)


def overstepped(by: str, brief: str = "k", at: str = "2024-03-15") -> Told:
    return happened("OverstepFound", at, brief=brief, by=by, what="Too far.")


def ratified(by: str, brief: str = "k", at: str = "2024-03-20") -> Told:
    return happened("OverstepRatified", at, brief=brief, by=by, why="It was right.")


def reviewed(at: str, representation: str = "r", by: str = "glg") -> Told:
    return happened(
        "RepresentationReviewed", at, representation=representation, by=by, working="All.", to_improve="Nothing."
    )


def stated(scope: str, at: str, *to: str, by: str = "glg") -> Told:
    return happened("PositionStated", at, by=by, scope=scope, to=list(to), position_text="We think so.")


# -- seats


def seat(name: str, at: str = "2024-01-01", *, board: str = "icb", of: str = "glg", voting: bool | None = None) -> Told:
    return happened("SeatEstablished", at, seat=name, at=board, organisation=of, voting=voting)


def sits(name: str, person: str, at: str = "2024-02-01", capacity: str | None = None) -> Told:
    return happened("SeatTaken", at, seat=name, person=person, capacity=capacity)


def stands_up(name: str, person: str, at: str) -> Told:
    return happened("SeatVacated", at, seat=name, person=person)


def devolved(scope: str, mode: str, to: str = "icb", at: str = "2024-01-01", by: str = "nhs") -> Told:
    return happened("PowerDevolved", at, from_=by, to=to, scope=scope, mode=mode)


def in_the_system(person: str, at: str = "2024-01-01", role: str = "Director", body: str = "icb") -> Told:
    return happened("SystemRoleTaken", at, person=person, organisation=body, role=role)


def out_of_the_system(person: str, at: str, role: str = "Director", body: str = "icb") -> Told:
    return happened("SystemRoleLeft", at, person=person, organisation=body, role=role)
