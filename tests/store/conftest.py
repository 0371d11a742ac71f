"""On which servers do the store's tests run? On the embedded one, and once more on the machine's PostgreSQL 15."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import count
from typing import TYPE_CHECKING

import pytest

from ledger.store import embedded as embedding
from ledger.store.binaries import EmbeddedError, programs
from ledger.store.migrations import migrate
from ledger.store.store import Store
from tests.store.support import read

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = count(1)


@pytest.fixture(scope="session", params=["embedded", "machine"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The connection string of a server that only this process uses."""
    with ExitStack() as held:
        # Chosen for the start only: other tests of this process start servers of their own.
        with pytest.MonkeyPatch.context() as patch:
            if request.param == "machine":
                try:
                    found = programs(15)
                except EmbeddedError as missing:
                    pytest.skip(str(missing))
                patch.setattr(embedding, "programs", lambda _major: found)
            running = held.enter_context(embedding.embedded(tmp_path_factory.mktemp(request.param)))
        yield running.dsn


@pytest.fixture
def dsn(server: str) -> str:
    return server


@pytest.fixture
def schema(dsn: str) -> str:
    """A ledger of the test's own, empty."""
    name = f"ledger_{next(_NUMBERS)}"
    migrate(dsn, name)
    return name


@pytest.fixture
def store(dsn: str, schema: str) -> Iterator[Store]:
    it = Store(dsn, schema, reader=read)
    yield it
    it.close()
