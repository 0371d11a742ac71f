"""Which values does this JSON text hold, if nothing in it is said twice?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ledger.intake import FAULTS_MOST, Fault, NotAccepted, parse
from ledger.intake.faults import quoted, step

MINUTES_BYTES_MOST = 2**20
"""The longest minutes, in bytes."""


def read_json(body: bytes) -> object:
    """The values in a JSON text. Raises `NotAccepted`, also for a name that is given twice in one object."""
    value = parse(body, limit_bytes=MINUTES_BYTES_MOST)
    # The strict parser keeps the later of two members with one name, and somebody's choice would be lost.
    structure = json.loads(body.decode(), object_pairs_hook=_Members, parse_int=str, parse_float=str)
    faults = tuple(islice(_said_twice(structure, ()), FAULTS_MOST))
    if faults:
        raise NotAccepted(faults)
    return value


class _Members(dict[str, Any]):
    """An object, and the names that it gives again."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__()
        self.again: list[str] = []
        for name, value in pairs:
            if name in self:
                self.again.append(name)
            self[name] = value


def _said_twice(value: Any, path: tuple[object, ...]) -> Iterator[Fault]:
    # The pointer is only made for what is wrong: names may be long, and there may be much below them.
    if isinstance(value, _Members):
        for name in value.again:
            pointer = "".join(map(step, (*path, name)))
            yield Fault(pointer, f"`{quoted(name)}` stands here twice: leave one of the two out.")
        for name, inner in value.items():
            yield from _said_twice(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _said_twice(inner, (*path, index))
