"""Who has gone to one organisation after another with the same wish?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from ledger.events import ApproachReceived
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class TryLine:
    """One of several approaches about the same."""

    approach: str
    to: str
    to_name: str
    at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ErrandLine:
    """A body of the system that came to one organisation, and within 90 days to another, on one topic.

    `tries` are its approaches that are less than that apart, the earliest first.
    """

    body: str
    body_name: str
    topic: str
    tries: tuple[TryLine, ...]
    because: tuple[int, ...]


def errands(past: Past, names: Iterable[str], place: Place) -> tuple[ErrandLine, ...]:
    """Those of some errands on which more than one organisation was tried, the one tried last at the top."""
    found = []
    for name in names:
        errand = past.errands.at(name, place)
        pairs = ((entry, errand.elsewhere_before(entry)) for entry in errand.received)
        tries = {one.position: one for entry, others in pairs if others for one in (entry, *others)}
        if tries:
            found.append(sorted(tries.values(), key=lambda entry: entry.place))
    return tuple(_line(past, tries, place) for tries in sorted(found, key=lambda one: one[-1].place, reverse=True))


def _line(past: Past, tries: list[Entry], place: Place) -> ErrandLine:
    latest = cast("ApproachReceived", tries[-1].event)
    return ErrandLine(
        body=latest.from_,
        body_name=past.register.name(latest.from_, place),
        topic=latest.topic,
        tries=tuple(_try(past, entry, place) for entry in tries),
        because=tuple(entry.position for entry in tries),
    )


def _try(past: Past, entry: Entry, place: Place) -> TryLine:
    event = cast("ApproachReceived", entry.event)
    return TryLine(
        approach=event.approach,
        to=event.to,
        to_name=past.register.name(event.to, place),
        at=rfc3339(entry.effective_at),
        because=(entry.position,),
    )
