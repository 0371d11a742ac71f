"""How far have organisations got in working together, how was it for each, and what are they ready for next?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from ledger.aggregates.activity import Activity
from ledger.counting.steps import HIGHEST_STEP, Achieved, steps_achieved
from ledger.events import ActivityExperienced, ActivityStarted, AutonomyCeded
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.actions import Texts
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class AutonomyLine:
    """A choice that an organisation handed over, or took back; what it is is null where the words were erased."""

    what: str | None
    at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartLine:
    """One organisation's part in an activity: how it last said that was for it, and the autonomy that it has ceded.

    `takes_part` is false for one that spoke or ceded without being named as a participant. `felt` is null where it
    has said nothing. `reclaimed` is what it took back that no cession can be told for: `ceded` may hold it still.
    """

    organisation: str
    name: str
    takes_part: bool
    felt: str | None
    felt_at: str | None
    why: str | None
    ceded: tuple[AutonomyLine, ...]
    reclaimed: tuple[AutonomyLine, ...]
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One activity: `state` is `running`, `achieved`, `stalled`, `reduced` or `ended`, and `since` when it has been so.

    `achieved_at` is when it achieved its step, also where it has stalled or ended since.
    """

    activity: str
    title: str
    run_by: str
    run_by_name: str
    step: int
    started_at: str
    state: str
    since: str
    achieved_at: str | None
    mandate: str | None
    participants: tuple[PartLine, ...]
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClimberLine:
    """One organisation, and the highest step that it has achieved with anyone; 0 if none."""

    organisation: str
    name: str
    highest: int
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """What an organisation runs or takes part in, and how far its climbers have got.

    The climbers are those who take part in the activities that it runs, less those closed; itself, where it runs none.
    `highest` is the highest step that all of them have achieved, 0 if none, and `next` the one they are ready for.
    """

    organisation: str
    name: str
    as_of: str
    known_at: str
    position: int
    highest: int
    next: int
    climbers: tuple[ClimberLine, ...]
    activities: tuple[ActivityLine, ...]
    because: tuple[int, ...]


def ladder(past: Past, organisation: str, *, as_of: int, known_at: int, position: int, texts: Texts) -> Ladder:
    """How far an organisation has got with others.

    `past` must hold its activities, all others that their participants take part in, and the register of all of them.
    """
    place = Place.after_all_of(as_of)
    started = [(entry, entry.event) for entry in past.history.entries if isinstance(entry.event, ActivityStarted)]
    mine = [(entry, event) for entry, event in started if organisation in (event.organisation, *event.participants)]
    run = {code for _, event in mine if event.organisation == organisation for code in event.participants}
    open_ones = sorted(code for code in run if not past.register.is_closed(code, place))
    achieved = steps_achieved(past, open_ones or [organisation], place)
    highest = min(one.step for one in achieved.values())
    return Ladder(
        organisation=organisation,
        name=past.register.name(organisation, place),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        highest=highest,
        next=min(highest + 1, HIGHEST_STEP),
        climbers=tuple(_climber(past, code, one, place) for code, one in achieved.items()),
        activities=tuple(_activity(past, entry, event, place, texts) for entry, event in mine),
        because=tuple(sorted({position for one in achieved.values() for position in one.because})),
    )


def _climber(past: Past, code: str, achieved: Achieved, place: Place) -> ClimberLine:
    return ClimberLine(code, past.register.name(code, place), achieved.step, achieved.because)


def _activity(past: Past, entry: Entry, event: ActivityStarted, place: Place, texts: Texts) -> ActivityLine:
    activity = past.activities.at(event.activity, place)
    turned = cast("Entry", activity.turned)
    those = dict.fromkeys([*event.participants, *sorted({*activity.felt, *activity.autonomy})])
    known = event.mandate is not None and past.history.stands(event.mandate)
    rests_on = {one.position for one in (entry, turned, activity.achieved) if one is not None}
    return ActivityLine(
        activity=event.activity,
        title=event.title,
        run_by=event.organisation,
        run_by_name=past.register.name(event.organisation, place),
        step=event.step,
        started_at=rfc3339(entry.effective_at),
        state=activity.state,
        since=rfc3339(turned.effective_at),
        achieved_at=None if activity.achieved is None else rfc3339(activity.achieved.effective_at),
        mandate=event.mandate if known else None,
        participants=tuple(_part(past, activity, event, code, place, texts) for code in those),
        because=tuple(sorted(rests_on)),
    )


def _part(past: Past, activity: Activity, event: ActivityStarted, code: str, place: Place, texts: Texts) -> PartLine:
    felt = activity.felt.get(code)
    moves = activity.autonomy.get(code, ())
    ceded, reclaimed = _ceded(moves, texts)
    rests_on = [entry.position for entry in (felt, *moves) if entry is not None]
    return PartLine(
        organisation=code,
        name=past.register.name(code, place),
        takes_part=code in event.participants,
        felt=None if felt is None else cast("ActivityExperienced", felt.event).felt,
        felt_at=None if felt is None else rfc3339(felt.effective_at),
        why=None if felt is None else texts.get((felt.position, "/why")),
        ceded=_autonomy(ceded, texts),
        reclaimed=_autonomy(reclaimed, texts),
        because=tuple(sorted(rests_on)),
    )


def _ceded(moves: Iterable[Entry], texts: Texts) -> tuple[list[Entry], list[Entry]]:
    """What is still ceded after some cessions and reclaims, and the reclaims of which it cannot be told what they undo.

    Words differ and can be erased: a reclaim undoes the cession with the same words, or else the only one there is.
    """
    ceded: list[Entry] = []
    reclaimed: list[Entry] = []
    for entry in moves:
        if isinstance(entry.event, AutonomyCeded):
            ceded.append(entry)
            continue
        said = _folded(texts, entry)
        same = [one for one in ceded if said is not None and _folded(texts, one) == said]
        undone = same or (ceded if len(ceded) == 1 else [])
        if undone:
            ceded.remove(undone[-1])
        else:
            reclaimed.append(entry)
    return ceded, reclaimed


def _folded(texts: Texts, entry: Entry) -> str | None:
    text = texts.get((entry.position, "/what"))
    return None if text is None else " ".join(text.casefold().split())


def _autonomy(entries: Iterable[Entry], texts: Texts) -> tuple[AutonomyLine, ...]:
    return tuple(
        AutonomyLine(texts.get((one.position, "/what")), rfc3339(one.effective_at), (one.position,)) for one in entries
    )
