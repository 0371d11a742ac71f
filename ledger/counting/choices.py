"""How does a decision fall? What the choices of its electors give, by consensus, by consent or by vote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    """A decision as it falls at a place: who chooses, what each chose, and what that gives.

    Codes are in order; `for_`, `against`, `neutral` and `silent` are all electors between them. `untold` are the
    electors not told since the text last changed. `standing_in_the_way` are the open objections that keep a consensus
    or consent from being one.
    """

    terms: DecisionProposed
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
    quorum_percent: int
    casting: Entry | None

    def weight(self, codes: Iterable[str]) -> int:
        """What some electors weigh together."""
        return sum(self.weights[code] for code in codes)

    @property
    def base(self) -> int:
        """The weight that those in favour are measured against."""
        return self.weight(self._measured)

    @property
    def quorate(self) -> bool:
        """Whether enough have chosen anything."""
        return self.weight(self.choices) * 100 >= self.quorum_percent * self.weight(self.electors)

    @property
    def outcome(self) -> Literal["adopted", "rejected"]:
        """What the choices give, whatever was declared."""
        chosen = {_choice(entry) for entry in self.choices.values()}
        match self.method:
            case "consensus":
                passes = not self.silent and chosen <= _CONSENTING and not self.standing_in_the_way
            case "consent":
                passes = self.quorate and "block" not in chosen and not self.untold and not self.standing_in_the_way
            case _:
                passes = self.quorate and self._wins()
        return "adopted" if passes and self.for_ else "rejected"

    @property
    def _measured(self) -> Codes:
        of_votes_cast = self.method == "vote" and self.terms.of == "cast"
        return (*self.for_, *self.against) if of_votes_cast else self.electors

    def _wins(self) -> bool:
        """Whether a vote with a quorum is carried. A casting vote breaks a tie, whatever the threshold."""
        weight = self.weight(self.for_)
        if self.casting is not None and weight == self.weight(self.against) and weight > 0:
            return cast("CastingVoteUsed", self.casting.event).choice == "agree"
        return is_carried(self.for_, {code: self.weights[code] for code in self._measured}, self.terms.threshold)


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
    for_ = tuple(code for code, entry in choices.items() if _choice(entry) in FOR)
    against = tuple(code for code, entry in choices.items() if _choice(entry) in AGAINST)
    return Count(
        terms=terms,
        method=decision.method,
        electors=everyone,
        choices=choices,
        for_=for_,
        against=against,
        neutral=tuple(code for code in choices if code not in for_ and code not in against),
        silent=tuple(code for code in everyone if code not in choices),
        untold=tuple(code for code in everyone if code not in decision.told),
        standing_in_the_way=_in_the_way(decision),
        weights=weights_of(past, terms.weighting, everyone, place),
        quorum_percent=decision.quorum_percent,
        casting=decision.casting,
    )


def _choice(entry: Entry) -> str:
    return cast("VoteCast", entry.event).choice


def _in_the_way(decision: Decision) -> tuple[Objection, ...]:
    """The open objections that a consensus or consent cannot be had over; a vote passes over any."""
    match decision.method:
        case "consensus":
            return tuple(decision.objections.open())
        case "consent":
            return tuple(one for one in decision.objections.open() if one.weight == "block")
        case _:
            return ()
