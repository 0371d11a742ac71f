"""How has the trust in an organisation gone up and down? Its level through time, to be drawn as a line."""

from __future__ import annotations

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
    going = _Going(timeline, changes, truster)
    line: list[tuple[int, float | None]] = []
    for point in _points(timeline, changes, place.effective_at):
        going.go_on_to(point)
        line.append((point, going.level()))
    return line


Sums = dict[str | None, float]
"""Truster, or None for everyone → what marks add up to by now."""


class _Going:
    """What the marks add up to while time goes on: those that the same changes of leadership halve, together."""

    def __init__(self, timeline: list[Counted], changes: Changes, truster: str | None) -> None:
        self._truster = truster
        self._at = BEGINNING
        self._stretches: list[tuple[tuple[int, ...], Sums]] = []
        self._to_come: list[tuple[Counted, Sums]] = []
        for turns, stretch in changes.between(timeline):
            sums: Sums = {}
            self._stretches.append((turns, sums))
            self._to_come += [(one, sums) for one in stretch]
        self._to_come.reverse()

    def go_on_to(self, instant: int) -> None:
        """Let all that is there fade until an instant, and take in the marks up to it."""
        fading = faded(self._at, instant)
        for _, sums in self._stretches:
            for who in sums:
                sums[who] *= fading
        self._at = instant
        to_come = self._to_come
        while to_come and to_come[-1][0].mark.at <= instant:
            (mark, by), sums = to_come.pop()
            worth = mark.weight * faded(mark.at, instant)
            if by == "all":
                sums[None] = sums.get(None, 0.0) + worth
            else:
                for who in by:
                    sums[who] = sums.get(who, 0.0) + worth

    def level(self) -> float | None:
        """The level at the instant."""
        totals: Sums = {}
        for turns, sums in self._stretches:
            halved = 0.5 ** sum(turn <= self._at for turn in turns)
            for who, worth in sums.items():
                totals[who] = totals.get(who, 0.0) + worth * halved
        of_all = totals.pop(None, 0.0)
        if self._truster is not None:
            return of_all + totals.get(self._truster, 0.0)
        return median(of_all + level for level in totals.values())


def _points(timeline: list[Counted], changes: Changes, at: int) -> list[int]:
    """The ends of the months, and the last moment before and the first after each coming or going of a leader."""
    if not timeline:
        return []
    first = timeline[0].mark.at
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
