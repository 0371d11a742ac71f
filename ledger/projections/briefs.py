"""What does a representative take to a meeting, what came back, and what went further than the brief?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from ledger.aggregates.representation import Brief, Representation
from ledger.counting.story import report_due
from ledger.events import BriefIssued, OverstepFound, OverstepRatified, RepresentativeAppointed
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.actions import ActionLine, Texts, action_lines
from ledger.times import day_in_london, rfc3339


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation, by its code and its name."""

    organisation: str
    name: str


@dataclass(frozen=True, slots=True)
class BriefLine:
    """What a representative takes to a meeting. Texts are null where they were erased, or none were given.

    `mandate` and `priorities` are those that are in the history.
    """

    brief: str
    issued_at: str
    meeting_at: str
    latitude: str
    represents: tuple[Named, ...]
    agenda: str | None
    may_agree: tuple[str | None, ...]
    bring_back: tuple[str | None, ...]
    outcomes_sought: tuple[str | None, ...]
    mandate: str | None
    priorities: tuple[str, ...]
    report_due_at: str
    reported_at: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OverdueReport:
    """A report that was due and has not come: `person` was at the meeting, or should have been."""

    brief: str
    representation: str
    person: str
    at: str
    at_name: str
    meeting_at: str
    due_at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ratification:
    """That an organisation stands behind what went further than a brief."""

    organisation: str
    name: str
    at: str
    why: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OverstepLine:
    """That an organisation found a representative to have gone further than the brief, and who stands behind it."""

    brief: str
    representation: str
    person: str
    organisation: str
    name: str
    at: str
    what: str | None
    ratified: bool
    ratified_by: tuple[Ratification, ...]
    because: tuple[int, ...]


Appointed = tuple[Representation, Entry, RepresentativeAppointed]
Issued = tuple[Brief, Entry, BriefIssued]


class Briefs:
    """The briefs of one group's representatives at one place, and what came of them."""

    def __init__(self, past: Past, group: str, place: Place, texts: Texts, appointed: Mapping[str, Appointed]) -> None:
        """`appointed`: every representation in the history, by its id."""
        self._past, self._group, self._place, self._texts = past, group, place, texts
        self._appointed = appointed
        self._briefs = sorted(self._issued(), key=lambda one: (one[2].meeting_at, one[1].place))

    def in_hand(self, representation: str) -> BriefLine | None:
        """The brief for the next meeting, today's included; where none is coming up, the one for the last."""
        briefs = [one for one in self._briefs if one[2].representation == representation]
        today = day_in_london(self._place.effective_at)
        ahead = [one for one in briefs if day_in_london(one[2].meeting_at) >= today]
        if ahead:
            # Of two for the same meeting, the one issued last stands.
            return self._brief(*[one for one in ahead if one[2].meeting_at == ahead[0][2].meeting_at][-1])
        return self._brief(*briefs[-1]) if briefs else None

    def overdue_reports(self) -> Iterator[OverdueReport]:
        """Reports that were due and have not come; none from one who had stood down before the meeting."""
        late = [(report_due(issued[2]), issued) for issued in self._briefs if issued[0].reported is None]
        for due_at, (_, entry, terms) in sorted(late, key=lambda one: (one[0], one[1][1].place)):
            representation, appointment, appointed = self._appointed[terms.representation]
            ended = representation.ended
            if not self._is_past(due_at) or (ended is not None and ended.effective_at <= terms.meeting_at):
                continue
            yield OverdueReport(
                brief=terms.brief,
                representation=terms.representation,
                person=appointed.person,
                at=appointed.at,
                at_name=self._name(appointed.at),
                meeting_at=rfc3339(terms.meeting_at),
                due_at=rfc3339(due_at),
                because=positions_of(appointment, entry),
            )

    def open_actions(self) -> Iterator[ActionLine]:
        """What was taken on because of a brief, and is neither done nor dropped."""
        briefs = {terms.brief for _, _, terms in self._briefs}
        for line in action_lines(self._past, self._place, self._texts):
            if line.from_item in briefs and line.ended_at is None:
                yield line

    def oversteps(self) -> Iterator[OverstepLine]:
        """Every time that somebody found a representative to have gone too far."""
        found = [(entry, brief, terms) for brief, _, terms in self._briefs for entry in brief.oversteps]
        for entry, brief, terms in sorted(found, key=lambda one: one[0].place):
            by = cast("OverstepFound", entry.event).by
            yield OverstepLine(
                brief=terms.brief,
                representation=terms.representation,
                person=self._appointed[terms.representation][2].person,
                organisation=by,
                name=self._name(by),
                at=rfc3339(entry.effective_at),
                what=self._texts.get((entry.position, "/what")),
                ratified=bool(brief.ratifications),
                ratified_by=tuple(map(self._ratification, brief.ratifications)),
                because=positions_of(entry, *brief.ratifications),
            )

    def _issued(self) -> Iterator[Issued]:
        """The briefs for those who speak, or spoke, for the group."""
        for name in self._past.briefs:
            brief = self._past.briefs.at(name, self._place)
            if brief.issued is None or brief.terms is None:
                continue
            appointed = self._appointed.get(brief.terms.representation)
            if appointed is not None and appointed[2].group == self._group:
                yield brief, brief.issued, brief.terms

    def _brief(self, brief: Brief, entry: Entry, terms: BriefIssued) -> BriefLine:
        stands = self._past.history.stands
        return BriefLine(
            brief=terms.brief,
            issued_at=rfc3339(entry.effective_at),
            meeting_at=rfc3339(terms.meeting_at),
            latitude=terms.latitude,
            represents=named(self._past, terms.represents, self._place),
            agenda=self._texts.get((entry.position, "/agenda")),
            may_agree=self._listed(entry, "may_agree", terms.may_agree),
            bring_back=self._listed(entry, "bring_back", terms.bring_back),
            outcomes_sought=self._listed(entry, "outcomes_sought", terms.outcomes_sought),
            mandate=terms.mandate if terms.mandate is not None and stands(terms.mandate) else None,
            priorities=tuple(name for name in terms.priorities if stands(name)),
            report_due_at=rfc3339(report_due(terms)),
            reported_at=None if brief.reported is None else rfc3339(brief.reported.effective_at),
            because=positions_of(entry, brief.reported),
        )

    def _listed(self, entry: Entry, name: str, given: tuple[str, ...]) -> tuple[str | None, ...]:
        return tuple(self._texts.get((entry.position, f"/{name}/{index}")) for index in range(len(given)))

    def _ratification(self, entry: Entry) -> Ratification:
        by = cast("OverstepRatified", entry.event).by
        return Ratification(
            organisation=by,
            name=self._name(by),
            at=rfc3339(entry.effective_at),
            why=self._texts.get((entry.position, "/why")),
            because=(entry.position,),
        )

    def _name(self, code: str) -> str:
        return self._past.register.name(code, self._place)

    def _is_past(self, due_at: int) -> bool:
        return due_at <= self._place.effective_at


def named(past: Past, codes: Iterable[str], place: Place) -> tuple[Named, ...]:
    """Some organisations by their names."""
    return tuple(Named(code, past.register.name(code, place)) for code in codes)


def positions_of(*entries: Entry | None) -> tuple[int, ...]:
    """The positions of some entries, of those that there are."""
    return tuple(entry.position for entry in entries if entry is not None)
