"""How is an event type declared, and what can be read from its declaration?

An event type is one frozen dataclass. Everything that the ledger does with events in general (checking what comes in,
finding what they refer to, keeping their words apart, describing them) reads the `Declaration` made from that class, so
that a new type is one class and nothing else.
"""

from __future__ import annotations

import dataclasses
import keyword
from dataclasses import dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints

from ledger.times import Ends, Starts


class Role(Enum):
    """What a field's value is."""

    CODE = "organisation code"
    ID = "id"
    PERSON = "person"
    PARTY = "organisation or person"
    SCOPE = "scope"
    WORDS = "erasable text"
    TEXT = "text"
    LABEL = "label"
    POSITION = "position"
    WHOLE = "whole number"
    TRUTH = "true or false"
    CHOICE = "choice"
    STARTS = "time"
    ENDS = "time or day's end"
    CONSTITUENCY = "constituency"
    PARTS = "list of parts"


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands behind `Annotated` in a field's type.

    `kinds` are the kinds of id that a reference may name, all if empty; `least` and `most` bound a whole number.
    """

    role: Role
    kinds: tuple[str, ...] = ()
    least: int = 0
    most: int = 10**15


Code = Annotated[str, Mark(Role.CODE)]
Codes = tuple[Code, ...]
Person = Annotated[str, Mark(Role.PERSON)]
Party = Annotated[str, Mark(Role.PARTY)]
"""An organisation or a person, whichever it was: bound by the pattern, but not looked up in the register."""

Scope = Annotated[str, Mark(Role.SCOPE)]
Words = Annotated[str, Mark(Role.WORDS)]
"""Erasable text: the text itself in an event that comes in, its salted hash in one that comes from the store."""

Text = Annotated[str, Mark(Role.TEXT)]
"""Short text that is part of the fact, such as a title: never erased, so never about a person."""

Label = Annotated[str, Mark(Role.LABEL)]
"""A name inside one event, such as a condition's: bound by the pattern of ids, but in no name space."""

Position = Annotated[int, Mark(Role.POSITION, least=1)]
Count = Annotated[int, Mark(Role.WHOLE)]
Days = Annotated[int, Mark(Role.WHOLE, most=36_500)]
Percent = Annotated[int, Mark(Role.WHOLE, most=100)]
Constituency = Annotated[str | tuple[str, ...], Mark(Role.CONSTITUENCY)]

MandateId = Annotated[str, Mark(Role.ID, ("mandate",))]
DecisionId = Annotated[str, Mark(Role.ID, ("decision",))]
ObjectionId = Annotated[str, Mark(Role.ID, ("objection",))]
SeatId = Annotated[str, Mark(Role.ID, ("seat",))]
ActionId = Annotated[str, Mark(Role.ID, ("action",))]
MeetingId = Annotated[str, Mark(Role.ID, ("meeting",))]
RepresentationId = Annotated[str, Mark(Role.ID, ("representation",))]
BriefId = Annotated[str, Mark(Role.ID, ("brief",))]
ApproachId = Annotated[str, Mark(Role.ID, ("approach",))]
PriorityId = Annotated[str, Mark(Role.ID, ("priority",))]
ActivityId = Annotated[str, Mark(Role.ID, ("activity",))]
ServiceId = Annotated[str, Mark(Role.ID, ("service",))]
ResourceId = Annotated[str, Mark(Role.ID, ("resource",))]
AdmissionId = Annotated[str, Mark(Role.ID, ("admission",))]
ConcernId = Annotated[str, Mark(Role.ID, ("concern",))]
DecisionOrMandateId = Annotated[str, Mark(Role.ID, ("decision", "mandate"))]
TellableId = Annotated[str, Mark(Role.ID, ("decision", "mandate", "priority"))]
SourceOfActionId = Annotated[str, Mark(Role.ID, ("decision", "brief", "priority"))]
AnyId = Annotated[str, Mark(Role.ID)]

Family = Literal[
    "register",
    "mandate",
    "decision",
    "representation",
    "access",
    "priority",
    "activity",
    "trust",
    "correction",
]
REGISTER_PHASE, OPENING_PHASE, USUAL_PHASE, TAKING_PHASE, AFTERMATH_PHASE = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of an event or of a part of one: its name in JSON, what its value is, and a sentence on it.

    `attribute` is its name in Python, which differs where the word is a keyword (`from_`, `with_`). `entries` is how
    many a list must have at least.
    """

    name: str
    attribute: str
    role: Role
    says: str
    required: bool
    default: object = None
    many: bool = False
    mark: Mark = Mark(Role.TEXT)
    choices: tuple[str | int, ...] = ()
    parts: tuple[FieldSpec, ...] = ()
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Declaration:
    """Everything that holds for one event type.

    `opens` is the field with the id that such an event opens, and `under` the fields that name what that id hangs
    from: whoever asks about those finds every later event about the id. `opens_if_new` is a field with an id that may
    be named before it is opened (an agenda comes before its meeting): such an event puts the id in use where nothing
    has yet, and the type that `opens` it may still open it afterwards. `ends_day`: a plain date in `effective_at` is
    its end.
    """

    name: str
    cls: type[Event]
    says: str
    family: Family
    phase: int
    opens: str | None
    under: tuple[str, ...]
    ends_day: bool
    fields: tuple[FieldSpec, ...]
    opens_if_new: str | None = None

    def field(self, name: str) -> FieldSpec:
        """The field of that name. Raises `KeyError` where the type has none."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)

    @property
    def required_ids(self) -> tuple[FieldSpec, ...]:
        """The single ids without which such an event means nothing, less those that it opens itself."""
        return tuple(
            spec
            for spec in self.fields
            if spec.role is Role.ID
            and spec.required
            and not spec.many
            and spec.name not in (self.opens, self.opens_if_new)
        )


def says(text: str, *, default: Any = dataclasses.MISSING, least: int | None = None) -> Any:
    """A field of an event, described by one sentence; required unless it has a default.

    `least` is how many entries a list must have: left out, it is one if the list is required and none if it is not.
    """
    return dataclasses.field(default=default, metadata={"says": text, "least": least})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event may carry beside its own fields."""

    # ruff's `extend-immutable-calls` knows `says` elsewhere, but not in the module that defines it.
    source: Text | None = says("Where it is written down, such as 'minutes of 3 March 2026, item 4'.", default=None)
    note: Words | None = says("Anything else worth keeping.", default=None)
    irregular_because: Words | None = says(
        "Why this is recorded although it broke a rule: the minutes say that it happened all the same.", default=None
    )


TYPES: dict[str, Declaration] = {}
"""Every event type, by name, in the order of declaration. Stored for ever: add to it, never edit."""

E = TypeVar("E", bound=Event)
P = TypeVar("P")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(says,))
def event(
    family: Family,
    *,
    phase: int | None = None,
    opens: str | None = None,
    under: tuple[str, ...] = (),
    opens_if_new: str | None = None,
    ends_day: bool = False,
) -> Any:
    """Declare an event type: makes the class a frozen, slotted, keyword-only dataclass and enters it in `TYPES`."""

    def declare(cls: type[E]) -> type[E]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        if phase is not None:
            its_phase = phase
        elif family == "register":
            its_phase = REGISTER_PHASE
        else:
            its_phase = USUAL_PHASE if opens is None else OPENING_PHASE
        TYPES[made.__name__] = Declaration(
            name=made.__name__,
            cls=made,
            says=(made.__doc__ or "").strip(),
            family=family,
            phase=its_phase,
            opens=opens,
            under=under,
            ends_day=ends_day,
            fields=_fields(made),
            opens_if_new=opens_if_new,
        )
        return made

    return declare


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(says,))
def part(cls: type[P]) -> type[P]:
    """Declare a part of an event, such as one condition of a grant."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def declaration(of: Event) -> Declaration:
    """The declaration of an event's type."""
    return TYPES[type(of).__name__]


def _fields(cls: type[Any]) -> tuple[FieldSpec, ...]:
    hints = get_type_hints(cls, include_extras=True)
    return tuple(_field(f, hints[f.name]) for f in dataclasses.fields(cls))


def _field(field: dataclasses.Field[Any], hint: Any) -> FieldSpec:
    inner, optional = _without_none(hint)
    many = get_origin(inner) is tuple
    if many:
        inner = get_args(inner)[0]
    required = field.default is dataclasses.MISSING
    least = field.metadata["least"]
    common = {
        "name": field.name.rstrip("_") if keyword.iskeyword(field.name.rstrip("_")) else field.name,
        "attribute": field.name,
        "says": field.metadata["says"],
        "required": required,
        "default": None if required or optional else field.default,
        "many": many,
        "entries": (1 if many and required else 0) if least is None else least,
    }
    if get_origin(inner) is Annotated:
        mark: Mark = inner.__metadata__[0]
        return FieldSpec(role=mark.role, mark=mark, **common)
    if get_origin(inner) is Literal:
        return FieldSpec(role=Role.CHOICE, choices=get_args(inner), **common)
    if inner is bool:
        return FieldSpec(role=Role.TRUTH, **common)
    if inner in (Starts, Ends):
        return FieldSpec(role=Role.STARTS if inner is Starts else Role.ENDS, **common)
    return FieldSpec(role=Role.PARTS, parts=_fields(inner), **common)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (arg for arg in get_args(hint) if arg is not NoneType)
        return inner, True
    return hint, False
