"""What does an event have to do with? Its rows in the store's index, by which every later question finds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ledger.events import TYPES, ContactHeld, Event, MeetingHeld, OrganisationRegistered
from ledger.events.declare import Declaration, Role
from ledger.events.naming import (
    codes_named,
    ids_named,
    opened,
    opened_if_new,
    persons_named,
    required_ids,
    scopes_named,
)
from ledger.history import CORRECTIONS
from ledger.store.rows import Opening, Subject

ACT = "act"
"""The facet of deeds towards an organisation: with the register and the mandates, all that a standing reads."""

AGENDA = "agenda"
"""What a meeting's id is while only its agenda is known: the meeting may still open it."""

_READ_BY_STANDINGS = frozenset({"register", "mandate"})


def facet_of(event: Event, openings: Mapping[str, Opening]) -> str:
    """The family of what an event is about: an objection to a mandate is of mandates, one to a decision is not."""
    for name in required_ids(event):
        opening = openings.get(f"i:{name}")
        if opening is not None and opening.roots:
            return _key_and_facet(opening.roots[0])[1]
    return TYPES[type(event).__name__].family


def subjects_of(event: Event, openings: Mapping[str, Opening], corrects: Iterable[Subject] = ()) -> tuple[Subject, ...]:
    """All that an event names, and the roots that the ids it needs hang from.

    `openings` are those of the ids that it names, by `i:` name; `corrects` the rows of the event that a correction is
    about, which it shares, so that whoever loads the one loads the other.
    """
    facet = facet_of(event, openings)
    rows = {(f"o:{code}", facet): True for code in codes_named(event)}
    for prefix, find in (("i", ids_named), ("p", persons_named), ("s", scopes_named)):
        for name in find(event):
            rows[f"{prefix}:{name}", facet] = True
    if isinstance(event, CORRECTIONS):
        rows[f"e:{event.position}", facet] = True
    for root in _roots_of(required_ids(event), openings):
        rows.setdefault(_key_and_facet(root), False)
    for subject in corrects:
        rows.setdefault((subject.key, subject.facet), False)
    if facet not in _READ_BY_STANDINGS:
        for key in _done_to(event, openings):
            rows.setdefault((key, ACT), False)
    return tuple([Subject(key, of, is_named) for (key, of), is_named in rows.items()])


@lru_cache(maxsize=65_536)
def _key_and_facet(root: str) -> tuple[str, str]:
    # Kept, since many events hang from the same few things.
    facet, _, key = root.partition(" ")
    return key, facet


def openings_of(event: Event, openings: Mapping[str, Opening]) -> tuple[Opening, ...]:
    """The code or id that an event takes into use, with what it hangs from."""
    if isinstance(event, OrganisationRegistered):
        return (Opening(f"o:{event.organisation}", "organisation"),)
    name = opened(event) or opened_if_new(event)
    if name is None:
        return ()
    of = TYPES[type(event).__name__]
    facet = facet_of(event, openings)
    roots = dict.fromkeys([f"{facet} i:{name}", *_hangs_from(event, of, facet, openings)])
    return (Opening(f"i:{name}", of.opens or AGENDA, roots=tuple(roots)),)


def stream_of(event: Event) -> str:
    """The stream that an event belongs to: the id it is about, else the first organisation or person that it names."""
    ids = required_ids(event)
    name = opened(event) or opened_if_new(event) or (ids[0] if ids else None)
    if name is not None:
        return f"i:{name}"
    for prefix, named in (("o", codes_named(event)), ("p", persons_named(event))):
        if named:
            return f"{prefix}:{named[0]}"
    return f"position:{getattr(event, 'position', 0)}"


def _roots_of(names: Iterable[str], openings: Mapping[str, Opening]) -> Iterable[str]:
    for name in names:
        opening = openings.get(f"i:{name}")
        if opening is not None:
            yield from opening.roots


def _hangs_from(event: Event, of: Declaration, facet: str, openings: Mapping[str, Opening]) -> Iterable[str]:
    for spec in of.fields:
        if spec.name not in of.under:
            continue
        value = getattr(event, spec.attribute)
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        if spec.role is Role.ID:
            yield from _roots_of(values, openings)
        else:
            prefix = "p" if spec.role is Role.PERSON else "o"
            yield from (f"{facet} {prefix}:{one}" for one in values)


def _done_to(event: Event, openings: Mapping[str, Opening]) -> Iterable[str]:
    """The organisations towards which somebody did something by this event: read when a stance is called quiet."""
    if isinstance(event, ContactHeld):
        return [f"o:{code}" for code in event.between]
    if isinstance(event, MeetingHeld):
        return [f"o:{event.group}"]
    actor = getattr(event, "by", None) or getattr(event, "member", None)
    if actor is None:
        return []
    towards = [f"o:{code}" for code in codes_named(event) if code != actor]
    for root in _roots_of(ids_named(event), openings):
        key, facet = _key_and_facet(root)
        if facet == "mandate" and key.startswith("o:"):
            towards.append(key)
    return towards
