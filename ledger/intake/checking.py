"""Is this value an event, or a list of events? Everything that is wrong with it is said at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import orjson
from pydantic import ValidationError

from ledger.events import TYPES, Declaration
from ledger.intake.faults import FAULTS_MOST, Fault, NotAccepted, refuse, step
from ledger.intake.models import EVENT_BYTES_MOST, heavy_members, model_of
from ledger.intake.rules import RULES
from ledger.intake.sentences import fault, unknown_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.intake.rules import Rule

LIST_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Draft:
    """An event in order as far as can be told without the history: its type, and exactly what was given."""

    declaration: Declaration
    given: dict[str, Any]


def check(value: object, *, pointer: str = "") -> Draft:
    """The draft that a value makes. Raises `NotAccepted` with all that is wrong; pointers begin with `pointer`."""
    if isinstance(value, dict):
        name = value.get("type")
        if isinstance(name, str) and name in TYPES:
            return _check(name, value, pointer)
    return _refuse_type(value, pointer)


def check_all(value: object) -> list[Draft]:
    """The drafts in an event or a list of 1 to 10,000. Raises `NotAccepted` with what is wrong with any of them."""
    if not isinstance(value, list):
        return [check(value)]
    if not value:
        refuse("invalid", "The list is empty: send at least one event.")
    if len(value) > LIST_MOST:
        refuse("too_large", f"The list is too long: send at most {LIST_MOST:,} events at once.")
    drafts: list[Draft] = []
    faults: list[Fault] = []
    for index, one in enumerate(value):
        try:
            drafts.append(check(one, pointer=f"/{index}"))
        except NotAccepted as refused:
            if refused.code != "invalid":
                raise
            faults += refused.faults
            if len(faults) >= FAULTS_MOST:
                break
    if faults:
        raise NotAccepted(tuple(faults[:FAULTS_MOST]))
    return drafts


def _check(name: str, given: dict[str, Any], pointer: str) -> Draft:
    validate, heavy, rule, declaration = _kit(name)
    try:
        validate(given)
    except ValidationError as error:
        _not_too_large(given, pointer)
        details = error.errors(include_url=False)[:FAULTS_MOST]
        raise NotAccepted(tuple(fault(declaration, pointer, one) for one in details)) from None
    if heavy and any(name in given for name in heavy):
        _not_too_large(given, pointer)
    if rule is not None:
        within = rule(given)
        if within:
            raise NotAccepted(tuple(replace(one, pointer=pointer + one.pointer) for one in within[:FAULTS_MOST]))
    return Draft(declaration, given)


@cache
def _kit(name: str) -> tuple[Callable[[object], object], tuple[str, ...], Rule | None, Declaration]:
    validate = model_of(name).__pydantic_validator__.validate_python
    return validate, heavy_members(name), RULES.get(name), TYPES[name]


def _not_too_large(given: dict[str, Any], pointer: str) -> None:
    if len(orjson.dumps(given)) > EVENT_BYTES_MOST:
        refuse("too_large", f"This event is too large: {EVENT_BYTES_MOST:,} bytes are the most.", pointer)


def _refuse_type(value: object, pointer: str) -> NoReturn:
    if not isinstance(value, dict):
        refuse("invalid", 'An event must be an object, such as {"type": "MandateGranted", …}.', pointer)
    where = pointer + step("type")
    if "type" not in value:
        refuse("invalid", "`type` is missing: say what kind of event it is, such as MandateGranted.", where)
    if not isinstance(value["type"], str):
        refuse("invalid", "`type` must be text: the name of an event type, such as MandateGranted.", where)
    refuse("invalid", unknown_type(value["type"], TYPES), where)
