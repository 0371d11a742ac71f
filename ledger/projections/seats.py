"""Which seats does an organisation have, who sits on them, and which powers were passed on there?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from ledger.events import PowerDevolved, SeatEstablished, SeatTaken
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat of an `organisation` `at` a board, and who sits on it: `person` is null where it is empty.

    `since` is when they took it; `capacity` is null where that is not known, and so is `voting`.
    """

    seat: str
    at: str
    at_name: str
    organisation: str
    name: str
    voting: bool | None
    established_at: str
    person: str | None
    capacity: str | None
    since: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """Some seats, how many of them are held and how many are empty, and how many have a vote, held or not."""

    held: int
    empty: int
    voting: int
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True)
class PowerLine:
    """A power that one body passed on to another, as it last did: the receiver advises on it, or decides."""

    scope: str
    mode: str
    devolved_by: str
    devolved_by_name: str
    devolved_to: str
    devolved_to_name: str
    since: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats that are its own, wherever they are, and those that others have `here`.

    `powers` are those devolved to it, by it, and to the boards where it has a seat.
    """

    organisation: str
    name: str
    as_of: str
    known_at: str
    position: int
    own: Bench
    here: Bench
    powers: tuple[PowerLine, ...]


def seats(past: Past, organisation: str, *, as_of: int, known_at: int, position: int) -> Seats:
    """Which seats there are. `past` must hold the register of the organisation, of its boards and of who sits here."""
    place = Place.after_all_of(as_of)
    lines = [
        _seat(past, entry, entry.event, place)
        for entry in past.history.entries
        if isinstance(entry.event, SeatEstablished)
    ]
    own = _bench(line for line in lines if line.organisation == organisation)
    boards = {line.at for line in own.seats}
    return Seats(
        organisation=organisation,
        name=past.register.name(organisation, place),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        own=own,
        here=_bench(line for line in lines if line.at == organisation),
        powers=_powers(past, place, lambda one: one.to in {organisation, *boards} or one.from_ == organisation),
    )


def _bench(lines: Iterable[SeatLine]) -> Bench:
    found = tuple(sorted(lines, key=lambda line: (line.at, line.organisation, line.seat)))
    held = sum(line.person is not None for line in found)
    return Bench(held, len(found) - held, sum(line.voting is True for line in found), found)


def _seat(past: Past, established: Entry, terms: SeatEstablished, place: Place) -> SeatLine:
    holder = past.register.seat_holder(terms.seat, place)
    taken = None if holder is None else cast("SeatTaken", holder.event)
    return SeatLine(
        seat=terms.seat,
        at=terms.at,
        at_name=past.register.name(terms.at, place),
        organisation=terms.organisation,
        name=past.register.name(terms.organisation, place),
        voting=terms.voting,
        established_at=rfc3339(established.effective_at),
        person=None if taken is None else taken.person,
        capacity=None if taken is None else taken.capacity,
        since=None if holder is None else rfc3339(holder.effective_at),
        because=tuple(entry.position for entry in (established, holder) if entry is not None),
    )


def _powers(past: Past, place: Place, is_wanted: Callable[[PowerDevolved], bool]) -> tuple[PowerLine, ...]:
    """Of one power between two bodies, the latest word holds."""
    latest: dict[tuple[str, str, str], tuple[Entry, PowerDevolved]] = {}
    for entry in past.history.entries:
        if isinstance(entry.event, PowerDevolved) and is_wanted(entry.event):
            latest[entry.event.to, entry.event.from_, entry.event.scope] = (entry, entry.event)
    return tuple(
        PowerLine(
            scope=event.scope,
            mode=event.mode,
            devolved_by=event.from_,
            devolved_by_name=past.register.name(event.from_, place),
            devolved_to=event.to,
            devolved_to_name=past.register.name(event.to, place),
            since=rfc3339(entry.effective_at),
            because=(entry.position,),
        )
        for _, (entry, event) in sorted(latest.items())
    )
