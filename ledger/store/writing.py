"""How is the ledger added to? Under the lock of the head row, densely, later than everything before, all or nothing."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.store.database import commit
from ledger.store.errors import translated
from ledger.store.inserting import NEXT, Placed, insert
from ledger.store.reading import BY_IDS, CHANGED_EVER_SINCE, CHANGED_SINCE, Reader
from ledger.store.rows import Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import LiteralString

    from psycopg import Connection

    from ledger.history import Entry
    from ledger.store.reading import Read
    from ledger.store.remembered import Remembered
    from ledger.store.rows import NewEvent, StoredEvent

_MANY = 2000
"""More events than this are not held back in memory."""

_OF_WHAT_WAS_SENT = frozenset({BY_IDS, CHANGED_EVER_SINCE, CHANGED_SINCE})
"""Statements for which nothing is sent first: what is held back has been looked at already."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an append relies on: that nothing that has to do with these subjects was recorded after this position."""

    subjects: frozenset[str]
    position: int


class Writer(Reader):
    """Adds to the ledger in one transaction that holds the head row, and reads what it added.

    Events are held back and sent together: when the transaction ends, or earlier if a question needs them. A group of
    callers thus costs one statement. It follows that `IdTaken` may come only from a later question or the end.
    """

    def __init__(self, connection: Connection[Any], head: Head, read: Read, remembered: Remembered) -> None:
        super().__init__(connection, head, read, remembered)
        self._connection = connection
        self._sent = head.position
        self._pending: list[Placed] = []
        self._savepoint: _Savepoint | None = None

    def append(
        self,
        events: Sequence[NewEvent],
        *,
        recorded_by: str,
        now: int,
        recorded_at: Sequence[int] | None = None,
        versions: Sequence[int] | None = None,
    ) -> list[tuple[int, int]]:
        """Adds events, in order, and returns the position of each and when it was recorded.

        That is `now`, or a microsecond after the event before if the clock is not beyond that; or as given, if it is an
        export that is read back. Each event gets the next version of its stream, unless versions are given. Raises
        `ValueError` if a given time is not later than the one before it.
        """
        placed = []
        head = self._head
        for index, event in enumerate(events):
            time = max(now, head.recorded_at + 1) if recorded_at is None else recorded_at[index]
            if time <= head.recorded_at:
                msg = f"An event recorded at {time} cannot follow one recorded at {head.recorded_at}."
                raise ValueError(msg)
            head = Head(head.position + 1, time)
            placed.append(
                Placed(head.position, time, recorded_by, event, NEXT if versions is None else versions[index])
            )
        self._pending += placed
        self._head = head
        if len(self._pending) > _MANY:
            self._send()
        return [(one.position, one.recorded_at) for one in placed]

    def keep_answer(self, key: str, digest: bytes, answer: bytes, position: int) -> None:
        """Keeps what was answered to a request with an Idempotency-Key."""
        self.rows("INSERT INTO answers VALUES (%s, %s, %s, %s) RETURNING position", [key, digest, answer, position])

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """If there is an exception inside, what was added inside is taken back, and nothing else. They do not nest."""
        # The database is told only if something has to be sent before the end.
        savepoint = self._savepoint = _Savepoint(len(self._pending), self._sent, self._head)
        try:
            yield
        except BaseException:
            if savepoint.real:
                self._connection.execute("ROLLBACK TO SAVEPOINT apart", prepare=False)
            del self._pending[savepoint.pending :]
            self._sent, self._head = savepoint.sent, savepoint.head
            raise
        else:
            if savepoint.real:
                self._connection.execute("RELEASE SAVEPOINT apart", prepare=False)
        finally:
            self._savepoint = None

    def commit(self) -> None:
        """Ends the transaction and keeps what was added."""
        # Not as a pipeline: the driver's takes longer than the round trip to a database nearby that it would spare.
        self._send()
        commit(self._connection)

    def exists_after(self, subjects: Iterable[str], position: int) -> bool:
        """Whether anything that has to do with one of the subjects was recorded after a position, also just now."""
        keys = frozenset(subjects)
        return any(
            one.position > position and any(subject.key in keys for subject in one.event.subjects)
            for one in self._pending
        ) or (position < self._sent and super().exists_after(keys, position))

    def by_ids(self, ids: Iterable[str]) -> dict[str, StoredEvent]:
        """Those of the events' ids that are recorded, also just now."""
        wanted = frozenset(ids)
        if any(one.event.id in wanted for one in self._pending):
            self._send()
        return super().by_ids(wanted)

    def rows(self, statement: LiteralString, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What the database answers to a statement, after being sent what is held back, if that could matter."""
        if statement not in _OF_WHAT_WAS_SENT:
            self._send()
        return super().rows(statement, params)

    def _keep(self, entries: list[Entry]) -> None:
        """Remember nothing: what this transaction added may yet be rolled back."""

    def _send(self) -> None:
        savepoint = self._savepoint
        if savepoint is not None and not savepoint.real:
            self._insert(self._pending[: savepoint.pending])
            del self._pending[: savepoint.pending]
            savepoint.pending = 0
            savepoint.sent = self._sent
            self._connection.execute("SAVEPOINT apart", prepare=False)
            savepoint.real = True
        self._insert(self._pending)
        self._pending.clear()

    def _insert(self, placed: Sequence[Placed]) -> None:
        if placed:
            with translated():
                insert(self._cursor, placed)
            self._sent = placed[-1].position


@dataclass(slots=True)
class _Savepoint:
    pending: int
    sent: int
    head: Head
    real: bool = False
