"""What has been said and done about one question? The fold of its own events, up to any place in their order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from ledger.aggregates.objections import Objections
from ledger.events import (
    CastingVoteUsed,
    DecisionDeparted,
    DecisionProposed,
    DecisionRejoined,
    DecisionReversed,
    DecisionReviewed,
    DecisionTaken,
    ImpactStated,
    InterestDeclared,
    MethodChanged,
    ObjectionRaised,
    OrganisationTold,
    ProposalAmended,
    VoteCast,
)
from ledger.history import Entry
from ledger.vocabulary import Method

CONCLUDING = ("adopted", "rejected")
"""The outcomes with which a question is decided; a deferral leaves it open."""

QUORUMS: dict[Method, int] = {"consensus": 0, "consent": 50, "vote": 0}
"""How much of the electorate must have chosen, in percent, where the proposal does not say."""


@dataclass(slots=True)
class Decision:
    """What has become of one question so far. Changed in place while it is folded; read-only to everyone else."""

    proposed: Entry | None = None
    terms: DecisionProposed | None = None
    method: Method = "consensus"
    methods: list[Entry] = field(default_factory=list)
    texts: list[Entry] = field(default_factory=list)
    """Every version of the text: the proposal and its amendments."""
    worded: Entry | None = None
    """The last of them that changed the sense: choices and tellings from before it are void."""
    votes: list[Entry] = field(default_factory=list)
    choices: dict[str, Entry] = field(default_factory=dict)
    """Organisation → its latest choice since the text last changed."""
    casting: Entry | None = None
    """The casting vote, if one was used since the text last changed."""
    tellings: list[Entry] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """Who was told since the text last changed."""
    interests: list[Entry] = field(default_factory=list)
    left: dict[str, Entry] = field(default_factory=dict)
    """Organisation → the entry that says that it took no part."""
    impacts: list[Entry] = field(default_factory=list)
    objections: Objections = field(default_factory=Objections)
    taken: list[Entry] = field(default_factory=list)
    decided: Entry | None = None
    """The outcome that stands: adopted or rejected, and not reversed since."""
    reviews: list[Entry] = field(default_factory=list)
    reversals: list[Entry] = field(default_factory=list)
    partings: list[Entry] = field(default_factory=list)
    """Departures and returns."""
    heard: dict[str, Entry] = field(default_factory=dict)
    """Organisation → the first entry by which it chose, stated an impact or objected, whatever the text was then."""

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order."""
        match entry.event:
            case VoteCast(by=by):
                self.votes.append(entry)
                self.choices[by] = entry
                self.heard.setdefault(by, entry)
            case OrganisationTold(organisation=organisation):
                self.tellings.append(entry)
                self.told.add(organisation)
            case DecisionProposed() as terms:
                self.proposed, self.terms, self.method = entry, terms, terms.method
                self._worded_anew(entry)
            case ProposalAmended(minor=True):
                self.texts.append(entry)
            case ProposalAmended():
                self._worded_anew(entry)
            case MethodChanged(method=method):
                self.methods.append(entry)
                self.method = method
            case _:
                self._take_the_rarer(entry)

    def _take_the_rarer(self, entry: Entry) -> None:
        match entry.event:
            case InterestDeclared(by=by, action=action):
                self.interests.append(entry)
                if action == "left":
                    self.left.setdefault(by, entry)
            case ImpactStated(by=by):
                self.impacts.append(entry)
                self.heard.setdefault(by, entry)
            case CastingVoteUsed():
                self.casting = entry
            case DecisionTaken(outcome=outcome):
                self.taken.append(entry)
                self.decided = entry if outcome in CONCLUDING else self.decided
            case DecisionReversed():
                self.reversals.append(entry)
                self.decided = None
            case DecisionReviewed():
                self.reviews.append(entry)
            case DecisionDeparted() | DecisionRejoined():
                self.partings.append(entry)
            case ObjectionRaised(by=by):
                self.objections.take(entry)
                self.heard.setdefault(by, entry)
            case _:
                self.objections.take(entry)

    def _worded_anew(self, entry: Entry) -> None:
        self.texts.append(entry)
        self.worded = entry
        self.choices.clear()
        self.told.clear()
        self.casting = None

    @property
    def quorum_percent(self) -> int:
        """How much of the electorate must have chosen, under the method in force."""
        return quorum_of(cast("DecisionProposed", self.terms), self.method)


def quorum_of(terms: DecisionProposed, method: Method) -> int:
    """How much of the electorate must choose, in percent, if a proposal is decided by a method."""
    return QUORUMS[method] if terms.quorum_percent is None else terms.quorum_percent
