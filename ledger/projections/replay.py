"""How did it come to this? An organisation's history step by step, and what each event changed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.differences import Difference, Snapshot, differences, snapshot
from ledger.projections.sentences import sentence
from ledger.times import rfc3339

Level = Callable[[Place], float | None]
"""The level of trust before a place."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event: `meanwhile` is what time and others had changed since the step before, `changed` what it changed."""

    position: int
    at: str
    recorded_at: str
    type: str
    text: str
    meanwhile: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    level: float | None


def steps(past: Past, code: str, entries: Sequence[Entry], begins: Place, level: Level) -> Iterator[Step]:
    """The steps of an organisation by some entries, in effective order; `begins` is where the first is compared to."""
    before = snapshot(past, code, begins, level(begins))
    for entry in entries:
        place = entry.place
        after_it = place._replace(position=place.position + 1)
        until_then = snapshot(past, code, place, level(place))
        after = snapshot(past, code, after_it, level(after_it))

        def name(one: str, at: Place = after_it) -> str:
            return past.register.name(one, at)

        yield Step(
            position=entry.position,
            at=rfc3339(entry.effective_at),
            recorded_at=rfc3339(entry.recorded_at),
            type=type(entry.event).__name__,
            text=sentence(entry.event, name),
            meanwhile=differences(_less_trust(before, until_then), until_then, name),
            changed=differences(until_then, after, name),
            level=after.level,
        )
        before = after


def _less_trust(before: Snapshot, now: Snapshot) -> Snapshot:
    """The snapshot with the level of the later one: between events trust fades a little every day, which is no news."""
    return Snapshot(before.leaders, before.mandates, now.level)
