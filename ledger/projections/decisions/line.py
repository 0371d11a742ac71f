"""How does a decision stand, in one line of a list?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from ledger.counting.choices import counted_at
from ledger.events import DecisionProposed, DecisionTaken
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision in a list. `open`: nothing was adopted or rejected yet, or what was is reversed."""

    decision: str
    group: str
    name: str
    title: str
    matter: str | None
    method: str
    outcome: str | None
    open: bool
    proposed_at: str
    taken_at: str | None
    review_at: str | None
    reversed_at: str | None
    open_objections: int
    findings: int
    because: tuple[int, ...]


def decision_row(past: Past, name: str, as_of: int, findings: int) -> DecisionRow | None:
    """A decision as of an instant, with so many findings on its events; None where it is not proposed yet."""
    place = Place.after_all_of(as_of)
    # Before the rest: a fold is good only until the next question.
    method = past.decisions.at(name, counted_at(past, name, place)).method
    decision = past.decision(name, place)
    if decision is None:
        return None
    proposed, terms = cast("Entry", decision.proposed), cast("DecisionProposed", decision.terms)
    taken = decision.taken[-1] if decision.taken else None
    outcome = None if taken is None else cast("DecisionTaken", taken.event)
    reversal = decision.reversals[-1] if decision.reversals and decision.decided is None else None
    return DecisionRow(
        decision=name,
        group=terms.group,
        name=past.register.name(terms.group, place),
        title=terms.title,
        matter=terms.matter,
        method=method,
        outcome=None if outcome is None else outcome.outcome,
        open=decision.decided is None,
        proposed_at=rfc3339(proposed.effective_at),
        taken_at=None if taken is None else rfc3339(taken.effective_at),
        review_at=None if outcome is None or outcome.review_at is None else rfc3339(outcome.review_at),
        reversed_at=None if reversal is None else rfc3339(reversal.effective_at),
        open_objections=len(decision.objections.open()),
        findings=findings,
        because=tuple(entry.position for entry in (proposed, taken, reversal) if entry is not None),
    )
