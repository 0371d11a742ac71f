"""Has word of it got through? Who was told of a decision, mandate or priority, how often and how: the golden thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from ledger.events import DecisionProposed, Event, MandateSought, OrganisationTold
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.times import day_in_london, rfc3339

IN_WRITING = frozenset({"email", "letter", "message"})
_DAYS_TO_REACH = 2


@dataclass(frozen=True, slots=True)
class ReachedLine:
    """How one organisation was told: how often, on how many days in London, and how often by each channel.

    It is `reached` if it was told on two days or more, once at least not in writing.
    """

    organisation: str
    name: str
    kind: str
    times: int
    days: int
    channels: Mapping[str, int]
    first_at: str | None
    last_at: str | None
    reached: bool
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The golden thread: every practice in reach of the group or holder, and every core member of it.

    `share` is the part of them that was reached, from 0 to 1 to three decimals; null where there is nobody to reach.
    """

    about: str
    kind: str
    group: str
    name: str
    as_of: str
    known_at: str
    position: int
    organisations: tuple[ReachedLine, ...]
    reached: int
    of: int
    share: float | None
    because: tuple[int, ...]


def told(past: Past, about: str, opener: Entry, *, as_of: int, known_at: int, position: int) -> Told:
    """Who was told of something that `opener` opens. `past` must hold the register of the group's reach."""
    place = Place.after_all_of(as_of)
    group = group_of(opener.event)
    tellings: dict[str, list[Entry]] = {}
    for entry in past.history.entries:
        if isinstance(entry.event, OrganisationTold) and entry.event.about == about:
            tellings.setdefault(entry.event.organisation, []).append(entry)
    those = sorted({*past.register.reach(group, place), *past.register.core_members(group, place)})
    lines = tuple(_line(past, code, tellings.get(code, []), place) for code in those)
    reached = sum(line.reached for line in lines)
    return Told(
        about=about,
        kind=kind_of(opener.event),
        group=group,
        name=past.register.name(group, place),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        organisations=lines,
        reached=reached,
        of=len(lines),
        share=round(reached / len(lines), 3) if lines else None,
        because=(opener.position,),
    )


def kind_of(event: Event) -> str:
    """What it is that somebody can be told of."""
    if isinstance(event, DecisionProposed):
        return "decision"
    return "mandate" if isinstance(event, MandateSought) else "priority"


def group_of(event: Event) -> str:
    """Whose members ought to hear of it: the group of a decision or priority, the holder of a mandate."""
    group: str = event.holder if isinstance(event, MandateSought) else getattr(event, "group", "")
    return group


def _line(past: Past, code: str, tellings: list[Entry], place: Place) -> ReachedLine:
    channels = Counter(cast("OrganisationTold", entry.event).channel for entry in tellings)
    days = {day_in_london(entry.effective_at) for entry in tellings}
    return ReachedLine(
        organisation=code,
        name=past.register.name(code, place),
        kind=past.register.kind(code, place) or "other",
        times=len(tellings),
        days=len(days),
        channels=dict(sorted(channels.items())),
        first_at=rfc3339(tellings[0].effective_at) if tellings else None,
        last_at=rfc3339(tellings[-1].effective_at) if tellings else None,
        reached=len(days) >= _DAYS_TO_REACH and not IN_WRITING.issuperset(channels),
        because=tuple(entry.position for entry in tellings),
    )
