"""Which moment is asked about? `as_of`, `known_at` and `upto`, made into one instant and one position."""

from __future__ import annotations

from dataclasses import dataclass

from ledger import times
from ledger.refusals import Fault, Refused
from ledger.store.reading import Reader
from ledger.times import Instant


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wrote: times as text, `upto` a position; all may be left out."""

    as_of: str | None = None
    known_at: str | None = None
    upto: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What held at `as_of`, as far as was known at `known_at`, which is up to `position`."""

    as_of: Instant
    known_at: Instant
    position: int
    is_now: bool
    """Whether this is the present: neither time was asked for."""


def moment(asked: Asked, reader: Reader, now: Instant) -> Moment:
    """The moment that is asked about. Raises `Refused` for a time that is none, or a `known_at` in the future."""
    faults = []
    if asked.known_at is not None and asked.upto is not None:
        faults.append(Fault("/upto", "Give `known_at` or `upto`, not both: each says how much was known."))
    as_of = _read(asked.as_of, "/as_of", faults)
    known_at = _read_known(asked.known_at, now, faults)
    if asked.upto is not None and not 1 <= asked.upto <= reader.head().position:
        text = f"`upto` is the position of an event: the ledger has {reader.head().position:,} of them."
        faults.append(Fault("/upto", text))
    if faults:
        raise Refused("invalid", faults[0].text, faults=tuple(faults))
    if asked.upto is not None:
        known_at, position = Instant(reader.recorded_at(asked.upto) or 0), asked.upto
    else:
        # What was recorded a moment ago is known, even if this machine's clock is a little behind.
        position = reader.head().position if known_at is None else reader.position_at(known_at).position
        known_at = Instant(max(now, reader.head().recorded_at)) if known_at is None else known_at
    is_now = asked == Asked()
    return Moment(known_at if as_of is None else as_of, known_at, position, is_now)


def _read(text: str | None, pointer: str, faults: list[Fault]) -> Instant | None:
    if text is None:
        return None
    try:
        return times.as_read(text)
    except times.NotATime as wrong:
        faults.append(Fault(pointer, str(wrong)))
        return None


def _read_known(text: str | None, now: Instant, faults: list[Fault]) -> Instant | None:
    known_at = _read(text, "/known_at", faults)
    if text is None or known_at is None or known_at <= now:
        return known_at
    if times.is_plain_date(text) and times.start(text) <= now:
        return now
    faults.append(Fault("/known_at", "The ledger cannot know the future: `known_at` may be no later than now."))
    return None
