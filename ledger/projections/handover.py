"""What must the next leader know? An organisation as it is handed over, in the order in which one would read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from ledger.aggregates.objections import Objections
from ledger.events import LeaderAppointed, LeaderLeft
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.access import Access
from ledger.projections.decisions.line import DecisionRow
from ledger.projections.desk import DueLine
from ledger.projections.ladder import Ladder
from ledger.projections.organisation import LeaderLine
from ledger.projections.priorities import Priorities
from ledger.projections.representation import Representations
from ledger.projections.seats import Seats
from ledger.projections.standing import MandateStanding, StanceLine
from ledger.projections.trust import TrustOf
from ledger.times import rfc3339
from ledger.vocabulary import ENDED


@dataclass(frozen=True, slots=True)
class Side:
    """How a mandate stood, or stands: `firm` and `total` are weights as the mandate counts them."""

    state: str
    contested: bool
    firm: int
    total: int


@dataclass(frozen=True, slots=True)
class MandateHandedOver:
    """A mandate just before the lead changed hands, and now; null where it had not been sought, or is no more."""

    mandate: str
    scope: str
    wording: str | None
    weighting: str
    expires_at: str | None
    before: Side | None
    now: Side | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StanceSeen:
    """How someone stands to one mandate."""

    mandate: str
    scope: str
    stance: str
    quiet: bool
    since: str | None


@dataclass(frozen=True, slots=True)
class ToSee:
    """Someone to see first: not firm on some mandate, or quiet. `level` is their trust, null where there is no mark."""

    organisation: str
    name: str
    patients: int | None
    last_act: str | None
    level: float | None
    stances: tuple[StanceSeen, ...]
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OpenObjection:
    """An objection to a mandate or a decision that nobody has resolved."""

    objection: str
    about: str
    by: str
    name: str
    weight: str
    reason: str | None
    since: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangeOfLead:
    """The latest instant at which someone took up or left the lead: who, in which order."""

    at: str
    left: tuple[str, ...]
    came: tuple[str, ...]
    because: tuple[int, ...]


def change_of_lead(past: Past, code: str, place: Place) -> ChangeOfLead | None:
    """The latest change of the lead before a place; None where nobody has led yet."""
    leading: set[str] = set()
    latest: ChangeOfLead | None = None
    for entry in past.register.posts(code).changes(place):
        match entry.event:
            case LeaderAppointed(principal=True, person=person) if person not in leading:
                leading.add(person)
                latest = _moved(latest, entry, came=(person,))
            case LeaderLeft(person=person) if person in leading:
                leading.discard(person)
                latest = _moved(latest, entry, left=(person,))
    return latest


def _moved(
    latest: ChangeOfLead | None, entry: Entry, *, left: tuple[str, ...] = (), came: tuple[str, ...] = ()
) -> ChangeOfLead:
    """The change with one more person in it, if it is the same instant; else a new one."""
    at = rfc3339(entry.effective_at)
    same = latest if latest is not None and latest.at == at else ChangeOfLead(at, (), (), ())
    return ChangeOfLead(at, (*same.left, *left), (*same.came, *came), (*same.because, entry.position))


def mandates_handed_over(
    before: Iterable[MandateStanding], now: Iterable[MandateStanding]
) -> tuple[MandateHandedOver, ...]:
    """Each mandate before and now. One that had ended before already is not handed over."""
    then = {one.mandate: one for one in before}
    today = {one.mandate: one for one in now}
    names = sorted(then.keys() | today.keys(), key=lambda name: ((today.get(name) or then[name]).sought_at, name))
    return tuple(
        _handed_over(name, then.get(name), today.get(name))
        for name in names
        if name not in then or then[name].state not in ENDED
    )


def _handed_over(name: str, then: MandateStanding | None, today: MandateStanding | None) -> MandateHandedOver:
    either = cast("MandateStanding", today or then)
    return MandateHandedOver(
        mandate=name,
        scope=either.scope,
        wording=either.wording,
        weighting=either.weighting,
        expires_at=either.expires_at,
        before=None if then is None else _side(then),
        now=None if today is None else _side(today),
        because=tuple(sorted({*(() if then is None else then.because), *(() if today is None else today.because)})),
    )


def _side(one: MandateStanding) -> Side:
    weights = one.weights[one.weighting]
    return Side(one.state, one.contested, weights["firm"], weights["total"])


def to_see_first(now: Iterable[MandateStanding], levels: Mapping[str, float]) -> tuple[ToSee, ...]:
    """Those who are not firm on a mandate that has not ended, or are quiet: the largest list first."""
    found: dict[str, list[tuple[MandateStanding, StanceLine]]] = {}
    for mandate in now:
        if mandate.state not in ENDED:
            for line in mandate.stances:
                if line.stance != "firm" or line.quiet:
                    found.setdefault(line.organisation, []).append((mandate, line))
    seen = (_to_see(code, lines, levels.get(code)) for code, lines in found.items())
    return tuple(sorted(seen, key=lambda one: (-(one.patients or 0), one.organisation)))


def _to_see(code: str, lines: list[tuple[MandateStanding, StanceLine]], level: float | None) -> ToSee:
    first = lines[0][1]
    return ToSee(
        organisation=code,
        name=first.name,
        patients=first.patients,
        last_act=max((line.last_act for _, line in lines if line.last_act is not None), default=None),
        level=level,
        stances=tuple(
            StanceSeen(mandate.mandate, mandate.scope, line.stance, line.quiet, line.since) for mandate, line in lines
        ),
        because=tuple(sorted({position for _, line in lines for position in line.because})),
    )


def open_objections(past: Past, code: str, place: Place, reasons: Mapping[int, str]) -> tuple[OpenObjection, ...]:
    """The open objections to an organisation's mandates and decisions, the oldest first."""
    found = (_open(past, name, raised, place, reasons) for name, raised in _objections(past, code, place))
    return tuple(sorted((one for some in found for one in some), key=lambda one: (one.since, one.objection)))


def _objections(past: Past, code: str, place: Place) -> Iterator[tuple[str, Objections]]:
    for name in past.mandates:
        mandate = past.mandate(name, place)
        if mandate is not None and mandate.terms is not None and mandate.terms.holder == code:
            yield name, mandate.objections
    for name in past.decisions:
        decision = past.decision(name, place)
        if decision is not None and decision.terms is not None and decision.terms.group == code:
            yield name, decision.objections


def _open(
    past: Past, about: str, raised: Objections, place: Place, reasons: Mapping[int, str]
) -> Iterator[OpenObjection]:
    for name, one in raised.raised.items():
        if one.resolved is None:
            yield OpenObjection(
                objection=name,
                about=about,
                by=one.by,
                name=past.register.name(one.by, place),
                weight=one.weight,
                reason=reasons.get(one.raised.position),
                since=rfc3339(one.raised.effective_at),
                because=(one.raised.position,),
            )


@dataclass(frozen=True, slots=True)
class Handover:
    """An organisation as it is handed over, from just before the lead changed hands (`at`) to the moment asked about.

    `change` is the change of the lead that it is read from; null if nobody has led it, or another `at` was asked for.
    `see_first`: who is not firm on a mandate, or quiet, the largest list first. `due`: all that it has to see to within
    90 days or is late with: reports, actions, reviews, approaches, concerns, admissions, what lapses. `trust`: in the
    eyes of each, the lowest first.
    """

    organisation: str
    name: str
    kind: str
    as_of: str
    known_at: str
    position: int
    at: str | None
    change: ChangeOfLead | None
    leaders: tuple[LeaderLine, ...]
    mandates: tuple[MandateHandedOver, ...]
    see_first: tuple[ToSee, ...]
    objections: tuple[OpenObjection, ...]
    decisions: tuple[DecisionRow, ...]
    due: tuple[DueLine, ...]
    representation: Representations
    access: Access
    priorities: Priorities
    seats: Seats
    ladder: Ladder
    level: float | None
    label: str | None
    trust: tuple[TrustOf, ...]
    names: Mapping[str, str]
