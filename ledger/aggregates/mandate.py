"""Who has said what to a mandate? The fold of its own events, up to any place; who was asked, the register knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ledger.aggregates.objections import Objections
from ledger.events import (
    AssentPresumed,
    ConditionMet,
    Event,
    MandateGranted,
    MandateNarrowed,
    MandateReaffirmed,
    MandateRefused,
    MandateRelinquished,
    MandateSought,
    MandateWithdrawn,
    OrganisationTold,
)
from ledger.history import Entry
from ledger.times import DAY

CONSENTING = (MandateGranted, AssentPresumed, MandateReaffirmed)
DISSENTING = (MandateRefused, MandateWithdrawn)


@dataclass(slots=True)
class Mandate:
    """What has been said to one mandate so far. Changed in place while it is folded; read-only to everyone else."""

    sought: Entry | None = None
    terms: MandateSought | None = None
    scope: str = ""
    worded: Entry | None = None
    relinquished: Entry | None = None
    latest: dict[str, Entry] = field(default_factory=dict)
    """Organisation → its latest stance event, void presumptions of assent left out."""
    granted: dict[str, Entry] = field(default_factory=dict)
    """Organisation → its latest grant."""
    met: dict[str, dict[str, Entry]] = field(default_factory=dict)
    """Organisation → condition → the entry that says it was met, since its latest grant."""
    told: dict[str, list[Entry]] = field(default_factory=dict)
    """Organisation → the times it was told of the mandate since the wording last changed."""
    objections: Objections = field(default_factory=Objections)

    def take(self, entry: Entry) -> None:
        """Fold one event, in effective order."""
        match entry.event:
            case MandateGranted(by=by):
                self.latest[by] = self.granted[by] = entry
                self.met.pop(by, None)
            case MandateReaffirmed(by=by) | MandateRefused(by=by) | MandateWithdrawn(by=by):
                self.latest[by] = entry
            case AssentPresumed(by=by):
                self._presume(entry, by)
            case ConditionMet(by=by, condition=condition):
                self.met.setdefault(by, {}).setdefault(condition, entry)
            case OrganisationTold(organisation=organisation):
                self.told.setdefault(organisation, []).append(entry)
            case _:
                self._take_the_rarer(entry)

    def _take_the_rarer(self, entry: Entry) -> None:
        match entry.event:
            case MandateSought(scope=scope) as terms:
                self.sought, self.terms = entry, terms
                self._worded_anew(entry, scope)
            case MandateNarrowed(scope=scope):
                self._worded_anew(entry, scope or self.scope)
            case MandateRelinquished():
                self.relinquished = self.relinquished or entry
            case _:
                self.objections.take(entry)

    def _presume(self, entry: Entry, by: str) -> None:
        """Silence that is void is no stance, for any rule or reading."""
        if not any(self.void_silence(entry)):
            self.latest[by] = entry

    def _worded_anew(self, entry: Entry, scope: str) -> None:
        self.worded, self.scope = entry, scope
        self.told.clear()

    def void_silence(self, entry: Entry) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Why a presumption of assent that comes next would be void: rule and the positions that it rests on."""
        by = _by(entry.event)
        if self.terms is None or self.worded is None:
            # Nobody can have been told of what had not been sought.
            yield "silence_without_notice", ()
            return
        notice = self.terms.notice_days * DAY
        told = self.told.get(by, ())
        if not any(one.effective_at + notice <= entry.effective_at for one in told):
            yield "silence_without_notice", (self.worded.position, *(one.position for one in told))
        latest = self.latest.get(by)
        if latest is not None and isinstance(latest.event, DISSENTING):
            yield "silence_after_no", (latest.position,)
        open_ones = tuple(one.raised.position for one in self.objections.open() if one.by == by)
        if open_ones:
            yield "silence_after_no", open_ones

    def unmet_conditions(self, organisation: str) -> tuple[str, ...]:
        """The conditions of an organisation's latest grant that have not been met."""
        grant = self.granted.get(organisation)
        if grant is None or not isinstance(grant.event, MandateGranted):
            return ()
        met = self.met.get(organisation, {})
        return tuple(condition.id for condition in grant.event.conditions if condition.id not in met)


def _by(event: Event) -> str:
    by: str = getattr(event, "by", "")
    return by
