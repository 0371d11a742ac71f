"""Which codes and ids does an event refer to, where does it name them, and what may they be?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from ledger.events import TYPES, Event, OrganisationRegistered
from ledger.events.declare import FieldSpec, Role
from ledger.events.naming import codes_named
from ledger.refusals import Fault
from ledger.store.rows import Opening


@dataclass(frozen=True, slots=True)
class Reference:
    """A name in an event: its pointer, the name with its name space (`o:` or `i:`), and the kinds that it may be."""

    pointer: str
    name: str
    kinds: tuple[str, ...]


def references(event: Event) -> Iterator[Reference]:
    """Every code and id that has to be known for the event to make sense, less those that it opens itself."""
    of = TYPES[type(event).__name__]
    opens = {of.opens, of.opens_if_new}
    if isinstance(event, OrganisationRegistered):
        opens.add("organisation")
    yield from _in_fields(event, tuple(spec for spec in of.fields if spec.name not in opens), "")


def all_known(event: Event, openings: Mapping[str, Opening]) -> bool:
    """Whether nothing that an event refers to is unknown: the quick answer for events that are in order."""
    for name in codes_named(event):
        opening = openings.get(f"o:{name}")
        if (opening is None or opening.kind is None) and not _registers(event, name):
            return False
    for get, kinds in _SINGLE_IDS[type(event)]:
        one = get(event)
        if one is not None:
            opening = openings.get(f"i:{one}")
            if opening is None or opening.kind is None or (kinds and opening.kind not in kinds):
                return False
    return type(event) not in _WITH_IDS_IN_LISTS or next(unknown(event, openings, ""), None) is None


def _registers(event: Event, code: str) -> bool:
    return isinstance(event, OrganisationRegistered) and event.organisation == code


def unknown(event: Event, openings: Mapping[str, Opening], pointer: str) -> Iterator[Fault]:
    """A fault for each reference that nothing in use answers to. `openings` are those of all names in the event."""
    for reference in references(event):
        opening = openings.get(reference.name)
        plain = reference.name[2:]
        if opening is None or opening.kind is None:
            if reference.name.startswith("o:"):
                text = f"There is no organisation {plain}: register it first."
            else:
                text = f"There is no {_either(reference.kinds)} {plain}: record what opens it first."
            yield Fault(pointer + reference.pointer, text)
        elif reference.kinds and opening.kind not in reference.kinds:
            yield Fault(
                pointer + reference.pointer, f"{plain} is no {_either(reference.kinds)}: it is used for another thing."
            )


def _either(kinds: tuple[str, ...]) -> str:
    return " or ".join(kinds) if kinds else "id"


def _in_fields(holder: object, fields: tuple[FieldSpec, ...], pointer: str) -> Iterator[Reference]:
    for spec in fields:
        if spec.role not in _REFERRING:
            continue
        value = getattr(holder, spec.attribute)
        if value is None or (spec.role is Role.CONSTITUENCY and isinstance(value, str)):
            continue
        at = f"{pointer}/{spec.name}"
        if not isinstance(value, tuple):
            yield _reference(at, value, spec)
            continue
        for index, one in enumerate(value):
            if spec.role is Role.PARTS:
                yield from _in_fields(one, spec.parts, f"{at}/{index}")
            else:
                yield _reference(f"{at}/{index}", one, spec)


def _reference(pointer: str, value: str, spec: FieldSpec) -> Reference:
    if spec.role is Role.ID:
        return Reference(pointer, f"i:{value}", spec.mark.kinds)
    return Reference(pointer, f"o:{value}", ())


_REFERRING = frozenset({Role.CODE, Role.ID, Role.CONSTITUENCY, Role.PARTS})

_SINGLE_IDS = {
    of.cls: tuple(
        (attrgetter(spec.attribute), spec.mark.kinds)
        for spec in of.fields
        if spec.role is Role.ID and not spec.many and spec.name not in (of.opens, of.opens_if_new)
    )
    for of in TYPES.values()
}
_WITH_IDS_IN_LISTS = frozenset(
    of.cls
    for of in TYPES.values()
    if any(
        (spec.role is Role.ID and spec.many) or any(part.role is Role.ID for part in spec.parts) for spec in of.fields
    )
)
