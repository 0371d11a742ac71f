"""How are minutes described to programs? As a JSON schema, made of what describes the events that they make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger.importers.minutes.language import BY, MINUTES, Section, Shape
from ledger.intake.models import ENTRIES_MOST
from ledger.vocabulary import CODE_PATTERN

Schema = dict[str, Any]


def minutes_schema(events: Mapping[str, Schema]) -> Schema:
    """The schema of minutes. `events` are the components that describe events, by type."""
    says = "What the minutes of a meeting hold. All takes effect when the meeting was held, unless it says otherwise."
    return {"title": "Minutes", "description": says, **_mapping(MINUTES, events)}


def _mapping(shape: Shape, events: Mapping[str, Schema], known: frozenset[str] = frozenset()) -> Schema:
    """The schema of a mapping, less the members that are known without it."""
    properties: Schema = {}
    for makes in shape.makes:
        fields = events[makes.type]["properties"]
        for name, spec in makes.members().items():
            properties[name] = fields[spec.name]
            if spec.name in makes.short_parts:
                part = events[makes.type + f"{spec.name.title()}Entry"]["properties"][makes.short_parts[spec.name]]
                properties[name] = fields[spec.name] | {"items": {"anyOf": [part, fields[spec.name]["items"]]}}
    if shape.each is not None:
        many, one = shape.each
        properties[many] = {
            "type": "array",
            "items": properties[one],
            "minItems": 1,
            "uniqueItems": True,
            "description": f"Several of `{one}`: the rest of the entry holds for each.",
        }
    properties |= {name: _shared(name, says, events) for name, says in shape.shared.items()}
    properties |= {section.name: _section(section, events) for section in shape.sections}
    return {
        "type": "object",
        "properties": {name: one for name, one in properties.items() if name not in known},
        "required": [name for name in _needed(shape) if name not in known],
        "additionalProperties": False,
    }


def _needed(shape: Shape) -> list[str]:
    """The members without which a mapping makes no sense; of those that can be about several things, none is."""
    needed = [name for makes in shape.makes if not makes.optional for name in makes.needed()]
    either = () if shape.each is None else shape.each
    return [*([shape.when] if shape is MINUTES else []), *(name for name in needed if name not in either)]


def _shared(name: str, says: str, events: Mapping[str, Schema]) -> Schema:
    of_all: Schema = events[MINUTES.makes[0].type]["properties"]
    if name == "item":
        return {"type": "integer", "minimum": 1, "maximum": ENTRIES_MOST, "description": says}
    field = {"because": "irregular_because", MINUTES.when: "effective_at"}.get(name, name)
    return {**of_all[field], "description": says}


def _section(section: Section, events: Mapping[str, Schema]) -> Schema:
    shape = section.shape
    by_organisation = section.form == "by organisation"
    entry = _mapping(shape, events, frozenset({BY}) if by_organisation else frozenset())
    if shape.short is not None:
        entry = {"anyOf": [entry["properties"][shape.short], entry]}
    if section.form == "one":
        return entry
    if by_organisation:
        names = {"pattern": CODE_PATTERN}
        return {"type": "object", "propertyNames": names, "additionalProperties": entry}
    return {"type": "array", "items": entry}
