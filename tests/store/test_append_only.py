"""Is a recorded event safe from everybody, as far as a database can see to that?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, RestrictViolation

from ledger.store.rows import Opening, Word
from tests.store.support import MAY, an_event

if TYPE_CHECKING:
    from ledger.store.store import Store

CHANGES = ["UPDATE events SET type = 'Other'", "DELETE FROM events", "TRUNCATE events", "TRUNCATE events CASCADE"]


@pytest.fixture(autouse=True)
def _one_event(store: Store) -> None:
    with store.writing() as writer:
        writer.append([an_event("o:A", words=(Word("/note", b"s", "text"),))], recorded_by="me", now=MAY)


@pytest.mark.parametrize("change", CHANGES)
def test_the_owner_is_refused(dsn: str, schema: str, change: str) -> None:
    with (
        psycopg.connect(dsn, options=f"-c search_path={schema}") as connection,
        pytest.raises(RestrictViolation, match="never changed or removed"),
    ):
        connection.execute(change.encode())


def test_the_owner_is_refused_also_as_a_replica(dsn: str, schema: str) -> None:
    with psycopg.connect(dsn, options=f"-c search_path={schema}") as connection:
        connection.execute("SET session_replication_role = replica")
        with pytest.raises(RestrictViolation):
            connection.execute("DELETE FROM events")


@pytest.mark.parametrize(
    "change",
    [
        *CHANGES,
        "DELETE FROM subjects",
        "UPDATE subjects SET named = false",
        "DELETE FROM openings",
        "UPDATE words SET text = ''",
        "DELETE FROM answers",
        "DELETE FROM head",
        "INSERT INTO head (one, position, recorded_at) VALUES (true, 0, 0)",
        "CREATE TABLE more (a int)",
        "DROP TABLE events",
        "ALTER TABLE events DISABLE TRIGGER ALL",
        "INSERT INTO migrations VALUES ('x', 'x', 0)",
    ],
)
def test_the_application_has_no_privilege_for_it(store: Store, change: str) -> None:
    with pytest.raises(InsufficientPrivilege), store.database.transaction() as (connection, _):
        connection.execute(change.encode())


def test_the_application_may_read_and_append(store: Store, schema: str) -> None:
    with store.database.transaction() as (connection, _):
        assert connection.execute("SELECT current_user").fetchone() == (f"ledger_app_{schema}",)
        for view in ("events", "stored_events", "readable_events", "migrations"):
            connection.execute(f"SELECT * FROM {view}".encode())  # noqa: S608 - our own names


def test_people_can_read_events(store: Store) -> None:
    with store.writing() as writer:
        writer.append(
            [an_event(facts='{"a":"é"}'.encode(), openings=(Opening("o:A", "organisation"),))],
            recorded_by="me",
            now=MAY + 7,
        )
    with store.database.transaction() as (connection, _):
        row = connection.execute(
            "SELECT effective_at::text, recorded_at::text, facts, answer FROM readable_events WHERE position = 2"
        ).fetchone()
    assert row == ("2026-04-24 03:06:40+00", "2026-04-24 03:06:40.000007+00", '{"a":"é"}', None)


def test_erasing_removes_the_words_and_nothing_else(store: Store) -> None:
    words = (Word("/note", b"s1", "one"), Word("/parts/0/reason", b"s2", "two"))
    with store.writing() as writer:
        writer.append([an_event("o:A", words=words)], recorded_by="me", now=MAY)
    with store.reading() as reader:
        before = list(reader.stored(0, 9))
        assert reader.words([2]) == {(2, "/note"): "one", (2, "/parts/0/reason"): "two"}
        assert reader.salts([2])[2, "/note"] == (b"s1", "one")
    assert store.erase(2, "/note") == 1
    with store.reading() as reader:
        assert reader.words([1, 2]) == {(1, "/note"): "text", (2, "/parts/0/reason"): "two"}
        assert list(reader.stored(0, 9)) == before
    assert (store.erase(2), store.erase(2), store.erase(7)) == (1, 0, 0)
