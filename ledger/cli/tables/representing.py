"""What do representatives, doors and seats look like to people?"""

from __future__ import annotations

from collections.abc import Iterable

from ledger.cli.showing import NONE, counted, day, figure, heading, last_day, line, listing, positions, spaced, table
from ledger.cli.showing import within as point
from ledger.cli.tables import Named, Shown
from ledger.cli.tables.mandates import title
from ledger.projections.access import Access, ApproachLine
from ledger.projections.briefs import BriefLine, OverstepLine
from ledger.projections.errands import ErrandLine
from ledger.projections.representation import Representations, RepresentativeLine
from ledger.projections.seats import Bench, PowerLine, SeatLine, Seats

_ERASED = "(the words were erased)"
_VOTES = {True: "votes", False: "no vote", None: NONE}
_MODES = {"advisory": "advises", "deciding": "decides"}


def representation(answer: Representations, name_of: Named) -> Shown:
    """Who speaks for a group where, and what has not come back."""
    yield from title(answer)
    if answer.leads or answer.representatives:
        leads = listing([f"{_person(one.person, name_of)} since {day(one.since)}" for one in answer.leads])
        yield line(f"Its representation is looked after by {leads}.")
    if answer.representatives:
        yield from _part("Who speaks for it", answer.representatives)
        yield table(
            ["Person", "At", "Capacity", "Since", "To be reviewed by", "Events"],
            (_representative(one, name_of) for one in answer.representatives),
        )
    else:
        yield line("Nobody speaks for it at a body of the system.")
    for one in answer.representatives:
        if one.brief is not None:
            yield from _brief(one.brief, f"{_person(one.person, name_of)} at {one.at_name}")
    yield from _speakers(answer, name_of)
    yield from _waiting(answer, name_of)
    yield from _oversteps(answer.oversteps, name_of)
    yield from _positions_stated(answer)


def _part(what: str, lines: tuple[object, ...]) -> Shown:
    yield line("")
    yield heading(f"{what} ({len(lines):,})")


def _representative(one: RepresentativeLine, name_of: Named) -> list[str]:
    support = "" if one.support is None else f", supported by {_person(one.support, name_of)}"
    return [
        f"{_person(one.person, name_of)}{support}",
        f"{one.at_name} ({one.at})",
        one.capacity,
        day(one.since),
        f"{last_day(one.review_due_at)}{' (overdue)' if one.review_overdue else ''}",
        positions(one.because),
    ]


def _brief(one: BriefLine, who: str) -> Shown:
    yield line("")
    mandate = "" if one.mandate is None else f", on the mandate {one.mandate}"
    yield line(
        f"{who}: {one.latitude} brief {one.brief} for the meeting on {day(one.meeting_at)}{mandate} "
        f"({_events(one.because)})."
    )
    if one.agenda is not None:
        yield point(f"- about: {one.agenda}")
    for what, texts in (
        ("may agree", one.may_agree),
        ("brings back", one.bring_back),
        ("hopes for", one.outcomes_sought),
    ):
        for text in texts:
            yield point(f"- {what}: {text or _ERASED}")
    if one.represents:
        yield point(f"- speaks for: {', '.join(each.name for each in one.represents)}")
    reported = one.reported_at
    yield point(f"- report due by {last_day(one.report_due_at)}" if reported is None else f"- reported {day(reported)}")


def _speakers(answer: Representations, name_of: Named) -> Shown:
    if answer.speakers:
        yield from _part("Who speaks here for others", answer.speakers)
        yield table(
            ["Person", "For", "Capacity", "Since", "Events"],
            (
                [
                    _person(one.person, name_of),
                    f"{one.group_name} ({one.group})",
                    one.capacity,
                    day(one.since),
                    positions(one.because),
                ]
                for one in answer.speakers
            ),
        )


def _waiting(answer: Representations, name_of: Named) -> Shown:
    if answer.overdue_reports:
        yield from _part("Reports overdue", answer.overdue_reports)
    for report in answer.overdue_reports:
        yield point(
            f"- {_person(report.person, name_of)} on the meeting at {report.at_name} on {day(report.meeting_at)}, due "
            f"by {last_day(report.due_at)} ({_events(report.because)})"
        )
    if answer.reviews_due:
        yield from _part("Reviews due", answer.reviews_due)
    for review in answer.reviews_due:
        yield point(
            f"- {_person(review.person, name_of)} at {review.at_name}, due by {last_day(review.due_at)} "
            f"({_events(review.because)})"
        )
    if answer.open_actions:
        yield from _part("Open actions from its briefs", answer.open_actions)
    for action in answer.open_actions:
        late = ", overdue" if action.state == "overdue" else ""
        yield point(
            f"- {action.name}: {action.what or _ERASED} By {last_day(action.due_at)}{late} ({_events(action.because)})"
        )


def _oversteps(lines: tuple[OverstepLine, ...], name_of: Named) -> Shown:
    if lines:
        yield from _part("Further than the brief", lines)
    for one in lines:
        yield point(
            f"- {one.brief}, {_person(one.person, name_of)}: found by {one.name} on {day(one.at)}: "
            f"{one.what or _ERASED} ({_events(one.because)})"
        )
        behind = "; ".join(f"{by.name} on {day(by.at)}: {by.why or _ERASED}" for by in one.ratified_by)
        yield point(f"  Stood behind by {behind}" if one.ratified else "  Nobody has stood behind it.")


def _positions_stated(answer: Representations) -> Shown:
    if answer.positions:
        yield from _part("What it told the system", answer.positions)
    for one in answer.positions:
        to = listing([each.name for each in one.to])
        yield point(
            f"- on {one.scope}, to {to} on {day(one.at)}: {one.position_text or _ERASED} ({_events(one.because)})"
        )


def access(answer: Access, name_of: Named) -> Shown:
    """What comes to a door, and who goes round it."""
    yield from title(answer)
    if answer.opened_at is not None:
        yield line(f"It has had a single point of access since {day(answer.opened_at)}.")
    elif not answer.doors:
        yield line("It has no single point of access, and has joined none.")
    for door in answer.doors:
        yield line(
            f"It sends every approach to {door.name} ({door.group}) since {day(door.since)} ({_events(door.because)})."
        )
    if answer.opened_at is not None or answer.gatekeepers:
        guards = listing([f"{_person(one.person, name_of)} since {day(one.since)}" for one in answer.gatekeepers])
        yield line(f"The door is guarded by {guards}.")
    if answer.joined:
        yield from _part("Who has joined", answer.joined)
        yield table(
            ["Organisation", "Since", "Events"],
            ([f"{one.name} ({one.organisation})", day(one.since), positions(one.because)] for one in answer.joined),
        )
    yield from _approaches("Approaches", answer.approaches, answer.organisation)
    yield from _redirection(answer)
    yield from _bypasses(answer, name_of)
    yield from _shopping(answer.shopping)


def _approaches(what: str, lines: tuple[ApproachLine, ...], here: str) -> Shown:
    if not lines:
        return
    yield from _part(what, lines)
    yield table(
        ["From", "About", "It is with", "Force", "State", "Days", "Events"],
        (
            [
                one.body_name,
                f"{one.topic} ({one.approach})",
                _where(one, here),
                one.force,
                _state(one),
                figure(one.age_days),
                positions(one.because),
            ]
            for one in lines
        ),
        right=["Days"],
    )


def _where(one: ApproachLine, here: str) -> str:
    is_with = "here" if one.is_with == here else one.is_with_name
    return is_with if one.is_with == one.to else f"{is_with}, sent on from {'here' if one.to == here else one.to_name}"


def _state(one: ApproachLine) -> str:
    if one.state == "triaged":
        return f"triaged: {spaced(one.route or NONE)}"
    stance = "" if one.stance is None else f": {spaced(one.stance)}"
    return f"{one.state}{stance}"


def _redirection(answer: Access) -> Shown:
    one = answer.redirection
    if one.share is not None:
        yield line("")
        yield line(
            f"Of {counted(one.reached, 'approach', 'approaches')} to those who had joined, {one.redirected:,} "
            f"({one.share:.1%}) came to the door."
        )
    yield from _approaches("Kept by those who had joined", one.kept, answer.organisation)


def _bypasses(answer: Access, name_of: Named) -> Shown:
    if answer.bypasses:
        yield from _part("Past the door", answer.bypasses)
    for one in answer.bypasses:
        yield point(
            f"- {one.name} with {one.body_name} on {day(one.at)}: {one.what or _ERASED} Reported by "
            f"{_person(one.reported_by, name_of)} ({_events(one.because)})"
        )


def _shopping(lines: tuple[ErrandLine, ...]) -> Shown:
    if lines:
        yield from _part("The same asked of more than one within 90 days", lines)
    for one in lines:
        tries = "; ".join(f"{each.to_name} on {day(each.at)} ({each.approach})" for each in one.tries)
        yield point(f"- {one.body_name} ({one.body}) about {one.topic}: {tries} ({_events(one.because)})")


def seats(answer: Seats, name_of: Named) -> Shown:
    """Which seats there are, and which powers were passed on."""
    yield from title(answer)
    if not answer.own.seats and not answer.here.seats:
        yield line("It has no seat anywhere, and nobody has one here.")
    yield from _bench("Its seats", "At", answer.own, name_of)
    yield from _bench("Seats here", "Of", answer.here, name_of)
    yield from _powers(answer.powers)


def _bench(what: str, where: str, bench: Bench, name_of: Named) -> Shown:
    if not bench.seats:
        return
    yield from _part(what, bench.seats)
    yield line(f"{bench.held:,} held, {bench.empty:,} empty; {bench.voting:,} with a vote.")
    yield table(
        ["Seat", where, "Vote", "Who sits there", "Since", "Events"],
        (
            [
                one.seat,
                one.at_name if where == "At" else one.name,
                _VOTES[one.voting],
                _sitting(one, name_of),
                day(one.since),
                positions(one.because),
            ]
            for one in bench.seats
        ),
    )


def _sitting(one: SeatLine, name_of: Named) -> str:
    if one.person is None:
        return "empty"
    return f"{_person(one.person, name_of)}{'' if one.capacity is None else f', {one.capacity}'}"


def _powers(lines: tuple[PowerLine, ...]) -> Shown:
    if not lines:
        return
    yield from _part("Powers passed on", lines)
    yield table(
        ["Power", "From", "To", "Which", "Since", "Events"],
        (
            [
                one.scope,
                f"{one.devolved_by_name} ({one.devolved_by})",
                f"{one.devolved_to_name} ({one.devolved_to})",
                _MODES[one.mode],
                day(one.since),
                positions(one.because),
            ]
            for one in lines
        ),
    )


def _person(person: str, name_of: Named) -> str:
    name = name_of(person)
    return person if name is None else f"{name} ({person})"


def _events(because: Iterable[int]) -> str:
    told = positions(because)
    return f"{'events' if ',' in told else 'event'} {told}"
