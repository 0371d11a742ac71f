"""Does PostgreSQL read our arrays as they were meant?"""

from __future__ import annotations

import psycopg
import pytest

from ledger.store.arrays import Array, Blobs, Bools, Ints, Texts, literal, use_on


@pytest.mark.parametrize(
    ("array", "kind", "values"),
    [
        (Texts(["a", "", None, "é'\"{}"]), "text[]", ["a", "", None, "é'\"{}"]),
        (Blobs([b"\0\xff", b"", None]), "bytea[]", [b"\0\xff", b"", None]),
        (Ints([0, -1, 2**62]), "bigint[]", [0, -1, 2**62]),
        (Bools([True, False]), "boolean[]", [True, False]),
        (Texts([]), "text[]", []),
        (Ints([]), "bigint[]", []),
    ],
)
def test_an_array_arrives(dsn: str, array: Array, kind: str, values: list[object]) -> None:
    with psycopg.connect(dsn) as connection:
        use_on(connection)
        # Twice, since the second time it is a prepared statement.
        for _ in range(2):
            row = connection.execute(
                "SELECT %s, pg_typeof(%s)::text", [array, array], binary=True, prepare=True
            ).fetchone()
            assert row == (values, kind)
        # The driver's own lists are left as they are.
        assert connection.execute("SELECT %s::text[], %s::int8[]", [["a"], [1]]).fetchone() == (["a"], [1])


@pytest.mark.parametrize("values", [[], [""], ["a", 'b"\\', "{,}", "NULL", "é"]])
def test_an_array_written_as_text_arrives(dsn: str, values: list[str]) -> None:
    with psycopg.connect(dsn) as connection:
        assert connection.execute("SELECT %s::text::text[]", [literal(values)]).fetchone() == (values,)
