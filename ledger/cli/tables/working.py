"""What do priorities, meetings, activities, services and money look like to people?"""

from __future__ import annotations

from collections.abc import Iterable

from ledger.cli.showing import (
    NONE,
    counted,
    day,
    figure,
    heading,
    last_day,
    line,
    positions,
    spaced,
    table,
    within,
)
from ledger.cli.tables import Named, Shown
from ledger.cli.tables.mandates import title
from ledger.projections.actions import ActionLine
from ledger.projections.agenda import Agenda, MeetingLine
from ledger.projections.ladder import ActivityLine, AutonomyLine, Ladder, PartLine
from ledger.projections.priorities import Priorities, PriorityLine, SpokenLine
from ledger.projections.services import ServiceLine, Services
from ledger.projections.shares import ResourceLine, ShareLine, Shares

STEPS = {
    0: "none yet",
    1: "a shared resource",
    2: "a shared service that adds something",
    3: "each practice accountable for delivery",
    4: "one standard way of operating",
    5: "core clinical services",
}
"""The steps of working together in words."""

_ERASED = "(the words were erased)"


def priorities(answer: Priorities, _: Named) -> Shown:
    """What a group wants to work on, and who spoke on it."""
    yield from title(answer)
    if not answer.adopted:
        yield line("It has no adopted priorities.")
    yield from _priorities("Adopted, the first one first", "On the list since", answer.adopted)
    yield from _priorities("Proposed, and not on the list", "Proposed on", answer.proposed)
    yield from _priorities("Closed", "Closed on", answer.closed)


def _priorities(what: str, when: str, lines: tuple[PriorityLine, ...]) -> Shown:
    if not lines:
        return
    yield line("")
    yield heading(f"{what} ({len(lines):,})")
    yield table(
        ["Priority", "Kind", when, "For", "Against", "Practices heard", "Events"],
        (
            [
                f"{one.title} ({one.priority})",
                one.kind,
                day(one.adopted_since or one.closed_at or one.proposed_at),
                figure(one.supporting),
                figure(one.opposing),
                f"{one.heard:,} of {one.of:,}",
                positions(one.because),
            ]
            for one in lines
        ),
        right=["For", "Against"],
    )
    for one in lines:
        yield from _told_of(one)


def _told_of(one: PriorityLine) -> Shown:
    if one.closed_at is not None:
        yield within(f"- {one.priority}, closed on {day(one.closed_at)}: {one.outcome or _ERASED}")
    for word, spoken in (("for", one.supported_by), ("against", one.opposed_by)):
        if spoken:
            yield within(f"- {one.priority}, {word}: {'; '.join(map(_spoken, spoken))}.")
    for action in one.actions:
        yield within(f"- {one.priority}, {_action(action)}")


def _spoken(one: SpokenLine) -> str:
    reason = "" if one.reason is None else f", “{one.reason}”"
    return f"{one.name} (event {positions(one.because)}{reason})"


def _action(one: ActionLine) -> str:
    what = f"{one.name} took on: {one.what or _ERASED}"
    return f"action {one.action}: {what} Due by {last_day(one.due_at)}; {one.state} ({_events(one.because)})."


def agenda(answer: Agenda, _: Named) -> Shown:
    """On what a group spends its meetings."""
    yield from title(answer)
    if not answer.meetings:
        yield line("No meeting of it is recorded.")
        return
    yield line(
        f"On the agendas of {counted(len(answer.meetings), 'meeting')}: {counted(answer.minutes, 'minute')}, of which "
        f"{answer.on_priorities:,} ({_percent(answer.share)}) on its own priorities."
    )
    yield table(
        ["Meeting", "Held on", "Points", "Minutes", "On priorities", "Share", "Events"],
        (_meeting(one) for one in answer.meetings),
        right=["Points", "Minutes", "On priorities", "Share"],
    )
    if answer.priorities:
        yield line("")
        yield table(
            ["Priority", "Minutes", "Events"],
            (
                [f"{one.title} ({one.priority})", figure(one.minutes), positions(one.because)]
                for one in answer.priorities
            ),
            right=["Minutes"],
        )


def _meeting(one: MeetingLine) -> list[str]:
    untimed = f" ({one.untimed:,} without minutes)" if one.untimed else ""
    return [
        one.meeting,
        day(one.held_at),
        "no agenda" if one.items is None else f"{one.items:,}{untimed}",
        figure(one.minutes),
        figure(one.on_priorities),
        _percent(one.share),
        positions(one.because),
    ]


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{share:.1%}"


def ladder(answer: Ladder, _: Named) -> Shown:
    """How far organisations have got in working together."""
    yield from title(answer)
    yield line(
        f"The highest step that all of them have achieved: {_step(answer.highest)}. Ready for: {_step(answer.next)}."
    )
    yield table(
        ["Organisation", "Has achieved", "Events"],
        ([f"{one.name} ({one.organisation})", _step(one.highest), positions(one.because)] for one in answer.climbers),
    )
    for one in answer.activities:
        yield from _activity(one)


def _step(step: int) -> str:
    return STEPS[step] if step == 0 else f"step {step}, {STEPS[step]}"


def _activity(one: ActivityLine) -> Shown:
    yield line("")
    yield heading(f"{one.title} ({one.activity}), step {one.step}: {one.state}")
    mandate = "on no mandate" if one.mandate is None else f"on the mandate {one.mandate}"
    achieved = "" if one.achieved_at in (None, one.since) else f" Its step was achieved on {day(one.achieved_at)}."
    since = f"until {last_day(one.since)}" if one.state == "ended" else f"{one.state} since {day(one.since)}"
    yield within(
        f"Run by {one.run_by_name} ({one.run_by}) since {day(one.started_at)}, {mandate}; {since} "
        f"({_events(one.because)}).{achieved}"
    )
    if one.participants:
        yield table(["Organisation", "How it was", "Said on", "Autonomy ceded", "Events"], map(_part, one.participants))


def _part(one: PartLine) -> list[str]:
    felt = NONE if one.felt is None else spaced(one.felt)
    why = "" if one.why is None else f": {one.why}"
    reclaimed = f" (taken back: {_autonomy(one.reclaimed)})" if one.reclaimed else ""
    return [
        f"{one.name} ({one.organisation}){'' if one.takes_part else ', takes no part'}",
        f"{felt}{why}",
        day(one.felt_at),
        f"{_autonomy(one.ceded)}{reclaimed}",
        positions(one.because),
    ]


def _autonomy(lines: Iterable[AutonomyLine]) -> str:
    return "; ".join(one.what or _ERASED for one in lines) or NONE


def services(answer: Services, _: Named) -> Shown:
    """Who answers for a service, and who delivers it."""
    yield from title(answer)
    if not answer.services and not answer.earlier:
        yield line("It answers for no service and delivers none.")
    yield from _services("Services", answer.services)
    yield from _services("Earlier assignments, replaced since", answer.earlier)


def _services(what: str, lines: tuple[ServiceLine, ...]) -> Shown:
    if not lines:
        return
    yield line("")
    yield heading(f"{what} ({len(lines):,})")
    yield table(
        ["Service", "Answers for it", "Delivers it", "Since", "Until", "Events"],
        (
            [
                _service(one),
                f"{one.responsible_name} ({one.responsible})",
                f"{one.delivered_by_name} ({one.delivered_by})",
                day(one.since),
                f"{last_day(one.ends_at)}{' (ended)' if one.ended else ''}",
                positions(one.because),
            ]
            for one in lines
        ),
    )


def _service(one: ServiceLine) -> str:
    core = {True: ", core contract", False: ", beyond the core contract", None: ""}[one.core_contract]
    decision = "" if one.decision is None else f", by decision {one.decision}"
    return f"{one.scope} ({one.service}){core}{decision}"


def shares(answer: Shares, _: Named) -> Shown:
    """What each practice was allocated, beside the mean."""
    yield from title(answer)
    if not answer.resources:
        yield line("It has given, received and shared no money.")
        return
    yield from _shares("What practices got", answer.practices, answer.mean_per_patient)
    yield from _shares("What is with others", answer.others, None)
    for one in answer.resources:
        yield from _resource(one)


def _shares(what: str, lines: tuple[ShareLine, ...], mean: float | None) -> Shown:
    if not lines:
        return
    yield line("")
    yield heading(what)
    yield table(
        ["Organisation", "Got", "Patients", "For each", "Events"],
        (
            [
                f"{one.name} ({one.organisation})",
                _pounds(one.pence),
                figure(one.patients),
                _pence(one.per_patient),
                positions(one.because),
            ]
            for one in lines
        ),
        right=["Got", "Patients", "For each"],
    )
    if mean is not None:
        yield line(f"The mean for each patient, where list sizes are recorded: {_pence(mean)}.")


def _resource(one: ResourceLine) -> Shown:
    decision = "" if one.decision is None else f", by decision {one.decision}"
    what = (
        f"{one.resource}: {one.given_by_name} ({one.given_by}) passed {_pounds(one.pence)} on to {one.given_to_name} "
        f"({one.given_to}) on {day(one.at)}, for {one.purpose}{decision} (event {positions(one.because)})"
    )
    yield from _shares(what, one.shares, one.mean_per_patient)


def _events(because: tuple[int, ...]) -> str:
    return f"{'event' if len(because) == 1 else 'events'} {positions(because)}"


def _pounds(pence: int) -> str:
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02}"


def _pence(pence: float | None) -> str:
    return NONE if pence is None else f"{pence:,.2f}p"
