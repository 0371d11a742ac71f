"""How do lists get to PostgreSQL quickly? As arrays in its binary format, each with one fixed type.

The driver's own arrays look at every element to choose a type, which may then differ from call to call, so that the
statement is prepared anew; and they take several times as long.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, ClassVar

from psycopg.adapt import Dumper
from psycopg.pq import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection
    from psycopg.abc import AdaptContext

_LENGTH = struct.Struct("!i").pack
_HEADER = struct.Struct("!iiIii").pack
_EMPTY = struct.Struct("!iiI").pack
_NULL = _LENGTH(-1)


class Array:
    """A list as PostgreSQL reads it."""

    __slots__ = ("data",)
    oid: ClassVar[int]
    element: ClassVar[int]

    def __init__(self, count: int, elements: bytes) -> None:
        # One dimension, some may be null, counted from 1.
        self.data = _HEADER(1, 1, self.element, count, 1) + elements if count else _EMPTY(0, 0, self.element)


class Bools(Array):
    """A boolean[]."""

    __slots__ = ()
    oid, element = 1000, 16

    def __init__(self, values: Sequence[bool]) -> None:
        super().__init__(len(values), b"".join([b"\0\0\0\1\1" if value else b"\0\0\0\1\0" for value in values]))


class Blobs(Array):
    """A bytea[]."""

    __slots__ = ()
    oid, element = 1001, 17

    def __init__(self, values: Sequence[bytes | None]) -> None:
        super().__init__(
            len(values), b"".join([_NULL if value is None else _LENGTH(len(value)) + value for value in values])
        )


class Ints(Array):
    """A bigint[]."""

    __slots__ = ()
    oid, element = 1016, 20

    def __init__(self, values: Sequence[int]) -> None:
        flat: list[int] = []
        for value in values:
            flat += (8, value)
        super().__init__(len(values), struct.pack("!" + "iq" * len(values), *flat))


class Texts(Blobs):
    """A text[]. Raises `ValueError` for a NUL, which PostgreSQL has no place for."""

    __slots__ = ()
    oid, element = 1009, 25

    def __init__(self, values: Sequence[str | None]) -> None:
        super().__init__([None if value is None else value.encode() for value in values])
        if any(value is not None and "\0" in value for value in values):
            msg = "A text cannot hold a NUL."
            raise ValueError(msg)


def literal(values: Sequence[str]) -> str:
    """A text[] written as text: PostgreSQL has no array of arrays of unlike lengths, so those go in as texts."""
    quoted = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return '{"' + '","'.join(quoted) + '"}' if quoted else "{}"


def use_on(connection: Connection[Any]) -> None:
    """Teaches a connection to send them."""
    for kind in (Bools, Blobs, Ints, Texts):
        connection.adapters.register_dumper(kind, _ArrayDumper)


class _ArrayDumper(Dumper):
    format = Format.BINARY

    def __init__(self, cls: type[Array], context: AdaptContext | None = None) -> None:
        super().__init__(cls, context)
        # Here and not in the class: the driver would use it for its own arrays as well.
        self.oid = cls.oid

    def dump(self, obj: Array) -> bytes:
        return obj.data
