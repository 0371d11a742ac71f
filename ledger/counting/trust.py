"""How far is an organisation trusted? What its marks come to, in the eyes of each and of all together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ledger.aggregates.posts import Leadership
from ledger.counting.marking import marks
from ledger.counting.marks import Mark, Trusters
from ledger.history import Place
from ledger.past import Past
from ledger.times import DAY, month_in_london

HALF_LIFE = 365 * DAY
"""In this time every mark fades to half of what it weighed."""

FEWEST_TRUSTERS = 3
LABELS = ((4.0, "high"), (1.5, "good"))
LOWER_LABELS = ((-4.0, "low"), (-1.5, "strained"))
"""From which level up, and down to which, it is called what; in between it is `unproven`."""


class Counted(NamedTuple):
    """A mark, and those for whom it counts: of what counts once a month, only the first of the month does."""

    mark: Mark
    by: Trusters


@dataclass(frozen=True, slots=True)
class Levels:
    """How far an organisation is trusted by each truster, who has a mark of their own that counts and is not 0.

    `of_others` is how far anyone else trusts it: what is the same in everyone's eyes.
    """

    of_trusters: Mapping[str, float]
    of_others: float

    def of(self, truster: str) -> float:
        """How far one organisation trusts it."""
        return self.of_trusters.get(truster, self.of_others)

    @property
    def median(self) -> float | None:
        """How far it is trusted by those in the middle; None where nobody has a mark of their own."""
        return median(self.of_trusters.values())


class Trust:
    """The marks of one organisation, to be summed up at any place in its history."""

    def __init__(self, past: Past, code: str) -> None:
        """`past` must hold what `marks` asks for."""
        self._posts = past.register.posts(code)
        self._counted = counted(marks(past, code))

    def timeline(self, place: Place) -> list[Counted]:
        """The marks before a place, in effective order."""
        return self._counted[: bisect_left(self._counted, place, key=_place)]

    def changes(self, place: Place) -> Changes:
        """The changes of leadership before a place."""
        return Changes(self._posts.leadership(place))

    def levels(self, place: Place) -> Levels:
        """How far it is trusted at a place."""
        at = place.effective_at
        trusters: dict[str, float] = {}
        of_others = 0.0
        # Each sum is taken in the order of the timeline, so that it comes out the same to the last digit.
        for turns, stretch in self.changes(place).between(self.timeline(place)):
            halved = 0.5 ** len(turns)
            for mark, by in stretch:
                worth = mark.weight * halved * faded(mark.at, at)
                if by == "all":
                    of_others += worth
                    trusters = {who: level + worth for who, level in trusters.items()}
                elif worth:
                    for who in by:
                        trusters[who] = trusters.get(who, of_others) + worth
        return Levels(trusters, of_others)


class Changes:
    """The changes of leadership after any instant: the same for all between two comings or goings, so found once."""

    def __init__(self, leadership: Leadership) -> None:
        self._leadership = leadership
        self.turns = sorted({turn for spell in leadership.spells for turn in spell})
        """The instants at which a leader comes or goes; an absence is no going."""

    def between(self, timeline: list[Counted]) -> Iterator[tuple[tuple[int, ...], list[Counted]]]:
        """Marks in order, together with those that the same changes have come after: these changes, and the marks."""
        begin = 0
        for turn in (*self.turns, None):
            end = len(timeline) if turn is None else bisect_left(timeline, turn, key=_instant)
            if begin < end:
                yield self._leadership.changes(_instant(timeline[begin])), timeline[begin:end]
            begin = end


def counted(found: Iterable[Mark]) -> list[Counted]:
    """Marks in effective order, each with those for whom it counts."""
    out: list[Counted] = []
    had: dict[str, set[str | None]] = {}
    month_ends: int | None = None
    for mark in found:
        if not mark.monthly:
            out.append(Counted(mark, mark.by))
            continue
        at = mark.at
        if month_ends is None or at >= month_ends:
            _, month_ends = month_in_london(at)
            had.clear()
        out.append(Counted(mark, _first_for(mark.by, had.setdefault(mark.kind, set()))))
    return out


def _first_for(by: Trusters, had: set[str | None]) -> Trusters:
    """Those who had none of the kind in the month before; they have one now."""
    if by == "all":
        first: Trusters = () if None in had else "all"
        had.add(None)
        return first
    first = by if had.isdisjoint(by) else tuple([who for who in by if who not in had])
    had.update(by)
    return first


def faded(since: int, at: int) -> float:
    """What is left of a mark's weight at an instant."""
    return float(2.0 ** ((since - at) / HALF_LIFE))


def median(levels: Iterable[float]) -> float | None:
    """The middle one of some levels, or the mean of the two in the middle; None where there is none."""
    ordered = sorted(levels)
    middle = len(ordered) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def label(kind: str, level: float | None, trusters: int) -> str | None:
    """What a level is called; None for a practice, which is not to be graded."""
    if kind == "practice":
        return None
    if level is None or trusters < FEWEST_TRUSTERS:
        return "not_enough"
    for least, name in LABELS:
        if level >= least:
            return name
    return next((name for most, name in LOWER_LABELS if level <= most), "unproven")


def _place(one: Counted) -> Place:
    return one.mark.place


def _instant(one: Counted) -> int:
    return one.mark.at
