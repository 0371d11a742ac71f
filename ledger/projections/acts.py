"""When did each organisation last do something towards a body that holds mandates? What a quiet stance is read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from ledger.events import TYPES, ContactHeld, Event, MeetingHeld
from ledger.events.naming import codes_named, ids_named
from ledger.history import Entry
from ledger.times import DAY

QUIET_AFTER = 180 * DAY

_ACTOR: dict[type[Event], Callable[[Event], str]] = {
    of.cls: attrgetter(next(spec.attribute for spec in of.fields if spec.name in ("by", "member")))
    for of in TYPES.values()
    if any(spec.name in ("by", "member") for spec in of.fields)
}


@dataclass(frozen=True, slots=True)
class Acts:
    """The last deed of each organisation towards the holder, and towards each of its mandates, as instants."""

    to_holder: Mapping[str, int]
    to_mandate: Mapping[str, Mapping[str, int]]

    def last(self, organisation: str, mandate: str) -> int | None:
        """The last time an organisation did something towards the holder or this mandate of it."""
        times = (self.to_holder.get(organisation), self.to_mandate.get(mandate, {}).get(organisation))
        return max((time for time in times if time is not None), default=None)


def acts_towards(holder: str, entries: Iterable[Entry]) -> Acts:
    """What was done towards a holder: events `by` others that name it or its mandates, contacts, presence at meetings.

    `entries` come in effective order.
    """
    to_holder: dict[str, int] = {}
    to_mandate: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for entry in entries:
        event = entry.event
        actor_of = _ACTOR.get(event.__class__)
        if actor_of is not None:
            actor, at = actor_of(event), entry.effective_at
            if holder in codes_named(event):
                to_holder[actor] = at
            for name in ids_named(event):
                to_mandate[name][actor] = at
        elif event.__class__ is ContactHeld:
            if holder in event.between:
                for organisation in event.between:
                    to_holder[organisation] = entry.effective_at
        elif event.__class__ is MeetingHeld and event.group == holder:
            for organisation in event.present:
                to_holder[organisation] = entry.effective_at
    return Acts(to_holder, to_mandate)
