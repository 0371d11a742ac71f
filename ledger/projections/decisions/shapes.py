"""What does a dossier consist of? Its parts, each with the positions of the events that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.findings import Finding
from ledger.projections.actions import ActionLine
from ledger.projections.standing import ObjectionLine, StanceLine


@dataclass(frozen=True, slots=True)
class TextLine:
    """One version of the text. A minor change leaves the choices standing; any other makes them void."""

    text: str | None
    at: str
    by: str
    name: str
    minor: bool
    answers: tuple[str, ...]
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MethodLine:
    """How it was to be decided from then on, and why that was changed."""

    method: str
    at: str
    why: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """That an organisation was told, and how."""

    organisation: str
    name: str
    by: str
    channel: str
    at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InterestLine:
    """An interest that was declared; `action` is `left` where the organisation took no part."""

    person: str
    by: str
    name: str
    interest: str | None
    action: str
    at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ImpactLine:
    """What it would mean for an organisation, in its own words."""

    by: str
    name: str
    impact: str | None
    at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One choice. `counts`: it is the latest of its elector on the text as it stood when the decision was taken."""

    choice: str
    at: str
    reason: str | None
    through: str | None
    counts: bool
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ElectorLine:
    """One who could choose: the choice that counts, if any, and all choices in order."""

    organisation: str
    name: str
    choice: str | None
    weight: int
    choices: tuple[ChoiceLine, ...]
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What was replied to an objection."""

    by: str
    name: str
    answer: str | None
    at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ObjectionStory:
    """An objection from raised to resolved; `resolved` is how, or null while it is open."""

    objection: str
    by: str
    name: str
    weight: str
    reason: str | None
    raised_at: str
    answers: tuple[AnswerLine, ...]
    resolved: str | None
    resolved_at: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CastingLine:
    """How a tie was broken."""

    by: str
    name: str
    choice: str
    at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One time that the group came to an outcome."""

    outcome: str
    statement: str | None
    at: str
    review_at: str | None
    awaits: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MandateAsKnown:
    """The mandate's standing when the decision was taken, as far as was known at `known_at`.

    `state` and all that describes it are null where the ledger knew of no such mandate then.
    """

    as_of: str
    known_at: str
    position: int
    state: str | None
    contested: bool | None = None
    scope: str | None = None
    wording: str | None = None
    threshold: str | None = None
    weighting: str | None = None
    weights: Mapping[str, Mapping[str, int]] | None = None
    stances: tuple[StanceLine, ...] = ()
    objections: tuple[ObjectionLine, ...] = ()
    because: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MandateBehind:
    """The mandate that a decision rests on: `then` as known when it was taken, `now` as known now, both as of then."""

    mandate: str
    holder: str | None
    then: MandateAsKnown
    now: MandateAsKnown


@dataclass(frozen=True, slots=True)
class Following:
    """Something that followed: what it is, who it concerns, and when. `what` is a sentence or its text."""

    kind: str
    id: str | None
    by: str
    name: str
    what: str | None
    at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A decision as of one date and as known at another. Choices are counted as at the latest outcome, else now.

    `tally` holds weights (`for`, `against`, `neutral`, `silent`; `base`, which those in favour are measured against),
    whether it was `quorate`, and whether it is `carried`: whether the choices give that it is adopted.
    """

    decision: str
    group: str
    group_name: str
    title: str
    method: str
    outcome: str | None
    open: bool
    as_of: str
    known_at: str
    position: int
    proposed_at: str
    proposed_by: str
    counted_at: str
    matter: str | None
    affects: tuple[str, ...]
    threshold: str
    of: str
    weighting: str
    quorum_percent: int
    texts: tuple[TextLine, ...]
    methods: tuple[MethodLine, ...]
    told: tuple[ToldLine, ...]
    interests: tuple[InterestLine, ...]
    impacts: tuple[ImpactLine, ...]
    electors: tuple[ElectorLine, ...]
    others: tuple[ElectorLine, ...]
    objections: tuple[ObjectionStory, ...]
    casting_vote: CastingLine | None
    tally: Mapping[str, int | bool]
    mandate: MandateBehind | None
    outcomes: tuple[OutcomeLine, ...]
    findings: tuple[Finding, ...]
    actions: tuple[ActionLine, ...]
    followed: tuple[Following, ...]
    because: tuple[int, ...]
