"""How often does an organisation talk with others, and how? Counted, and not weighed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.counting.marks import CONVERSATIONS
from ledger.events import ContactHeld, MeetingHeld
from ledger.past import Past
from ledger.times import DAY

WEEK = 7 * DAY
WEEKS = 13
"""How far back it is looked."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Conversations in the last 91 days, and in how many of those 13 weeks there was one.

    `in_person_last` is the instant of the last one in person, whenever that was; `email_share` the part of all contacts
    that were in writing, None where there were none.
    """

    conversations: int
    weeks_with_conversation: int
    in_person_last: int | None
    email_share: float | None


def rhythm(past: Past, code: str, at: int) -> Rhythm:
    """The rhythm of an organisation at an instant: its contacts, and its meetings where it is the group."""
    conversations = contacts = written = 0
    weeks: set[int] = set()
    in_person_last: int | None = None
    for since, mode, is_contact in _in_touch(past, code):
        week = (at - since) // WEEK
        if week < 0:
            break
        if mode == "in_person":
            in_person_last = since
        if week < WEEKS:
            is_conversation = mode in CONVERSATIONS
            conversations += is_conversation
            contacts += is_contact
            written += not is_conversation
            if is_conversation:
                weeks.add(week)
    return Rhythm(conversations, len(weeks), in_person_last, written / contacts if contacts else None)


def _in_touch(past: Past, code: str) -> Iterator[tuple[int, str, bool]]:
    """When it was in touch, in which mode, and whether that was a contact rather than a meeting, in order."""
    for entry in past.history.entries:
        event = entry.event
        if event.__class__ is ContactHeld:
            if code in event.between:
                yield entry.effective_at, event.mode, True
        elif event.__class__ is MeetingHeld and event.group == code:
            yield entry.effective_at, event.mode, False
