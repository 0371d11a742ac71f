"""What does a calendar show of what is due? An entry of a whole day for each thing, as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable

from icalendar import Calendar, Event

from ledger.projections.desk import DueLine
from ledger.times import to_datetime

NAME = "collaboration-ledger"


def calendar(lines: Iterable[DueLine], known_at: int) -> bytes:
    """The lines as a calendar; `known_at` is when that was known.

    What stands for one thing has the same UID in every calendar, so that who subscribes sees it move and go.
    """
    made = Calendar()
    made.add("prodid", f"-//{NAME}//due//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "What is due")
    for line in lines:
        made.add_component(_entry(line, known_at))
    return bytes(made.to_ical())


def _entry(line: DueLine, known_at: int) -> Event:
    entry = Event()
    entry.add("uid", f"{'/'.join((line.kind, line.id, line.who or '', line.organisation))}@{NAME}")
    entry.add("dtstamp", to_datetime(known_at).replace(microsecond=0))
    # A day without an end lasts until the next one.
    entry.add("dtstart", line.day)
    entry.add("summary", f"{line.name}: {line.text}")
    entry.add("categories", [line.kind.replace("_", " ")])
    entry.add("transp", "TRANSPARENT")
    events = "event" if len(line.because) == 1 else "events"
    entry.add("description", f"This rests on {events} {', '.join(map(str, line.because))} of the ledger.")
    return entry
