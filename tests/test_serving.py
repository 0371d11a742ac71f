"""Is a ledger put on the network as it should be, and taken off it in good order?"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING

import httpx2
import pytest
import structlog

from ledger import serving
from ledger.serving import CannotServe, address, database, listening, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def _logs_of_its_own() -> Iterator[None]:
    """`logging` and `structlog` as they were, afterwards."""
    kept, level, uvicorns = logging.root.handlers, logging.root.level, logging.getLogger("uvicorn.error").level
    logging.root.handlers = []
    yield
    logging.root.handlers, logging.root.level = kept, level
    logging.getLogger("uvicorn.error").setLevel(uvicorns)
    structlog.reset_defaults()


def stopping_after(visit: Callable[[str], None], heard: list[str]) -> Callable[[str], None]:
    """A listener to what is said: it visits the address, and then tells this process to stop."""

    def visited(where: str) -> None:
        try:
            visit(where)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    def say(sentence: str) -> None:
        heard.append(sentence)
        where = next(word for word in sentence.split() if word.startswith("http"))
        threading.Thread(target=visited, args=(where,)).start()

    return say


@pytest.mark.usefixtures("_logs_of_its_own")
def test_an_embedded_ledger_is_served_until_the_signal(tmp_path: Path) -> None:
    seen: list[object] = []
    told: list[float] = []

    def visit(where: str) -> None:
        seen.append(httpx2.get(f"{where}/readyz").json())
        seen.append(httpx2.get(f"{where}/livez", headers={"Host": "elsewhere.example"}).status_code)
        told.append(time.monotonic())

    heard: list[str] = []
    serve(tmp_path, 0, say=stopping_after(visit, heard))
    assert seen == [{"position": 0, "status": "ready"}, 421]
    assert heard[0].startswith("The ledger is at http://127.0.0.1:")
    assert time.monotonic() - told[0] < 5


@pytest.mark.usefixtures("_logs_of_its_own")
def test_a_database_of_somebody_elses_is_not_migrated(tmp_path: Path, database_dsn: str) -> None:
    seen: list[str] = []
    say = stopping_after(lambda where: seen.append(httpx2.get(f"{where}/readyz").json()["code"]), [])
    serve(tmp_path / "unused", 0, database_url=database_dsn, schema="not_there", say=say)
    assert seen == ["behind"]
    assert not (tmp_path / "unused").exists()


def test_an_embedded_database_is_migrated(tmp_path: Path) -> None:
    with database(tmp_path, None, "ledger") as dsn:
        assert dsn


def test_it_listens_to_this_machine_only() -> None:
    with listening(0) as one:
        assert one.getsockname()[0] == "127.0.0.1"
        assert address(one) == f"http://127.0.0.1:{one.getsockname()[1]}"


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"Port {port} of 127.0.0.1 cannot be used: Address already in use."):
            listening(port)


def test_a_port_that_is_none_is_said() -> None:
    with pytest.raises(CannotServe, match="There is no port 99999"):
        listening(99_999)


@pytest.mark.usefixtures("_logs_of_its_own")
def test_all_logs_are_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    serving.log_as_json()
    structlog.get_logger("api").info("request", route="/livez")
    logging.getLogger("uvicorn.error").info("not told")
    try:
        json.loads("a reason")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("it failed")
    ours, theirs = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (ours["event"], ours["route"], ours["level"]) == ("request", "/livez", "info")
    assert (theirs["event"], theirs["level"]) == ("it failed", "error")
    assert "JSONDecodeError" in theirs["exception"]
