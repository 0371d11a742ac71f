"""Does everybody learn that the ledger has grown, soon, and whatever happens to the database meanwhile?"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from ledger.store import notices
from ledger.store.database import connect
from ledger.store.notices import Bell, Listener, channel
from ledger.store.store import Store
from tests.store.support import MAY, an_event, read, until

if TYPE_CHECKING:
    from psycopg import Connection


def add(store: Store) -> None:
    with store.writing() as writer:
        writer.append([an_event()], recorded_by="me", now=MAY)


def test_all_who_wait_are_woken_by_another_process(dsn: str, schema: str, store: Store) -> None:
    other = Store(dsn, schema, reader=read)
    assert store.wait_for(0, 0.1) == 0
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(store.wait_for, 0, 20) for _ in range(8)]
        add(other)
        assert [each.result() for each in waiting] == [1] * 8
    other.close()


def test_who_waits_in_the_same_process_need_not_be_told_by_the_database(store: Store) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(store.wait_for, 0, 20)
        add(store)
        assert waiting.result() == 1
    assert store.wait_for(0, 0) == 1


def test_a_notice_that_got_lost_is_made_up_for(dsn: str, schema: str, store: Store) -> None:
    assert store.wait_for(0, 0.1) == 0
    with psycopg.connect(dsn, options=f"-c search_path={schema}") as connection:
        connection.execute("UPDATE head SET position = 7")
    assert store.wait_for(0, 20) == 7


def test_many_rings_become_few_notices(dsn: str, schema: str) -> None:
    bell = Bell(partial(connect, dsn, schema), channel(schema), heard_out=0.2)
    with connect(dsn, schema) as listening:
        notices.listen(listening, channel(schema))
        for _ in range(200):
            bell.ring()
        heard = list(listening.notifies(timeout=0.5))
        assert 1 <= len(heard) <= 20
        # By now it has let its connection go, and takes another.
        until(lambda: bell._thread is None)
        bell.ring()
        assert len(list(listening.notifies(timeout=20, stop_after=1))) == 1
    bell.close()
    bell.ring()
    assert bell._thread is None


def test_a_bell_that_cannot_be_rung_does_no_harm() -> None:
    tried = threading.Event()

    def nobody_there() -> Connection[Any]:
        tried.set()
        raise psycopg.OperationalError

    bell = Bell(nobody_there, "anything")
    bell.ring()
    assert tried.wait(20)
    bell.close()
    bell.close()


def test_a_listener_survives_its_connection(dsn: str, schema: str, store: Store) -> None:
    names: list[Connection[Any]] = []

    def connecting() -> Connection[Any]:
        names.append(connect(dsn, schema))
        return names[-1]

    listener = Listener(connecting, channel(schema))
    assert listener.wait(0, 0.1) == 0
    until(lambda: len(names) == 1)
    with psycopg.connect(dsn) as connection:
        connection.execute("SELECT pg_terminate_backend(%s)", [names[0].info.backend_pid])
    until(lambda: len(names) == 2)
    add(store)
    assert listener.wait(0, 20) == 1
    started = time.monotonic()
    listener.close()
    listener.close()
    assert time.monotonic() - started < 5
    assert listener.wait(9, 20) == 1


def test_a_ledger_without_tables_is_waited_for(dsn: str) -> None:
    listener = Listener(partial(connect, dsn, "not_there"), "anything")
    assert listener.wait(0, 0.5) == 0
    listener.close()


def test_listening_is_an_error_only_where_it_is_one(dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        notices.listen(connection, "anything")
