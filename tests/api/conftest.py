"""Over what do the tests ask? A client of an application on an empty ledger, and a small place to ask about."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from ledger.application import Ledger
from ledger.serving import Sites, address, listening
from ledger.store.migrations import migrate
from tests.telling import happened, registered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fastapi import FastAPI

Post = Any

PRACTICES = ("pr0", "pr1", "pr2")
PLACE = [
    registered("pcn1", "pcn"),
    *(registered(code) for code in PRACTICES),
    *(happened("ListSizeRecorded", "2019-07-01", organisation=code, patients=1000) for code in PRACTICES),
    *(happened("MemberJoined", "2019-07-01", organisation="pcn1", member=code) for code in PRACTICES),
    happened("LeaderAppointed", "2019-07-01", organisation="pcn1", person="amy", role="Clinical Director"),
    happened(
        "MandateSought", "2024-01-01", mandate="m1", holder="pcn1", scope="local-services", wording="We negotiate."
    ),
    happened("MandateGranted", "2024-01-05", mandate="m1", by="pr0", source="minutes"),
    happened("MandateGranted", "2024-01-05", mandate="m1", by="pr1", source="minutes"),
]
"""A network of three practices, of which two let it act."""


@pytest.fixture
def app(ledger: Ledger) -> FastAPI:
    return create_app(ledger)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as one:
        yield one


@pytest.fixture(scope="session")
def asker(database_dsn: str) -> Iterator[TestClient]:
    """A client for what records nothing, on a ledger that stays empty: many tests share it."""
    migrate(database_dsn, "stays_empty")
    ledger = Ledger(database_dsn, "stays_empty")
    with TestClient(create_app(ledger)) as one:
        yield one
    ledger.close()


@pytest.fixture
def post(client: TestClient) -> Callable[..., Any]:
    """Record events that are in order; the answer's JSON."""

    def record(events: object, **headers: str) -> Any:
        answer = client.post("/v1/events", json=events, headers=headers)
        assert answer.status_code == 201, answer.text
        return answer.json()

    return record


@pytest.fixture
def place(post: Callable[..., Any]) -> Any:
    """The place, recorded."""
    return post(PLACE)


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application on a real server; its address. The server ends with the block, in good order."""
    heard = listening(0)
    sites = Sites([(app, heard)])
    loops: list[asyncio.AbstractEventLoop] = []
    begun = threading.Event()

    async def run() -> None:
        loops.append(asyncio.get_running_loop())
        begun.set()
        await sites.run()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    begun.wait(10)
    try:
        yield address(heard)
    finally:
        loops[0].call_soon_threadsafe(sites.stop)
        thread.join(10)
        heard.close()
    assert not thread.is_alive()


@pytest.fixture
def server(app: FastAPI) -> Iterator[str]:
    with served(app) as where:
        yield where
