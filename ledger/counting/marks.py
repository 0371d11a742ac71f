"""What builds trust, what costs it, and how much? Every kind of mark there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ledger.history import LAST, Entry, Place

POLICY = "trust-1"
"""The name of this table and of how it is summed up. No event holds a weight: another policy would be another name."""

Trusters = tuple[str, ...] | Literal["all"]
"""In whose eyes: some organisations, in the order of their codes, or everyone who has a mark of their own."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a mark of one kind weighs, and whether only the first in a month counts for the same two."""

    weight: float
    monthly: bool = False


KINDS: dict[str, Kind] = {
    "error_admitted": Kind(1),
    "error_put_right": Kind(2),
    "help_asked": Kind(2),
    "met": Kind(1, monthly=True),
    "spoke": Kind(0.5, monthly=True),
    "mandate_granted": Kind(1),
    "mandate_reaffirmed": Kind(1),
    "mandate_refused": Kind(-1),
    "mandate_withdrawn": Kind(-3),
    "accounted": Kind(1, monthly=True),
    "agreed_by_consensus": Kind(1),
    "outvoted": Kind(-1),
    "objection_met": Kind(1),
    "objection_overridden": Kind(-1),
    "departed": Kind(-3),
    "reported_back": Kind(0.5, monthly=True),
    "report_overdue": Kind(-1),
    "overstepped": Kind(-2),
    "action_done": Kind(0.5, monthly=True),
    "action_overdue": Kind(-1),
    "redirected": Kind(0.5, monthly=True),
    "bypassed": Kind(-2),
    "told": Kind(0.25, monthly=True),
    "step_achieved": Kind(1.5),
    "stalled": Kind(-1),
    "benefited": Kind(0.5),
    "hard_done_by": Kind(-1),
    "concern_raised": Kind(-1),
    "concern_answered": Kind(0.5),
}
"""Every kind of mark that weighs anything."""

APOLOGISED = ASKED_HOW_TO_PUT_RIGHT = 1
"""What an admission weighs more for either."""

CONVERSATIONS = {"in_person": "met", "video": "spoke", "phone": "spoke"}
"""Mode → the kind of mark that a contact or meeting in it leaves; in every other mode it was in writing."""

FACE_TO_FACE = frozenset({"meeting", "visit", "call", "video"})
"""The channels by which to tell somebody builds trust; by every other it was in writing."""

WROTE = "wrote"
IN_WRITING = Kind(0)
"""Contacts (`wrote`) and tellings (`told`) in writing: on the timeline, so that they are seen, and without weight."""


class Mark(NamedTuple):
    """That an organisation earned or lost trust: when, by which entry, and in whose eyes.

    `in_silence` is one that a deadline leaves by passing: its entry is the one that had set it.
    """

    at: int
    kind: str
    weight: float
    monthly: bool
    by: Trusters
    entry: Entry
    in_silence: bool = False

    @property
    def place(self) -> Place:
        """Where it stands in effective order: what comes about in silence is behind all events of that instant."""
        return Place(self.at, LAST, self.entry.position) if self.in_silence else self.entry.place


def left_by(entry: Entry, kind: str, by: Sequence[str], more: float = 0) -> Mark:
    """The mark of a kind that an event leaves in the eyes of some, and how much more than usual it weighs."""
    of = KINDS[kind]
    return Mark(entry.effective_at, kind, of.weight + more, of.monthly, in_order(by), entry)


def left_for_all(entry: Entry, kind: str) -> Mark:
    """The mark of a kind that an event leaves in everyone's eyes."""
    of = KINDS[kind]
    return Mark(entry.effective_at, kind, of.weight, of.monthly, "all", entry)


def left_in_silence(entry: Entry, kind: str, due: int, by: Trusters) -> Mark:
    """The mark that a deadline leaves by passing; an entry had set it."""
    of = KINDS[kind]
    return Mark(due, kind, of.weight, of.monthly, by, entry, in_silence=True)


def in_writing(entry: Entry, kind: str, by: Sequence[str]) -> Mark:
    """That something was written to some, which weighs nothing."""
    return Mark(entry.effective_at, kind, IN_WRITING.weight, IN_WRITING.monthly, in_order(by), entry)


def in_order(by: Sequence[str]) -> tuple[str, ...]:
    """Some organisations, each once, in the order of their codes."""
    return tuple(by) if len(by) == 1 else tuple(sorted(set(by)))
