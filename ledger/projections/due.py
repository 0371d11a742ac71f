"""What waits for an organisation, and what runs out? All of it, the earliest first; and each kind by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from ledger.events import (
    ApproachAnswered,
    ApproachReceived,
    ApproachRedirected,
    BriefIssued,
    ConcernAnswered,
    ConcernRaised,
    DecisionTaken,
    ErrorAdmitted,
    ErrorPutRight,
    ReportedBack,
    RepresentationReviewed,
    RepresentativeAppointed,
    RepresentativeStoodDown,
)
from ledger.history import Place
from ledger.past import Past
from ledger.projections.desk import Desk, DueLine
from ledger.projections.lapsing import mandates
from ledger.times import DAY, in_words, last_day_in_words, start

REPORT_WITHIN = 7 * DAY
"""How long after the meeting a report is due, where the brief does not say."""


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
    reported, stood_down = desk.latest(ReportedBack), desk.latest(RepresentativeStoodDown)
    for entry in desk.entries(BriefIssued):
        brief = cast("BriefIssued", entry.event)
        appointed = _appointment(desk, brief.representation)
        ended = stood_down.get(brief.representation)
        if brief.brief in reported or appointed is None or (ended and ended.effective_at <= brief.meeting_at):
            continue
        due_at = brief.meeting_at + REPORT_WITHIN if brief.report_due_at is None else brief.report_due_at
        meeting = f"the meeting at {desk.name(appointed.at)} on {in_words(brief.meeting_at)}"
        last_day = last_day_in_words(due_at)
        text = (
            f"The report on {meeting} was due by {last_day}: ask {appointed.person} for it."
            if desk.is_late(due_at)
            else f"{appointed.person} is to report back on {meeting} by {last_day}."
        )
        yield desk.line(("report", brief.brief), due_at, text, [entry])


def representation_reviews(desk: Desk) -> Iterator[DueLine]:
    """When each representation is to be looked at again, until the representative stands down."""
    reviewed, stood_down = desk.latest(RepresentationReviewed), desk.latest(RepresentativeStoodDown)
    for entry in desk.entries(RepresentativeAppointed):
        appointed = cast("RepresentativeAppointed", entry.event)
        if appointed.group != desk.organisation or appointed.representation in stood_down:
            continue
        latest = reviewed.get(appointed.representation, entry)
        due_at = latest.effective_at + appointed.review_every_days * DAY
        verb = "was" if desk.is_late(due_at) else "is"
        text = (
            f"How {appointed.person} speaks for {desk.name(desk.organisation)} at {desk.name(appointed.at)} {verb} to "
            f"be reviewed by {last_day_in_words(due_at)}."
        )
        yield desk.line(("representation_review", appointed.representation), due_at, text, [entry, latest])


def _appointment(desk: Desk, representation: str) -> RepresentativeAppointed | None:
    """The appointment behind a brief, if it speaks for this group."""
    opener = desk.past.history.opener(representation)
    event = None if opener is None else opener.event
    return event if isinstance(event, RepresentativeAppointed) and event.group == desk.organisation else None


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
    answered, redirected = desk.latest(ApproachAnswered), desk.latest(ApproachRedirected)
    for entry in desk.entries(ApproachReceived):
        received = cast("ApproachReceived", entry.event)
        sent_on = redirected.get(received.approach)
        with_whom = received.to if sent_on is None else cast("ApproachRedirected", sent_on.event).to
        if with_whom != desk.organisation or received.approach in answered:
            continue
        since = in_words(entry.effective_at)
        text = f"{desk.name(received.from_)} has waited for an answer on {received.topic} since {since}."
        rests_on = [entry] if sent_on is None else [entry, sent_on]
        yield desk.line(("approach", received.approach), entry.effective_at, text, rests_on, received.from_)


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
