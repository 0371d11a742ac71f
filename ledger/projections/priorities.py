"""What does a group want to work on? Its priorities, who spoke on each, and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from ledger.counting.priorities import adopted, heard
from ledger.events import PrioritiesAdopted, PriorityOpposed, PriorityProposed, PrioritySupported
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.actions import ActionLine, Texts, action_lines
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """An organisation's latest word on a priority, and why; the reason is null where none is kept."""

    organisation: str
    name: str
    at: str
    reason: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """One priority: who is for it and who against, and `heard` of the `of` practices in the group's reach that spoke.

    `share` is the part that was heard, from 0 to 1 to three decimals; null where there is nobody to hear.
    `adopted_since` is since when it has been on the group's list; null where it is not. `closed_at` and `outcome` tell
    of its last closing.
    """

    priority: str
    title: str
    kind: str
    proposed_at: str
    adopted_since: str | None
    closed_at: str | None
    outcome: str | None
    supporting: int
    opposing: int
    supported_by: tuple[SpokenLine, ...]
    opposed_by: tuple[SpokenLine, ...]
    heard: int
    of: int
    share: float | None
    actions: tuple[ActionLine, ...]
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Priorities:
    """The list that a group adopted, in its order; what else is proposed; and what is closed.

    Closing a priority takes it off the list, and a later list may have it again.
    """

    organisation: str
    name: str
    as_of: str
    known_at: str
    position: int
    adopted: tuple[PriorityLine, ...]
    proposed: tuple[PriorityLine, ...]
    closed: tuple[PriorityLine, ...]
    because: tuple[int, ...]


def priorities(past: Past, group: str, *, as_of: int, known_at: int, position: int, texts: Texts) -> Priorities:
    """What a group wants to work on. `past` must hold its priorities and lists, and the register of its reach."""
    place = Place.after_all_of(as_of)
    on_list = adopted(past, group, place)
    lines = _Lines(past, group, place, texts, on_list)
    others = [name for name in _own(past, group, place) if name not in on_list]
    is_closed = {name: bool(past.priorities.at(name, place).closings) for name in others}
    adoptions = past.priority_lists.at(group, place).adoptions
    return Priorities(
        organisation=group,
        name=past.register.name(group, place),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        adopted=tuple(lines.line(name) for name in on_list),
        proposed=tuple(lines.line(name) for name in others if not is_closed[name]),
        closed=tuple(lines.line(name) for name in others if is_closed[name]),
        because=tuple(entry.position for entry in adoptions[-1:]),
    )


def _own(past: Past, group: str, place: Place) -> list[str]:
    """The priorities that were proposed for a group, or that it has ever adopted, in the order of proposal."""
    adoptions = past.priority_lists.at(group, place).adoptions
    ever = {name for entry in adoptions for name in cast("PrioritiesAdopted", entry.event).priorities}
    found: list[tuple[Place, str]] = []
    for name in past.priorities:
        proposed = past.priorities.at(name, place).proposed
        if proposed is not None and (name in ever or cast("PriorityProposed", proposed.event).group == group):
            found.append((proposed.place, name))
    return [name for _, name in sorted(found)]


class _Lines:
    """Tells of the priorities of one group at one place."""

    def __init__(self, past: Past, group: str, place: Place, texts: Texts, on_list: Mapping[str, Entry]) -> None:
        self._past, self._place, self._texts, self._on_list = past, place, texts, on_list
        self._reach = past.register.reach(group, place)
        self._actions = action_lines(past, place, texts)

    def line(self, name: str) -> PriorityLine:
        priority = self._past.priorities.at(name, self._place)
        proposed = cast("Entry", priority.proposed)
        terms = cast("PriorityProposed", proposed.event)
        reached = heard(self._past, name, self._reach, self._place)
        for_ = self._spoken(priority.spoken, PrioritySupported)
        against = self._spoken(priority.spoken, PriorityOpposed)
        since = self._on_list.get(name)
        closing = priority.closings[-1] if priority.closings else None
        return PriorityLine(
            priority=name,
            title=terms.title,
            kind=terms.kind,
            proposed_at=rfc3339(proposed.effective_at),
            adopted_since=None if since is None else rfc3339(since.effective_at),
            closed_at=None if closing is None else rfc3339(closing.effective_at),
            outcome=None if closing is None else self._texts.get((closing.position, "/outcome")),
            supporting=len(for_),
            opposing=len(against),
            supported_by=for_,
            opposed_by=against,
            heard=len(reached.spoken),
            of=reached.of,
            share=round(len(reached.spoken) / reached.of, 3) if reached.of else None,
            actions=tuple(one for one in self._actions if one.from_item == name),
            because=tuple(entry.position for entry in (proposed, since, closing) if entry is not None),
        )

    def _spoken(
        self, spoken: Mapping[str, Entry], how: type[PrioritySupported | PriorityOpposed]
    ) -> tuple[SpokenLine, ...]:
        return tuple(
            SpokenLine(
                organisation=code,
                name=self._past.register.name(code, self._place),
                at=rfc3339(entry.effective_at),
                reason=self._texts.get((entry.position, "/reason")),
                because=(entry.position,),
            )
            for code, entry in sorted(spoken.items())
            if isinstance(entry.event, how)
        )
