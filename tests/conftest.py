"""What do tests of the whole ledger run on? An embedded server for each test process, and a ledger for each test."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from ledger.application import Ledger
from ledger.store.embedded import embedded
from ledger.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def database_dsn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The connection string of a server that only this process uses."""
    with embedded(tmp_path_factory.mktemp("database")) as running:
        yield running.dsn


@pytest.fixture
def ledger_schema(database_dsn: str) -> str:
    """The schema of an empty ledger."""
    name = f"a_ledger_{next(_NUMBERS)}"
    migrate(database_dsn, name)
    return name


@pytest.fixture
def ledger(database_dsn: str, ledger_schema: str) -> Iterator[Ledger]:
    """An empty ledger."""
    one = Ledger(database_dsn, ledger_schema)
    yield one
    one.close()
