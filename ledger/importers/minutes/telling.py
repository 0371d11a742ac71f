"""What does an event say that minutes make, and where do they say each part of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ledger.events.declare import FieldSpec
from ledger.importers.minutes.language import THE_GROUP, Makes
from ledger.intake.faults import step


class Given(NamedTuple):
    """A value, and the JSON pointer to where it is written."""

    value: Any
    pointer: str


Written = dict[str, Given]
"""The members of one mapping."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an entry, and holds for it unless it says otherwise.

    `names` are the group, the decision and the objection that it is about, None where that is not said. `item` is the
    number of an agenda item.
    """

    names: Mapping[str, Given]
    when: Given | None = None
    source: Given | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """An event as minutes say it, whether or not it is in order.

    `pointer` leads to the place in the minutes that tells of it, and `origins` from pointers into the event to pointers
    into the minutes. `names` leads from its fields to what they are called there, where that is something else.
    """

    event: dict[str, Any]
    pointer: str
    origins: dict[str, str]
    names: dict[str, str]

    def in_their_words(self, text: str, pointer: str) -> str:
        """What is wrong with the event at a pointer, as somebody has to read it who wrote minutes."""
        for field, name in self.names.items():
            text = text.replace(f"`{field}`", f"`{name}`")
        value = _at(self.event, pointer)
        return f'{text} Put it in quotes: "{value}".' if value.__class__ is int and "must be" in text else text


def say(makes: Makes, written: Written, at: str, around: Around) -> Said:
    """The event that the members of a mapping make, all but what may stand in any mapping."""
    event: dict[str, Any] = {"type": makes.type}
    origins = {"": at}
    for name, spec in makes.fields():
        given = _given(makes, name, spec, written, at, around)
        origins[f"/{spec.name}"] = given.pointer if given is not None else at + step(name)
        if given is not None and (given.value is not None or name in written):
            event[spec.name] = given.value
        if spec.name in makes.short_parts and isinstance(event.get(spec.name), list):
            _fill_out(event, origins, spec.name, makes.short_parts[spec.name])
    return Said(event, written.get(makes.told_by, Given(None, at)).pointer, origins, dict(makes.names))


def _given(makes: Makes, name: str, spec: FieldSpec, written: Written, at: str, around: Around) -> Given | None:
    if spec.name in makes.around:
        return around.names[makes.around[spec.name]]
    if name in written:
        return written[name]
    usual = makes.usual.get(spec.name)
    if usual is None:
        return None
    return around.names["group"] if usual == THE_GROUP else Given(usual, at)


def _fill_out(event: dict[str, Any], origins: dict[str, str], field: str, part: str) -> None:
    """Make objects of those entries of a list that only give one part of one."""
    for index, one in enumerate(event[field]):
        if not isinstance(one, dict):
            origins[f"/{field}/{index}/{part}"] = f"{origins[f'/{field}']}/{index}"
    event[field] = [one if isinstance(one, dict) else {part: one} for one in event[field]]


def add(said: Said, field: str, given: Given | None, name: str) -> None:
    """Say a field of an event that any may have, if it is given; `name` is what it is called in the minutes."""
    if given is not None:
        said.event[field] = given.value
        said.origins[f"/{field}"] = given.pointer
        said.names[field] = name


def source_of(around: Around) -> Given | None:
    """Where an entry is written down: what the minutes are called, and the number of the item."""
    source = around.source
    if source is None or around.item is None or not isinstance(source.value, str):
        return source
    return source._replace(value=f"{source.value}, item {around.item}")


def _at(value: Any, pointer: str) -> Any:
    for one in pointer.split("/")[1:]:
        known = isinstance(value, dict) and one in value
        value = value[int(one)] if isinstance(value, list) else value[one] if known else None
    return value
