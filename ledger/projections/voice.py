"""May an organisation speak on a matter today: yes, with care, or no? And for whom, and who is not behind it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ledger.counting.stances import StanceOf, Weighed, weigh
from ledger.events import LeaderAppointed, PositionStated
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.standing import mandates_held
from ledger.times import DAY, in_words, rfc3339

ANSWERS = ("yes", "with_care", "no")
A_YEAR = 365 * DAY
_WHY = {
    "stale": "has not reaffirmed it in time",
    "unconfirmed": "has not confirmed it since the leaders or its own membership changed",
    "conditional": "agreed on conditions that are not met",
    "presumed": "was only presumed to agree by its silence",
    "unheard": "has not been heard",
    "refused": "refused",
    "withdrawn": "withdrew",
}


@dataclass(frozen=True, slots=True)
class SpeaksFor:
    """The practices in reach of those who stand firm, of those in reach of all who were asked; and their patients."""

    practices: int
    of_practices: int
    patients: int
    of_patients: int


@dataclass(frozen=True, slots=True)
class Voice:
    """Whether an organisation may speak on a matter, by which mandate, for whom, and with what to bear in mind."""

    organisation: str
    name: str
    scope: str
    as_of: str
    known_at: str
    position: int
    answer: str
    state: str | None
    mandate: str | None
    speaks_for: SpeaksFor
    caveats: tuple[str, ...]
    because: tuple[int, ...]


def answer_of(weighed: Weighed) -> str:
    """Yes where a mandate is held and not contested, with care where it is carried in any other way, else no."""
    if not weighed.is_carried:
        return "no"
    return "yes" if weighed.state == "held" and not weighed.contested else "with_care"


def voice(
    past: Past,
    organisation: str,
    scope: str,
    *,
    as_of: int,
    known_at: int,
    position: int,
    texts: Mapping[int, str],
) -> Voice:
    """May an organisation speak on a scope? `texts` are the positions that were stated on it, by ledger position.

    `past` must hold the slices of the organisation, of all other holders of mandates with that scope, and of all whom
    they asked.
    """
    place = Place.after_all_of(as_of)
    name, best = _best(past, organisation, scope, place)
    caveats = () if best is None or name is None else tuple(_caveats(past, organisation, best, place, texts))
    rests_on: set[int] = set()
    if best is not None:
        rests_on.update(position for one in best.stances for position in one.because)
        rests_on.update(one.position for one in (best.mandate.sought, best.mandate.worded) if one is not None)
        rests_on.update(position for _, positions in caveats for position in positions)
    return Voice(
        organisation=organisation,
        name=past.register.name(organisation, place),
        scope=scope,
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        answer="no" if best is None else answer_of(best),
        state=None if best is None else best.state,
        mandate=name,
        speaks_for=_speaks_for(past, best.stances if best is not None else (), place),
        caveats=tuple(text for text, _ in caveats),
        because=tuple(sorted(rests_on)),
    )


def _of_scope(past: Past, holder: str, scope: str, place: Place) -> list[tuple[str, Weighed]]:
    """A holder's mandates with a scope, the latest sought first."""
    found = []
    for name in reversed(mandates_held(past, holder)):
        weighed = weigh(past, name, place)
        if weighed is not None and weighed.mandate.scope == scope:
            found.append((name, weighed))
    return found


def _best(past: Past, holder: str, scope: str, place: Place) -> tuple[str | None, Weighed | None]:
    """The mandate with the best answer; of several, the latest sought (`min` keeps the first)."""
    return min(
        _of_scope(past, holder, scope, place), key=lambda one: ANSWERS.index(answer_of(one[1])), default=(None, None)
    )


def _reach(past: Past, stances: Iterable[StanceOf], place: Place) -> frozenset[str]:
    return frozenset().union(*(past.register.reach(one.organisation, place) for one in stances))


def _speaks_for(past: Past, stances: tuple[StanceOf, ...], place: Place) -> SpeaksFor:
    everyone = _reach(past, stances, place)
    firm = _reach(past, (one for one in stances if one.stance == "firm"), place)
    return SpeaksFor(
        practices=len(firm),
        of_practices=len(everyone),
        patients=sum(past.register.list_size(one, place) or 0 for one in firm),
        of_patients=sum(past.register.list_size(one, place) or 0 for one in everyone),
    )


Caveat = tuple[str, tuple[int, ...]]


def _caveats(past: Past, holder: str, best: Weighed, place: Place, texts: Mapping[int, str]) -> Iterator[Caveat]:
    yield from _not_behind_it(past, best, place)
    for one in best.mandate.objections.open():
        verb = "blocks it" if one.weight == "block" else "has raised a concern"
        yield f"{past.register.name(one.by, place)} {verb}; its objection is open.", (one.raised.position,)
    for leader in past.register.posts(holder).leaders(place):
        appointment = leader.appointment.event
        if isinstance(appointment, LeaderAppointed) and appointment.drawn_from == "system":
            text = f"{leader.person}, who leads {past.register.name(holder, place)}, is drawn from the system."
            yield text, (leader.appointment.position,)
    yield from _other_holders(past, holder, best, place)
    yield from _other_positions(past, best.mandate.scope, place, texts)


def _not_behind_it(past: Past, best: Weighed, place: Place) -> Iterator[Caveat]:
    for one in best.stances:
        if one.stance != "firm":
            since = "" if one.entry is None else f" (since {in_words(one.entry.effective_at)})"
            yield f"{past.register.name(one.organisation, place)} {_WHY[one.stance]}{since}.", one.because


def _other_holders(past: Past, holder: str, best: Weighed, place: Place) -> Iterator[Caveat]:
    practices = _reach(past, best.stances, place)
    others = {one.terms.holder for name in past.mandates if (one := weigh(past, name, place)) is not None}
    for other in sorted(others - {holder}):
        for name, weighed in _of_scope(past, other, best.mandate.scope, place):
            shared = practices & _reach(past, weighed.stances, place)
            if weighed.is_carried and shared:
                asked = () if weighed.mandate.sought is None else (weighed.mandate.sought.position,)
                text = (
                    f"{past.register.name(other, place)} has a mandate on the same matter ({name}, {weighed.state}), "
                    f"and {len(shared)} of the same practices."
                )
                yield text, asked


def _other_positions(past: Past, scope: str, place: Place, texts: Mapping[int, str]) -> Iterator[Caveat]:
    """What was said on the matter within a year, where not everyone said the same."""
    stated: list[tuple[Entry, PositionStated]] = [
        (entry, entry.event)
        for entry in past.history.entries
        if isinstance(entry.event, PositionStated)
        and entry.event.scope == scope
        and place.effective_at - entry.effective_at < A_YEAR
    ]
    said = {_folded(texts.get(entry.position, f"erased {entry.position}")) for entry, _ in stated}
    if len(said) > 1:
        who = "; ".join(
            f"{past.register.name(event.by, place)} on {in_words(entry.effective_at)}" for entry, event in stated
        )
        text = f"Different positions on this matter were stated to the system within a year: {who}."
        yield text, tuple(entry.position for entry, _ in stated)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
