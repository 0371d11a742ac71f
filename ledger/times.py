"""When is that? Instants, plain dates in Europe/London, and how both are read and written."""

from __future__ import annotations

import re
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NewType
from zoneinfo import ZoneInfo

Instant = NewType("Instant", int)
"""Microseconds since 1970-01-01T00:00:00Z. Whole numbers, so that no comparison ever rounds."""

SECOND = 1_000_000
DAY = 86_400 * SECOND
"""A day in a rule is 24 hours, whatever the clocks do."""

LONDON = ZoneInfo("Europe/London")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})",
    re.ASCII,
)
_MICROSECOND_DIGITS = 6
_DECEMBER = 12
_NEVER = 2**63 - 1


class NotATime(ValueError):
    """The text is no time that the ledger can keep. Its message is a sentence for the person who typed it."""


class Starts(int):
    """A field's time, in microseconds like `Instant`, where a plain date stands for its start."""


class Ends(int):
    """A field's time, in microseconds like `Instant`, where a plain date stands for its end, the next midnight."""


def start(text: str) -> Instant:
    """The instant that a text names; a plain date stands for its first instant in Europe/London."""
    return _midnight(text, 0) if _DATE.fullmatch(text) else _exact(text)


def end(text: str) -> Instant:
    """The instant that a text names; a plain date stands for the midnight that ends it in Europe/London."""
    return _midnight(text, 1) if _DATE.fullmatch(text) else _exact(text)


def as_read(text: str) -> Instant:
    """The instant that `as_of` or `known_at` names; a plain date stands for its last microsecond."""
    return Instant(_midnight(text, 1) - 1) if _DATE.fullmatch(text) else _exact(text)


def is_plain_date(text: str) -> bool:
    """Whether a text has the form of a plain date, `2026-03-03`."""
    return _DATE.fullmatch(text) is not None


def from_datetime(moment: datetime) -> Instant:
    """The instant of an aware datetime. Integer arithmetic: a float would lose microseconds."""
    since = moment - EPOCH
    return Instant((since.days * 86_400 + since.seconds) * SECOND + since.microseconds)


def to_datetime(instant: int) -> datetime:
    """The instant as an aware datetime in UTC, kept within the years that a datetime can hold."""
    try:
        return EPOCH + timedelta(microseconds=instant)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC) if instant > 0 else datetime.min.replace(tzinfo=UTC)


@lru_cache(maxsize=16_384)
def rfc3339(instant: int) -> str:
    """The instant as RFC 3339 text in UTC: `2026-03-03T00:00:00Z`, with microseconds where it has any."""
    # Kept, since a history says the same days over and over.
    return to_datetime(instant).replace(tzinfo=None).isoformat() + "Z"


@lru_cache(maxsize=16_384)
def day_in_london(instant: int) -> date:
    """The day of the instant in Europe/London."""
    # Kept, since a history says the same days over and over.
    try:
        return to_datetime(instant).astimezone(LONDON).date()
    except OverflowError:
        return to_datetime(instant).date()


def month_in_london(instant: int) -> tuple[Instant, Instant]:
    """The calendar month of the instant in Europe/London: its first instant, and the first of the next month."""
    day = day_in_london(instant)
    following = (day.year + 1, 1) if day.month == _DECEMBER else (day.year, day.month + 1)
    return _first_of(day.year, day.month), _first_of(*following)


def in_words(instant: int) -> str:
    """The day of the instant in Europe/London as people write it: `3 March 2026`."""
    day = day_in_london(instant)
    return f"{day.day} {day:%B} {day.year}"


def last_day_in_words(instant: int) -> str:
    """The last day before an instant that ends something: midnight at the end of 3 March is `3 March 2026`."""
    return in_words(instant - 1)


def _first_of(year: int, month: int) -> Instant:
    # The years of a calendar end with 9999: what is beyond belongs to its last month.
    return Instant(_NEVER) if year > MAXYEAR else start(f"{year:04}-{month:02}-01")


@lru_cache(maxsize=16_384)
def _midnight(text: str, days_on: int) -> Instant:
    # Kept, since a history says the same days over and over.
    try:
        day = date.fromisoformat(text) + timedelta(days=days_on)
        return from_datetime(datetime.combine(day, time(), LONDON).astimezone(UTC))
    except (ValueError, OverflowError):
        msg = "There is no such date."
        raise NotATime(msg) from None


def _exact(text: str) -> Instant:
    match = _TIME.fullmatch(text)
    if match is None:
        msg = "Write a date like 2026-03-03, or a time with its offset like 2026-03-03T14:30:00+00:00."
        raise NotATime(msg)
    day, clock, fraction, offset = match.groups()
    if fraction and len(fraction) > _MICROSECOND_DIGITS:
        msg = "Times are kept to the microsecond: write at most six digits after the point."
        raise NotATime(msg)
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{'+00:00' if offset in 'Zz' else offset}")
        whole = from_datetime(moment.astimezone(UTC))
    except (ValueError, OverflowError):
        msg = "There is no such time."
        raise NotATime(msg) from None
    return Instant(whole + int((fraction or "0").ljust(_MICROSECOND_DIGITS, "0")))
