"""On what are commands tried? The embedded server of the test process, with a ledger for each test, at 100 columns."""

from __future__ import annotations

import io
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.importers.jsonl import import_lines
from ledger.store.migrations import migrate
from tests.cli.place import LINES, Cli


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of whoever runs the tests: neither a ledger nor the width of a terminal."""
    for name in ("LEDGER_DATABASE_URL", "LEDGER_SCHEMA", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LEDGER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def cli(database_dsn: str, ledger_schema: str, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Types commands about an empty ledger."""
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_dsn)
    monkeypatch.setenv("LEDGER_SCHEMA", ledger_schema)
    return Cli()


@pytest.fixture(scope="session")
def settled_schema(database_dsn: str) -> str:
    """The schema of a small place to which nothing is added, since filling one takes longer than asking it."""
    name = "a_settled_place"
    migrate(database_dsn, name)
    with closing(Ledger(database_dsn, name)) as ledger:
        import_lines(ledger, io.BytesIO(LINES), "place", "local", lambda _what, _done, _total: None)
        ledger.store.put_person("p-amy", "Dr Amy Shaw", ledger.clock())
    return name


@pytest.fixture
def settled(database_dsn: str, settled_schema: str, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Types questions about a small place."""
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_dsn)
    monkeypatch.setenv("LEDGER_SCHEMA", settled_schema)
    return Cli()


@pytest.fixture
def place(cli: Cli) -> Cli:
    """Types commands about a small place, recorded in the summer of 2024."""
    cli.ok("import", "events", "-", text=LINES)
    cli.ok("person", "set", "p-amy", "Dr Amy Shaw")
    return cli
