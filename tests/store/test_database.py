"""What happens to reading and appending when the database goes away, is a standby, or has no room?"""

# ruff: noqa: PT012 - a transaction and its end are one story

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from ledger.store.database import Database
from ledger.store.embedded import embedded
from ledger.store.errors import StoreBusy, StoreError, StoreUnavailable, translated
from ledger.store.migrations import migrate
from ledger.store.recorder import LedgerDatastore, LedgerRecorder
from ledger.store.store import Store
from tests.store.support import MAY, an_event, kill_postgres, read, until

if TYPE_CHECKING:
    from pathlib import Path


def add(store: Store) -> int:
    with store.writing() as writer:
        return writer.append([an_event("o:A")], recorded_by="me", now=MAY)[0][0]


def reachable(store: Store) -> bool:
    try:
        with store.reading():
            return True
    except StoreUnavailable:
        return False


def test_no_server_is_said_at_once(tmp_path: Path) -> None:
    store = Store(f"host={tmp_path} connect_timeout=3", reader=read)
    with pytest.raises(StoreUnavailable, match="cannot be reached"), store.reading():
        pytest.fail("not to be reached")  # pragma: no cover
    store.close()


def test_connections_are_lent_to_so_many_only(dsn: str, schema: str) -> None:
    database = Database(dsn, schema, most=1, patience=0.05)
    with database.transaction(), pytest.raises(StoreBusy), database.transaction():
        pytest.fail("not to be reached")  # pragma: no cover
    with database.transaction() as (connection, _):
        assert connection.execute("SELECT 1").fetchone() == (1,)
    database.close()


def test_connections_are_used_again_also_after_an_error(dsn: str, schema: str) -> None:
    database = Database(dsn, schema)
    pids = set()
    for statement in ("SELECT 1", "SELECT nonsense", "SELECT 1"):
        try:
            with database.transaction() as (connection, _):
                pids.add(connection.info.backend_pid)
                connection.execute(statement.encode())
        except psycopg.errors.UndefinedColumn:
            continue
    assert len(pids) == 1
    database.close()


def test_connections_that_lost_their_server_are_replaced_unseen(dsn: str, store: Store) -> None:
    add(store)
    with store.database.transaction() as (one, _), store.database.transaction() as (two, _):
        pids = [one.info.backend_pid, two.info.backend_pid]
    with psycopg.connect(dsn) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid", [pids])
    assert add(store) == 2


def test_a_connection_lost_on_the_way_keeps_nothing(dsn: str, store: Store) -> None:
    with pytest.raises(StoreUnavailable), store.writing() as writer:
        writer.append([an_event() for _ in range(3)], recorded_by="me", now=MAY)
        with psycopg.connect(dsn) as connection:
            pid = writer._connection.info.backend_pid
            connection.execute("SELECT pg_terminate_backend(%s)", [pid])
    with store.reading() as reader:
        assert reader.head().position == 0
    assert add(store) == 1


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (psycopg.errors.LockNotAvailable, StoreBusy),
        (psycopg.errors.QueryCanceled, StoreBusy),
        (psycopg.errors.DeadlockDetected, StoreBusy),
        (psycopg.errors.AdminShutdown, StoreUnavailable),
        (psycopg.InterfaceError, StoreUnavailable),
    ],
)
def test_the_drivers_errors_become_ours(error: type[Exception], expected: type[StoreError]) -> None:
    with pytest.raises(expected), translated():
        raise error


def test_a_connection_string_may_say_how_long_to_try(dsn: str, schema: str) -> None:
    store = Store(make_conninfo(dsn, connect_timeout=9), schema, reader=read)
    assert add(store) == 1
    store.close()


def test_a_killed_server_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    with embedded(tmp_path) as running:
        migrate(running.dsn)
        store = Store(running.dsn, reader=read)
        acknowledged: list[int] = []
        stop = threading.Event()

        def append() -> None:
            while not stop.is_set():
                try:
                    acknowledged.append(add(store))
                except StoreUnavailable:
                    # As a client would, so that the server has the machine to itself while it comes back.
                    time.sleep(0.05)

        threads = [threading.Thread(target=append) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(3):
            enough = len(acknowledged) + 40
            until(lambda enough=enough: len(acknowledged) >= enough, 60)  # type: ignore[misc] # bound in this turn
            kill_postgres(tmp_path)
        enough = len(acknowledged) + 40
        until(lambda: len(acknowledged) >= enough, 60)
        stop.set()
        for thread in threads:
            thread.join()
        # A server process that is kept busy may notice only now that its master is gone.
        until(lambda: reachable(store), 60)
        assert store.wait_for(max(acknowledged) - 1, 20) >= max(acknowledged)
        with store.reading() as reader:
            kept = [entry.position for entries in reader.stream(0, 10**6) for entry in entries]
        store.close()
    assert kept == list(range(1, len(kept) + 1))
    assert set(acknowledged) <= set(kept)
    assert len(acknowledged) == len(set(acknowledged))


def test_a_standby_is_read_and_followed_and_refuses_to_be_written(tmp_path: Path) -> None:
    with embedded(tmp_path) as running:
        migrate(running.dsn)
        store = Store(running.dsn, reader=read)
        add(store)
        store.close()
    folder = tmp_path / "postgres"
    (folder / "standby.signal").touch()
    owner = folder.stat()
    os.chown(folder / "standby.signal", owner.st_uid, owner.st_gid)
    with embedded(tmp_path) as running:
        store = Store(running.dsn, reader=read)
        assert store.behind() == []
        assert store.wait_for(0, 20) == 1
        assert store.wait_for(1, 0.7) == 1
        with store.reading() as reader:
            assert len(reader.by_ids([])) == 0
            assert reader.head().position == 1
        with pytest.raises(StoreUnavailable, match="standby"):
            add(store)
        store.close()
        datastore = LedgerDatastore(running.dsn)
        with LedgerRecorder(datastore).subscribe(gt=0) as subscription:
            assert next(subscription).id == 1
        datastore.close()
