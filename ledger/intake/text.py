"""Which values does this JSON text hold? Strict about what JSON is, and about what a database can keep."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

import orjson

from ledger.intake.faults import FAULTS_MOST, Fault, NotAccepted, refuse, step

if TYPE_CHECKING:
    from collections.abc import Iterator

BODY_BYTES_MOST = 64 * 2**20
LEVELS_MOST = 32

_NUL = re.compile("\0")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WITH_NUL = "a NUL character, which no text can hold: leave it out"
_WITH_HALF = "half a character (a lone surrogate): send the whole character, or leave it out"


def parse(body: bytes, *, limit_bytes: int = BODY_BYTES_MOST) -> object:
    """The values in a JSON text.

    Raises `NotAccepted`: `too_large`, `not_json`, `too_deep`, or `invalid` where a text has a NUL or a lone surrogate.
    """
    if len(body) > limit_bytes:
        refuse("too_large", f"This is too large: send at most {limit_bytes:,} bytes at once.")
    try:
        value: object = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        broken = error
    else:
        _not_too_deep(value)
        # JSON can only write a NUL as an escape, so that nearly every text is cleared by one search.
        if rb"\u0000" in body:
            _without(_NUL, value, _WITH_NUL)
        return value
    return _refuse_broken(body, broken)


def check_texts(value: object) -> None:
    """See that a database can keep every text in some values. Raises `NotAccepted` for a NUL or a lone surrogate."""
    _without(_NUL, value, _WITH_NUL)
    _without(_SURROGATE, value, _WITH_HALF)


def _refuse_broken(body: bytes, broken: orjson.JSONDecodeError) -> NoReturn:
    if "limit" in broken.msg:
        _refuse_depth()
    # Half a surrogate pair is well-formed JSON, but no text: the strict parser stops at it, this one shows where it is.
    value = None
    with suppress(ValueError):
        try:
            value = json.loads(body.decode())
        except RecursionError:
            _refuse_depth()
    _not_too_deep(value)
    _without(_SURROGATE, value, _WITH_HALF)
    refuse("not_json", f"This is not JSON: {broken.msg}, at line {broken.lineno}, column {broken.colno}.")


def _refuse_depth() -> NoReturn:
    refuse("too_deep", f"This is nested too deeply: {LEVELS_MOST} levels are the most.")


def _not_too_deep(value: object) -> None:
    level: list[Any] = [value] if value.__class__ in (dict, list) else []
    depth = 0
    while level:
        depth += 1
        if depth > LEVELS_MOST:
            _refuse_depth()
        level = [
            inner
            for outer in level
            for inner in (outer.values() if outer.__class__ is dict else outer)
            if inner.__class__ is dict or inner.__class__ is list
        ]


def _without(unwanted: re.Pattern[str], value: object, what: str) -> None:
    faults = tuple(Fault(pointer, f"There is {what}.") for pointer in islice(_found(unwanted, value, ""), FAULTS_MOST))
    if faults:
        raise NotAccepted(faults)


def _found(unwanted: re.Pattern[str], value: Any, pointer: str) -> Iterator[str]:
    """Pointers to the texts with an unwanted character; for a member's name, to the object that has it."""
    if isinstance(value, str):
        if unwanted.search(value):
            yield pointer
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _found(unwanted, inner, pointer + step(index))
    elif isinstance(value, dict):
        for name, inner in value.items():
            if unwanted.search(name):
                yield pointer
            else:
                yield from _found(unwanted, inner, pointer + step(name))
