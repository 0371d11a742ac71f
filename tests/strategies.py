"""How can a test make any event? Strategies built from the declarations, so that a new type is tested at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ledger.events import TYPES
from ledger.events.declare import Role
from ledger.intake.rules import RULES

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from ledger.events import Declaration
    from ledger.events.declare import FieldSpec

LETTERS = "ABCXYZabcxyz0189"
NAMES = st.builds(str.__add__, st.sampled_from(LETTERS), st.text(LETTERS + "._-", max_size=63))
"""Codes, ids, persons, scopes and labels, within the pattern."""

TEXTS = st.builds(
    str.__add__,
    st.sampled_from("aé漢😀"),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
)
# At the very ends of the calendar, a change of offset leads out of it.
DATES = st.dates().filter(lambda day: 1 < day.year < 9999).map(str)
MOMENTS = st.builds(
    lambda moment, offset: moment.isoformat() + offset,
    st.datetimes().filter(lambda moment: 1 < moment.year < 9999),
    st.sampled_from(["Z", "z", "+00:00", "+01:00", "-05:30"]),
)
TIMES = st.one_of(DATES, MOMENTS)
UUIDS = st.uuids().map(str)


def any_event(*, names: SearchStrategy[str] = NAMES) -> SearchStrategy[dict[str, Any]]:
    """The JSON of a valid event of any type; `names` are the codes and ids it may use."""
    return st.sampled_from(list(TYPES)).flatmap(lambda name: event_of(name, names=names))


def event_of(name: str, *, names: SearchStrategy[str] = NAMES) -> SearchStrategy[dict[str, Any]]:
    """The JSON of a valid event of one type, with the id that it opens, and any of what may be left out."""
    declaration = TYPES[name]
    event = st.fixed_dictionaries(
        {"type": st.just(name)} | {spec.name: _values(spec, names) for spec in declaration.fields if spec.required},
        optional={"id": UUIDS, "effective_at": TIMES}
        | {spec.name: _values(spec, names) for spec in declaration.fields if not spec.required},
    )
    return event.map(_adding_up).filter(lambda given: _agrees(declaration, given))


def _adding_up(given: dict[str, Any]) -> dict[str, Any]:
    shares = given.get("shares")
    return given | {"pence": sum(share["pence"] for share in shares)} if shares else given


def _agrees(declaration: Declaration, given: dict[str, Any]) -> bool:
    rule = RULES.get(declaration.name)
    return rule is None or not rule(given)


def _values(spec: FieldSpec, names: SearchStrategy[str]) -> SearchStrategy[Any]:
    if spec.many:
        distinct = spec.role in (Role.CODE, Role.ID)
        return st.lists(_value(spec, names), min_size=spec.entries, max_size=spec.entries + 2, unique=distinct)
    return _value(spec, names)


def _value(spec: FieldSpec, names: SearchStrategy[str]) -> SearchStrategy[Any]:
    match spec.role:
        case Role.WORDS | Role.TEXT:
            return TEXTS
        case Role.POSITION | Role.WHOLE:
            return st.integers(spec.mark.least, min(spec.mark.most, 10**14))
        case Role.TRUTH:
            return st.booleans()
        case Role.CHOICE:
            return st.sampled_from(spec.choices)
        case Role.STARTS | Role.ENDS:
            return TIMES
        case Role.CONSTITUENCY:
            return st.one_of(
                st.sampled_from(["members", "practices"]), st.lists(names, min_size=1, max_size=3, unique=True)
            )
        case Role.PARTS:
            return st.fixed_dictionaries(
                {part.name: _value(part, names) for part in spec.parts if part.required},
                optional={part.name: _value(part, names) for part in spec.parts if not part.required},
            )
        case _:
            return names
