"""What does an event name, and which of its words can be erased? Asked of every event: worked out once per type."""

from __future__ import annotations

from functools import cache
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ledger.events.declare import TYPES, Declaration, Event, FieldSpec, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Names = tuple[str, ...]
    Finder = Callable[[Any], Names]
    Replace = Callable[[str, str], str]


def codes_named(event: Event) -> Names:
    """All organisation codes that an event names, each once, also those in lists, shares and constituencies."""
    return _codes(event.__class__.__name__)(event)


def ids_named(event: Event) -> Names:
    """All ids that an event names, each once, also optional ones, those in lists, and the one that it opens."""
    return _ids(event.__class__.__name__)(event)


def persons_named(event: Event) -> Names:
    """All persons that an event names, each once, and those named where an organisation might stand as well."""
    return _persons(event.__class__.__name__)(event)


def scopes_named(event: Event) -> Names:
    """All scopes that an event names, each once."""
    return _scopes(event.__class__.__name__)(event)


def required_ids(event: Event) -> Names:
    """The single ids without which an event means nothing, less those that it opens itself."""
    return _required(event.__class__.__name__)(event)


def opened(event: Event) -> str | None:
    """The id that an event opens, if its type opens one."""
    field = TYPES[event.__class__.__name__].opens
    return None if field is None else getattr(event, field)


def opened_if_new(event: Event) -> str | None:
    """The id that an event puts in use where nothing has yet, if its type does so."""
    field = TYPES[event.__class__.__name__].opens_if_new
    return None if field is None else getattr(event, field)


def words_of(declaration: Declaration, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every erasable text in an event's JSON, with a JSON pointer to it."""
    singles, lists, parts = _words(declaration.name)
    for name, pointer in singles:
        if name in given:
            yield pointer, given[name]
    for name, pointer in lists:
        for index, text in enumerate(given.get(name, ())):
            yield f"{pointer}/{index}", text
    for name, pointer, inner in parts:
        for index, part in enumerate(given.get(name, ())):
            for word in inner:
                if word in part:
                    yield f"{pointer}/{index}/{word}", part[word]


def with_words(given: dict[str, Any], replace: Replace) -> dict[str, Any]:
    """A copy of an event's JSON with each erasable text replaced by what `replace(pointer, text)` gives."""
    singles, lists, parts = _words(given["type"])
    made = dict(given)
    for name, pointer in singles:
        if name in made:
            made[name] = replace(pointer, made[name])
    for name, pointer in lists:
        if name in made:
            made[name] = [replace(f"{pointer}/{index}", text) for index, text in enumerate(made[name])]
    for name, pointer, inner in parts:
        if name in made:
            made[name] = [
                part | {word: replace(f"{pointer}/{index}/{word}", part[word]) for word in inner if word in part}
                for index, part in enumerate(made[name])
            ]
    return made


Singles = tuple[tuple[str, str], ...]


@cache
def _words(name: str) -> tuple[Singles, Singles, tuple[tuple[str, str, tuple[str, ...]], ...]]:
    """The members with erasable text: single ones, lists, and parts with those of their members that have it."""
    fields = TYPES[name].fields
    words = [spec for spec in fields if spec.role is Role.WORDS]
    parts = [
        (spec.name, f"/{spec.name}", tuple(part.name for part in spec.parts if part.role is Role.WORDS))
        for spec in fields
        if spec.role is Role.PARTS
    ]
    return (
        tuple((spec.name, f"/{spec.name}") for spec in words if not spec.many),
        tuple((spec.name, f"/{spec.name}") for spec in words if spec.many),
        tuple(part for part in parts if part[2]),
    )


@cache
def _codes(name: str) -> Finder:
    return _finder(name, Role.CODE)


@cache
def _ids(name: str) -> Finder:
    return _finder(name, Role.ID)


@cache
def _persons(name: str) -> Finder:
    return _finder(name, Role.PERSON, Role.PARTY)


@cache
def _scopes(name: str) -> Finder:
    return _finder(name, Role.SCOPE)


@cache
def _required(name: str) -> Finder:
    return _from_singles([spec.attribute for spec in TYPES[name].required_ids])


def _finder(name: str, *roles: Role) -> Finder:
    """The quickest way to all values of some roles in events of one type."""
    fields = TYPES[name].fields
    mine = [spec for spec in fields if spec.role in roles and not spec.many]
    always = _from_singles([spec.attribute for spec in mine if spec.required])
    finders: list[Finder] = [
        *(_one_or_none(spec.attribute) for spec in mine if not spec.required),
        *(attrgetter(spec.attribute) for spec in fields if spec.role in roles and spec.many),
        *(_in_parts(spec, roles) for spec in fields if spec.role is Role.PARTS),
        *(_in_constituency(spec.attribute) for spec in fields if spec.role is Role.CONSTITUENCY and Role.CODE in roles),
    ]
    rest = [find for find in finders if find is not _nothing]
    if not rest:
        return always
    if len(rest) == 1:
        find = rest[0]
        return lambda event: tuple(dict.fromkeys((*always(event), *find(event))))
    return lambda event: tuple(dict.fromkeys(chain(always(event), *[find(event) for find in rest])))


def _nothing(_: object) -> Names:
    return ()


def _from_singles(attributes: list[str]) -> Finder:
    if not attributes:
        return _nothing
    get: Callable[[Any], Any] = attrgetter(*attributes)
    if len(attributes) == 1:
        return lambda event: (get(event),)
    return lambda event: tuple(dict.fromkeys(get(event)))


def _one_or_none(attribute: str) -> Finder:
    get = attrgetter(attribute)

    def find(event: object) -> Names:
        value = get(event)
        return () if value is None else (value,)

    return find


def _in_parts(spec: FieldSpec, roles: tuple[Role, ...]) -> Finder:
    inner = [part.attribute for part in spec.parts if part.role in roles]
    if not inner:
        return _nothing
    get = attrgetter(spec.attribute)

    def find(event: object) -> Names:
        values: Iterable[str | None] = (getattr(part, name) for part in get(event) for name in inner)
        return tuple(value for value in values if value is not None)

    return find


def _in_constituency(attribute: str) -> Finder:
    get = attrgetter(attribute)

    def find(event: object) -> Names:
        value = get(event)
        return () if isinstance(value, str) else value

    return find
