"""Who speaks for a group, with what brief, and what came of it? Representations, briefs and leads, each a fold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from ledger.events import (
    BriefIssued,
    OverstepFound,
    OverstepRatified,
    ReportedBack,
    RepresentationLeadNamed,
    RepresentationLeadStoodDown,
    RepresentationReviewed,
    RepresentativeAppointed,
    RepresentativeStoodDown,
)
from ledger.history import Entry
from ledger.times import DAY


@dataclass(slots=True)
class Representation:
    """One representation so far. Changed in place while it is folded; read-only to everyone else."""

    appointed: Entry | None = None
    terms: RepresentativeAppointed | None = None
    ended: Entry | None = None
    """What first ended it."""
    reviewed: Entry | None = None
    """The latest review."""

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order."""
        match entry.event:
            case RepresentativeAppointed() as terms:
                self.appointed, self.terms = entry, terms
            case RepresentativeStoodDown():
                self.ended = self.ended or entry
            case RepresentationReviewed():
                self.reviewed = entry

    @property
    def review_due_at(self) -> int:
        """When it is to be looked at, once there is an appointment: so long after that, or after the latest review."""
        since, terms = cast("Entry", self.reviewed or self.appointed), cast("RepresentativeAppointed", self.terms)
        return since.effective_at + terms.review_every_days * DAY


@dataclass(slots=True)
class Brief:
    """One brief so far. Changed in place while it is folded; read-only to everyone else."""

    issued: Entry | None = None
    terms: BriefIssued | None = None
    reported: Entry | None = None
    """The first report."""
    oversteps: list[Entry] = field(default_factory=list)
    ratifications: list[Entry] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order."""
        match entry.event:
            case BriefIssued() as terms:
                self.issued, self.terms = entry, terms
            case ReportedBack():
                self.reported = self.reported or entry
            case OverstepFound():
                self.oversteps.append(entry)
            case OverstepRatified():
                self.ratifications.append(entry)


@dataclass(slots=True)
class Leads:
    """Who looks after one group's representation so far. Changed in place while folded; read-only to everyone else."""

    persons: dict[str, Entry] = field(default_factory=dict)
    """Person → the entry that first named them, less those who have stood down."""

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order."""
        match entry.event:
            case RepresentationLeadNamed(person=person):
                self.persons.setdefault(person, entry)
            case RepresentationLeadStoodDown(person=person):
                self.persons.pop(person, None)
