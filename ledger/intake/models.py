"""What must an event look like? One pydantic model per type, made from its declaration, which is the schema too."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, create_model
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from ledger import times
from ledger.events import TYPES, Declaration
from ledger.events.declare import FieldSpec, Mark, Role
from ledger.vocabulary import CODE_PATTERN

WORDS_MOST, TEXT_MOST, ENTRIES_MOST = 20_000, 500, 2_000
EVENT_BYTES_MOST = 2**20
UUID_PATTERN = r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"

_NAMES = frozenset({Role.CODE, Role.ID, Role.PERSON, Role.PARTY, Role.SCOPE, Role.LABEL})
_MOST_BYTES_OF_A_CHARACTER = 6
_TIME_MOST = 64


class Repeated(ValueError):
    """An entry of a list is there already; `index` is the later one's."""

    def __init__(self, index: int) -> None:
        self.index = index
        super().__init__(index)


EVENT_ID = FieldSpec(
    name="id",
    attribute="id",
    role=Role.LABEL,
    says="The event's own id, a UUID; the ledger makes one if it is left out.",
    required=False,
)
_EFFECTIVE_AT = (
    "When it happened or takes effect: a time with its offset, or a plain date in Europe/London, which stands for"
)


def members(declaration: Declaration) -> tuple[FieldSpec, ...]:
    """All that an event of a type may hold beside `type`: its own fields, then those that every event may carry."""
    ends = declaration.ends_day
    effective_at = FieldSpec(
        name="effective_at",
        attribute="effective_at",
        role=Role.ENDS if ends else Role.STARTS,
        says=f"{_EFFECTIVE_AT} its {'end' if ends else 'start'}; now, if it is left out.",
        required=False,
    )
    common = ("source", "note", "irregular_because")
    own = [spec for spec in declaration.fields if spec.name not in common]
    return (*own, EVENT_ID, effective_at, *(declaration.field(name) for name in common))


@cache
def model_of(name: str) -> type[BaseModel]:
    """The model of an event type. Made when first asked for, since making all of them would slow every start."""
    declaration = TYPES[name]
    fields: dict[str, Any] = {"type": (Literal[name], Field(description=f"Always '{name}'."))}
    for spec in members(declaration):
        if spec.name == declaration.opens:
            described = replace(spec, says=f"{spec.says} The ledger makes one if it is left out.")
            fields[spec.name] = _member(name, described, required=False)
        else:
            fields[spec.name] = _member(name, spec, required=spec.required)
    made: type[BaseModel] = create_model(
        name, __config__=ConfigDict(extra="forbid"), __doc__=declaration.says, **fields
    )
    return made


def heavy_members(name: str) -> tuple[str, ...]:
    """The lists by which an event could weigh more than an event may, although each of its members is in order."""
    return tuple(spec.name for spec in members(TYPES[name]) if spec.many and _most_bytes(spec) > EVENT_BYTES_MOST // 4)


def event_schema() -> dict[str, Any]:
    """The components of OpenAPI 3.1 that describe every event: `Event`, one of all types, and a component for each."""
    models = [model_of(name) for name in TYPES]
    _, made = models_json_schema(
        [(model, "validation") for model in models],
        ref_template="#/components/schemas/{model}",
        schema_generator=_Schema,
    )
    components: dict[str, Any] = made["$defs"]
    for component in components.values():
        for described in component["properties"].values():
            if described.get("default", ...) is None:
                del described["default"]
    refs = {name: f"#/components/schemas/{name}" for name in TYPES}
    components["Event"] = {
        "description": "A fact, of one of these types.",
        "oneOf": [{"$ref": ref} for ref in refs.values()],
        "discriminator": {"propertyName": "type", "mapping": refs},
    }
    return components


class _Schema(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 the library names what it gives
        """Titles made up from names say nothing: every field has a sentence."""
        return False


def _member(owner: str, spec: FieldSpec, *, required: bool) -> tuple[Any, Any]:
    kind = _one(owner, spec)
    if spec.many:
        kind = _list(kind, distinct=spec.role in (Role.CODE, Role.ID), least=spec.entries)
    return kind, Field(default=... if required else spec.default, description=spec.says)


def _list(kind: Any, *, distinct: bool, least: int) -> Any:
    if not distinct:
        return Annotated[list[kind], Field(strict=True, min_length=least, max_length=ENTRIES_MOST)]
    return Annotated[
        list[kind],
        Field(strict=True, min_length=least, max_length=ENTRIES_MOST, json_schema_extra={"uniqueItems": True}),
        AfterValidator(_distinct),
    ]


def _one(owner: str, spec: FieldSpec) -> Any:
    if spec is EVENT_ID:
        return Annotated[str, Field(strict=True, pattern=UUID_PATTERN, json_schema_extra={"format": "uuid"})]
    if spec.role in _NAMES:
        return _NAME
    match spec.role:
        case Role.WORDS | Role.TEXT:
            most = WORDS_MOST if spec.role is Role.WORDS else TEXT_MOST
            return Annotated[str, Field(strict=True, min_length=1, max_length=most, pattern=r"\S")]
        case Role.POSITION | Role.WHOLE:
            return _whole(spec.mark)
        case Role.TRUTH:
            return Annotated[bool, Field(strict=True)]
        case Role.CHOICE:
            return _choice(spec.choices)
        case Role.STARTS | Role.ENDS:
            return _STARTS if spec.role is Role.STARTS else _ENDS
        case Role.CONSTITUENCY:
            return _CONSTITUENCY
        case _:
            return _part(owner, spec)


def _whole(mark: Mark) -> Any:
    return Annotated[int, Field(strict=True, ge=mark.least, le=mark.most)]


def _choice(choices: tuple[str | int, ...]) -> Any:
    numbers = [choice for choice in choices if isinstance(choice, int)]
    if not numbers:
        return Literal[choices]
    # A literal 1 would let `true` pass. Choices that are numbers are steps, and have no gaps.
    return Annotated[
        int, Field(strict=True, ge=min(numbers), le=max(numbers), json_schema_extra={"enum": list(choices)})
    ]


def _part(owner: str, spec: FieldSpec) -> type[BaseModel]:
    name = f"{owner}{spec.name.title()}Entry"
    fields: dict[str, Any] = {part.name: _member(name, part, required=part.required) for part in spec.parts}
    made: type[BaseModel] = create_model(
        name, __config__=ConfigDict(extra="forbid"), __doc__=f"One entry of `{spec.name}` of {owner}.", **fields
    )
    return made


def _distinct(entries: list[str]) -> list[str]:
    if len(set(entries)) != len(entries):
        first = {entry: index for index, entry in reversed(list(enumerate(entries)))}
        raise Repeated(next(index for index, entry in enumerate(entries) if first[entry] != index))
    return entries


# Kept, since an import says the same days over and over.
_start = lru_cache(maxsize=65_536)(times.start)
_end = lru_cache(maxsize=65_536)(times.end)


def _starts(text: str) -> str:
    _start(text)
    return text


def _ends(text: str) -> str:
    _end(text)
    return text


def _most_bytes(spec: FieldSpec) -> int:
    if spec.role is Role.WORDS:
        one = WORDS_MOST * _MOST_BYTES_OF_A_CHARACTER
    elif spec.role is Role.TEXT:
        one = TEXT_MOST * _MOST_BYTES_OF_A_CHARACTER
    else:
        one = sum(map(_most_bytes, spec.parts)) + _TIME_MOST
    return one * (ENTRIES_MOST if spec.many else 1)


def _shape(value: object) -> str:
    return "list" if isinstance(value, list) else "word"


_NAME = Annotated[str, Field(strict=True, pattern=CODE_PATTERN)]
_WHEN = Field(
    strict=True, max_length=_TIME_MOST, json_schema_extra={"anyOf": [{"format": "date"}, {"format": "date-time"}]}
)
_STARTS = Annotated[str, _WHEN, AfterValidator(_starts)]
_ENDS = Annotated[str, _WHEN, AfterValidator(_ends)]
# A union without a discriminator would tell of each branch what is wrong, and point at branches instead of members.
_CONSTITUENCY: Any = Annotated[
    Annotated[Literal["members", "practices"], Tag("word")]
    | Annotated[_list(_NAME, distinct=True, least=1), Tag("list")],
    Discriminator(_shape),
]
