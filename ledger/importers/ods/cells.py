"""What does one cell of a published file say? Text, codes, dates and numbers, however they are written."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from ledger.vocabulary import CODE_PATTERN

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
"""Dates outside these are typing errors or stand for "never"; the health service began in 1948."""

_CODE = re.compile(CODE_PATTERN, re.ASCII)
_FORMS = ("%Y%m%d", "%d%b%Y", "%Y-%m-%d", "%d/%m/%Y", "%d-%b-%y")


class Senseless(ValueError):
    """A cell does not hold what it should. The message ends a sentence that begins with the column's name."""


def text(cell: object) -> str:
    """The cell's text with single spaces, and nothing that cannot be printed."""
    words = " ".join(str(cell).split()) if cell is not None else ""
    return words if words.isprintable() else "".join(filter(str.isprintable, words))


def code(cell: object) -> str:
    """An organisation code. Raises `Senseless` where the ledger could not hold it."""
    value = text(cell)
    if _CODE.fullmatch(value) is None:
        msg = f"{value!r} is not an organisation code"
        raise Senseless(msg)
    return value


def day(cell: object) -> date | None:
    """A date, however written; None where the cell is empty. Raises `Senseless` where it is none that makes sense."""
    if isinstance(cell, datetime):
        return _sensible(cell.date())
    return _day(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else text(cell))


def whole_number(cell: object) -> int:
    """A whole number, 0 or more. Raises `Senseless` where it is none."""
    value = text(cell)
    if not (value.isascii() and value.isdigit() and len(value) <= 9):  # noqa: PLR2004 nobody has a thousand million patients
        msg = f"{value!r} is not a whole number of patients"
        raise Senseless(msg)
    return int(value)


@lru_cache(maxsize=8192)
def _day(value: str) -> date | None:
    if not value:
        return None
    for form in _FORMS:
        try:
            return _sensible(datetime.strptime(value, form).date())  # noqa: DTZ007 a date has no zone
        except ValueError as error:
            if isinstance(error, Senseless):
                raise
    msg = f"{value!r} is not a date"
    raise Senseless(msg)


def _sensible(value: date) -> date:
    if not EARLIEST <= value <= LATEST:
        msg = f"{value.isoformat()} is not a date that makes sense"
        raise Senseless(msg)
    return value
