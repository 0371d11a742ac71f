"""What was each practice allocated, in pence and per patient, beside the mean?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.events import ResourceAllocated
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class ShareLine:
    """What one organisation got: in pence, and in pence for each of its patients, to two decimals.

    `per_patient` is null where it has no patients on its list, or no list is recorded.
    """

    organisation: str
    name: str
    kind: str
    pence: int
    patients: int | None
    per_patient: float | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """Money that was passed on, and who got how much of it; without shares, it is all with whom it was passed on to.

    `mean_per_patient` is what those with patients got together, for each of all their patients.
    """

    resource: str
    given_by: str
    given_by_name: str
    given_to: str
    given_to_name: str
    pence: int
    purpose: str
    at: str
    decision: str | None
    shares: tuple[ShareLine, ...]
    mean_per_patient: float | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """What each practice got of all the money that an organisation gave, received or had a share in.

    What is with others than practices stands apart: they may have passed it on since, as another resource.
    """

    organisation: str
    name: str
    as_of: str
    known_at: str
    position: int
    practices: tuple[ShareLine, ...]
    mean_per_patient: float | None
    others: tuple[ShareLine, ...]
    resources: tuple[ResourceLine, ...]


def shares(past: Past, organisation: str, *, as_of: int, known_at: int, position: int) -> Shares:
    """Who got what. `past` must hold the money that an organisation has to do with, and the register of all in it."""
    place = Place.after_all_of(as_of)
    mine = [
        (entry, entry.event)
        for entry in past.history.entries
        if isinstance(entry.event, ResourceAllocated) and organisation in _named(entry.event)
    ]
    got: dict[str, list[tuple[int, int]]] = {}
    for entry, event in mine:
        for code, pence in _split(event):
            got.setdefault(code, []).append((pence, entry.position))
    lines = [
        _share(past, code, sum(pence for pence, _ in parts), tuple(position for _, position in parts), place)
        for code, parts in sorted(got.items())
    ]
    practices = tuple(one for one in lines if one.kind == "practice")
    return Shares(
        organisation=organisation,
        name=past.register.name(organisation, place),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        practices=practices,
        mean_per_patient=_mean(practices),
        others=tuple(one for one in lines if one.kind != "practice"),
        resources=tuple(_resource(past, entry, event, place) for entry, event in mine),
    )


def _named(event: ResourceAllocated) -> set[str]:
    return {event.from_, event.to, *(share.organisation for share in event.shares)}


def _split(event: ResourceAllocated) -> list[tuple[str, int]]:
    """Who got how many pence."""
    return [(share.organisation, share.pence) for share in event.shares] or [(event.to, event.pence)]


def _resource(past: Past, entry: Entry, event: ResourceAllocated, place: Place) -> ResourceLine:
    lines = tuple(_share(past, code, pence, (entry.position,), place) for code, pence in _split(event))
    known = event.decision is not None and past.history.stands(event.decision)
    return ResourceLine(
        resource=event.resource,
        given_by=event.from_,
        given_by_name=past.register.name(event.from_, place),
        given_to=event.to,
        given_to_name=past.register.name(event.to, place),
        pence=event.pence,
        purpose=event.purpose,
        at=rfc3339(entry.effective_at),
        decision=event.decision if known else None,
        shares=lines,
        mean_per_patient=_mean(lines),
        because=(entry.position,),
    )


def _share(past: Past, code: str, pence: int, because: tuple[int, ...], place: Place) -> ShareLine:
    patients = past.register.list_size(code, place)
    return ShareLine(
        organisation=code,
        name=past.register.name(code, place),
        kind=past.register.kind(code, place) or "other",
        pence=pence,
        patients=patients,
        per_patient=_per_patient(pence, patients),
        because=because,
    )


def _mean(lines: Iterable[ShareLine]) -> float | None:
    """What those with patients got together, for each of all their patients."""
    counted = [(one.pence, one.patients) for one in lines if one.patients]
    return _per_patient(sum(pence for pence, _ in counted), sum(patients for _, patients in counted))


def _per_patient(pence: int, patients: int | None) -> float | None:
    return round(pence / patients, 2) if patients else None
