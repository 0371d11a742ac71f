"""What is wrong, in plain English? From what the models found to a pointer and a sentence."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from ledger.events.declare import Declaration, FieldSpec, Role
from ledger.intake.faults import Fault, quoted, step
from ledger.intake.models import ENTRIES_MOST, EVENT_ID, TEXT_MOST, WORDS_MOST, Repeated, members
from ledger.times import NotATime

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAME = "1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or a digit"
_TIME = "a date like 2026-03-03, or a time with its offset like 2026-03-03T14:30:00+00:00"
_MUST_BE: dict[Role, str] = {
    Role.CODE: f"an organisation code: {_NAME}",
    Role.ID: f"an id: {_NAME}",
    Role.PERSON: f"a person's id: {_NAME}",
    Role.PARTY: f"an organisation code or a person's id: {_NAME}",
    Role.SCOPE: f"a slug such as 'negotiate-local-services': {_NAME}",
    Role.LABEL: f"a short name: {_NAME}",
    Role.WORDS: f"text of 1 to {WORDS_MOST:,} characters, and not only spaces",
    Role.TEXT: f"text of 1 to {TEXT_MOST:,} characters, and not only spaces",
    Role.TRUTH: "true or false, without quotes",
    Role.STARTS: _TIME,
    Role.ENDS: _TIME,
    Role.CONSTITUENCY: "'members', 'practices' or a list of organisation codes",
}
_LOOKS = 64
"""How much of an unknown word is compared with the known ones."""


def must_be(spec: FieldSpec) -> str:
    """What one value of a field has to be, to follow 'must be'."""
    if spec is EVENT_ID:
        return "a UUID like 123e4567-e89b-12d3-a456-426614174000"
    if spec.role in (Role.WHOLE, Role.POSITION):
        return f"a whole number from {spec.mark.least} to {spec.mark.most:,}, without quotes or a decimal point"
    if spec.role is Role.CHOICE:
        return f"one of {', '.join(map(str, spec.choices))}"
    if spec.role is Role.PARTS:
        return f"an object with {_and([f'`{part.name}`' for part in spec.parts if part.required])}"
    return _MUST_BE[spec.role]


def fault(declaration: Declaration, pointer: str, error: Mapping[str, Any]) -> Fault:
    """The fault that a model found."""
    loc = list(error["loc"])
    if loc[0] == "constituency" and len(loc) > 1:
        del loc[1]  # The tag of the union, which is no member.
    if isinstance(_reason(error), Repeated):
        loc.append(_reason(error).index)
    where = pointer + "".join(map(step, loc))
    return Fault(where, _sentence(declaration, loc, error))


def unknown_type(name: str, known: Iterable[str]) -> str:
    """That there is no such event type, and which ones are spelt like it."""
    near = difflib.get_close_matches(name[:_LOOKS], list(known), n=3)
    hint = f" Did you mean {_or(near)}?" if near else " The reference page lists all of them."
    return f'There is no event type "{quoted(name)}".{hint}'


def meant(name: str, known: Iterable[str]) -> str:
    """What to do about a member that nothing is known by, as a sentence to follow: the one that is spelt like it."""
    near = difflib.get_close_matches(name[:_LOOKS], list(known), n=1)
    return f" Did you mean `{near[0]}`?" if near else " Leave it out."


def _sentence(declaration: Declaration, loc: list[Any], error: Mapping[str, Any]) -> str:
    owner, specs = _around(declaration, loc)
    name = _name(loc)
    kind = error["type"]
    if kind == "extra_forbidden":
        return f"`{quoted(loc[-1])}` is not a field of {owner}.{meant(loc[-1], ['type', *specs])}"
    spec = specs[str(_last_word(loc))]
    if kind == "missing":
        return f"{name} is missing: {owner} needs it."
    if error["input"] is None:
        needed = spec.required and spec.name != declaration.opens
        return f"{name} is null: {f'{owner} needs it' if needed else 'leave it out instead'}."
    if isinstance(_reason(error), NotATime):
        return f"{name} is not a time that can be kept. {_reason(error)}"
    if isinstance(_reason(error), Repeated):
        return f"{name} is there already: name each one once."
    if spec.many and loc[-1] == spec.name:
        return f"{name} must be a list of {_how_many(spec)}."
    if spec.role is Role.CONSTITUENCY and kind in ("too_short", "too_long"):
        return f"{name} must be a list of 1 to {ENTRIES_MOST:,} entries."
    if spec.role is Role.CONSTITUENCY and isinstance(loc[-1], int):
        return f"{name} must be {_MUST_BE[Role.CODE]}."
    return f"{name} must be {must_be(spec)}."


def _reason(error: Mapping[str, Any]) -> Any:
    """What a check of our own raised, if one did."""
    return error.get("ctx", {}).get("error")


def _around(declaration: Declaration, loc: list[Any]) -> tuple[str, Mapping[str, FieldSpec]]:
    """What the member belongs to, in words, and what may stand there."""
    specs = {spec.name: spec for spec in members(declaration)}
    words = [word for word in loc if isinstance(word, str)]
    if len(words) == 1:
        return f"{_a(declaration.name)} {declaration.name}", specs
    return f"an entry of `{words[0]}`", {part.name: part for part in specs[words[0]].parts}


def _name(loc: list[Any]) -> str:
    """How a place in an event is called: '`by`', 'Entry 2 of `to`', '`text` in entry 1 of `conditions`'."""
    match loc:
        case [name]:
            return f"`{name}`"
        case [name, index]:
            return f"Entry {index + 1} of `{name}`"
        case _:
            return f"`{loc[2]}` in entry {loc[1] + 1} of `{loc[0]}`"


def _last_word(loc: list[Any]) -> str:
    return next(word for word in reversed(loc) if isinstance(word, str))


def _how_many(spec: FieldSpec) -> str:
    least = f"{spec.entries} to" if spec.entries else "at most"
    return f"{least} {ENTRIES_MOST:,} entries"


def _a(word: str) -> str:
    return "an" if word[0] in "AEIOU" else "a"


def _and(words: list[str]) -> str:
    return " and ".join(words)


def _or(words: list[str]) -> str:
    return " or ".join(words)
