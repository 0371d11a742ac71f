"""What can be done with a ledger that is kept in a database? Read it, add to it, erase words, wait for more."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ledger.store.database import BUILD, PLAIN, READ, WRITE, Database, connect
from ledger.store.errors import Changed, StoreBusy
from ledger.store.migrations import behind
from ledger.store.notices import Bell, Listener, channel
from ledger.store.reading import Reader
from ledger.store.remembered import Remembered
from ledger.store.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.store.kept import KeptView
    from ledger.store.reading import Read
    from ledger.store.rows import Head
    from ledger.store.writing import Expectation

V = TypeVar("V", bound="KeptView[Any]")

_PATIENCE = 10.0
"""Seconds that a thread waits for its turn to append."""


class Store:
    """One ledger: one schema of a PostgreSQL database. It connects when first used; any number of threads may use it.

    `reader` makes an event of its type's name and its facts. Every method may raise `StoreUnavailable` or `StoreBusy`.
    """

    def __init__(self, dsn: str, schema: str = "ledger", *, reader: Read) -> None:
        self.database = Database(dsn, schema)
        self._read = reader
        self.remembered = Remembered()
        self._appending = threading.Lock()
        self._bell = Bell(partial(connect, dsn, schema), channel(schema))
        self._listener = Listener(partial(connect, dsn, schema), channel(schema))

    def close(self) -> None:
        """Lets go of the database; whoever waits goes on."""
        self._listener.close()
        self._bell.close()
        self.database.close()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One snapshot of the ledger to ask."""
        with self.database.transaction(READ) as (connection, head):
            yield Reader(connection, head, self._read, self.remembered)

    @contextmanager
    def writing(self, *, expect: Expectation | None = None) -> Iterator[Writer]:
        """The right to append, which nobody else has meanwhile. What was added is kept at the end, if all went well.

        Raises `Changed` at once where it is not as expected, and `IdTaken` at the end for an id that is taken.
        """
        with self._turn(), self.database.transaction(WRITE) as (connection, before):
            writer = Writer(connection, before, self._read, self.remembered)
            if expect is not None and writer.exists_after(expect.subjects, expect.position):
                msg = "What this relies on was added to since it was looked at."
                raise Changed(msg)
            yield writer
            writer.commit()
        head = writer.head()
        if head != before:
            self._listener.saw(head.position)
            self._bell.ring()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        # Threads wait for each other here and not in the database, where each would keep a connection from readers.
        if not self._appending.acquire(timeout=_PATIENCE):
            msg = "Others were appending all the time."
            raise StoreBusy(msg)
        try:
            yield
        finally:
            self._appending.release()

    @contextmanager
    def kept(self, view: type[V]) -> Iterator[tuple[V, Head]]:
        """One snapshot of a kept view to ask, and the ledger's end in it."""
        with self.database.transaction(READ) as (connection, head):
            yield view(connection), head

    @contextmanager
    def keeping(self, view: type[V]) -> Iterator[tuple[Reader, V]]:
        """The right to bring a kept view up to date, which nobody else has meanwhile, and the ledger to read."""
        with self.database.transaction(view.lock()) as (connection, head):
            yield Reader(connection, head, self._read, self.remembered), view(connection)

    @contextmanager
    def building(self, view: type[V]) -> Iterator[tuple[Reader, V]]:
        """A kept view to be built beside the one that is read, and the ledger to read."""
        with self.database.transaction(BUILD) as (connection, head):
            yield Reader(connection, head, self._read, self.remembered), view(connection)

    def erase(self, position: int, pointer: str | None = None) -> int:
        """Erases the text at a JSON pointer of an event, or all its texts, and returns how many there were."""
        with self.database.transaction() as (connection, _):
            return connection.execute(
                "DELETE FROM words WHERE position = %s AND (%s::text IS NULL OR pointer = %s)",
                [position, pointer, pointer],
            ).rowcount

    def put_person(self, person: str, name: str, now: int) -> None:
        """Keeps a person's name, in place of an earlier one."""
        with self.database.transaction() as (connection, _):
            connection.execute(
                "INSERT INTO people VALUES (%s, %s, %s)"
                " ON CONFLICT (person) DO UPDATE SET name = excluded.name, updated = excluded.updated",
                [person, name, now],
            )

    def get_person(self, person: str) -> str | None:
        """A person's name, if there is one."""
        with self.reading() as reader:
            return reader.names_of([person]).get(person)

    def delete_person(self, person: str) -> bool:
        """Forgets a person's name, and returns whether there was one."""
        with self.database.transaction() as (connection, _):
            return connection.execute("DELETE FROM people WHERE person = %s", [person]).rowcount == 1

    def wait_for(self, after: int, timeout: float) -> int:
        """Waits until the ledger has got beyond a position, or for so many seconds, and returns how far it has got.

        The database may go away and come back meanwhile.
        """
        return self._listener.wait(after, timeout)

    def behind(self) -> list[str]:
        """The migrations that the schema lacks, or that were changed since it got them: none if it can be used."""
        with self.database.transaction(PLAIN) as (connection, _):
            return behind(connection)
