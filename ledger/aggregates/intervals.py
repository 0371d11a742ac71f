"""When did it hold? Sets of half-open stretches of time, `[from, to)`, in microseconds since 1970."""

from __future__ import annotations

from collections.abc import Iterable

Stretch = tuple[int, int]
Intervals = tuple[Stretch, ...]

BEGINNING = -(2**63)
FOR_EVER = 2**63 - 1
ALWAYS: Intervals = ((BEGINNING, FOR_EVER),)


def merged(stretches: Iterable[Stretch]) -> Intervals:
    """The stretches in order, with those that touch or overlap made one and empty ones left out."""
    out: list[Stretch] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def common(one: Intervals, other: Intervals) -> Intervals:
    """When both hold."""
    return merged((max(a, c), min(b, d)) for a, b in one for c, d in other)


def stretch_at(intervals: Intervals, instant: int) -> Stretch | None:
    """The stretch that an instant lies in, if any."""
    return next(((start, end) for start, end in intervals if start <= instant < end), None)
