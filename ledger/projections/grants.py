"""Who may act for an organisation? The mandates that it was asked for, and its own stance in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.counting.stances import weigh
from ledger.history import Place
from ledger.past import Past
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A mandate in whose constituency an organisation is, and how it stands to it."""

    mandate: str
    holder: str
    holder_name: str
    scope: str
    wording: str | None
    state: str
    contested: bool
    stance: str
    since: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grants:
    """Who may act for an organisation, as of one date and as known at another."""

    organisation: str
    name: str
    as_of: str
    known_at: str
    position: int
    mandates: tuple[GrantLine, ...]


def grants(
    past: Past, organisation: str, *, as_of: int, known_at: int, position: int, wordings: Mapping[int, str]
) -> Grants:
    """The mandates that an organisation was asked for. `past` must hold the slices of every holder above it."""
    place = Place.after_all_of(as_of)
    lines = (_line(past, name, organisation, place, wordings) for name in sorted(past.mandates))
    return Grants(
        organisation=organisation,
        name=past.register.name(organisation, place),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        mandates=tuple(
            sorted((line for line in lines if line is not None), key=lambda line: (line.holder, line.mandate))
        ),
    )


def _line(past: Past, name: str, organisation: str, place: Place, wordings: Mapping[int, str]) -> GrantLine | None:
    weighed = weigh(past, name, place)
    if weighed is None:
        return None
    own = next((one for one in weighed.stances if one.organisation == organisation), None)
    if own is None:
        return None
    mandate, terms = weighed.mandate, weighed.terms
    asked = () if mandate.sought is None else (mandate.sought.position,)
    return GrantLine(
        mandate=name,
        holder=terms.holder,
        holder_name=past.register.name(terms.holder, place),
        scope=mandate.scope,
        wording=None if mandate.worded is None else wordings.get(mandate.worded.position),
        state=weighed.state,
        contested=weighed.contested,
        stance=own.stance,
        since=None if own.entry is None else rfc3339(own.entry.effective_at),
        because=(*asked, *own.because),
    )
