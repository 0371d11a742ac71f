"""What does the ledger hold? Every question that is asked of the tables, in one snapshot."""

# ruff: noqa: S608 - the statements are put together from constants of this module, and values are always parameters

from __future__ import annotations

from typing import TYPE_CHECKING, Any, LiteralString

from psycopg.rows import tuple_row

from ledger.history import Entry
from ledger.store.arrays import Ints, Texts
from ledger.store.remembered import Remembered
from ledger.store.rows import Head, Opening, StoredEvent, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from psycopg import Connection

    from ledger.events.declare import Event
    from ledger.store.rows import Wanted

    Read = Callable[[str, bytes], Event]
    """Makes an event of its type's name and its facts."""

ENTRY = "position, recorded_at, effective_at, type, facts, recorded_by"
STORED = "position, id::text, type, recorded_at, recorded_by, effective_at, facts, made, answer"

# The inner look-ups read one index only. Their positions go into an array, since PostgreSQL walks the events' index
# with that in order and each position once: neither sorting nor a choice of joins is left to chance.
POSITIONS: LiteralString = """
SELECT DISTINCT position FROM (
    SELECT found.position FROM unnest(%s, %s) AS wanted(subject, facet) CROSS JOIN LATERAL (
        SELECT position FROM subjects
        WHERE subject = wanted.subject AND facet = wanted.facet AND position > %s AND position <= %s OFFSET 0) AS found
    UNION ALL
    SELECT found.position FROM unnest(%s) AS wanted(subject) CROSS JOIN LATERAL (
        SELECT position FROM subjects
        WHERE subject = wanted.subject AND position > %s AND position <= %s OFFSET 0) AS found
) AS all_of_them ORDER BY position"""
ENTRIES_AT: LiteralString = f"SELECT {ENTRY} FROM events WHERE position = ANY(%s) ORDER BY position"

_SPAN = "WHERE position > %s AND position <= %s ORDER BY position"

# What came after a position is read from the end of the ledger if that is near, else from the subjects' own rows. The
# limit is never reached: it is there to have the index on positions walked, however many rows PostgreSQL expects.
_NEAR = 300
CHANGED_SINCE = """
SELECT EXISTS (SELECT FROM (
    SELECT subject FROM subjects WHERE position > %s ORDER BY position LIMIT 1000000) AS late
    WHERE subject = ANY(%s))"""
CHANGED_EVER_SINCE = """
SELECT EXISTS (SELECT FROM unnest(%s) AS wanted(subject) CROSS JOIN LATERAL (
    SELECT FROM subjects WHERE subject = wanted.subject AND position > %s LIMIT 1) AS found)"""

BY_IDS = f"SELECT {STORED} FROM events WHERE id = ANY(%s::text[]::uuid[])"

_OPENINGS = """
SELECT name, kind, position, roots FROM (
    SELECT DISTINCT ON (name) name, kind, position, roots FROM openings WHERE name = ANY(%s)
    ORDER BY name, position DESC) AS latest
WHERE kind IS NOT NULL"""

_NAMED = """position = ANY(ARRAY(
    SELECT position FROM subjects WHERE subject = ANY(%s) AND named AND position > %s AND position <= %s))"""


class Reader:
    """Answers from one snapshot of the ledger. Positions count from 1, times are microseconds since 1970."""

    def __init__(self, connection: Connection[Any], head: Head, read: Read, remembered: Remembered) -> None:
        self._cursor = connection.cursor(binary=True, row_factory=tuple_row)
        self._head = head
        self._read = read
        self._remembered = remembered

    def head(self) -> Head:
        """The end of the ledger."""
        return self._head

    def position_at(self, known_at: int) -> Head:
        """The end of the ledger as it was at a time: the last position recorded at it or before."""
        if known_at >= self._head.recorded_at:
            return self._head
        rows = self.rows(
            "SELECT position, recorded_at FROM events WHERE recorded_at <= %s ORDER BY recorded_at DESC LIMIT 1",
            [known_at],
        )
        return Head(*rows[0]) if rows else Head()

    def recorded_at(self, position: int) -> int | None:
        """When the event at a position was recorded."""
        rows = self.rows("SELECT recorded_at FROM events WHERE position = %s", [position])
        return rows[0][0] if rows else None

    def entries(self, wanted: Sequence[Wanted], upto: int, after: int = 0) -> list[Entry]:
        """The events after one position and up to another that have to do with anything wanted, once each, in order."""
        pairs = {(subject, facet) for one in wanted for subject in one.subjects for facet in one.facets}
        whole = {subject for one in wanted if not one.facets for subject in one.subjects}
        subjects, facets = Texts([subject for subject, _ in pairs]), Texts([facet for _, facet in pairs])
        found = self.rows(POSITIONS, [subjects, facets, after, upto, Texts(list(whole)), after, upto])
        return self.entries_at([position for (position,) in found])

    def entries_at(self, positions: Sequence[int]) -> list[Entry]:
        """The entries at some positions that ascend, in their order, fetching those that are not remembered."""
        found, missing = self._remembered.of(positions)
        fetched = self._entries(self.rows(ENTRIES_AT, [Ints(missing)])) if missing else []
        self._keep(fetched)
        waiting = iter(fetched)
        return [next(waiting) if entry is None else entry for entry in found]

    def exists_after(self, subjects: Iterable[str], position: int) -> bool:
        """Whether anything that has to do with one of the subjects was recorded after a position."""
        if position >= self._head.position:
            return False
        keys = Texts(list(subjects))
        if self._head.position - position <= _NEAR:
            rows = self.rows(CHANGED_SINCE, [position, keys])
        else:
            rows = self.rows(CHANGED_EVER_SINCE, [keys, position])
        return bool(rows[0][0])

    def openings(self, names: Iterable[str]) -> dict[str, Opening]:
        """Those of the names (`o:` codes, `i:` ids) that are in use."""
        rows = self.rows(_OPENINGS, [Texts(list(names))])
        return {name: Opening(name, kind, position, tuple(roots)) for name, kind, position, roots in rows}

    def by_ids(self, ids: Iterable[str]) -> dict[str, StoredEvent]:
        """Those of the events' ids that are recorded."""
        rows = self.rows(BY_IDS, [Texts(list(ids))])
        return {event.id: event for event in _stored(rows)}

    def at(self, position: int) -> StoredEvent | None:
        """The event at a position."""
        return next(iter(_stored(self.rows(f"SELECT {STORED} FROM events WHERE position = %s", [position]))), None)

    def page(self, *, after: int, limit: int, upto: int, type: str | None, subject: str | None) -> list[StoredEvent]:  # noqa: A002 - the word of the API
        """The first events in (after, upto], if given of one type, and naming one code, id or person."""
        conditions = ["position > %s AND position <= %s"]
        params: list[Any] = [after, upto]
        if type is not None:
            conditions.append("type = %s")
            params.append(type)
        if subject is not None:
            conditions.append(_NAMED)
            params += [Texts([f"{kind}:{subject}" for kind in "oip"]), after, upto]
        rows = self.rows(
            f"SELECT {STORED} FROM events WHERE {' AND '.join(conditions)} ORDER BY position LIMIT %s", [*params, limit]
        )
        return _stored(rows)

    def codes(self, *, after: str, limit: int, upto: int) -> list[str]:
        """The first organisation codes after one, in order, that were ever registered up to a position."""
        rows = self.rows(
            'SELECT DISTINCT substr(name, 3) COLLATE "C" AS code FROM openings'
            " WHERE name > %s AND name < 'o;' AND position <= %s ORDER BY code LIMIT %s",
            [f"o:{after}", upto, limit],
        )
        return [row[0] for row in rows]

    def entries_naming(self, code: str, *, after: int, upto: int, limit: int) -> list[Entry]:
        """The first entries after a position and up to another that name an organisation."""
        rows = self.rows(
            f"SELECT {ENTRY} FROM events WHERE {_NAMED} ORDER BY position LIMIT %s",
            [Texts([f"o:{code}"]), after, upto, limit],
        )
        return self._entries(rows)

    def mandates(self, *, after: tuple[str, str], limit: int, upto: int) -> list[tuple[str, str]]:
        """The first (holder, mandate) after one, in order, of the mandates that were ever sought up to a position."""
        rows = self.rows(
            "SELECT substr(roots[2], 11) AS holder, substr(name, 3) AS mandate FROM openings"
            " WHERE kind = 'mandate' AND (roots[2] COLLATE \"C\", name) > (%s, %s) AND position <= %s"
            ' ORDER BY roots[2] COLLATE "C", name LIMIT %s',
            [f"mandate o:{after[0]}", f"i:{after[1]}", upto, limit],
        )
        return [(holder, mandate) for holder, mandate in rows]

    def stream(self, after: int, upto: int, batch: int = 5000) -> Iterator[list[Entry]]:
        """Every event after a position and up to another, in order, in batches."""
        for rows in self._spans(f"SELECT {ENTRY} FROM events {_SPAN}", after, upto, batch):
            yield self._entries(rows)

    def by_types(self, types: Iterable[str], after: int, upto: int, batch: int = 5000) -> Iterator[list[Entry]]:
        """Every event of some types after a position and up to another, in order, in batches."""
        wanted = Texts(list(types))
        while rows := self.rows(
            f"SELECT {ENTRY} FROM events WHERE position > %s AND position <= %s AND type = ANY(%s)"
            " ORDER BY position LIMIT %s",
            [after, upto, wanted, batch],
        ):
            yield self._entries(rows)
            after = rows[-1][0]

    def stored(self, after: int, upto: int, batch: int = 5000) -> Iterator[list[StoredEvent]]:
        """The same with all columns and undecoded, for exports."""
        for rows in self._spans(f"SELECT {STORED} FROM events {_SPAN}", after, upto, batch):
            yield _stored(rows)

    def words(self, positions: Iterable[int]) -> dict[tuple[int, str], str]:
        """The texts of events that are not erased, by position and JSON pointer."""
        return {place: text for place, (_, text) in self.salts(positions).items()}

    def salts(self, positions: Iterable[int]) -> dict[tuple[int, str], tuple[bytes, str]]:
        """The same texts with the salts of their hashes."""
        rows = self.rows(
            "SELECT position, pointer, salt, text FROM words WHERE position = ANY(%s) ORDER BY position, pointer",
            [Ints(list(positions))],
        )
        return {(position, pointer): (salt, text) for position, pointer, salt, text in rows}

    def subjects_of(self, position: int) -> list[Subject]:
        """What the event at a position has to do with."""
        rows = self.rows(
            "SELECT subject, facet, named FROM subjects WHERE position = %s ORDER BY subject, facet", [position]
        )
        return [Subject(*row) for row in rows]

    def answer(self, key: str) -> tuple[bytes, bytes] | None:
        """The digest of the request with an Idempotency-Key, and what was answered to it."""
        rows = self.rows("SELECT digest, answer FROM answers WHERE key = %s", [key])
        return (rows[0][0], rows[0][1]) if rows else None

    def names_of(self, persons: Iterable[str]) -> dict[str, str]:
        """The names of those of the persons who have one."""
        return dict(self.rows("SELECT person, name FROM people WHERE person = ANY(%s)", [Texts(list(persons))]))

    def rows(self, statement: LiteralString, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What the database answers to a statement, undecoded."""
        return self._cursor.execute(statement, params, prepare=True).fetchall()

    def _spans(self, statement: LiteralString, after: int, upto: int, batch: int) -> Iterator[list[tuple[Any, ...]]]:
        # Positions have no gaps, so a span of them is a batch, and no cursor has to be kept open on the server.
        last = min(upto, self._head.position)
        for start in range(after, last, batch):
            yield self.rows(statement, [start, min(start + batch, last)])

    def _keep(self, entries: list[Entry]) -> None:
        self._remembered.keep(entries)

    def _entries(self, rows: list[tuple[Any, ...]]) -> list[Entry]:
        read = self._read
        return [
            Entry(position, recorded_at, effective_at, read(kind, facts), recorded_by)
            for position, recorded_at, effective_at, kind, facts, recorded_by in rows
        ]


def _stored(rows: list[tuple[Any, ...]]) -> list[StoredEvent]:
    return [
        StoredEvent(position, identifier, kind, recorded_at, recorded_by, effective_at, facts, tuple(made), answer)
        for position, identifier, kind, recorded_at, recorded_by, effective_at, facts, made, answer in rows
    ]
