"""What lies on an organisation's desk? One line for each thing that it has to see to, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ledger.events import Event
from ledger.events.naming import required_ids
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.times import day_in_london, rfc3339, start

_WAITING = frozenset({"approach", "concern", "admission"})
"""Kinds that have no day of their own: they wait since the day that they began."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that an organisation has to see to.

    `organisation` has to act, about the thing `id`; `who` is the organisation that it concerns, where that is one
    other: whose stance lapses, who approached or is worried. What waits for an answer is due since it began to wait.
    """

    organisation: str
    name: str
    kind: str
    id: str
    due_at: str
    overdue: bool
    text: str
    who: str | None
    because: tuple[int, ...]

    @property
    def key(self) -> tuple[int, str, str, str, str]:
        """Where it stands among all lines: no two have the same key."""
        return start(self.due_at), self.organisation, self.kind, self.id, self.who or ""

    @property
    def day(self) -> date:
        """The day in London by whose end it is to be seen to, or on which it began to wait."""
        due_at = start(self.due_at)
        return day_in_london(due_at if self.kind in _WAITING else due_at - 1)


@dataclass(frozen=True, slots=True)
class Desk:
    """An organisation at a place in the history, which is read as of the place's instant."""

    past: Past
    organisation: str
    place: Place

    def name(self, code: str) -> str:
        """What an organisation is called there."""
        return self.past.register.name(code, self.place)

    def entries(self, *types: type[Event]) -> Iterator[Entry]:
        """The events of some types so far."""
        return (one for one in self.past.history.entries if isinstance(one.event, types) and one.place < self.place)

    def latest(self, *types: type[Event]) -> dict[str, Entry]:
        """The latest event of some types about each id."""
        return {required_ids(one.event)[0]: one for one in self.entries(*types)}

    def line(self, of: tuple[str, str], due_at: int, text: str, rests_on: Iterable[Entry], who: str = "") -> DueLine:
        """A line: `of` which kind, and which thing."""
        return DueLine(
            organisation=self.organisation,
            name=self.name(self.organisation),
            kind=of[0],
            id=of[1],
            due_at=rfc3339(due_at),
            overdue=due_at <= self.place.effective_at,
            text=text,
            who=who or None,
            because=tuple(sorted({entry.position for entry in rests_on})),
        )

    def is_late(self, due_at: int) -> bool:
        """Whether that has passed."""
        return due_at <= self.place.effective_at
