"""What waits for an organisation, and what runs out? All of it, the earliest first; and each kind by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from ledger.counting.story import report_due
from ledger.events import ConcernAnswered, ConcernRaised, DecisionTaken, ErrorAdmitted, ErrorPutRight
from ledger.history import Place
from ledger.past import Past
from ledger.projections.desk import Desk, DueLine
from ledger.projections.lapsing import mandates
from ledger.times import in_words, last_day_in_words, start


def due_lines(past: Past, organisation: str, as_of: int) -> tuple[DueLine, ...]:
    """All that an organisation has to see to at an instant, however far ahead, the earliest first.

    `past` is read as of the instant. Nothing is due from an organisation that has closed.
    """
    desk = Desk(past, organisation, Place.after_all_of(as_of))
    if past.register.is_closed(organisation, desk.place):
        return ()
    lines = (line for find in KINDS for line in find(desk))
    return tuple(sorted(lines, key=lambda line: line.key))


def next_change(past: Past, lines: Iterable[DueLine], as_of: int) -> int | None:
    """The first instant after a reading at which its lines may change without a new event."""
    times: list[int] = [at for line in lines if (at := start(line.due_at)) > as_of]
    times += [] if past.history.later is None else [past.history.later]
    return min(times, default=None)


def reports(desk: Desk) -> Iterator[DueLine]:
    """Reports on meetings that the group's representatives were briefed for; none from one who had stood down."""
    for name in desk.past.briefs:
        brief = desk.past.briefs.at(name, desk.place)
        if brief.issued is None or brief.terms is None or brief.reported is not None:
            continue
        representation = desk.past.representations.at(brief.terms.representation, desk.place)
        appointed, ended, meeting_at = representation.terms, representation.ended, brief.terms.meeting_at
        if appointed is None or appointed.group != desk.organisation:
            continue
        if ended is not None and ended.effective_at <= meeting_at:
            continue
        due_at = report_due(brief.terms)
        meeting = f"the meeting at {desk.name(appointed.at)} on {in_words(meeting_at)}"
        last_day = last_day_in_words(due_at)
        text = (
            f"The report on {meeting} was due by {last_day}: ask {appointed.person} for it."
            if desk.is_late(due_at)
            else f"{appointed.person} is to report back on {meeting} by {last_day}."
        )
        yield desk.line(("report", name), due_at, text, [brief.issued])


def representation_reviews(desk: Desk) -> Iterator[DueLine]:
    """When each representation is to be looked at again, until the representative stands down."""
    for name in desk.past.representations:
        one = desk.past.representations.at(name, desk.place)
        if one.appointed is None or one.terms is None or one.terms.group != desk.organisation or one.ended:
            continue
        due_at = one.review_due_at
        verb = "was" if desk.is_late(due_at) else "is"
        text = (
            f"How {one.terms.person} speaks for {desk.name(desk.organisation)} at {desk.name(one.terms.at)} {verb} to "
            f"be reviewed by {last_day_in_words(due_at)}."
        )
        yield desk.line(("representation_review", name), due_at, text, [one.appointed, one.reviewed or one.appointed])


def actions(desk: Desk) -> Iterator[DueLine]:
    """What it has taken on and neither done nor dropped."""
    for name in desk.past.actions:
        action = desk.past.actions.at(name, desk.place)
        if action.agreed is None or action.terms is None or action.done or action.dropped:
            continue
        if action.terms.owner != desk.organisation:
            continue
        due_at, item = action.terms.due_at, action.terms.from_item
        follows = f", which follows from {item}," if item is not None and desk.past.history.stands(item) else ""
        verb = "was" if desk.is_late(due_at) else "is"
        text = f"Action {name}{follows} {verb} to be done by {last_day_in_words(due_at)}."
        yield desk.line(("action", name), due_at, text, [action.agreed])


def decision_reviews(desk: Desk) -> Iterator[DueLine]:
    """Decisions that were to be looked at again, and have neither been reviewed nor reversed since."""
    for name in desk.past.decisions:
        decision = desk.past.decision(name, desk.place)
        if decision is None or decision.terms is None or decision.terms.group != desk.organisation:
            continue
        taken = decision.taken[-1] if decision.taken else None
        due_at = None if taken is None else cast("DecisionTaken", taken.event).review_at
        if taken is None or due_at is None:
            continue
        if any(later.place > taken.place for later in (*decision.reviews, *decision.reversals)):
            continue
        verb = "was" if desk.is_late(due_at) else "is"
        text = f"“{decision.terms.title}” {verb} to be looked at again by {last_day_in_words(due_at)}."
        yield desk.line(("decision_review", name), due_at, text, [taken])


def approaches(desk: Desk) -> Iterator[DueLine]:
    """Approaches that wait for an answer, with whom they were received by or last redirected to."""
    for name in desk.past.approaches:
        one = desk.past.approaches.at(name, desk.place)
        if one.received is None or one.terms is None or one.answered is not None or one.is_with != desk.organisation:
            continue
        since = in_words(one.received.effective_at)
        text = f"{desk.name(one.terms.from_)} has waited for an answer on {one.terms.topic} since {since}."
        rests_on = [one.received, *one.redirections[-1:]]
        yield desk.line(("approach", name), one.received.effective_at, text, rests_on, one.terms.from_)


def concerns(desk: Desk) -> Iterator[DueLine]:
    """Concerns about it that nobody has answered."""
    answered = desk.latest(ConcernAnswered)
    for entry in desk.entries(ConcernRaised):
        raised = cast("ConcernRaised", entry.event)
        if raised.about == desk.organisation and raised.concern not in answered:
            text = f"{desk.name(raised.by)} has been worried since {in_words(entry.effective_at)}, without an answer."
            yield desk.line(("concern", raised.concern), entry.effective_at, text, [entry], raised.by)


def admissions(desk: Desk) -> Iterator[DueLine]:
    """Errors that it admitted, and that are not put right."""
    put_right = desk.latest(ErrorPutRight)
    for entry in desk.entries(ErrorAdmitted):
        admitted = cast("ErrorAdmitted", entry.event)
        if admitted.by == desk.organisation and admitted.admission not in put_right:
            to = ", ".join(desk.name(code) for code in admitted.to)
            text = f"The error that was admitted to {to} on {in_words(entry.effective_at)} is not put right."
            yield desk.line(("admission", admitted.admission), entry.effective_at, text, [entry])


KINDS = (
    mandates,
    reports,
    actions,
    decision_reviews,
    representation_reviews,
    approaches,
    concerns,
    admissions,
)
"""How everything that can be due is found."""
