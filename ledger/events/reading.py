"""What event does a stored text mean? Facts of every age, read as today's types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, cast

import msgspec

from ledger import times
from ledger.events import TYPES
from ledger.times import Ends, Starts

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.events import Event

    Facts = dict[str, Any]


class NotReadable(ValueError):
    """A stored text that is no event of the type that it is said to be: the store, or an upcast, is broken."""


@dataclass(frozen=True, slots=True)
class Upcast:
    """How facts that an earlier version stored are lifted to what their type says today.

    `applies` knows the older shape from today's; `lift` gives new facts, with another `type` where that has changed.
    """

    applies: Callable[[Facts], bool]
    lift: Callable[[Facts], Facts]


UPCASTS: dict[str, tuple[Upcast, ...]] = {}
"""By the name under which facts were stored: their upcasts, the oldest shape first. What is stored never changes."""


def read(type_name: str, facts: bytes) -> Event:
    """The event in a stored text of a type. Raises `NotReadable`."""
    try:
        if type_name in UPCASTS:
            return _read_lifted(type_name, facts)
        return _reader(type_name)(facts)
    except (msgspec.MsgspecError, times.NotATime, KeyError) as error:
        msg = f"A stored text is no {type_name}: {error}"
        raise NotReadable(msg) from error


def _read_lifted(type_name: str, stored: bytes) -> Event:
    facts: Facts = msgspec.json.decode(stored)
    name = type_name
    waiting = list(UPCASTS[name])
    while waiting:
        upcast = waiting.pop(0)
        if upcast.applies(facts):
            facts = upcast.lift(facts)
            if facts.get("type", name) != name:
                name = facts["type"]
                waiting = list(UPCASTS.get(name, ()))
    return _converted(name, facts)


@cache
def _reader(type_name: str) -> Callable[[bytes], Event]:
    declaration = TYPES[type_name]
    if not _renamed(type_name):
        return msgspec.json.Decoder(declaration.cls, dec_hook=_time).decode
    # The decoder cannot rename members, so that types with a keyword among their fields take one step more.
    return lambda facts: _converted(type_name, msgspec.json.decode(facts))


def _converted(type_name: str, facts: Facts) -> Event:
    declaration = TYPES[type_name]
    for name, attribute in _renamed(type_name):
        if name in facts:
            facts[attribute] = facts.pop(name)
    return msgspec.convert(facts, declaration.cls, dec_hook=_time)


@cache
def _renamed(type_name: str) -> tuple[tuple[str, str], ...]:
    fields = TYPES[type_name].fields
    return tuple((spec.name, spec.attribute) for spec in fields if spec.name != spec.attribute)


def _instant(wanted: type[Any], text: Any) -> Any:
    return Ends(times.end(text)) if wanted is Ends else Starts(times.start(text))


# Kept, since a history says the same days over and over.
_time = cast("Callable[[type[Any], Any], Any]", lru_cache(maxsize=65_536)(_instant))
