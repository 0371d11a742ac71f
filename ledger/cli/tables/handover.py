"""What does a handover look like to people? One page for the first week, and the rest behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from ledger.cli.documents import Block, Heading, Point, Quote, Rows, Sentence
from ledger.cli.showing import NONE, counted, day, figure, last_day, positions, spaced
from ledger.cli.tables import Named
from ledger.cli.tables.mandates import state
from ledger.projections.access import Access
from ledger.projections.desk import DueLine
from ledger.projections.handover import Handover, MandateHandedOver, Side, ToSee
from ledger.projections.ladder import Ladder
from ledger.projections.priorities import Priorities
from ledger.projections.representation import Representations
from ledger.projections.seats import Seats
from ledger.times import DAY, start

SOON = 14 * DAY
"""What is due within two weeks belongs on the first page."""


def handover(answer: Handover, name_of: Named) -> Iterator[Block]:
    """A handover as a document."""
    soon = start(answer.as_of) + SOON
    yield Heading(f"Handover of {answer.name} ({answer.organisation})", 1)
    yield Sentence(_in_short(answer, name_of))
    yield Heading("For the first week")
    yield from _mandates(answer)
    yield from _see_first(answer.see_first)
    yield from _objections(answer)
    yield from _due("Late, or due within two weeks", (one for one in answer.due if start(one.due_at) <= soon), name_of)
    yield _THE_REST
    yield from _decisions(answer)
    yield from _due("Due later", (one for one in answer.due if start(one.due_at) > soon), name_of)
    yield from _representation(answer.representation, name_of)
    yield from _access(answer.access, name_of)
    yield from _priorities(answer.priorities)
    yield from _seats(answer.seats, name_of)
    yield from _ladder(answer.ladder)
    yield from _trust(answer)


def first_page(answer: Handover, name_of: Named) -> Iterator[Block]:
    """What a new leader reads first."""
    return takewhile(lambda block: block != _THE_REST, handover(answer, name_of))


_THE_REST = Heading("The rest")


def _in_short(answer: Handover, name_of: Named) -> str:
    known = f"Read as of {day(answer.as_of)} (up to event {answer.position:,})."
    leaders = [f"{_who(one.person, name_of)}, {one.role}, since {day(one.since)}" for one in answer.leaders]
    led = f"It is led by {'; '.join(leaders)}." if leaders else "Nobody leads it."
    if answer.change is None:
        since = "Nobody has led it before." if answer.at is None else f"What follows is compared with {day(answer.at)}."
        return f"{led} {since} {known}"
    change = answer.change
    left = f" {' and '.join(_who(one, name_of) for one in change.left)} left." if change.left else ""
    came = f" {' and '.join(_who(one, name_of) for one in change.came)} took over." if change.came else ""
    return f"{led} The lead last changed hands on {day(change.at)}.{left}{came} {known}"


def _who(person: str, name_of: Named) -> str:
    return name_of(person) or person


def _mandates(answer: Handover) -> Iterator[Block]:
    yield Heading("What it may act on", 3)
    if not answer.mandates:
        yield Sentence("It has sought no mandate: belonging to it lets it speak on nothing.")
        return
    rows = [
        [f"{one.scope} ({one.mandate})", _side(one, one.before), _side(one, one.now), last_day(one.expires_at)]
        for one in answer.mandates
    ]
    yield Rows(["On", "Just before", "Now", "Until"], rows)


def _side(one: MandateHandedOver, side: Side | None) -> str:
    if side is None:
        return "not sought yet"
    unit = " patients" if one.weighting == "patients" else ""
    return f"{state(side.state, contested=side.contested)}: {side.firm:,} of {side.total:,}{unit} firm"


def _see_first(lines: Iterable[ToSee]) -> Iterator[Block]:
    rows = [
        [
            f"{one.name} ({one.organisation})",
            figure(one.patients),
            "; ".join(f"{each.scope}: {each.stance}{' (quiet)' if each.quiet else ''}" for each in one.stances),
            day(one.last_act),
            NONE if one.level is None else f"{one.level:.1f}",
        ]
        for one in lines
    ]
    yield Heading("Whom to see first", 3)
    if not rows:
        yield Sentence("Nobody: everyone who was asked stands firm, and has been heard of.")
        return
    yield Rows(["Organisation", "Patients", "Where it stands", "Last act", "Trust"], rows, ["Patients", "Trust"])


def _objections(answer: Handover) -> Iterator[Block]:
    if not answer.objections:
        return
    yield Heading("Objections that are open", 3)
    for one in answer.objections:
        what = "blocks" if one.weight == "block" else "has a concern about"
        reason = "" if one.reason is None else f": {one.reason}"
        yield Point(f"{one.name} {what} {one.about} since {day(one.since)} (event {positions(one.because)}){reason}")


def _due(title: str, lines: Iterable[DueLine], name_of: Named) -> Iterator[Block]:
    found = list(lines)
    if not found:
        return
    yield Heading(title, 3)
    for one in found:
        yield Point(f"{_with_names(one.text, name_of)} (event {positions(one.because)})")


def _with_names(text: str, name_of: Named) -> str:
    """A sentence with persons called by their names, where those are kept."""
    return " ".join(_called(word, name_of) for word in text.split(" "))


def _called(word: str, name_of: Named) -> str:
    person = word.rstrip(".,:;")
    name = name_of(person) if person else None
    return word if name is None else f"{name}{word[len(person) :]}"


def _decisions(answer: Handover) -> Iterator[Block]:
    if not answer.decisions:
        return
    yield Heading("Decisions under way", 3)
    for one in answer.decisions:
        deferred = "" if one.outcome is None else f", {one.outcome} on {day(one.taken_at)}"
        open_ones = f"; {counted(one.open_objections, 'objection')} open" if one.open_objections else ""
        proposed = f"proposed on {day(one.proposed_at)}"
        yield Point(f"{one.title} ({one.decision}): {proposed}, by {one.method}{deferred}{open_ones}.")


def _representation(answer: Representations, name_of: Named) -> Iterator[Block]:
    if not answer.representatives and not answer.positions:
        return
    yield Heading("Who speaks for it where", 3)
    leads = ", ".join(_who(one.person, name_of) for one in answer.leads) or "nobody"
    yield Sentence(f"Looked after by {leads}.")
    for one in answer.representatives:
        brief = one.brief
        briefed = "" if brief is None else f"; brief {brief.brief} for {day(brief.meeting_at)} ({brief.latitude})"
        yield Point(
            f"{_who(one.person, name_of)} at {one.at_name}, as {one.capacity}, since {day(one.since)}{briefed}."
        )
    for stated in answer.positions[:_LATEST]:
        to = ", ".join(each.name for each in stated.to)
        yield Point(f"It told {to} on {day(stated.at)} about {stated.scope}:")
        yield Quote(stated.position_text or "(The text was erased.)")


_LATEST = 3
"""How many of the positions that were stated are worth reading first."""


def _access(answer: Access, name_of: Named) -> Iterator[Block]:
    waiting = [one for one in answer.approaches if one.state != "answered"]
    if answer.opened_at is None and not waiting:
        return
    yield Heading("How the system reaches it", 3)
    if answer.opened_at is not None:
        guards = ", ".join(_who(one.person, name_of) for one in answer.gatekeepers) or "nobody"
        joined = ", ".join(one.name for one in answer.joined) or "nobody yet"
        yield Sentence(f"One door, open since {day(answer.opened_at)}, guarded by {guards}. It was joined by {joined}.")
    for one in waiting:
        route = "" if one.route is None else f" to {spaced(one.route)}"
        yield Point(
            f"{one.body_name} on “{one.topic}” ({one.force}): {one.state}{route}, {counted(one.age_days, 'day')} old "
            f"({one.approach})."
        )


def _priorities(answer: Priorities) -> Iterator[Block]:
    if not answer.adopted:
        return
    yield Heading("Its priorities", 3)
    for one in answer.adopted:
        heard = f"{one.supporting:,} for, {one.opposing:,} against, {one.heard:,} of {one.of:,} practices heard"
        yield Point(f"{one.title} ({one.priority}), since {day(one.adopted_since)}: {heard}.")


def _seats(answer: Seats, name_of: Named) -> Iterator[Block]:
    if not answer.own.seats:
        return
    yield Heading("Its seats", 3)
    for one in answer.own.seats:
        voting = {True: ", with a vote", False: ", without a vote", None: ""}[one.voting]
        held = "empty" if one.person is None else f"{_who(one.person, name_of)} since {day(one.since)}"
        yield Point(f"{one.at_name} ({one.seat}{voting}): {held}.")


def _ladder(answer: Ladder) -> Iterator[Block]:
    if not answer.activities:
        return
    yield Heading("How far it has got in working together", 3)
    yield Sentence(
        f"All of those who take part have achieved step {answer.highest} of 5, and are ready for step {answer.next}."
    )
    for one in answer.activities:
        yield Point(f"{one.title} ({one.activity}), step {one.step}: {one.state} since {day(one.since)}.")


def _trust(answer: Handover) -> Iterator[Block]:
    if answer.level is None:
        return
    yield Heading("Who trusts it how far", 3)
    called = "" if answer.label is None else f", {spaced(answer.label)}"
    yield Sentence(f"In the middle, {answer.level:.1f}{called}. The lowest first:")
    rows = [[answer.names.get(one.organisation, one.organisation), f"{one.level:.1f}"] for one in answer.trust]
    yield Rows(["Organisation", "Level"], rows, ["Level"])
