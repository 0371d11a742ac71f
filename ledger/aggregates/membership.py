"""Who belongs to a body, in which standing and since when? What a row of joinings and leavings comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.aggregates.intervals import FOR_EVER, Intervals, Stretch, merged
from ledger.events import MemberJoined, MemberLeft
from ledger.history import Entry


@dataclass(frozen=True, slots=True)
class Membership:
    """That an organisation belongs to another: in which standing, since when, by which entry."""

    organisation: str
    member: str
    standing: str
    since: int
    position: int


def membership_after(organisation: str, member: str, moves: list[Entry]) -> Membership | None:
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


def core_spells(moves: list[Entry]) -> Intervals:
    """When some moves make a core member. Spells that touch are one."""
    return merged(_core_stretches(moves))


def _core_stretches(moves: list[Entry]) -> Iterator[Stretch]:
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
