"""What can be wrong with an event about a mandate?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from ledger.aggregates.mandate import CONSENTING, Mandate
from ledger.events import (
    AssentPresumed,
    MandateGranted,
    MandateReaffirmed,
    MandateRefused,
    MandateSought,
    MandateWithdrawn,
    ObjectionRaised,
    ObjectionResolved,
    RulesAdopted,
)
from ledger.findings import Found, rule
from ledger.history import Entry
from ledger.past import Case
from ledger.rules.wording import names, spaced
from ledger.times import in_words
from ledger.vocabulary import THRESHOLDS

Stance = MandateGranted | AssentPresumed | MandateReaffirmed | MandateRefused | MandateWithdrawn
STANCES = (MandateGranted, AssentPresumed, MandateReaffirmed, MandateRefused, MandateWithdrawn)


def _mandate(case: Case, name: str) -> tuple[Mandate, MandateSought] | None:
    mandate = case.past.mandate(name, case.place)
    return None if mandate is None or mandate.terms is None else (mandate, mandate.terms)


def _outside(case: Case, name: str, by: str) -> Found:
    known = _mandate(case, name)
    if known is None:
        return
    mandate, terms = known
    if not case.past.is_constituent(terms, by, case.place):
        text = (
            f"{case.name(by)} is not among those whom {case.name(terms.holder)} asked for {mandate.scope} then. "
            "Check who did this and when; record its joining first if that is missing."
        )
        yield text, (mandate.sought.position,) if mandate.sought else ()


@rule("not_in_constituency", "stop", *STANCES)
def not_in_constituency(case: Case, event: Stance) -> Found:
    """Only an organisation that is asked for a mandate can take a stance on it."""
    yield from _outside(case, event.mandate, event.by)


@rule("not_a_core_member", "stop", ObjectionRaised)
def objection_from_outside(case: Case, event: ObjectionRaised) -> Found:
    """Only an organisation that is asked for a mandate can object to it."""
    yield from _outside(case, event.about, event.by)


@rule("nothing_to_reaffirm", "stop", MandateReaffirmed)
def nothing_to_reaffirm(case: Case, event: MandateReaffirmed) -> Found:
    """Only a grant, a reaffirmation or a presumed assent that stands can be reaffirmed."""
    latest = case.past.mandates.at(event.mandate, case.place).latest.get(event.by)
    if latest is None:
        yield f"{case.name(event.by)} has not granted {event.mandate}: record its grant instead.", ()
    elif not isinstance(latest.event, CONSENTING):
        text = (
            f"{case.name(event.by)} said no to {event.mandate} on {in_words(latest.effective_at)}: record a new grant "
            "instead."
        )
        yield text, (latest.position,)


_SILENCE = {
    "silence_without_notice": (
        "Silence counts only after notice: nobody told {name} about {mandate} at least {days} days before, since it "
        "was last worded. Record when it was told, or wait."
    ),
    "silence_after_no": "{name} has said no to {mandate}, so its silence is no assent.",
}


def _silence(case: Case, event: AssentPresumed, name: str) -> Found:
    # Whatever names a mandate that is not in the history is orphaned, and found by that alone.
    opener = cast("Entry", case.past.history.opener(event.mandate))
    days = cast("MandateSought", opener.event).notice_days
    for found, because in case.past.mandates.at(event.mandate, case.place).void_silence(case.entry):
        if found == name:
            yield _SILENCE[name].format(name=case.name(event.by), mandate=event.mandate, days=days), because


@rule("silence_without_notice", "stop", AssentPresumed)
def silence_without_notice(case: Case, event: AssentPresumed) -> Found:
    """Silence counts as assent only when the organisation was told of the present wording, with all the notice due."""
    yield from _silence(case, event, "silence_without_notice")


@rule("silence_after_no", "stop", AssentPresumed)
def silence_after_no(case: Case, event: AssentPresumed) -> Found:
    """Silence after a refusal, a withdrawal or an objection that is still open is not assent."""
    yield from _silence(case, event, "silence_after_no")


@rule("already_resolved", "stop", ObjectionResolved)
def already_resolved(case: Case, event: ObjectionResolved) -> Found:
    """An objection is resolved once."""
    first = _resolved(case, event.objection)
    if first is not None:
        how = cast("ObjectionResolved", first.event).how
        yield (
            f"Objection {event.objection} was resolved on {in_words(first.effective_at)}: {spaced(how)}.",
            (first.position,),
        )


def _resolved(case: Case, objection: str) -> Entry | None:
    """The event before this one that resolved an objection, whatever it was against."""
    about = case.past.objected_to(objection)
    return None if about is None else about.at(case.place).objections.resolved.get(objection)


@rule("weaker_than_rules", "note", MandateSought)
def weaker_than_rules(case: Case, event: MandateSought) -> Found:
    """A mandate should not ask for less than the holder's own rules do."""
    rules = case.register.rules(event.holder, case.place)
    if rules is None or not isinstance(rules.event, RulesAdopted):
        return
    weaker = _weaker(event, rules.event)
    if weaker:
        text = (
            f"The rules of {case.name(event.holder)} of {in_words(rules.effective_at)} ask for more: "
            f"{'; '.join(weaker)}."
        )
        yield text, (rules.position,)


def _weaker(asked: MandateSought, rules: RulesAdopted) -> list[str]:
    weaker = []
    if rules.threshold is not None and THRESHOLDS.index(asked.threshold) < THRESHOLDS.index(rules.threshold):
        weaker.append(f"{spaced(rules.threshold)}, not {spaced(asked.threshold)}")
    if rules.notice_days is not None and asked.notice_days < rules.notice_days:
        weaker.append(f"notice of {rules.notice_days} days, not {asked.notice_days}")
    if rules.reaffirm_within_days is not None and asked.reaffirm_within_days > rules.reaffirm_within_days:
        weaker.append(f"reaffirmation within {rules.reaffirm_within_days} days, not {asked.reaffirm_within_days}")
    return weaker


@rule("unweighted", "note", MandateSought)
def unweighted(case: Case, event: MandateSought) -> Found:
    """Where patients are counted, every organisation needs a recorded list size, or it counts for nothing."""
    if event.weighting != "patients":
        return
    yield from unlisted(case, case.past.constituency(event, case.place))


def unlisted(case: Case, codes: Iterable[str]) -> Found:
    """What there is to say where some of those who are counted by patients have no list size."""
    without = [code for code in codes if case.register.list_size(code, case.place) is None]
    if without:
        yield f"Counted by patients, but no list size is recorded for {names(case, without)}.", ()


@rule("unattested", "note", *STANCES)
def unattested(case: Case, event: Stance) -> Found:
    """A stance that someone else recorded should say where it is written down, or be attested by its organisation."""
    if event.source is None and not _vouched_for(case.entry, event, case):
        text = (
            f"Nothing shows that this came from {case.name(event.by)}: say where it is written down, or let "
            f"{case.name(event.by)} attest it."
        )
        yield text, ()


def _vouched_for(entry: Entry, event: Stance, case: Case) -> bool:
    return entry.recorded_by == event.by or entry.position in case.past.history.attested
