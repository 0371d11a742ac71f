"""What can be wrong with an event about a decision?"""

from __future__ import annotations

from typing import cast

from ledger.aggregates.decision import Decision, quorum_of
from ledger.counting.choices import Count, count
from ledger.counting.stances import weigh
from ledger.events import (
    DecisionProposed,
    DecisionTaken,
    ObjectionRaised,
    RemitAgreed,
    RulesAdopted,
    VoteCast,
)
from ledger.findings import Found, rule
from ledger.past import Case
from ledger.rules.mandates import unlisted
from ledger.rules.people import conflicted
from ledger.rules.wording import names, number, spaced
from ledger.times import in_words
from ledger.vocabulary import THRESHOLDS


def _decision(case: Case, name: str) -> tuple[Decision, DecisionProposed] | None:
    decision = case.past.decision(name, case.place)
    return None if decision is None or decision.terms is None else (decision, decision.terms)


@rule("not_a_core_member", "stop", VoteCast)
def vote_from_outside(case: Case, event: VoteCast) -> Found:
    """Only a core member of the group chooses in its decisions."""
    known = _decision(case, event.decision)
    if known is None:
        return
    group = known[1].group
    held = case.register.membership(group, event.by, case.place)
    if held is None or held.standing != "core":
        attends = "is an attending member" if held is not None else "is no member"
        text = (
            f"{case.name(event.by)} {attends} of {case.name(group)} then, and only core members choose. Check who "
            "chose, in which group, and when; record its joining first if that is missing."
        )
        yield text, () if held is None else (held.position,)


@rule("not_a_core_member", "stop", ObjectionRaised)
def objection_to_a_decision(case: Case, event: ObjectionRaised) -> Found:
    """Only a core member of the group, or a practice in its reach, can object to its decisions."""
    known = _decision(case, event.about)
    if known is None:
        return
    group = known[1].group
    held = case.register.membership(group, event.by, case.place)
    is_core = held is not None and held.standing == "core"
    if not is_core and not case.register.in_reach(group, event.by, case.place):
        text = (
            f"{case.name(event.by)} is neither a core member of {case.name(group)} then nor a practice in its reach. "
            "Check who objected, and when; record its joining first if that is missing."
        )
        yield text, () if held is None else (held.position,)


@rule("conflicted_voice", "stop", VoteCast)
def vote_through_the_system(case: Case, event: VoteCast) -> Found:
    """Nobody chooses through a person who holds a role in the system then."""
    if event.through is not None:
        yield from conflicted(case, event.through, f"Let somebody else speak for {case.name(event.by)}.")


@rule("took_no_part", "stop", VoteCast)
def took_no_part(case: Case, event: VoteCast) -> Found:
    """An organisation that left for its interest in a decision does not choose in it."""
    left = case.past.decisions.at(event.decision, case.place).left.get(event.by)
    if left is not None:
        text = (
            f"{case.name(event.by)} declared an interest on {in_words(left.effective_at)} and took no part in "
            f"{event.decision}, so it does not choose."
        )
        yield text, (left.position,)


@rule("already_decided", "stop", VoteCast, DecisionTaken)
def already_decided(case: Case, event: VoteCast | DecisionTaken) -> Found:
    """Once a question is decided nobody chooses in it and it is not decided again, unless it was reversed."""
    decided = case.past.decisions.at(event.decision, case.place).decided
    if decided is not None:
        outcome = cast("DecisionTaken", decided.event).outcome
        text = (
            f"{event.decision} was {outcome} on {in_words(decided.effective_at)}. Check the date, or record its "
            "reversal first."
        )
        yield text, (decided.position,)


def _adopted(case: Case, event: DecisionTaken) -> Count | None:
    return count(case.past, event.decision, case.place) if event.outcome == "adopted" else None


def _open_objection(case: Case, counted: Count) -> Found:
    if counted.standing_in_the_way:
        listed = ", ".join(
            f"{one.raised.event.objection} by {case.name(one.by)}"
            for one in counted.standing_in_the_way
            if isinstance(one.raised.event, ObjectionRaised)
        )
        many = number(counted.standing_in_the_way, "objection is", "objections are")
        text = f"{many[:1].upper()}{many[1:]} open: {listed}. Record how each was resolved."
        yield text, tuple(one.raised.position for one in counted.standing_in_the_way)


def _member_unheard(case: Case, counted: Count) -> Found:
    if counted.method == "consensus" and counted.silent:
        many = number(counted.silent, "member has", "members have")
        text = f"{many[:1].upper()}{many[1:]} not been heard: {names(case, counted.silent)}. Record their choice."
        yield text, ()
    if counted.method == "consent" and counted.untold:
        many = number(counted.untold, "member has", "members have")
        text = (
            f"{many[:1].upper()}{many[1:]} not been told of the text as it stands: {names(case, counted.untold)}. "
            "Record when they were told."
        )
        yield text, ()


def _inquorate(counted: Count) -> Found:
    if counted.method != "consensus" and not counted.quorate:
        chosen, everyone = counted.weight(counted.choices), counted.weight(counted.electors)
        text = (
            f"There was no quorum: those who chose weigh {chosen:,} of {everyone:,}, and "
            f"{counted.quorum_percent} percent are needed. Record the choices that are missing."
        )
        yield text, tuple(entry.position for entry in counted.choices.values())


@rule("open_objection", "stop", DecisionTaken)
def open_objection(case: Case, event: DecisionTaken) -> Found:
    """Nothing is adopted by consensus over an open objection, nor by consent over an open block."""
    counted = _adopted(case, event)
    if counted is not None:
        yield from _open_objection(case, counted)


@rule("member_unheard", "stop", DecisionTaken)
def member_unheard(case: Case, event: DecisionTaken) -> Found:
    """A consensus needs every elector's choice, and a consent needs every elector to have been told."""
    counted = _adopted(case, event)
    if counted is not None:
        yield from _member_unheard(case, counted)


@rule("inquorate", "stop", DecisionTaken)
def inquorate(case: Case, event: DecisionTaken) -> Found:
    """Nothing is adopted by vote or consent without the quorum."""
    counted = _adopted(case, event)
    if counted is not None:
        yield from _inquorate(counted)


@rule("outcome_disagrees", "stop", DecisionTaken)
def outcome_disagrees(case: Case, event: DecisionTaken) -> Found:
    """The outcome is what the choices give, unless it was put off, or another rule says why it is not."""
    counted = count(case.past, event.decision, case.place)
    if counted is None or event.outcome in ("deferred", counted.outcome):
        return
    if event.outcome == "adopted" and (
        any(_open_objection(case, counted)) or any(_member_unheard(case, counted)) or any(_inquorate(counted))
    ):
        return
    weights = {
        "for": counted.weight(counted.for_),
        "against": counted.weight(counted.against),
        "neutral": counted.weight(counted.neutral),
        "silent": counted.weight(counted.silent),
    }
    tally = ", ".join(f"{weight:,} {side}" for side, weight in weights.items())
    text = (
        f"By {counted.method}, the choices give {counted.outcome}, not {event.outcome}: {tally}. Check the choices and "
        "the outcome."
    )
    yield text, tuple(entry.position for entry in counted.choices.values())


@rule("mandate_not_held", "note", DecisionTaken)
def mandate_not_held(case: Case, event: DecisionTaken) -> Found:
    """What is adopted on the strength of a mandate should rest on one that is held."""
    known = _decision(case, event.decision)
    if known is None or event.outcome != "adopted" or known[1].mandate is None:
        return
    name = known[1].mandate
    weighed = weigh(case.past, name, case.place)
    if weighed is None:
        yield f"It rests on {name}, which nobody had sought by then.", ()
    elif weighed.state != "held":
        text = (
            f"It rests on {name}, the mandate of {case.name(weighed.terms.holder)} on {weighed.mandate.scope}, which "
            f"was {weighed.state} then, not held."
        )
        yield text, weighed.because


@rule("weaker_than_rules", "note", DecisionProposed)
def proposal_weaker_than_rules(case: Case, event: DecisionProposed) -> Found:
    """A decision should not ask for less than the group's own rules do."""
    rules = case.register.rules(event.group, case.place)
    if rules is None or not isinstance(rules.event, RulesAdopted):
        return
    adopted, weaker = rules.event, []
    if (
        event.method == "vote"
        and adopted.threshold is not None
        and THRESHOLDS.index(event.threshold) < THRESHOLDS.index(adopted.threshold)
    ):
        weaker.append(f"{spaced(adopted.threshold)}, not {spaced(event.threshold)}")
    quorum = quorum_of(event, event.method)
    if event.method != "consensus" and adopted.quorum_percent is not None and quorum < adopted.quorum_percent:
        weaker.append(f"a quorum of {adopted.quorum_percent} percent, not {quorum}")
    if weaker:
        since = in_words(rules.effective_at)
        text = f"The rules of {case.name(event.group)} of {since} ask for more: {'; '.join(weaker)}."
        yield text, (rules.position,)


@rule("outside_remit", "note", DecisionProposed)
def outside_remit(case: Case, event: DecisionProposed) -> Found:
    """A group should not decide a matter that its remit leaves to its members."""
    remit = None if event.matter is None else case.register.remit(event.group, event.matter, case.place)
    if remit is not None and cast("RemitAgreed", remit.event).belongs_to == "members":
        text = (
            f"By the remit of {in_words(remit.effective_at)}, {event.matter} stays with each member of "
            f"{case.name(event.group)}."
        )
        yield text, (remit.position,)


@rule("affected_unheard", "note", DecisionTaken)
def affected_unheard(case: Case, event: DecisionTaken) -> Found:
    """Whoever a decision affects should have chosen, stated an impact or objected before it is adopted."""
    known = _decision(case, event.decision)
    if known is None or event.outcome != "adopted":
        return
    decision, terms = known
    unheard = [code for code in terms.affects if code not in decision.heard]
    if unheard:
        text = f"It affects {names(case, unheard)}, of whom nothing is recorded: no choice, impact or objection."
        yield text, ()


@rule("voice_unnamed", "note", VoteCast)
def voice_unnamed(case: Case, event: VoteCast) -> Found:
    """In a leadership group it should be known through whom an organisation chose."""
    known = _decision(case, event.decision)
    if known is None or event.through is not None:
        return
    group = known[1].group
    if case.register.kind(group, case.place) == "leadership_group":
        yield f"It is not said who spoke for {case.name(event.by)} in {case.name(group)}: give `through`.", ()


@rule("unweighted", "note", DecisionProposed)
def proposal_unweighted(case: Case, event: DecisionProposed) -> Found:
    """Where choices are counted by patients, every elector needs a recorded list size, or it counts for nothing."""
    if event.weighting == "patients":
        yield from unlisted(case, case.register.core_members(event.group, case.place))
