"""What can be recorded? The reference page of all event types: `python -m ledger.events.reference > docs/events.md`."""

from __future__ import annotations

import sys
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from ledger.events import TYPES
from ledger.events.declare import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.events import Declaration
    from ledger.events.declare import FieldSpec

_FAMILIES = {
    "register": "The register",
    "mandate": "Mandates",
    "decision": "Decisions, objections, actions and meetings",
    "representation": "Representation",
    "access": "Single point of access",
    "priority": "Priorities",
    "activity": "Working together",
    "trust": "Trust",
    "correction": "Corrections",
}
_PHASES = {
    1: "the register, first of all",
    2: "openings and changes of wording",
    3: "everything else",
    4: "outcomes",
    5: "what follows an outcome",
}
_START = """\
# Events

<!-- Made from the declarations in ledger/events/ by `python -m ledger.events.reference > docs/events.md`. -->

An event is one flat JSON object: its `type`, the fields of that type, and what every event may carry. Fields not marked
as required may be left out, and are never null. ¶ marks erasable text: it is kept beside the event and can be erased. A
plain date stands for Europe/London: for its start, or for its end where the table says "day's end".

## What every event may carry

| field | what it is | if left out | what it says |
|---|---|---|---|
| `type` | the name of its type | required | What kind of event it is. |
| `id` | UUID | optional | The event's own id; the ledger makes one if it is left out. |
| `effective_at` | time | now | When it happened or takes effect. |
"""


def markdown() -> str:
    """The reference page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    declarations = list(TYPES.values())
    common = {spec.name for spec in declarations[0].fields} & {spec.name for spec in declarations[-1].fields}
    shared = [spec for spec in declarations[0].fields if spec.name in common]
    yield _START.rstrip()
    yield from map(_row, shared)
    for family, its in groupby(declarations, attrgetter("family")):
        yield from ("", f"## {_FAMILIES[family]}")
        for declaration in its:
            yield from _section(declaration, [spec for spec in declaration.fields if spec.name not in common])


def _section(declaration: Declaration, fields: Iterable[FieldSpec]) -> Iterator[str]:
    yield from ("", f"### {declaration.name}", "", declaration.says, "")
    yield from ("| field | what it is | if left out | what it says |", "|---|---|---|---|")
    for spec in fields:
        needed = "optional: the ledger makes one" if spec.name == declaration.opens else None
        yield _row(spec, needed)
        for part in spec.parts:
            yield _row(part, within=f"{spec.name}[].")
    yield ""
    yield " ".join(_remarks(declaration))


def _remarks(declaration: Declaration) -> Iterator[str]:
    if declaration.opens is not None:
        hangs = " and ".join(f"`{name}`" for name in declaration.under)
        yield f"Opens the id in `{declaration.opens}`, which hangs from {hangs}."
    if declaration.opens_if_new is not None:
        yield f"May name an id in `{declaration.opens_if_new}` that is opened only later."
    day = "end" if declaration.ends_day else "start"
    yield f"A plain date in `effective_at` is its {day}."
    yield f"Phase {declaration.phase}: {_PHASES[declaration.phase]}."


def _row(spec: FieldSpec, needed: str | None = None, *, within: str = "") -> str:
    mark = "¶" if spec.role is Role.WORDS else ""
    return f"| `{within}{spec.name}`{mark} | {_what(spec)} | {needed or _needed(spec)} | {spec.says} |"


def _what(spec: FieldSpec) -> str:
    match spec.role:
        case Role.CHOICE:
            what = " ".join(f"`{choice}`" for choice in spec.choices)
        case Role.ID if spec.mark.kinds:
            what = f"id of a {' or '.join(spec.mark.kinds)}"
        case Role.ID:
            what = "any id"
        case Role.CONSTITUENCY:
            what = "`members`, `practices` or a list of organisation codes"
        case Role.PARTS:
            return "list of objects" + _at_least(spec)
        case _:
            what = spec.role.value
    return f"list, each: {what}{_at_least(spec)}" if spec.many else what


def _at_least(spec: FieldSpec) -> str:
    return f" (at least {spec.entries})" if spec.entries else ""


def _needed(spec: FieldSpec) -> str:
    if spec.required:
        return "required"
    if spec.default is None or spec.default == ():
        return "optional"
    return f"`{str(spec.default).lower()}`"


if __name__ == "__main__":  # pragma: no cover
    sys.stdout.write(markdown())
