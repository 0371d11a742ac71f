"""On what are commands tried? The embedded server of the test process, with a ledger for each test, at 100 columns."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

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


@pytest.fixture
def place(cli: Cli) -> Cli:
    """Types commands about a small place, recorded in the summer of 2024."""
    cli.ok("import", "events", "-", text=LINES)
    cli.ok("person", "set", "p-amy", "Dr Amy Shaw")
    return cli
