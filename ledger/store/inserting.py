"""How do events get into the tables? The one place that inserts them, under the lock of the head row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.store.arrays import Blobs, Bools, Ints, Texts, literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from psycopg import Copy, Cursor

    from ledger.store.rows import NewEvent

NEXT = -1
"""In place of a version: the one after the stream's last."""

FEW = 50
"""With more events than this, COPY is quicker than one statement with arrays, although it is one for each table."""


class Placed(NamedTuple):
    """An event with its place in the ledger."""

    position: int
    recorded_at: int
    recorded_by: str
    event: NewEvent
    version: int = NEXT


def insert(cursor: Cursor[Any], placed: Sequence[Placed]) -> None:
    """Inserts one or more events and all that hangs from them, and moves the head, whose row the transaction locked."""
    if len(placed) > FEW:
        _copy(cursor, placed)
    else:
        _insert_few(cursor, placed)


# One statement, so that a group of callers costs one round trip. Its parts see the tables as they were before it.
_INSERT_FEW = """
WITH
new_events AS (
    INSERT INTO events
        (position, version, effective_at, recorded_at, id, stream, type, recorded_by, facts, made, answer)
    SELECT position,
        CASE WHEN version >= 0 THEN version
        ELSE coalesce((SELECT max(version) FROM events AS last WHERE last.stream = new.stream), 0)
            + row_number() OVER (PARTITION BY stream ORDER BY position) END,
        effective_at, recorded_at, id::uuid, stream, type, recorded_by, facts, made::text[], answer
    FROM unnest(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        AS new(position, version, effective_at, recorded_at, id, stream, type, recorded_by, facts, made, answer)
),
new_subjects AS (
    INSERT INTO subjects (position, named, subject, facet) SELECT * FROM unnest(%s, %s, %s, %s)
),
new_words AS (
    INSERT INTO words (position, pointer, salt, text) SELECT * FROM unnest(%s, %s, %s, %s)
),
new_openings AS (
    INSERT INTO openings (position, name, kind, roots)
    SELECT position, name, kind, roots::text[] FROM unnest(%s, %s, %s, %s) AS new(position, name, kind, roots)
)
UPDATE head SET position = %s, recorded_at = %s
"""


def _insert_few(cursor: Cursor[Any], placed: Sequence[Placed]) -> None:
    events = [one.event for one in placed]
    subjects = list(_subjects(placed))
    words = list(_words(placed))
    openings = list(_openings(placed))
    cursor.execute(
        _INSERT_FEW,
        [
            Ints([one.position for one in placed]),
            Ints([one.version for one in placed]),
            Ints([event.effective_at for event in events]),
            Ints([one.recorded_at for one in placed]),
            Texts([event.id for event in events]),
            Texts([event.stream for event in events]),
            Texts([event.type for event in events]),
            Texts([one.recorded_by for one in placed]),
            Blobs([event.facts for event in events]),
            Texts([literal(event.made) for event in events]),
            Blobs([event.answer for event in events]),
            Ints([row[0] for row in subjects]),
            Bools([row[1] for row in subjects]),
            Texts([row[2] for row in subjects]),
            Texts([row[3] for row in subjects]),
            Ints([row[0] for row in words]),
            Texts([row[1] for row in words]),
            Blobs([row[2] for row in words]),
            Texts([row[3] for row in words]),
            Ints([row[0] for row in openings]),
            Texts([row[1] for row in openings]),
            Texts([row[2] for row in openings]),
            Texts([literal(row[3]) for row in openings]),
            placed[-1].position,
            placed[-1].recorded_at,
        ],
        prepare=True,
    )


def _copy(cursor: Cursor[Any], placed: Sequence[Placed]) -> None:
    versions = _versions(cursor, placed)
    with cursor.copy(
        "COPY events (position, version, effective_at, recorded_at, id, stream, type, recorded_by, facts, made, answer)"
        " FROM STDIN (FORMAT BINARY)"
    ) as copy:
        copy.set_types(["int8", "int8", "int8", "int8", "bytea", "text", "text", "text", "bytea", "text[]", "bytea"])
        _write_events(copy, placed, versions)
    for table, types, rows in (
        ("subjects (position, named, subject, facet)", ["int8", "bool", "text", "text"], _subjects(placed)),
        ("words (position, pointer, salt, text)", ["int8", "text", "bytea", "text"], _words(placed)),
        ("openings (position, name, kind, roots)", ["int8", "text", "text", "text[]"], _openings(placed)),
    ):
        with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)".encode()) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)
    cursor.execute("UPDATE head SET position = %s, recorded_at = %s", [placed[-1].position, placed[-1].recorded_at])


def _write_events(copy: Copy, placed: Sequence[Placed], versions: dict[str, int]) -> None:
    for position, recorded_at, recorded_by, event, version in placed:
        if version < 0:
            version = versions[event.stream] = versions[event.stream] + 1  # noqa: PLW2901 - it is the one given, or made
        copy.write_row(
            (
                position,
                version,
                event.effective_at,
                recorded_at,
                bytes.fromhex(event.id.replace("-", "")),
                event.stream,
                event.type,
                recorded_by,
                event.facts,
                list(event.made),
                event.answer,
            )
        )


def _versions(cursor: Cursor[Any], placed: Sequence[Placed]) -> dict[str, int]:
    streams = {one.event.stream for one in placed}
    return dict(
        cursor.execute(
            "SELECT stream, coalesce((SELECT max(version) FROM events WHERE events.stream = new.stream), 0)"
            " FROM unnest(%s) AS new(stream)",
            [Texts(list(streams))],
            prepare=True,
        ).fetchall()
    )


def _subjects(placed: Sequence[Placed]) -> Iterator[tuple[int, bool, str, str]]:
    for one in placed:
        for subject in one.event.subjects:
            yield one.position, subject.named, subject.key, subject.facet


def _words(placed: Sequence[Placed]) -> Iterator[tuple[int, str, bytes, str]]:
    for one in placed:
        for word in one.event.words:
            yield one.position, word.pointer, word.salt, word.text


def _openings(placed: Sequence[Placed]) -> Iterator[tuple[int, str, str | None, list[str]]]:
    for one in placed:
        for opening in one.event.openings:
            yield one.position, opening.name, opening.kind, list(opening.roots)
