"""How does a decision fall? What the choices of its electors give, by consensus, by consent or by vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from ledger.aggregates.decision import Decision
from ledger.aggregates.objections import Objection
from ledger.counting.stances import is_carried, weights_of
from ledger.events import CastingVoteUsed, DecisionProposed, VoteCast
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.vocabulary import Method

FOR = frozenset({"agree", "agree_with_reservations"})
AGAINST = frozenset({"disagree", "block"})
_CONSENTING = FOR | {"stand_aside"}
"""The choices with which an elector lets a consensus be."""

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A decision as it falls at a place. `outcome` is what the choices give, whatever was declared.

    Codes are in order; `for_`, `against`, `neutral` and `silent` are all electors between them. `base` is the weight
    that those in favour are measured against, and `untold` are the electors not told since the text last changed.
    `standing_in_the_way` are the open objections that keep a consensus or consent from being one.
    """

    method: Method
    electors: Codes
    choices: Mapping[str, Entry]
    for_: Codes
    against: Codes
    neutral: Codes
    silent: Codes
    untold: Codes
    standing_in_the_way: tuple[Objection, ...]
    weights: Mapping[str, int]
    base: int
    quorum_percent: int
    quorate: bool
    casting: Entry | None
    outcome: Literal["adopted", "rejected"]

    def weight(self, codes: Codes) -> int:
        """What some electors weigh together."""
        return sum(self.weights[code] for code in codes)


def electors(past: Past, name: str, place: Place) -> Codes:
    """Who chooses: the group's core members at a place, less those who took no part. In the order of their codes."""
    decision = past.decisions.at(name, place)
    terms = decision.terms
    if terms is None:
        return ()
    return tuple(code for code in past.register.core_members(terms.group, place) if code not in decision.left)


def counted_at(past: Past, name: str, place: Place) -> Place:
    """As at which place a reading counts: that of the latest `DecisionTaken` before it, else the reading's own."""
    taken = past.decisions.at(name, place).taken
    return taken[-1].place if taken else place


def count(past: Past, name: str, place: Place) -> Count | None:
    """What a decision's choices give at a place; None where it had not been proposed by then."""
    decision = past.decision(name, place)
    if decision is None:
        return None
    terms = cast("DecisionProposed", decision.terms)
    everyone = electors(past, name, place)
    choices = {code: decision.choices[code] for code in everyone if code in decision.choices}
    chosen = {code: cast("VoteCast", entry.event).choice for code, entry in choices.items()}
    for_ = tuple(code for code, choice in chosen.items() if choice in FOR)
    against = tuple(code for code, choice in chosen.items() if choice in AGAINST)
    weights = weights_of(past, terms.weighting, everyone, place)
    quorum = decision.quorum_percent
    is_quorate = sum(weights[code] for code in chosen) * 100 >= quorum * sum(weights.values())
    objections = _in_the_way(decision)
    untold = tuple(code for code in everyone if code not in decision.told)
    of_votes_cast = decision.method == "vote" and terms.of == "cast"
    measured = {code: weights[code] for code in (*for_, *against)} if of_votes_cast else weights
    match decision.method:
        case "consensus":
            is_adopted = len(chosen) == len(everyone) and _CONSENTING.issuperset(chosen.values()) and not objections
        case "consent":
            is_adopted = is_quorate and "block" not in chosen.values() and not untold and not objections
        case _:
            is_adopted = is_quorate and _wins(decision, terms, for_, against, weights, measured)
    return Count(
        method=decision.method,
        electors=everyone,
        choices=choices,
        for_=for_,
        against=against,
        neutral=tuple(code for code in chosen if code not in for_ and code not in against),
        silent=tuple(code for code in everyone if code not in chosen),
        untold=untold,
        standing_in_the_way=objections,
        weights=weights,
        base=sum(measured.values()),
        quorum_percent=quorum,
        quorate=is_quorate,
        casting=decision.casting,
        outcome="adopted" if is_adopted and for_ else "rejected",
    )


def _in_the_way(decision: Decision) -> tuple[Objection, ...]:
    """The open objections that a consensus or consent cannot be had over; a vote passes over any."""
    match decision.method:
        case "consensus":
            return tuple(decision.objections.open())
        case "consent":
            return tuple(one for one in decision.objections.open() if one.weight == "block")
        case _:
            return ()


def _wins(
    decision: Decision,
    terms: DecisionProposed,
    for_: Codes,
    against: Codes,
    weights: Mapping[str, int],
    measured: Mapping[str, int],
) -> bool:
    """Whether a vote with a quorum is carried. A casting vote breaks a tie, whatever the threshold."""
    weight = sum(weights[code] for code in for_)
    is_tied = weight == sum(weights[code] for code in against) and weight > 0
    if is_tied and decision.casting is not None:
        return cast("CastingVoteUsed", decision.casting.event).choice == "agree"
    return is_carried(for_, measured, terms.threshold)
