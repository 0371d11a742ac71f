"""What followed from a decision? Services, money, answers, rules, briefs, departures, admissions, reviews."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from ledger.events import (
    ApproachAnswered,
    BriefIssued,
    DecisionDeparted,
    DecisionRejoined,
    DecisionReversed,
    DecisionReviewed,
    ErrorAdmitted,
    ErrorPutRight,
    Event,
    RemitAgreed,
    ReportedBack,
    ResourceAllocated,
    RulesAdopted,
    ServiceAssigned,
)
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.actions import Texts
from ledger.projections.decisions.shapes import Following
from ledger.times import in_words, rfc3339

Names = Callable[[str], str]


def following(past: Past, decision: str, place: Place, texts: Texts) -> Iterator[Following]:
    """What followed, in the order in which it took effect.

    A brief follows from a decision if it was issued under the same mandate once the decision was taken.
    """
    state = past.decisions.at(decision, place)
    taken = state.taken[0].effective_at if state.taken else None
    mandate = None if state.terms is None else state.terms.mandate

    def name(code: str) -> str:
        return past.register.name(code, place)

    for entry in past.history.entries:
        told = _TOLD.get(type(entry.event))
        if told is None or not _follows(past, entry, decision, mandate, taken):
            continue
        kind, who, what = told
        by = who(past, entry.event)
        yield Following(
            kind=kind,
            id=_id(entry.event),
            by=by,
            name=name(by),
            what=what(entry.event, name) if callable(what) else texts.get((entry.position, what)),
            at=rfc3339(entry.effective_at),
            because=(entry.position,),
        )


def _follows(past: Past, entry: Entry, decision: str, mandate: str | None, taken: int | None) -> bool:
    match entry.event:
        case BriefIssued(mandate=under):
            return mandate is not None and under == mandate and taken is not None and entry.effective_at >= taken
        case ReportedBack(brief=brief):
            return _follows(past, _opener(past, brief), decision, mandate, taken)
        case ErrorAdmitted(about=about):
            return about == decision
        case ErrorPutRight(admission=admission):
            return _follows(past, _opener(past, admission), decision, mandate, taken)
        case event:
            return getattr(event, "decision", None) == decision


def _opener(past: Past, name: str) -> Entry:
    """What opens an id that an event of the history needs: without it, that event would not be in it."""
    return cast("Entry", past.history.opener(name))


def _id(event: Event) -> str | None:
    names = (getattr(event, field, None) for field in ("service", "resource", "approach", "brief", "admission"))
    return next((name for name in names if name is not None), None)


def _by(_: Past, event: Any) -> str:
    by: str = event.by
    return by


def _group(_: Past, event: Any) -> str:
    group: str = event.group
    return group


def _spoken_for(past: Past, event: Any) -> str:
    """The group on whose behalf a brief was issued, or a report made."""
    brief: Any = event if isinstance(event, BriefIssued) else _opener(past, event.brief).event
    return _group(past, _opener(past, brief.representation).event)


def _responsible(_: Past, event: Any) -> str:
    code: str = event.responsible
    return code


def _giver(_: Past, event: Any) -> str:
    code: str = event.from_
    return code


def _approached(past: Past, event: Any) -> str:
    received: Any = _opener(past, event.approach).event
    code: str = received.to
    return code


def _admitted_by(past: Past, event: Any) -> str:
    return _by(past, _opener(past, event.admission).event)


def _service(event: Any, name: Names) -> str:
    return f"{name(event.delivered_by)} delivers {event.scope}, for which {name(event.responsible)} answers."


def _resource(event: Any, name: Names) -> str:
    pounds, pence = divmod(event.pence, 100)
    return f"{name(event.from_)} passes £{pounds:,}.{pence:02} on to {name(event.to)}: {event.purpose}."


def _remit(event: Any, name: Names) -> str:
    whose = name(event.group) if event.belongs_to == "group" else "each member"
    return f"{event.scope} is a matter for {whose}."


def _rules(event: Any, name: Names) -> str:
    return f"{name(event.group)} adopts rules of its own."


def _brief(event: Any, _: Names) -> str:
    return f"A brief for the meeting of {in_words(event.meeting_at)}."


_TOLD: dict[type[Event], tuple[str, Callable[[Past, Any], str], str | Callable[[Any, Names], str]]] = {
    ServiceAssigned: ("service", _responsible, _service),
    ResourceAllocated: ("resource", _giver, _resource),
    RulesAdopted: ("rules", _group, _rules),
    RemitAgreed: ("remit", _group, _remit),
    BriefIssued: ("brief", _spoken_for, _brief),
    ReportedBack: ("report", _spoken_for, "/discussed"),
    ApproachAnswered: ("answer", _approached, "/answer"),
    DecisionDeparted: ("departure", _by, "/reason"),
    DecisionRejoined: ("return", _by, "/reason"),
    ErrorAdmitted: ("admission", _by, "/what"),
    ErrorPutRight: ("put_right", _admitted_by, "/how"),
    DecisionReviewed: ("review", _by, "/found"),
    DecisionReversed: ("reversal", _by, "/why"),
}
"""Type → what it is called, who it concerns, and what is told: a text of the event by its pointer, or a sentence."""
