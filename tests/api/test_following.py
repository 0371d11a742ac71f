"""Do followers get every event, in order and once, whatever happens meanwhile?"""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from api import following
from api.app import create_app
from ledger.application import Ledger
from ledger.intake import check_all
from ledger.recording.outcomes import Request
from ledger.store.embedded import embedded
from ledger.store.migrations import migrate
from tests.api.conftest import served
from tests.store.support import until
from tests.telling import registered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI


class Follower:
    """What came on one stream so far."""

    def __init__(self, address: str, query: str, headers: dict[str, str]) -> None:
        self.lines: list[str] = []
        self._connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
        self._connection.request("GET", f"/v1/events/follow{query}", headers=headers)
        self._socket = self._connection.sock
        self.answer = self._connection.getresponse()
        assert self.answer.status == 200
        self.thread = threading.Thread(target=self._read)
        self.thread.start()

    def _read(self) -> None:
        with suppress(http.client.IncompleteRead, ConnectionError):
            while line := self.answer.readline():
                self.lines.append(line.decode().rstrip("\n"))

    @property
    def ids(self) -> list[int]:
        return [int(line.removeprefix("id: ")) for line in self.lines if line.startswith("id: ")]

    def comes(self, *ids: int) -> None:
        until(lambda: len(self.ids) >= len(ids))
        assert self.ids == list(ids)

    def close(self) -> None:
        """Go away without a word, as clients do."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self.thread.join(10)
        self.answer.close()
        self._connection.close()
        self._socket.close()


@contextmanager
def follower(address: str, query: str = "", **headers: str) -> Iterator[Follower]:
    one = Follower(address, query, headers)
    try:
        yield one
    finally:
        one.close()


def record(ledger: Ledger, *codes: str) -> None:
    ledger.recording.record(Request(check_all([registered(code) for code in codes]), "local"))


def test_it_begins_where_it_is_told(server: str, ledger: Ledger) -> None:
    record(ledger, "a", "b", "c")
    with (
        follower(server) as now,
        follower(server, "?after=1") as after,
        follower(server, "?after=1", **{"Last-Event-ID": "2"}) as again,
    ):
        record(ledger, "d")
        now.comes(4)
        after.comes(2, 3, 4)
        again.comes(3, 4)
        assert now.answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        data = next(line for line in now.lines if line.startswith("data: "))
        assert json.loads(data.removeprefix("data: ")) == httpx2.get(f"{server}/v1/events/4").json()
        assert "event: recorded" in now.lines


def test_many_writers_and_followers_miss_nothing(server: str, ledger: Ledger) -> None:
    def write(name: str) -> None:
        for i in range(15):
            record(ledger, f"{name}-{i}")

    writers = [threading.Thread(target=write, args=(f"w{i}",)) for i in range(8)]
    with follower(server, "?after=0") as one, follower(server) as other:
        for each in writers:
            each.start()
        for each in writers:
            each.join()
        one.comes(*range(1, 121))
        other.comes(*range(1, 121))


def test_a_silent_stream_is_kept_alive(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "KEEP_ALIVE", 0.05)
    monkeypatch.setattr(following, "WATCH", 0.01)
    with follower(server) as one:
        until(lambda: one.lines.count(": nothing new") > 2)
        assert one.ids == []


def test_one_who_goes_is_forgotten(server: str) -> None:
    def followers() -> str:
        lines = httpx2.get(f"{server}/metrics").text.splitlines()
        return next(line for line in lines if line.startswith("ledger_followers"))

    with follower(server):
        assert followers() == "ledger_followers 1.0"
    until(lambda: followers() == "ledger_followers 0.0")


def test_the_server_stops_at_once_with_streams_open(app: FastAPI) -> None:
    with served(app) as address:
        opened = follower(address)
        one = opened.__enter__()
        began = time.monotonic()
    assert time.monotonic() - began < 2
    one.thread.join(5)
    assert not one.thread.is_alive()
    opened.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("query", "headers", "pointer"),
    [
        ("", {"Last-Event-ID": "x"}, "/Last-Event-ID"),
        ("", {"Last-Event-ID": "-1"}, "/Last-Event-ID"),
        ("", {"Last-Event-ID": "9" * 17}, "/Last-Event-ID"),
        ("", {"Last-Event-ID": "9" * 16}, "/Last-Event-ID"),
        ("", {"Last-Event-ID": "1"}, "/Last-Event-ID"),
        ("?after=1", {}, "/after"),
        ("?after=x", {}, "/after"),
        ("?limit=1", {}, "/limit"),
    ],
)
def test_a_place_that_is_none_is_refused(asker: TestClient, query: str, headers: dict[str, str], pointer: str) -> None:
    refused = asker.get(f"/v1/events/follow{query}", headers=headers)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_stream_outlives_its_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "AGAIN_AFTER", 0.05)
    monkeypatch.setattr(following, "KEEP_ALIVE", 0.05)
    with embedded(tmp_path) as running:
        migrate(running.dsn, "ledger")
        ledger = Ledger(running.dsn, "ledger")
        record(ledger, "a")
        server = served(create_app(ledger))
        address = server.__enter__()
        opened = follower(address, "?after=0")
        one = opened.__enter__()
        one.comes(1)
    until(lambda: ": the database is away" in one.lines)
    with embedded(tmp_path):
        record(ledger, "b")
        one.comes(1, 2)
        server.__exit__(None, None, None)
        opened.__exit__(None, None, None)
        ledger.close()


def test_none_is_followed_while_the_database_is_away(tmp_path: Path) -> None:
    ledger = Ledger(f"host={tmp_path} connect_timeout=1", "ledger")
    answer: Any = TestClient(create_app(ledger)).get("/v1/events/follow")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    ledger.close()
