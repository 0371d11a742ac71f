"""How does a test tell a history? Events in short, a history that they make, and what is found or read in it.

    given(*a_pcn("a", "b"), sought()).when(granted("x", "2024-02-01")).stops("not_in_constituency")

The same words serve without a database, where positions count from 1, and on a ledger: `…stops(…).also_in(ledger)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from ledger import times
from ledger.counting.choices import Count, count, counted_at
from ledger.events import TYPES
from ledger.events.reading import read
from ledger.history import LAST, Entry, History, Place
from ledger.intake import check_all
from ledger.judgement import judge
from ledger.moment import Asked
from ledger.past import Case, Past
from ledger.projections.audit import audit
from ledger.projections.decisions.line import DecisionRow, decision_row
from ledger.projections.standing import MandateStanding, StanceLine, mandate_standings
from ledger.recording.outcomes import Request
from ledger.recording.preparing import effective_at
from ledger.refusals import Refused
from ledger.times import Instant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.application import Ledger
    from ledger.findings import Finding

Told = dict[str, Any]
"""An event as JSON, and perhaps `recorded_by`, who records it."""

BEGINNING = "2019-07-01"
SOUGHT_ON = "2024-01-01"
MINUTES = "minutes"


# -- events in short


def happened(kind: str, on: str, /, **members: Any) -> Told:
    """Any event. `None` leaves a member out, and `from_` is `from`."""
    given = {name.rstrip("_"): value for name, value in members.items() if value is not None}
    return {"type": kind, "effective_at": on, **given}


def registered(code: str, kind: str = "practice", at: str = BEGINNING, **more: Any) -> Told:
    return happened("OrganisationRegistered", at, organisation=code, kind=kind, name=code.upper(), **more)


def closed(code: str, at: str, **more: Any) -> Told:
    return happened("OrganisationClosed", at, organisation=code, **more)


def joined(member: str, body: str = "pcn", at: str = BEGINNING, **more: Any) -> Told:
    return happened("MemberJoined", at, organisation=body, member=member, **more)


def left(member: str, at: str, body: str = "pcn") -> Told:
    return happened("MemberLeft", at, organisation=body, member=member)


def listed(code: str, patients: int, at: str = BEGINNING) -> Told:
    return happened("ListSizeRecorded", at, organisation=code, patients=patients)


def leads(person: str, at: str = BEGINNING, body: str = "pcn", **more: Any) -> Told:
    return happened("LeaderAppointed", at, organisation=body, person=person, role="Clinical Director", **more)


def goes(person: str, at: str, body: str = "pcn") -> Told:
    return happened("LeaderLeft", at, organisation=body, person=person)


def sought(at: str = SOUGHT_ON, mandate: str = "m", holder: str = "pcn", scope: str = "estates", **more: Any) -> Told:
    return happened("MandateSought", at, mandate=mandate, holder=holder, scope=scope, wording="To speak.", **more)


def _says(kind: str, by: str, at: str, mandate: str, **more: Any) -> Told:
    return happened(kind, at, **{"mandate": mandate, "by": by, "source": MINUTES, **more})


def granted(by: str, at: str, mandate: str = "m", **more: Any) -> Told:
    return _says("MandateGranted", by, at, mandate, **more)


def on_condition(by: str, at: str, *conditions: str) -> Told:
    return granted(by, at, conditions=[{"id": one, "text": "If so."} for one in conditions])


def met(by: str, at: str, condition: str, mandate: str = "m") -> Told:
    return happened("ConditionMet", at, mandate=mandate, by=by, condition=condition)


def reaffirmed(by: str, at: str, mandate: str = "m", **more: Any) -> Told:
    return _says("MandateReaffirmed", by, at, mandate, **more)


def presumed(by: str, at: str, mandate: str = "m", **more: Any) -> Told:
    return _says("AssentPresumed", by, at, mandate, **more)


def refused(by: str, at: str, mandate: str = "m", **more: Any) -> Told:
    return _says("MandateRefused", by, at, mandate, reason="No.", **more)


def withdrew(by: str, at: str, mandate: str = "m", **more: Any) -> Told:
    return _says("MandateWithdrawn", by, at, mandate, reason="No more.", **more)


def told(organisation: str, at: str, about: str = "m", by: str = "pcn", channel: str = "visit") -> Told:
    return happened("OrganisationTold", at, about=about, organisation=organisation, by=by, channel=channel)


def narrowed(at: str, mandate: str = "m", **more: Any) -> Told:
    return happened("MandateNarrowed", at, mandate=mandate, wording="To speak less.", why="Too wide.", **more)


def relinquished(at: str, mandate: str = "m") -> Told:
    return happened("MandateRelinquished", at, mandate=mandate, why="Done.")


def objected(by: str, at: str, objection: str = "o", about: str = "m", weight: str | None = None) -> Told:
    return happened("ObjectionRaised", at, objection=objection, about=about, by=by, reason="So.", weight=weight)


def resolved(at: str, objection: str = "o", how: str = "withdrawn") -> Told:
    return happened("ObjectionResolved", at, objection=objection, how=how)


def answered(by: str, at: str, objection: str = "o") -> Told:
    return happened("ObjectionAnswered", at, objection=objection, by=by, answer="For this reason.")


def met_with(between: list[str], at: str, mode: str = "video") -> Told:
    return happened("ContactHeld", at, between=between, mode=mode)


def retracted(position: int, at: str = "2024-06-01") -> Told:
    return happened("EventRetracted", at, position=position, because_of="Wrong.")


def disputed(position: int, by: str, at: str = "2024-06-01") -> Told:
    return happened("EntryDisputed", at, position=position, by=by, reason="Not us.")


def attested(position: int, by: str, at: str = "2024-06-02") -> Told:
    return happened("EntryAttested", at, position=position, by=by)


def all_the_same(event: Told) -> Told:
    """The event with the word that it happened although it broke a rule."""
    return event | {"irregular_because": "The minutes say so."}


def recorded_by(who: str, event: Told) -> Told:
    return event | {"recorded_by": who}


def a_pcn(*practices: str) -> tuple[Told, ...]:
    """A network `pcn`, led by amy, and its practices."""
    return (
        registered("pcn", "pcn"),
        *(registered(one) for one in practices),
        *(joined(one) for one in practices),
        leads("amy"),
    )


# -- without a database


def entry(position: int, event: Told) -> Entry:
    """An event as the ledger would hold it at a position, recorded so many seconds after 1970."""
    facts = {name: value for name, value in event.items() if name != "recorded_by"}
    return Entry(
        position,
        Instant(position * times.SECOND),
        Instant(effective_at(TYPES[event["type"]], event["effective_at"])),
        read(event["type"], orjson.dumps(facts)),
        event.get("recorded_by", "local"),
    )


def entries(*events: Told) -> list[Entry]:
    return [entry(position, event) for position, event in enumerate(events, 1)]


@dataclass(frozen=True)
class Given:
    """A history."""

    events: tuple[Told, ...]

    def past(self, as_of: int = LAST, upto: int | None = None) -> Past:
        return Past(entries(*self.events[:upto]), as_of)

    def history(self, as_of: str | None = None, upto: int | None = None) -> History:
        return self.past(LAST if as_of is None else times.as_read(as_of), upto).history

    def read(self, as_of: str | None = None, upto: int | None = None) -> list[int]:
        """The positions of the history read, in effective order."""
        return [one.position for one in self.history(as_of, upto).entries]

    def when(self, event: Told) -> When:
        return When(self.events, event)

    def found_at(self, position: int, as_of: str = "2099-01-01") -> list[str]:
        """The rules that the audit finds broken by the event at a position."""
        past = self.past()
        known = past.history.entry(position)
        assert known is not None
        return [finding.rule for finding in audit(past, known, times.as_read(as_of))]

    def mandates(self, as_of: str, holder: str = "pcn", upto: int | None = None) -> tuple[MandateStanding, ...]:
        instant = times.as_read(as_of)
        return mandate_standings(self.past(instant, upto), holder, instant, {})

    def mandate(
        self, as_of: str, mandate: str = "m", *, holder: str = "pcn", upto: int | None = None
    ) -> MandateStanding:
        return next(one for one in self.mandates(as_of, holder, upto) if one.mandate == mandate)

    def state(self, as_of: str, mandate: str = "m", *, upto: int | None = None) -> str:
        return self.mandate(as_of, mandate, upto=upto).state

    def contested(self, as_of: str) -> bool:
        return self.mandate(as_of).contested

    def line(self, by: str, as_of: str, *, upto: int | None = None) -> StanceLine:
        return next(one for one in self.mandate(as_of, upto=upto).stances if one.organisation == by)

    def stance(self, by: str, as_of: str, *, upto: int | None = None) -> str:
        return self.line(by, as_of, upto=upto).stance

    def constituency(self, as_of: str) -> list[str]:
        return [one.organisation for one in self.mandate(as_of).stances]

    def count(self, as_of: str, decision: str = "d", *, upto: int | None = None) -> Count:
        """What a decision's choices give, counted as a reading counts them."""
        past = self.past(times.as_read(as_of), upto)
        counted = count(past, decision, counted_at(past, decision, Place.after_all_of(times.as_read(as_of))))
        assert counted is not None
        return counted

    def outcome(self, as_of: str = "2024-03-31", decision: str = "d") -> str:
        """What the choices give: `adopted` or `rejected`."""
        return self.count(as_of, decision).outcome

    def and_(self, *events: Told) -> Given:
        """The same history with more events, recorded after the others."""
        return Given((*self.events, *events))

    def decision_row(self, as_of: str, decision: str = "d") -> DecisionRow | None:
        """A decision as a line of the list, if it is proposed by then."""
        instant = times.as_read(as_of)
        return decision_row(self.past(instant), decision, instant, 0)


def given(*events: Told) -> Given:
    return Given(events)


@dataclass(frozen=True)
class When:
    """An event in the history before it."""

    events: tuple[Told, ...]
    event: Told

    @property
    def findings(self) -> tuple[Finding, ...]:
        mine = entry(len(self.events) + 1, self.event)
        return judge(Case(mine, Past(entries(*self.events))))

    def is_fine(self) -> None:
        assert self.findings == ()

    def finds(self, *rules: str) -> When:
        assert [finding.rule for finding in self.findings] == list(rules)
        return self

    def stops(self, rule: str, text: str | None = None, because: tuple[int, ...] | None = None) -> When:
        return self._one(rule, "stop", text, because)

    def notes(self, rule: str, text: str | None = None, because: tuple[int, ...] | None = None) -> When:
        return self._one(rule, "note", text, because)

    def _one(self, rule: str, severity: str, text: str | None, because: tuple[int, ...] | None) -> When:
        (finding,) = self.findings
        assert (finding.rule, finding.severity) == (rule, severity)
        assert finding.position == len(self.events) + 1
        assert text is None or finding.text == text
        assert because is None or finding.because == because
        return self

    def also_in(self, ledger: Ledger) -> None:
        """On an empty ledger: the same findings guard the event's recording, and are found again by the audit."""
        record(ledger, *self.events)
        position = len(self.events) + 1
        if any(finding.severity == "stop" for finding in self.findings):
            with pytest.raises(Refused) as caught:
                record(ledger, self.event)
            assert caught.value.code == "irregular"
            assert [(one.rule, one.position, one.index) for one in caught.value.findings] == [
                (one.rule, None, 0) for one in self.findings
            ]
            assert len(ledger.listing.events(Asked(), limit=1000).lines) == len(self.events)
            answer = record(ledger, all_the_same(self.event))
        else:
            answer = record(ledger, self.event)
        assert answer["events"][0]["position"] == position
        assert answer["findings"] == orjson.loads(orjson.dumps(self.findings))
        assert audited(ledger, position) == list(self.findings)


# -- on a ledger


def record(ledger: Ledger, *events: Told) -> Told:
    """Records some events, those of one recorder in one list; returns the last answer."""
    answer: Told = {}
    for who, some in groupby(events, key=lambda event: event.get("recorded_by", "local")):
        drafts = check_all([{k: v for k, v in one.items() if k != "recorded_by"} for one in some])
        answer = orjson.loads(ledger.recording.record(Request(drafts, who)))
    return answer


def post(ledger: Ledger, event: Told, **how: Any) -> Told:
    """Records one event by itself, as a body that is no list."""
    answer: Told = orjson.loads(ledger.recording.record(Request(check_all(event), "local", is_list=False), **how))
    return answer


def audited(ledger: Ledger, position: int, **asked: Any) -> list[Finding]:
    """What the audit finds at a position."""
    page = ledger.listing.findings(Asked(**asked), limit=10_000)
    return [finding for finding in page.lines if finding.position == position]


def refusal(ledger: Ledger, *events: Told) -> Refused:
    with pytest.raises(Refused) as caught:
        record(ledger, *events)
    return caught.value


def instants(*texts: str) -> Iterable[int]:
    return [times.start(text) for text in texts]
