"""What is kept so that it need not be folded for every question? The lines of a view, and how far they have got."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, LiteralString

from ledger.store.arrays import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from psycopg import Connection

KEEP = b"""BEGIN; SET LOCAL statement_timeout = 0; SELECT FROM kept_views WHERE name = 'standings' FOR UPDATE;
SELECT position, recorded_at FROM head"""
"""One process at a time brings the view up to date."""

_TABLES = ("kept_standings", "kept_standings_holders", "kept_standings_rest_on")
_READ_FROM = ["register", "mandate", "act", "correction"]
"""The facets that a standing is read from, and corrections of them."""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of the view: a mandate, what lists filter by, and the line itself as JSON."""

    holder: str
    mandate: str
    kind: str
    scope: str
    state: str
    contested: bool
    line: bytes


@dataclass(frozen=True, slots=True)
class KeptHolder:
    """What is kept of a holder: its lines, the subjects that they rest on, and when they may change by the calendar."""

    holder: str
    next_change_at: int | None
    lines: tuple[KeptLine, ...]
    rests_on: frozenset[str]


@dataclass(frozen=True, slots=True)
class Progress:
    """Which number of the view is read, and up to which position of the ledger it has got."""

    live: int
    position: int


class KeptStandings:
    """The view's tables, in one transaction."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._cursor = connection.cursor(binary=True)

    def progress(self) -> Progress:
        """Which number is read, and how far it has got."""
        return Progress(*self._rows("SELECT live, position FROM kept_views WHERE name = 'standings'", [])[0])

    def is_due(self, now: int) -> bool:
        """Whether the view lags behind the ledger or the calendar."""
        rows = self._rows(
            "SELECT view.position < head.position OR EXISTS (SELECT FROM kept_standings_holders"
            " WHERE number = view.live AND next_change_at <= %s)"
            " FROM kept_views AS view CROSS JOIN head WHERE view.name = 'standings'",
            [now],
        )
        return bool(rows[0][0])

    def next_change_at(self, number: int) -> int | None:
        """When the first line of all may change by the calendar."""
        rows = self._rows("SELECT min(next_change_at) FROM kept_standings_holders WHERE number = %s", [number])
        at: int | None = rows[0][0]
        return at

    def holders_concerned(self, number: int, after: int, upto: int, now: int) -> list[str]:
        """Whose lines may have changed: by events after one position and up to another, or by the calendar."""
        rows = self._rows(
            """SELECT holder FROM kept_standings_rest_on WHERE number = %s AND subject IN (
                SELECT subject FROM subjects WHERE position > %s AND position <= %s AND facet = ANY(%s))
            UNION SELECT substr(roots[2], 11) FROM openings
                WHERE kind = 'mandate' AND position > %s AND position <= %s
            UNION SELECT holder FROM kept_standings_holders WHERE number = %s AND next_change_at <= %s""",
            [number, after, upto, Texts(_READ_FROM), after, upto, number, now],
        )
        return sorted(row[0] for row in rows)

    def holders(self, upto: int) -> list[str]:
        """Everyone who ever sought a mandate, up to a position."""
        rows = self._rows(
            "SELECT DISTINCT substr(roots[2], 11) FROM openings WHERE kind = 'mandate' AND position <= %s", [upto]
        )
        return sorted(row[0] for row in rows)

    def replace(self, number: int, holders: Sequence[KeptHolder]) -> None:
        """Put what is kept of some holders in the place of what was."""
        for table in _TABLES:
            self._cursor.execute(
                f"DELETE FROM {table} WHERE number = %s AND holder = ANY(%s)",  # noqa: S608 a fixed name
                [number, Texts([one.holder for one in holders])],
            )
        self._copy(
            "COPY kept_standings_holders FROM STDIN (FORMAT BINARY)",
            ["int8", "text", "int8"],
            ((number, one.holder, one.next_change_at) for one in holders),
        )
        self._copy(
            "COPY kept_standings FROM STDIN (FORMAT BINARY)",
            ["int8", "text", "text", "text", "text", "text", "bool", "bytea"],
            (
                (number, line.holder, line.mandate, line.kind, line.scope, line.state, line.contested, line.line)
                for one in holders
                for line in one.lines
            ),
        )
        self._copy(
            "COPY kept_standings_rest_on FROM STDIN (FORMAT BINARY)",
            ["int8", "text", "text"],
            ((number, subject, one.holder) for one in holders for subject in one.rests_on),
        )

    def _copy(self, statement: LiteralString, types: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
        with self._cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)

    def moved_to(self, live: int, position: int) -> None:
        """Say which number is read from now on, and how far it has got."""
        self._cursor.execute(
            "UPDATE kept_views SET live = %s, position = %s WHERE name = 'standings'", [live, position]
        )

    def drop_all_but(self, *numbers: int) -> None:
        """Throw away what was built under other numbers."""
        for table in _TABLES:
            self._cursor.execute(
                f"DELETE FROM {table} WHERE NOT number = ANY(%s)",  # noqa: S608 a fixed name
                [list(numbers)],
            )

    def lines(
        self,
        *,
        after: tuple[str, str],
        limit: int,
        state: str | None,
        scope: str | None,
        kind: str | None,
        contested: bool | None,
    ) -> list[tuple[str, str, bytes]]:
        """The first (holder, mandate, line) after one, in order, that fit the filters."""
        rows = self._rows(
            """SELECT holder, mandate, line FROM kept_standings
            WHERE number = (SELECT live FROM kept_views WHERE name = 'standings') AND (holder, mandate) > (%s, %s)
                AND (%s::text IS NULL OR state = %s) AND (%s::text IS NULL OR scope = %s)
                AND (%s::text IS NULL OR kind = %s) AND (%s::bool IS NULL OR contested = %s)
            ORDER BY holder, mandate LIMIT %s""",
            [*after, state, state, scope, scope, kind, kind, contested, contested, limit],
        )
        return [(holder, mandate, line) for holder, mandate, line in rows]

    def _rows(self, statement: Any, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self._cursor.execute(statement, params).fetchall()
