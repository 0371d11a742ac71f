"""How does each organisation that was asked stand to a mandate, and how firmly is it held?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from ledger.aggregates.intervals import Intervals, stretch_at
from ledger.aggregates.mandate import Mandate
from ledger.events import AssentPresumed, MandateGranted, MandateReaffirmed, MandateRefused, MandateSought
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.times import DAY
from ledger.vocabulary import MandateStateName, Stance

COUNTED: tuple[tuple[MandateStateName, frozenset[Stance]], ...] = (
    ("held", frozenset({"firm"})),
    ("stale", frozenset({"firm", "stale"})),
    ("unconfirmed", frozenset({"firm", "stale", "unconfirmed"})),
    ("conditional", frozenset({"firm", "stale", "unconfirmed", "conditional"})),
    ("presumed", frozenset({"firm", "stale", "unconfirmed", "conditional", "presumed"})),
)
"""State → the stances that have to carry it: the first that is carried is the state."""

CARRIED_STATES: frozenset[str] = frozenset(state for state, _ in COUNTED)
_POSITIVE = (MandateGranted, MandateReaffirmed)
_CONTESTING_SHARE = 4


@dataclass(frozen=True, slots=True)
class StanceOf:
    """One organisation's stance: what it is, the event that it comes from, and what else it rests on."""

    organisation: str
    stance: Stance
    entry: Entry | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A mandate at a place: everyone's stance, everyone's weight, the state, and whether it is contested."""

    mandate: Mandate
    terms: MandateSought
    stances: tuple[StanceOf, ...]
    weights: Mapping[str, int]
    state: MandateStateName
    contested: bool

    @property
    def is_carried(self) -> bool:
        """Whether enough stand behind it, in whichever way."""
        return self.state in CARRIED_STATES

    @property
    def because(self) -> tuple[int, ...]:
        """What the state rests on: that it was sought, each stance, and that it was given back."""
        positions = {position for one in self.stances for position in one.because}
        ends = (self.mandate.sought, self.mandate.relinquished)
        return tuple(sorted(positions | {entry.position for entry in ends if entry is not None}))


def weigh(past: Past, name: str, place: Place) -> Weighed | None:
    """A mandate as it stands at a place; None where it had not been sought by then."""
    mandate = past.mandate(name, place)
    if mandate is None or mandate.terms is None:
        return None
    terms = mandate.terms
    constituency = past.constituency(terms, place)
    asked_since = _AskedSince(past, terms, place)
    stances = tuple(_stance(past, mandate, code, asked_since, place) for code in constituency)
    weights = weights_of(past, terms.weighting, constituency, place)
    return Weighed(
        mandate=mandate,
        terms=terms,
        stances=stances,
        weights=weights,
        state=_state(past, name, mandate, stances, weights, place),
        contested=_contested(mandate, stances, weights),
    )


def weights_of(past: Past, weighting: str, codes: Iterable[str], place: Place) -> dict[str, int]:
    """What each organisation counts: one, or its registered patients (none recorded: nothing)."""
    if weighting == "patients":
        return {code: past.register.list_size(code, place) or 0 for code in codes}
    return dict.fromkeys(codes, 1)


def is_carried(those: Iterable[str], weights: Mapping[str, int], threshold: str) -> bool:
    """Whether some organisations carry a threshold among all that are weighed. Whole numbers only."""
    everyone = sum(weights.values())
    chosen = set(those)
    weight = sum(weights[code] for code in chosen)
    if everyone <= 0:
        return False
    match threshold:
        case "majority":
            return 2 * weight > everyone
        case "two_thirds":
            return 3 * weight >= 2 * everyone
        case "three_quarters":
            return 4 * weight >= 3 * everyone
        case _:
            return len(chosen) == len(weights)


class _AskedSince:
    """Has an organisation been among those asked without a break since it spoke? Made once for all of them."""

    def __init__(self, past: Past, terms: MandateSought, place: Place) -> None:
        self._past, self._terms, self._place = past, terms, place
        self._reached: dict[str, Intervals] | None = None

    def without_break(self, code: str, since: int) -> bool:
        if not isinstance(self._terms.constituency, str):
            return True
        spell = stretch_at(self._spells(code), since)
        return spell is not None and spell[1] > self._place.effective_at

    def _spells(self, code: str) -> Intervals:
        if self._terms.constituency == "members":
            return self._past.register.core_spells(self._terms.holder, code, self._place)
        if self._reached is None:
            self._reached = self._past.register.reached(self._terms.holder, self._place)
        return self._reached.get(code, ())


def _stance(past: Past, mandate: Mandate, code: str, asked: _AskedSince, place: Place) -> StanceOf:
    entry = mandate.latest.get(code)
    if entry is None or mandate.terms is None:
        return StanceOf(code, "unheard", None, ())
    lasted = past.register.posts(mandate.terms.holder).leadership_lasted(entry.effective_at, place)
    is_fresh = place.effective_at < entry.effective_at + mandate.terms.reaffirm_within_days * DAY
    stance: Stance
    match entry.event:
        case AssentPresumed():
            stance = "presumed" if lasted and is_fresh else "unheard"
        case MandateGranted() | MandateReaffirmed():
            if mandate.unmet_conditions(code):
                stance = "conditional"
            elif not lasted or not asked.without_break(code, entry.effective_at):
                stance = "unconfirmed"
            else:
                stance = "firm" if is_fresh else "stale"
        case MandateRefused():
            stance = "refused"
        case _:
            stance = "withdrawn"
    return StanceOf(code, stance, entry, _because(past, mandate, entry, code, place, lasted=lasted))


def _because(past: Past, mandate: Mandate, entry: Entry, code: str, place: Place, *, lasted: bool) -> tuple[int, ...]:
    """What a stance rests on: the event itself, the grant whose conditions bind it, and a leadership that changed."""
    positions = {entry.position}
    grant = mandate.granted.get(code)
    if grant is not None and isinstance(entry.event, MandateReaffirmed):
        positions.add(grant.position)
    positions.update(met.position for met in mandate.met.get(code, {}).values())
    if not lasted and mandate.terms is not None:
        changes = past.register.posts(mandate.terms.holder).changes(place)
        positions.update(change.position for change in changes if change.effective_at > entry.effective_at)
    return tuple(sorted(positions))


def _contested(mandate: Mandate, stances: Iterable[StanceOf], weights: Mapping[str, int]) -> bool:
    against = sum(weights[one.organisation] for one in stances if one.stance in ("refused", "withdrawn"))
    blocked = any(one.weight == "block" and one.by in weights for one in mandate.objections.open())
    return _CONTESTING_SHARE * against > sum(weights.values()) or blocked


def _state(
    past: Past, name: str, mandate: Mandate, stances: tuple[StanceOf, ...], weights: Mapping[str, int], place: Place
) -> MandateStateName:
    terms = cast("MandateSought", mandate.terms)
    if mandate.relinquished is not None:
        return "relinquished"
    if terms.expires_at is not None and terms.expires_at <= place.effective_at:
        return "expired"
    for state, counted in COUNTED:
        those = [one.organisation for one in stances if one.stance in counted]
        if is_carried(those, weights, terms.threshold):
            return state
    return "lost" if _was_carried_once(past, name, mandate, place) else "sought"


def _was_carried_once(past: Past, name: str, mandate: Mandate, place: Place) -> bool:
    """Whether grants and reaffirmations carried it at some earlier instant: firm, stale, unconfirmed or conditional.

    Those four together are just the organisations whose latest stance event says yes, so that time and leaders, which
    only tell the four apart, need not be looked at again for every instant.
    """
    entries = past.mandates[name].track.before(place)
    first = next((one.effective_at for one in entries if isinstance(one.event, _POSITIVE)), None)
    terms = mandate.terms
    if first is None or terms is None or mandate.sought is None:
        return False
    first = max(first, mandate.sought.effective_at)
    register_changes = past.register_instants
    state = Mandate()
    said_yes: set[str] = set()
    waiting = deque(entries)
    may_have_grown = False
    for instant in sorted({one.effective_at for one in entries} | register_changes):
        if instant >= place.effective_at:
            break
        may_have_grown |= instant in register_changes
        while waiting and waiting[0].effective_at <= instant:
            may_have_grown |= _takes_a_yes(state, waiting.popleft(), said_yes)
        if may_have_grown and instant >= first:
            if _would_carry(past, terms, said_yes, instant):
                return True
            may_have_grown = False
    return False


def _takes_a_yes(state: Mandate, entry: Entry, said_yes: set[str]) -> bool:
    """Fold one event; whether somebody says yes after it who did not before."""
    state.take(entry)
    by: str = getattr(entry.event, "by", "")
    latest = state.latest.get(by)
    if latest is None or not isinstance(latest.event, _POSITIVE):
        said_yes.discard(by)
        return False
    before = len(said_yes)
    said_yes.add(by)
    return len(said_yes) > before


def _would_carry(past: Past, terms: MandateSought, those: set[str], instant: int) -> bool:
    then = Place.after_all_of(instant)
    weights = weights_of(past, terms.weighting, past.constituency(terms, then), then)
    return is_carried(those & weights.keys(), weights, terms.threshold)
