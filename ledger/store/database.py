"""How does the ledger come by a connection in a transaction? From a small pool, made to notice a restarted server."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from ledger.store import arrays
from ledger.store.errors import StoreBusy, StoreUnavailable, translated
from ledger.store.migrations import checked_schema
from ledger.store.rows import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

READ = b"""BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT position, recorded_at FROM head"""
"""One snapshot for all statements."""

WRITE = b"""BEGIN; SET LOCAL statement_timeout = 0;
SELECT position, recorded_at FROM head FOR UPDATE"""
"""Holds the head row from its start: nobody else appends until it ends."""

BUILD = b"""BEGIN; SET LOCAL statement_timeout = 0;
SELECT position, recorded_at FROM head"""
"""Writes what others do not see yet, for as long as it takes."""

PLAIN = b"BEGIN; SELECT 0, 0"
"""None of these."""

_MOST = 12
_PATIENCE = 10.0

# Every statement here is an index look-up by design: compiling it, or reading a table as if disks still had to seek,
# only costs time.
_SETTINGS = """SET search_path TO {schema};
SET statement_timeout = '60s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '5min';
SET TimeZone = 'UTC'; SET jit = off; SET random_page_cost = 1.1"""

# The role is taken where it exists, has its privileges in this schema, and whoever logged in may take it.
_ROLE = """SELECT set_config('role', rolname, false) FROM pg_roles
WHERE rolname = 'ledger_app_' || {name} AND pg_has_role(oid, {may})
    AND has_table_privilege(oid, to_regclass('events'), 'INSERT')"""
_FIRST_WITH_SET = 160000


def connect(dsn: str, schema: str, *, timeout: int = 5) -> Connection[Any]:
    """A new connection to a ledger's schema, as the application's role where there is one, committing by itself."""
    conninfo = make_conninfo(
        dsn, **({} if "connect_timeout" in conninfo_to_dict(dsn) else {"connect_timeout": timeout})
    )
    connection = psycopg.connect(conninfo, autocommit=True, client_encoding="utf8")
    settle(connection, schema)
    return connection


def settle(connection: Connection[Any], schema: str) -> None:
    """Sets a connection up for a ledger's schema."""
    connection.execute(SQL(_SETTINGS).format(schema=Identifier(schema)))
    # Before PostgreSQL 16, whoever is a member of a role may take it.
    may = "SET" if connection.info.server_version >= _FIRST_WITH_SET else "MEMBER"
    connection.execute(SQL(_ROLE).format(name=schema, may=may))
    arrays.use_on(connection)


class Database:
    """Lends connections, each with a transaction begun.

    Connections are opened by whoever needs one: a server that is away is said at once, where a pool with workers of its
    own would keep the caller waiting. The last one returned is lent first, since it has its statements prepared.
    """

    def __init__(self, dsn: str, schema: str, *, most: int = _MOST, patience: float = _PATIENCE) -> None:
        self.dsn = dsn
        self.schema = checked_schema(schema)
        self._patience = patience
        self._room = threading.BoundedSemaphore(most)
        self._idle: list[Connection[Any]] = []
        self._closed = False

    def close(self) -> None:
        """Closes what is not lent, and what is on its return."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def transaction(self, how: bytes = PLAIN) -> Iterator[tuple[Connection[Any], Head]]:
        """A connection in a transaction, with the ledger's end as that sees it (with `READ` or `WRITE`).

        Commits at the end, unless that was done; rolls back if there is an exception. Raises `StoreUnavailable` where
        there is no database, `StoreBusy` where no connection or lock is free in time.
        """
        if not self._room.acquire(timeout=self._patience):
            msg = "No connection to the database was free in time."
            raise StoreBusy(msg)
        try:
            with translated():
                connection, head = self._begun(how)
                try:
                    yield connection, head
                    if connection.pgconn.transaction_status != TransactionStatus.IDLE:
                        commit(connection)
                finally:
                    self._take_back(connection)
        finally:
            self._room.release()

    def _begun(self, how: bytes) -> tuple[Connection[Any], Head]:
        while True:
            if self._closed:
                msg = "The ledger's store was closed."
                raise StoreUnavailable(msg)
            try:
                connection, used_before = self._idle.pop(), True
            except IndexError:
                connection, used_before = connect(self.dsn, self.schema), False
            try:
                return connection, begin(connection, how)
            except psycopg.Error:
                self._take_back(connection)
                # One that was idle may have lost its server long ago; that says nothing about the server of today.
                if not (connection.closed and used_before):
                    raise

    def _take_back(self, connection: Connection[Any]) -> None:
        roll_back(connection)
        if self._closed or connection.pgconn.transaction_status != TransactionStatus.IDLE:
            connection.close()
        else:
            self._idle.append(connection)


def begin(connection: Connection[Any], how: bytes) -> Head:
    """Begins a transaction and returns the ledger's end as it sees it, in one round trip."""
    cursor = connection.cursor(row_factory=tuple_row).execute(how, prepare=False)
    while cursor.nextset():
        pass
    position, recorded_at = cursor.fetchone() or (0, 0)
    return Head(position, recorded_at)


def commit(connection: Connection[Any]) -> None:
    """Ends a transaction and keeps it. Raises an error where one of its statements failed and that was passed over."""
    if connection.pgconn.transaction_status == TransactionStatus.INERROR:
        # PostgreSQL would answer COMMIT with a rollback, and no error.
        msg = "A statement had failed before: nothing of the transaction is kept."
        raise psycopg.errors.InFailedSqlTransaction(msg)
    connection.execute(b"COMMIT", prepare=False)


def roll_back(connection: Connection[Any]) -> None:
    """Ends a transaction without keeping it, if there is one and the connection still stands."""
    if connection.pgconn.transaction_status != TransactionStatus.IDLE:
        with suppress(psycopg.Error):
            connection.execute(b"ROLLBACK", prepare=False)
