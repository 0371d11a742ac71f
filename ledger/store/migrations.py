"""Which tables does this version of the ledger need, and does a schema have them? Numbered files, each applied once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.sql import SQL, Identifier

from ledger.store.errors import MigrationChanged, translated

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from psycopg import Connection

# The schema's name is part of a role's name as well, and PostgreSQL cuts names after 63 bytes.
_SCHEMA = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,49}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file of SQL, known by its name and recognised by the hash of its text."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        """The SHA-256 of its text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def checked_schema(schema: str) -> str:
    """The schema's name, if it is one that a ledger can have. Raises `ValueError`."""
    if _SCHEMA.fullmatch(schema) is None:
        msg = f"A ledger's schema is named in at most 50 small letters, digits and underscores, unlike {schema!r}."
        raise ValueError(msg)
    return schema


def migrations(folder: Traversable | None = None) -> list[Migration]:
    """All migrations, in the order in which they are applied."""
    files = (resources.files("ledger.store") / "sql" if folder is None else folder).iterdir()
    found = [Migration(file.name, file.read_text("utf-8")) for file in files if file.name.endswith(".sql")]
    return sorted(found, key=lambda migration: migration.name)


def migrate(dsn: str, schema: str = "ledger", *, folder: Traversable | None = None) -> list[str]:
    """Brings a schema up to this version, creating it where needed, and returns the names of what was applied.

    All of it is one transaction, and two who migrate at once wait for each other. Raises `MigrationChanged` where a
    migration was edited after it had been applied.
    """
    checked_schema(schema)
    with translated(), psycopg.connect(dsn, client_encoding="utf8") as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('migrate ' || %s, 0))", [schema])
        # CREATE SCHEMA IF NOT EXISTS asks for the right to create one even where it is there.
        if connection.execute("SELECT to_regnamespace(quote_ident(%s)) IS NULL", [schema]).fetchone() == (True,):
            connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
        connection.execute(SQL("SET LOCAL search_path TO {}").format(Identifier(schema)))
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations"
            ' (name text COLLATE "C" PRIMARY KEY, checksum text NOT NULL, applied_at bigint NOT NULL)'
        )
        return _apply(connection, migrations(folder))


def behind(connection: Connection[Any], folder: Traversable | None = None) -> list[str]:
    """What the schema on the connection's search path lacks: names of migrations, or of those that differ, and how."""
    if connection.execute("SELECT to_regclass('migrations') IS NULL").fetchone() == (True,):
        return [migration.name for migration in migrations(folder)]
    applied = _applied(connection)
    lacking = []
    for migration in migrations(folder):
        if migration.name not in applied:
            lacking.append(migration.name)
        elif applied[migration.name] != migration.checksum:
            lacking.append(f"{migration.name} (changed since it was applied)")
    return lacking


def _apply(connection: Connection[Any], wanted: list[Migration]) -> list[str]:
    applied = _applied(connection)
    changed = [m.name for m in wanted if m.name in applied and applied[m.name] != m.checksum]
    if changed:
        msg = f"Changed since they were applied: {', '.join(changed)}. Add a new migration instead."
        raise MigrationChanged(msg)
    new = [migration for migration in wanted if migration.name not in applied]
    for migration in new:
        # The text is one of our own files; without parameters it goes to the server as it stands, all statements.
        connection.execute(migration.text.encode())
        connection.execute(
            "INSERT INTO migrations VALUES (%s, %s, (extract(epoch FROM now()) * 1000000)::bigint)",
            [migration.name, migration.checksum],
        )
    return [migration.name for migration in new]


def _applied(connection: Connection[Any]) -> dict[str, str]:
    return dict(connection.execute("SELECT name, checksum FROM migrations").fetchall())
