"""Why was this decided? Everything about one decision: the question, who was heard, what came of it, what followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from ledger.aggregates.decision import Decision
from ledger.aggregates.objections import Objection
from ledger.counting.choices import Count, count, counted_at
from ledger.events import (
    CastingVoteUsed,
    DecisionProposed,
    DecisionTaken,
    ImpactStated,
    InterestDeclared,
    MethodChanged,
    ObjectionAnswered,
    ObjectionResolved,
    OrganisationTold,
    ProposalAmended,
    VoteCast,
)
from ledger.findings import Finding
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.actions import Texts, action_lines
from ledger.projections.decisions.following import following
from ledger.projections.decisions.shapes import (
    AnswerLine,
    CastingLine,
    ChoiceLine,
    Dossier,
    ElectorLine,
    ImpactLine,
    InterestLine,
    MandateBehind,
    MethodLine,
    ObjectionStory,
    OutcomeLine,
    TextLine,
    ToldLine,
)
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class _Sources:
    """What every part is read from: the history, the place that it is read at, and the texts."""

    past: Past
    place: Place
    texts: Texts

    def name(self, code: str) -> str:
        """What an organisation is called."""
        return self.past.register.name(code, self.place)

    def text(self, entry: Entry, pointer: str) -> str | None:
        """A text of an event; None where it has none, or it was erased."""
        return self.texts.get((entry.position, pointer))


def dossier(  # noqa: PLR0913 each is a different thing
    past: Past,
    name: str,
    *,
    as_of: int,
    known_at: int,
    position: int,
    texts: Texts,
    findings: tuple[Finding, ...],
    mandate: MandateBehind | None,
) -> Dossier:
    """The dossier of a decision that is in `past`, which must hold all about it, its group and the group's members."""
    place = Place.after_all_of(as_of)
    at = counted_at(past, name, place)
    counted = count(past, name, at) or cast("Count", count(past, name, place))
    decision = past.decisions.at(name, place)
    proposed, terms = cast("Entry", decision.proposed), cast("DecisionProposed", decision.terms)
    of = _Sources(past, place, texts)
    votes: dict[str, list[Entry]] = {}
    for entry in decision.votes:
        votes.setdefault(cast("VoteCast", entry.event).by, []).append(entry)
    outsiders = sorted(votes.keys() - set(counted.electors))
    outcomes = tuple(_outcome(of, entry) for entry in decision.taken)
    return Dossier(
        decision=name,
        group=terms.group,
        group_name=of.name(terms.group),
        title=terms.title,
        method=counted.method,
        outcome=outcomes[-1].outcome if outcomes else None,
        open=decision.decided is None,
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        proposed_at=rfc3339(proposed.effective_at),
        proposed_by=terms.by,
        counted_at=rfc3339(at.effective_at),
        matter=terms.matter,
        affects=terms.affects,
        threshold=terms.threshold,
        of=terms.of,
        weighting=terms.weighting,
        quorum_percent=counted.quorum_percent,
        texts=tuple(_text(of, entry) for entry in decision.texts),
        methods=tuple(_methods(of, proposed, decision)),
        told=tuple(_told(of, entry) for entry in decision.tellings),
        interests=tuple(_interest(of, entry) for entry in decision.interests),
        impacts=tuple(_impact(of, entry) for entry in decision.impacts),
        electors=tuple(_elector(of, votes.get(code, []), counted, code) for code in counted.electors),
        others=tuple(_elector(of, votes[code], counted, code) for code in outsiders),
        objections=tuple(_objection(of, name, one) for name, one in decision.objections.raised.items()),
        casting_vote=None if counted.casting is None else _casting(of, counted.casting),
        tally=tally(counted),
        mandate=mandate,
        outcomes=outcomes,
        findings=findings,
        actions=tuple(line for line in action_lines(past, place, texts) if line.from_item == name),
        followed=tuple(following(past, name, place, texts)),
        because=tuple(sorted(_rests_on(proposed, decision))),
    )


def tally(counted: Count) -> dict[str, int | bool]:
    """The weights of a count, whether there was a quorum, and whether the choices give that it is adopted."""
    return {
        "for": counted.weight(counted.for_),
        "against": counted.weight(counted.against),
        "neutral": counted.weight(counted.neutral),
        "silent": counted.weight(counted.silent),
        "base": counted.base,
        "quorate": counted.quorate,
        "carried": counted.outcome == "adopted",
    }


def _rests_on(proposed: Entry, decision: Decision) -> Iterator[int]:
    """The question and its outcomes; the parts say for themselves what they rest on."""
    yield proposed.position
    yield from (entry.position for entry in (*decision.taken, *decision.reversals))


def _text(of: _Sources, entry: Entry) -> TextLine:
    event = cast("DecisionProposed | ProposalAmended", entry.event)
    return TextLine(
        text=of.text(entry, "/text"),
        at=rfc3339(entry.effective_at),
        by=event.by,
        name=of.name(event.by),
        minor=isinstance(event, ProposalAmended) and event.minor,
        answers=event.answers if isinstance(event, ProposalAmended) else (),
        because=(entry.position,),
    )


def _methods(of: _Sources, proposed: Entry, decision: Decision) -> Iterator[MethodLine]:
    first = cast("DecisionProposed", proposed.event).method
    yield MethodLine(first, rfc3339(proposed.effective_at), None, (proposed.position,))
    for entry in decision.methods:
        changed = cast("MethodChanged", entry.event).method
        yield MethodLine(changed, rfc3339(entry.effective_at), of.text(entry, "/why"), (entry.position,))


def _told(of: _Sources, entry: Entry) -> ToldLine:
    event = cast("OrganisationTold", entry.event)
    return ToldLine(
        organisation=event.organisation,
        name=of.name(event.organisation),
        by=event.by,
        channel=event.channel,
        at=rfc3339(entry.effective_at),
        because=(entry.position,),
    )


def _interest(of: _Sources, entry: Entry) -> InterestLine:
    event = cast("InterestDeclared", entry.event)
    return InterestLine(
        person=event.person,
        by=event.by,
        name=of.name(event.by),
        interest=of.text(entry, "/interest"),
        action=event.action,
        at=rfc3339(entry.effective_at),
        because=(entry.position,),
    )


def _impact(of: _Sources, entry: Entry) -> ImpactLine:
    by = cast("ImpactStated", entry.event).by
    return ImpactLine(by, of.name(by), of.text(entry, "/impact"), rfc3339(entry.effective_at), (entry.position,))


def _elector(of: _Sources, votes: list[Entry], counted: Count, code: str) -> ElectorLine:
    counts = counted.choices.get(code)
    return ElectorLine(
        organisation=code,
        name=of.name(code),
        choice=None if counts is None else cast("VoteCast", counts.event).choice,
        weight=counted.weights.get(code, 0),
        choices=tuple(_choice(of, entry, counts) for entry in votes),
        because=tuple(entry.position for entry in votes),
    )


def _choice(of: _Sources, entry: Entry, counts: Entry | None) -> ChoiceLine:
    event = cast("VoteCast", entry.event)
    return ChoiceLine(
        choice=event.choice,
        at=rfc3339(entry.effective_at),
        reason=of.text(entry, "/reason"),
        through=event.through,
        counts=entry is counts,
        because=(entry.position,),
    )


def _objection(of: _Sources, name: str, one: Objection) -> ObjectionStory:
    resolved = one.resolved
    return ObjectionStory(
        objection=name,
        by=one.by,
        name=of.name(one.by),
        weight=one.weight,
        reason=of.text(one.raised, "/reason"),
        raised_at=rfc3339(one.raised.effective_at),
        answers=tuple(_answer(of, entry) for entry in one.answers),
        resolved=None if resolved is None else cast("ObjectionResolved", resolved.event).how,
        resolved_at=None if resolved is None else rfc3339(resolved.effective_at),
        because=_positions((one.raised, *one.answers, resolved)),
    )


def _answer(of: _Sources, entry: Entry) -> AnswerLine:
    by = cast("ObjectionAnswered", entry.event).by
    return AnswerLine(by, of.name(by), of.text(entry, "/answer"), rfc3339(entry.effective_at), (entry.position,))


def _casting(of: _Sources, entry: Entry) -> CastingLine:
    event = cast("CastingVoteUsed", entry.event)
    return CastingLine(event.by, of.name(event.by), event.choice, rfc3339(entry.effective_at), (entry.position,))


def _outcome(of: _Sources, entry: Entry) -> OutcomeLine:
    event = cast("DecisionTaken", entry.event)
    return OutcomeLine(
        outcome=event.outcome,
        statement=of.text(entry, "/statement"),
        at=rfc3339(entry.effective_at),
        review_at=None if event.review_at is None else rfc3339(event.review_at),
        awaits=of.text(entry, "/awaits"),
        because=(entry.position,),
    )


def _positions(entries: Iterable[Entry | None]) -> tuple[int, ...]:
    return tuple(entry.position for entry in entries if entry is not None)
