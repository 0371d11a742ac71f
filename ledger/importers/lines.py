"""What does one line of a file of events say? The event, what its envelope says about it, or what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from ledger import times
from ledger.intake import Draft, NotAccepted, check, parse
from ledger.intake.faults import Fault, quoted, step
from ledger.intake.models import UUID_PATTERN

LINE_BYTES_MOST = 8 * 2**20
"""The longest line, in bytes: an event of the greatest size, in its envelope, even if most of it is escaped."""

_BOM = b"\xef\xbb\xbf"
_ENVELOPE = ("position", "id", "recorded_at", "recorded_by")
_AT_LINE_1 = re.compile(r", at line 1, column (\d+)")


@dataclass(frozen=True, slots=True)
class Line:
    """An event in order, the number of its line, and what its envelope says, if it has one.

    `id` is the event's own, wherever it stands; `recorded_at` is in microseconds since 1970; `pointer` leads to the
    event.
    """

    number: int
    draft: Draft
    position: int | None = None
    id: str | None = None
    recorded_at: int | None = None
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class BadLine:
    """One thing that is wrong: the number of the line, a JSON pointer into it, and a sentence."""

    line: int
    pointer: str
    text: str


class NotImported(Exception):
    """A file was not imported, and nothing of it recorded. The message says what is wrong, a line for each thing."""

    def __init__(self, name: str, lines: tuple[BadLine, ...]) -> None:
        self.name = name
        self.lines = lines
        super().__init__("\n".join(_sentence(name, one) for one in lines))


def numbered(file: IO[bytes], name: str) -> Iterator[tuple[int, bytes]]:
    """Every line of a file that is not blank, from its start, with its number. Raises `NotImported`."""
    file.seek(0)
    number = 0
    while raw := file.readline(LINE_BYTES_MOST + 1):
        number += 1
        if len(raw) > LINE_BYTES_MOST:
            text = f"This line is too long: {LINE_BYTES_MOST:,} bytes are the most. Give each event a line of its own."
            raise NotImported(name, (BadLine(number, "", text),))
        if number == 1:
            raw = raw.removeprefix(_BOM)
        if not raw.isspace() and raw:
            yield number, raw


def read_line(raw: bytes, number: int, name: str) -> Line:
    """What a line says. Raises `NotImported` with all that is wrong with it."""
    try:
        value = parse(raw, limit_bytes=LINE_BYTES_MOST)
        if isinstance(value, dict) and "event" in value and "type" not in value:
            return _in_envelope(value, number)
        draft = check(value)
    except NotAccepted as refused:
        lines = (BadLine(number, one.pointer, _AT_LINE_1.sub(r", at column \1", one.text)) for one in refused.faults)
        raise NotImported(name, tuple(lines)) from None
    return Line(number, draft, id=_own_id(draft))


def _in_envelope(value: dict[str, Any], number: int) -> Line:
    faults = list(_faults(value))
    recorded_at = _moment(value["recorded_at"], faults) if "recorded_at" in value else None
    if faults:
        raise NotAccepted(tuple(faults))
    draft = check(value["event"], pointer="/event")
    given, own = value.get("id"), _own_id(draft)
    event_id = None if given is None else given.lower()
    if event_id and own and event_id != own:
        raise NotAccepted((Fault("/id", "This is another id than the one that the event itself has."),))
    return Line(number, draft, value.get("position"), event_id or own, recorded_at, "/event")


def _faults(value: dict[str, Any]) -> Iterator[Fault]:
    """What is wrong with an envelope, the event and the time in it aside."""
    for member in value:
        if member not in (*_ENVELOPE, "event"):
            known = ", ".join(f"`{one}`" for one in _ENVELOPE)
            yield Fault(
                step(quoted(member)), f"`{quoted(member)}` is not known here: beside `event`, there are {known}."
            )
    position = value.get("position", 1)
    if type(position) is not int or position < 1:
        yield Fault("/position", "`position` must be a whole number from 1 on.")
    event_id = value.get("id")
    if "id" in value and not (isinstance(event_id, str) and re.fullmatch(UUID_PATTERN, event_id)):
        yield Fault("/id", "`id` must be a UUID.")
    if not isinstance(value.get("recorded_by", ""), str):
        yield Fault("/recorded_by", "`recorded_by` must be text.")


def _moment(text: object, faults: list[Fault]) -> int | None:
    if not isinstance(text, str) or times.is_plain_date(text):
        faults.append(Fault("/recorded_at", "`recorded_at` must be a time with its offset, like 2026-03-03T14:30:00Z."))
        return None
    try:
        return times.start(text)
    except times.NotATime as wrong:
        faults.append(Fault("/recorded_at", str(wrong)))
        return None


def _own_id(draft: Draft) -> str | None:
    given = draft.given.get("id")
    return None if given is None else str(given).lower()


def _sentence(name: str, one: BadLine) -> str:
    where = f"{name}, line {one.line}" if one.line else name
    return f"{where}: {one.pointer + ': ' if one.pointer else ''}{one.text}"
