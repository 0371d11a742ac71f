"""When did each organisation last do something towards a body that holds mandates? What a quiet stance is read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ledger.events import TYPES, ContactHeld, MeetingHeld
from ledger.events.naming import codes_named, ids_named
from ledger.history import Entry
from ledger.times import DAY

QUIET_AFTER = 180 * DAY

_ACTOR = {
    of.cls: next(spec.attribute for spec in of.fields if spec.name in ("by", "member"))
    for of in TYPES.values()
    if any(spec.name in ("by", "member") for spec in of.fields)
}


@dataclass(slots=True)
class Acts:
    """The last deed of each organisation towards the holder, and towards each of its mandates, as instants."""

    to_holder: dict[str, int] = field(default_factory=dict)
    to_mandate: dict[str, dict[str, int]] = field(default_factory=dict)

    def last(self, organisation: str, mandate: str) -> int | None:
        """The last time an organisation did something towards the holder or this mandate of it."""
        times = (self.to_holder.get(organisation), self.to_mandate.get(mandate, {}).get(organisation))
        return max((time for time in times if time is not None), default=None)


def acts_towards(holder: str, entries: Iterable[Entry]) -> Acts:
    """What was done towards a holder: events `by` others that name it or its mandates, contacts, presence at meetings.

    `entries` come in effective order.
    """
    acts = Acts()
    for entry in entries:
        event = entry.event
        actor_in = _ACTOR.get(type(event))
        if actor_in is not None:
            actor: str = getattr(event, actor_in)
            if holder in codes_named(event):
                acts.to_holder[actor] = entry.effective_at
            for name in ids_named(event):
                acts.to_mandate.setdefault(name, {})[actor] = entry.effective_at
        elif isinstance(event, ContactHeld) and holder in event.between:
            acts.to_holder.update(dict.fromkeys(event.between, entry.effective_at))
        elif isinstance(event, MeetingHeld) and event.group == holder:
            acts.to_holder.update(dict.fromkeys(event.present, entry.effective_at))
    return acts
