"""How has the trust in an organisation gone up and down? Its level through time, to be drawn as a line."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.aggregates.intervals import BEGINNING
from ledger.counting.trust import Changes, Counted, Trust, faded, median
from ledger.history import Place
from ledger.times import month_in_london

MONTHS = 60
"""How far back the line goes."""


def course(trust: Trust, place: Place, truster: str | None = None) -> list[tuple[int, float | None]]:
    """The level at the end of every month since the first mark, and before and after leaders come and go.

    In one truster's eyes if one is named, else the median. All of it before the place, and as the leadership looks from
    there: an absence that has ended by then was none.
    """
    timeline = [one for one in trust.timeline(place) if one.by and one.mark.weight]
    changes = trust.changes(place)
    going = _Going(changes, truster)
    line: list[tuple[int, float | None]] = []
    waiting = iter(timeline)
    mark = next(waiting, None)
    for point in _points(timeline, changes, place.effective_at):
        going.go_on_to(point)
        while mark is not None and mark.mark.place.effective_at <= point:
            going.take(mark)
            mark = next(waiting, None)
        line.append((point, going.level()))
    return line


class _Going:
    """The sums of all trusters while time goes on: the marks that the same changes of leadership halve, together."""

    def __init__(self, changes: Changes, truster: str | None) -> None:
        self._changes, self._truster = changes, truster
        self._at = BEGINNING
        self._sums: dict[tuple[int, ...], dict[str | None, float]] = {}
        """Instants of the changes to come → truster, or None for everyone → what their marks add up to by now."""
        self._trusters: set[str] = set()

    def go_on_to(self, instant: int) -> None:
        """Let all that is there fade until an instant."""
        fading = faded(self._at, instant) if self._sums else 1.0
        for sums in self._sums.values():
            for who in sums:
                sums[who] *= fading
        self._at = instant

    def take(self, one: Counted) -> None:
        """Take in a mark from before the instant."""
        since = one.mark.place.effective_at
        worth = one.mark.weight * faded(since, self._at)
        sums = self._sums.setdefault(self._changes.since(since), {})
        those: Iterable[str | None] = (None,) if one.by == "all" else one.by
        for who in those:
            sums[who] = sums.get(who, 0.0) + worth
        if one.by != "all":
            self._trusters.update(one.by)

    def level(self) -> float | None:
        """The level at the instant."""
        totals: dict[str | None, float] = {}
        for changes, sums in self._sums.items():
            halved = 0.5 ** sum(change <= self._at for change in changes)
            for who, worth in sums.items():
                totals[who] = totals.get(who, 0.0) + worth * halved
        of_all = totals.get(None, 0.0)
        if self._truster is not None:
            return of_all + totals.get(self._truster, 0.0)
        return median(of_all + totals[who] for who in self._trusters)


def _points(timeline: list[Counted], changes: Changes, at: int) -> list[int]:
    """The ends of the months, and the last moment before and the first after each coming or going of a leader."""
    if not timeline:
        return []
    first = timeline[0].mark.place.effective_at
    points: set[int] = set()
    month = at
    for _ in range(MONTHS):
        month = month_in_london(month)[0] - 1
        if month < first:
            break
        points.add(month)
    begins = max(first, min(points, default=first))
    turns = {turn for turn in changes.turns if begins <= turn < at}
    return sorted(points | turns | {turn - 1 for turn in turns})
