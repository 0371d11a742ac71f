"""Which mandates does an organisation hold, who stands behind each, and how firmly?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.aggregates.mandate import CONSENTING
from ledger.counting.stances import StanceOf, Weighed, weigh
from ledger.history import Place
from ledger.past import Past
from ledger.projections.acts import QUIET_AFTER, Acts, acts_towards
from ledger.projections.organisation import LeaderLine, leader_lines
from ledger.times import DAY, Instant, rfc3339, start
from ledger.vocabulary import STANCES


@dataclass(frozen=True, slots=True)
class StanceLine:
    """One organisation's stance: `since` is the time of the event that it comes from, `last_act` its last deed."""

    organisation: str
    name: str
    stance: str
    since: str | None
    quiet: bool
    last_act: str | None
    patients: int | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection to a mandate that nobody has resolved."""

    objection: str
    by: str
    name: str
    weight: str
    since: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MandateStanding:
    """How one mandate stands. `weights` hold each stance's weight and the total, counted both ways."""

    mandate: str
    scope: str
    wording: str | None
    state: str
    contested: bool
    threshold: str
    weighting: str
    sought_at: str
    expires_at: str | None
    rebuilds: str | None
    weights: Mapping[str, Mapping[str, int]]
    stances: tuple[StanceLine, ...]
    objections: tuple[ObjectionLine, ...]
    next_change_at: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What mandates an organisation has, as of one date and as known at another."""

    organisation: str
    name: str
    kind: str
    basis: str | None
    as_of: str
    known_at: str
    position: int
    leaders: tuple[LeaderLine, ...]
    mandates: tuple[MandateStanding, ...]
    next_change_at: str | None


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One mandate in the list of all: `firm` and `total` are weights as the mandate counts them."""

    organisation: str
    name: str
    kind: str
    mandate: str
    scope: str
    state: str
    contested: bool
    weighting: str
    firm: int
    total: int
    next_change_at: str | None


def standing_rows(past: Past, holder: str, as_of: int) -> tuple[StandingRow, ...]:
    """A row for each mandate of a holder at an instant, in the order of the mandates' ids."""
    place = Place.after_all_of(as_of)
    return tuple(
        StandingRow(
            organisation=holder,
            name=past.register.name(holder, place),
            kind=past.register.kind(holder, place) or "other",
            mandate=one.mandate,
            scope=one.scope,
            state=one.state,
            contested=one.contested,
            weighting=one.weighting,
            firm=one.weights[one.weighting]["firm"],
            total=one.weights[one.weighting]["total"],
            next_change_at=one.next_change_at,
        )
        for one in sorted(mandate_standings(past, holder, as_of, {}), key=lambda one: one.mandate)
    )


def mandates_held(past: Past, holder: str) -> tuple[str, ...]:
    """The mandates that an organisation has sought, the oldest first."""
    found = []
    for name, track in past.mandates.items():
        opener = past.history.opener(name)
        if opener is not None and getattr(opener.event, "holder", None) == holder and track.track.entries:
            found.append((opener.place, name))
    return tuple(name for _, name in sorted(found))


def mandate_standings(
    past: Past, holder: str, as_of: int, wordings: Mapping[int, str], scope: str | None = None
) -> tuple[MandateStanding, ...]:
    """The standing of each mandate of a holder at an instant, of one scope if given.

    `past` must hold the holder's slice and those of all whom it asks; `wordings` the texts that are not erased, by the
    position of the event that words the mandate.
    """
    place = Place.after_all_of(as_of)
    weighed = [(name, weigh(past, name, place)) for name in mandates_held(past, holder)]
    acts = acts_towards(holder, past.history.entries)
    return tuple(
        _mandate_standing(past, name, one, place, acts, wordings)
        for name, one in weighed
        if one is not None and (scope is None or one.mandate.scope == scope)
    )


def next_change(past: Past, mandates: Iterable[MandateStanding]) -> str | None:
    """The first time at which a standing may change without a new event."""
    times = [start(one.next_change_at) for one in mandates if one.next_change_at is not None]
    times += [] if past.history.later is None else [Instant(past.history.later)]
    return rfc3339(min(times)) if times else None


def standing(
    past: Past,
    organisation: str,
    *,
    as_of: int,
    known_at: int,
    position: int,
    wordings: Mapping[int, str],
    scope: str | None = None,
) -> Standing:
    """The standing of an organisation that is registered in `past`."""
    place = Place.after_all_of(as_of)
    mandates = mandate_standings(past, organisation, as_of, wordings, scope)
    registration = past.register.registration(organisation, place)
    return Standing(
        organisation=organisation,
        name=past.register.name(organisation, place),
        kind=past.register.kind(organisation, place) or "other",
        basis=None if registration is None else getattr(registration.event, "basis", None),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        leaders=leader_lines(past.register, organisation, place),
        mandates=mandates,
        next_change_at=next_change(past, mandates),
    )


def _mandate_standing(
    past: Past, name: str, weighed: Weighed, place: Place, acts: Acts, wordings: Mapping[int, str]
) -> MandateStanding:
    mandate, terms = weighed.mandate, weighed.terms
    sought = past.history.opener(name)
    lines = tuple(_stance_line(past, name, one, place, acts) for one in weighed.stances)
    objections = tuple(
        ObjectionLine(
            objection=objection,
            by=one.by,
            name=past.register.name(one.by, place),
            weight=one.weight,
            since=rfc3339(one.raised.effective_at),
            because=(one.raised.position,),
        )
        for objection, one in mandate.objections.raised.items()
        if one.resolved is None
    )
    rests_on = {position for line in lines for position in line.because}
    rests_on.update(position for one in objections for position in one.because)
    rests_on.update(one.position for one in (sought, mandate.worded, mandate.relinquished) if one is not None)
    next_at = _next_change_at(past, name, weighed, place, acts)
    return MandateStanding(
        mandate=name,
        scope=mandate.scope,
        wording=None if mandate.worded is None else wordings.get(mandate.worded.position),
        state=weighed.state,
        contested=weighed.contested,
        threshold=terms.threshold,
        weighting=terms.weighting,
        sought_at=rfc3339(0 if sought is None else sought.effective_at),
        expires_at=None if terms.expires_at is None else rfc3339(terms.expires_at),
        rebuilds=terms.rebuilds if terms.rebuilds is not None and past.history.stands(terms.rebuilds) else None,
        weights=_both_weights(past, weighed, place),
        stances=lines,
        objections=objections,
        next_change_at=None if next_at is None else rfc3339(next_at),
        because=tuple(sorted(rests_on)),
    )


def _stance_line(past: Past, mandate: str, one: StanceOf, place: Place, acts: Acts) -> StanceLine:
    last = acts.last(one.organisation, mandate)
    return StanceLine(
        organisation=one.organisation,
        name=past.register.name(one.organisation, place),
        stance=one.stance,
        since=None if one.entry is None else rfc3339(one.entry.effective_at),
        quiet=last is None or place.effective_at - last >= QUIET_AFTER,
        last_act=None if last is None else rfc3339(last),
        patients=past.register.list_size(one.organisation, place),
        because=one.because,
    )


def _both_weights(past: Past, weighed: Weighed, place: Place) -> dict[str, dict[str, int]]:
    by_organisation: dict[str, int] = dict.fromkeys(STANCES, 0)
    by_patients: dict[str, int] = dict.fromkeys(STANCES, 0)
    for one in weighed.stances:
        by_organisation[one.stance] += 1
        by_patients[one.stance] += past.register.list_size(one.organisation, place) or 0
    for counts in (by_organisation, by_patients):
        counts["total"] = sum(counts.values())
    return {"organisations": by_organisation, "patients": by_patients}


def _next_change_at(past: Past, name: str, weighed: Weighed, place: Place, acts: Acts) -> int | None:
    """May be early: an event known for later counts even where it turns out to change nothing."""
    times = [] if past.history.later is None else [past.history.later]
    if weighed.terms.expires_at is not None:
        times.append(weighed.terms.expires_at)
    for one in weighed.stances:
        if one.entry is not None and isinstance(one.entry.event, CONSENTING):
            times.append(one.entry.effective_at + weighed.terms.reaffirm_within_days * DAY)
        last = acts.last(one.organisation, name)
        if last is not None:
            times.append(last + QUIET_AFTER)
    return min((time for time in times if time > place.effective_at), default=None)
