"""How is a view kept? Lines by owner, what they rest on, when to fold them again, and how far all of it has got."""

# ruff: noqa: S608 - the statements are put together from the views' own names, and values are always parameters

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from psycopg.rows import tuple_row

from ledger.store.arrays import Array, Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from psycopg import Connection

Owner = TypeVar("Owner")
"""Whose lines they are: an organisation's, by its code, or an event's, by its position."""

AT_ONCE = 0
"""When lines are folded again whose ground has moved."""


@dataclass(frozen=True, slots=True)
class Kept(Generic[Owner]):
    """What is kept of one owner.

    `lines` are rows of the view's own columns; `rests_on` the slices that they were read from, each a subject and a
    facet of it, or all of them if that is empty; `next_change_at` is when they may change by the calendar.
    """

    owner: Owner
    next_change_at: int | None
    lines: tuple[tuple[Any, ...], ...]
    rests_on: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Progress:
    """Which number of a view is read, and up to which position of the ledger it has got."""

    live: int
    position: int


class KeptView(ABC, Generic[Owner]):
    """The tables of one view, in one transaction.

    What is kept stands under a number: a view is built anew under the next one, and then read from that.
    """

    name: ClassVar[str]
    owners_type: ClassVar[str] = "text"
    columns: ClassVar[tuple[tuple[str, str], ...]]
    """The names and types of what a line holds beside its number and its owner."""

    also: ClassVar[tuple[str, ...]] = ()
    """Further tables of the view."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._cursor = connection.cursor(binary=True, row_factory=tuple_row)

    @classmethod
    def lock(cls) -> bytes:
        """What begins a transaction in which nobody else brings the view up to date."""
        return (
            "BEGIN; SET LOCAL statement_timeout = 0;"
            f" SELECT FROM kept_views WHERE name = '{cls.name}' FOR UPDATE; SELECT position, recorded_at FROM head"
        ).encode()

    def progress(self) -> Progress:
        """Which number is read, and how far it has got."""
        return Progress(*self.rows("SELECT live, position FROM kept_views WHERE name = %s", [self.name])[0])

    def has_got_to(self, position: int, now: int) -> bool:
        """Whether what is read holds all up to a position, and up to an instant of the calendar."""
        at = self.progress()
        return at.position >= position and not self.waiting(at.live, now, 1)

    def next_change_at(self) -> int | None:
        """When the first of the lines that are read may change by the calendar."""
        at: int | None = self.rows(f"SELECT min(at) FROM kept_{self.name}_again WHERE number = {self._live}", [])[0][0]
        return at

    def waiting(self, number: int, now: int, most: int) -> list[Owner]:
        """Owners whose lines are to be folded again by an instant, those that wait longest first."""
        rows = self.rows(
            f"SELECT owner FROM kept_{self.name}_again WHERE number = %s AND at <= %s ORDER BY at, owner LIMIT %s",
            [number, now, most],
        )
        return [row[0] for row in rows]

    def mark(self, number: int, after: int, upto: int) -> None:
        """Have all lines folded again that events after one position and up to another may have changed."""
        concerned, params = self._concerned(number, after, upto)
        self._cursor.execute(
            f"INSERT INTO kept_{self.name}_again"
            f" SELECT DISTINCT %s::bigint, owner, {AT_ONCE} FROM ({concerned}) AS these"
            " ON CONFLICT (number, owner) DO UPDATE SET at = excluded.at",
            [number, *params],
        )

    @abstractmethod
    def owners(self, upto: int) -> Sequence[Owner]:
        """Everyone who may have lines, up to a position."""

    @abstractmethod
    def _concerned(self, number: int, after: int, upto: int) -> tuple[str, list[Any]]:
        """A statement for the owners whose lines may change by events after one position and up to another."""

    @abstractmethod
    def _keys(self, owners: Iterable[Owner]) -> Array:
        """Owners, as PostgreSQL takes them."""

    def replace(self, number: int, kept: Sequence[Kept[Owner]]) -> None:
        """Put what is kept of some owners in the place of what was."""
        keys = self._keys([one.owner for one in kept])
        for table in (self.name, f"{self.name}_again", f"{self.name}_rest_on"):
            self._cursor.execute(f"DELETE FROM kept_{table} WHERE number = %s AND owner = ANY(%s)", [number, keys])
        names, types = zip(*self.columns, strict=True)
        self._copy(
            f"{self.name} (number, owner, {', '.join(names)})",
            ["int8", self.owners_type, *types],
            ((number, one.owner, *line) for one in kept for line in one.lines),
        )
        self._copy(
            f"{self.name}_again (number, owner, at)",
            ["int8", self.owners_type, "int8"],
            ((number, one.owner, one.next_change_at) for one in kept if one.next_change_at is not None),
        )
        self._put_grounds(number, kept)

    def _put_grounds(self, number: int, kept: Sequence[Kept[Owner]]) -> None:
        self._copy(
            f"{self.name}_rest_on (number, owner, subject, facet)",
            ["int8", self.owners_type, "text", "text"],
            ((number, one.owner, *slice_) for one in kept for slice_ in one.rests_on),
        )

    def moved_to(self, live: int, position: int) -> None:
        """Say which number is read from now on, and how far it has got."""
        self._cursor.execute(
            "UPDATE kept_views SET live = %s, position = %s WHERE name = %s", [live, position, self.name]
        )

    def drop_all_but(self, number: int) -> None:
        """Throw away what was built under other numbers."""
        for table in (self.name, f"{self.name}_again", f"{self.name}_rest_on", *self.also):
            self._cursor.execute(f"DELETE FROM kept_{table} WHERE number <> %s", [number])

    @property
    def _live(self) -> str:
        return f"(SELECT live FROM kept_views WHERE name = '{self.name}')"

    def _copy(self, table: str, types: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
        statement: Any = f"COPY kept_{table} FROM STDIN (FORMAT BINARY)"
        with self._cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)

    def rows(self, statement: Any, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What the database answers."""
        return self._cursor.execute(statement, params).fetchall()


class KeptByCode(KeptView[str]):
    """A view whose owners are organisations, by their codes: those that opened what can make lines."""

    opening: ClassVar[tuple[str, str]]
    """What is opened by those who may have lines, and where the opening names them."""

    def owners(self, upto: int) -> Sequence[str]:
        """Everyone who may have lines, up to a position."""
        kind, named = self.opening
        rows = self.rows(f"SELECT DISTINCT {named} FROM openings WHERE kind = %s AND position <= %s", [kind, upto])
        return sorted(row[0] for row in rows)

    def _keys(self, owners: Iterable[str]) -> Array:
        return Texts(list(owners))

    def _concerned(self, number: int, after: int, upto: int) -> tuple[str, list[Any]]:
        kind, named = self.opening
        return (
            f"""SELECT rest_on.owner FROM (
                SELECT DISTINCT subject, facet FROM subjects WHERE position > %s AND position <= %s) AS new
                JOIN kept_{self.name}_rest_on AS rest_on
                    ON rest_on.number = %s AND rest_on.subject = new.subject AND rest_on.facet IN ('', new.facet)
            UNION ALL
            SELECT {named} FROM subjects
                JOIN openings ON openings.name = subjects.subject AND openings.position = subjects.position
                WHERE subjects.position > %s AND subjects.position <= %s AND kind = %s""",
            [after, upto, number, after, upto, kind],
        )
