"""Do the tables come to be, once, whoever asks for them and however often?"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from ledger.store.errors import MigrationChanged, StoreUnavailable
from ledger.store.migrations import behind, migrate, migrations
from ledger.store.store import Store
from tests.store.support import an_event, read

if TYPE_CHECKING:
    from pathlib import Path

ALL = [migration.name for migration in migrations()]


def test_a_schema_is_migrated_once(dsn: str, schema: str) -> None:
    assert migrate(dsn, schema) == []
    with psycopg.connect(dsn, options=f"-c search_path={schema}") as connection:
        assert behind(connection) == []


def test_an_empty_schema_is_behind_in_everything(dsn: str) -> None:
    store = Store(dsn, "nothing_there", reader=read)
    assert store.behind() == ALL
    with pytest.raises(StoreUnavailable, match="has to be migrated"), store.reading():
        pass
    store.close()


def test_a_schema_lacks_what_came_later_and_gets_it(dsn: str, schema: str, tmp_path: Path) -> None:
    for migration in migrations():
        (tmp_path / migration.name).write_text(migration.text)
    (tmp_path / "900_later.sql").write_text("CREATE TABLE later (a int); INSERT INTO later VALUES (1);")
    (tmp_path / "notes.txt").write_text("no migration")
    with psycopg.connect(dsn, autocommit=True, options=f"-c search_path={schema}") as connection:
        assert behind(connection, tmp_path) == ["900_later.sql"]
        assert migrate(dsn, schema, folder=tmp_path) == ["900_later.sql"]
        assert behind(connection, tmp_path) == []
        (tmp_path / "900_later.sql").write_text("CREATE TABLE later (b int)")
        assert behind(connection, tmp_path) == ["900_later.sql (changed since it was applied)"]
    with pytest.raises(MigrationChanged, match=r"900_later\.sql"):
        migrate(dsn, schema, folder=tmp_path)


def test_a_migration_that_fails_leaves_nothing(dsn: str, tmp_path: Path) -> None:
    (tmp_path / "001_good.sql").write_text("CREATE TABLE good (a int)")
    (tmp_path / "002_bad.sql").write_text("CREATE TABLE bad (a nonsense)")
    with pytest.raises(psycopg.errors.UndefinedObject):
        migrate(dsn, "half_done", folder=tmp_path)
    with psycopg.connect(dsn) as connection:
        assert connection.execute("SELECT to_regnamespace('half_done')").fetchone() == (None,)


@pytest.mark.parametrize("name", ["", "Ledger", "pg_ledger", "l" * 51, 'a"b', "1st"])
def test_a_schema_has_a_plain_name(dsn: str, name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        migrate(dsn, name)


def test_two_processes_may_migrate_at_once(dsn: str) -> None:
    code = "import sys; from ledger.store.migrations import migrate; print(len(migrate(sys.argv[1], 'by_two')))"
    both = [subprocess.Popen([sys.executable, "-c", code, dsn], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(process.communicate()[0].strip() for process in both)
    assert said == ["0", str(len(ALL))]


def test_databases_of_one_server_may_be_migrated_at_once(dsn: str) -> None:
    names = [f"place_{number}" for number in range(4)]
    with psycopg.connect(dsn, autocommit=True) as connection:
        for name in names:
            connection.execute(f"CREATE DATABASE {name}".encode())
    dsns = [make_conninfo(dsn, dbname=name) for name in names]
    with ThreadPoolExecutor(len(dsns)) as pool:
        applied = list(pool.map(lambda each: migrate(each, "same_name"), dsns))
    assert applied == [ALL] * len(names)
    for each in dsns:
        with psycopg.connect(each) as connection:
            found = connection.execute(
                "SELECT has_table_privilege('ledger_app_same_name', 'same_name.events', 'INSERT')"
            ).fetchone()
        assert found == (True,)


@pytest.mark.parametrize(("may", "role"), [("NOCREATEROLE", "plain"), ("CREATEROLE", "ledger_app_of_{may}")])
def test_an_ordinary_user_may_own_a_ledger(dsn: str, may: str, role: str) -> None:
    name = f"of_{may}".lower()
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE plain_{name} LOGIN {may}".encode())
        connection.execute(f"CREATE DATABASE {name} OWNER plain_{name}".encode())
    own = make_conninfo(dsn, dbname=name, user=f"plain_{name}")
    assert migrate(own, name) == ALL
    assert migrate(own, name) == []
    store = Store(own, name, reader=read)
    with store.writing() as writer:
        assert writer.append([an_event()], recorded_by="me", now=1) == [(1, 1)]
    with store.database.transaction() as (connection, _):
        expected = f"plain_{name}" if role == "plain" else role.format(may=may.lower())
        assert connection.execute("SELECT current_user").fetchone() == (expected,)
    store.close()
    with psycopg.connect(own) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(f"DELETE FROM {name}.events".encode())  # noqa: S608 - our own names
