"""Who answers for a service, and who delivers it?"""

from __future__ import annotations

from dataclasses import dataclass

from ledger.events import ServiceAssigned
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.times import rfc3339


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One assignment of a service: who answers for it and who delivers it, since when, and whether it has ended.

    `core_contract` is null where it is not known; `decision` is the one behind it, where that is in the history.
    """

    service: str
    scope: str
    responsible: str
    responsible_name: str
    delivered_by: str
    delivered_by_name: str
    core_contract: bool | None
    since: str
    ends_at: str | None
    ended: bool
    decision: str | None
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Services:
    """The services that an organisation answers for or delivers, and what `earlier` assignments another replaced.

    Of one scope and one organisation that answers for it, the latest assignment is the present one.
    """

    organisation: str
    name: str
    as_of: str
    known_at: str
    position: int
    services: tuple[ServiceLine, ...]
    earlier: tuple[ServiceLine, ...]


def services(past: Past, organisation: str, *, as_of: int, known_at: int, position: int) -> Services:
    """What an organisation answers for or delivers.

    `past` must hold all assignments by those who answer for its services, and the decisions behind them.
    """
    place = Place.after_all_of(as_of)
    assignments = [(entry, entry.event) for entry in past.history.entries if isinstance(entry.event, ServiceAssigned)]
    latest = {(event.scope, event.responsible): entry for entry, event in assignments}
    mine = sorted(
        ((entry, event) for entry, event in assignments if organisation in (event.responsible, event.delivered_by)),
        key=lambda one: (one[1].scope, one[1].responsible, one[0].place),
    )
    is_present = {entry.position for entry in latest.values()}
    return Services(
        organisation=organisation,
        name=past.register.name(organisation, place),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        services=tuple(_line(past, entry, event, place) for entry, event in mine if entry.position in is_present),
        earlier=tuple(_line(past, entry, event, place) for entry, event in mine if entry.position not in is_present),
    )


def _line(past: Past, entry: Entry, event: ServiceAssigned, place: Place) -> ServiceLine:
    known = event.decision is not None and past.history.stands(event.decision)
    return ServiceLine(
        service=event.service,
        scope=event.scope,
        responsible=event.responsible,
        responsible_name=past.register.name(event.responsible, place),
        delivered_by=event.delivered_by,
        delivered_by_name=past.register.name(event.delivered_by, place),
        core_contract=event.core_contract,
        since=rfc3339(entry.effective_at),
        ends_at=None if event.ends_at is None else rfc3339(event.ends_at),
        ended=event.ends_at is not None and event.ends_at <= place.effective_at,
        decision=event.decision if known else None,
        because=(entry.position,),
    )
