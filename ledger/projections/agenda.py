"""On what does a group spend its meetings? The share of agenda minutes that its own priorities get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from ledger.counting.priorities import adopted
from ledger.events import AgendaSet, MeetingHeld, PriorityProposed
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class PriorityMinutes:
    """The agenda minutes of one priority."""

    priority: str
    title: str
    minutes: int
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting: the minutes on its agenda, and those on what were the group's adopted priorities then.

    `share` is the one by the other, from 0 to 1 to three decimals; null where the agenda gives no minutes. `items` is
    how many points the agenda has, null where none was set, and `untimed` how many of them have no minutes.
    """

    meeting: str
    held_at: str
    mode: str
    items: int | None
    untimed: int
    minutes: int
    on_priorities: int
    share: float | None
    priorities: tuple[PriorityMinutes, ...]
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """All meetings of a group, and what the minutes on their agendas come to.

    `priorities` are those on its list now, in order, and those that got minutes while they were on it.
    """

    organisation: str
    name: str
    as_of: str
    known_at: str
    position: int
    minutes: int
    on_priorities: int
    share: float | None
    priorities: tuple[PriorityMinutes, ...]
    meetings: tuple[MeetingLine, ...]
    because: tuple[int, ...]


def agenda(past: Past, group: str, *, as_of: int, known_at: int, position: int) -> Agenda:
    """On what a group spends its meetings.

    `past` must hold its meetings with their agendas, its lists of priorities, and the priorities on them.
    """
    place = Place.after_all_of(as_of)
    agendas = _agendas(past)
    meetings = tuple(
        _meeting(past, entry, agendas, place)
        for entry in past.history.entries
        if isinstance(entry.event, MeetingHeld) and entry.event.group == group
    )
    minutes = sum(one.minutes for one in meetings)
    on_priorities = sum(one.on_priorities for one in meetings)
    return Agenda(
        organisation=group,
        name=past.register.name(group, place),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        minutes=minutes,
        on_priorities=on_priorities,
        share=_share(on_priorities, minutes),
        priorities=tuple(_in_total(past, group, meetings, place)),
        meetings=meetings,
        because=tuple(entry.position for entry in past.priority_lists.at(group, place).adoptions),
    )


def _agendas(past: Past) -> dict[str, Entry]:
    """Meeting → its latest agenda, which may have been set before the meeting or after it."""
    return {entry.event.meeting: entry for entry in past.history.entries if isinstance(entry.event, AgendaSet)}


def _meeting(past: Past, held: Entry, agendas: Mapping[str, Entry], place: Place) -> MeetingLine:
    meeting = cast("MeetingHeld", held.event)
    agenda_set = agendas.get(meeting.meeting)
    items = () if agenda_set is None else cast("AgendaSet", agenda_set.event).items
    on_list = adopted(past, meeting.group, Place.after_all_of(held.effective_at))
    spent: Counter[str] = Counter()
    for item in items:
        if item.priority is not None and item.priority in on_list:
            spent[item.priority] += item.minutes or 0
    minutes, on_priorities = sum(item.minutes or 0 for item in items), spent.total()
    because = tuple(entry.position for entry in (held, agenda_set) if entry is not None)
    return MeetingLine(
        meeting=meeting.meeting,
        held_at=rfc3339(held.effective_at),
        mode=meeting.mode,
        items=None if agenda_set is None else len(items),
        untimed=sum(item.minutes is None for item in items),
        minutes=minutes,
        on_priorities=on_priorities,
        share=_share(on_priorities, minutes),
        priorities=tuple(
            _minutes(past, name, spent[name], (on_list[name].position,), place) for name in on_list if name in spent
        ),
        because=because,
    )


def _in_total(past: Past, group: str, meetings: tuple[MeetingLine, ...], place: Place) -> Iterator[PriorityMinutes]:
    spent: Counter[str] = Counter()
    because: dict[str, list[int]] = {}
    for meeting in meetings:
        for one in meeting.priorities:
            spent[one.priority] += one.minutes
            because.setdefault(one.priority, []).extend(meeting.because)
    for name in dict.fromkeys([*adopted(past, group, place), *spent]):
        yield _minutes(past, name, spent[name], tuple(because.get(name, ())), place)


def _minutes(past: Past, name: str, minutes: int, because: tuple[int, ...], place: Place) -> PriorityMinutes:
    proposed = cast("Entry", past.priorities.at(name, place).proposed)
    title = cast("PriorityProposed", proposed.event).title
    return PriorityMinutes(name, title, minutes, (proposed.position, *because))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None
