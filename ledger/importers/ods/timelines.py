"""When was a practice in a network, as the ledger will have it? The joins and leaves of one pair, known and planned."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ledger.events import MemberJoined
from ledger.importers.ods.register import Fact, Membership, begins, ends
from ledger.importers.ods.spells import Spell
from ledger.times import Instant


@dataclass(frozen=True, slots=True)
class Step:
    """A join or a leave that is planned, on a plain date; `spell` is where it comes from, null if that is the map."""

    joins: bool
    day: date
    spell: Spell | None = None

    @property
    def at(self) -> Instant:
        """When it takes effect: the start of the day for a join, its end for a leave."""
        return begins(self.day) if self.joins else ends(self.day)


@dataclass(slots=True)
class Timeline:
    """One practice in one network. `wrong` are facts of earlier imports that will be taken back, with the reason."""

    facts: list[Fact[Membership]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    wrong: list[tuple[Fact[Membership], str]] = field(default_factory=list)

    def last(self, before: int) -> Fact[Membership] | Step | None:
        """What happened last before an instant."""
        happened = [item for item in self._in_order() if item.at < before]
        return happened[-1] if happened else None

    def take_back(self, fact: Fact[Membership], because: str) -> None:
        """Take back a fact of an earlier import."""
        self.facts.remove(fact)
        self.wrong.append((fact, because))

    def redundant(self) -> list[Fact[Membership] | Step]:
        """Whatever joins one who is a member with that standing, or leaves one who is none."""
        standing: str | None = None
        found = []
        for item in self._in_order():
            now = _standing(item)
            if now == standing:
                found.append(item)
            standing = now
        return found

    def _in_order(self) -> list[Fact[Membership] | Step]:
        """In effective order: what is known was recorded before what is planned."""
        return sorted([*self.facts, *self.steps], key=lambda item: item.at)


def joins(item: Fact[Membership] | Step) -> bool:
    """Whether it begins a membership."""
    return _standing(item) is not None


def _standing(item: Fact[Membership] | Step) -> str | None:
    if isinstance(item, Step):
        return "core" if item.joins else None
    return item.event.standing if isinstance(item.event, MemberJoined) else None
