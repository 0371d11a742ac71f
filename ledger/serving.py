"""How is a ledger put on the network? On this machine's own address only, with the database that it needs."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import structlog
import uvicorn
from fastapi import FastAPI
from structlog.typing import Processor

from api.app import create_app
from ledger.application import Ledger
from ledger.store.embedded import embedded
from ledger.store.migrations import migrate

ADDRESS = "127.0.0.1"
HOSTS = frozenset({ADDRESS, "localhost"})
"""The names that this machine's own address goes by. A page from elsewhere that made its name lead here has another."""

PATIENCE = 3
"""Seconds that answers under way have to end, once the server is told to stop."""

PORT_MOST = 65_535
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class CannotServe(Exception):
    """Why a ledger cannot be served. The message is a sentence for the person at the terminal."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are for all servers of the process together."""
        yield


class Sites:
    """Web servers that run together in one process: one for each application, on a socket that already listens."""

    def __init__(self, sites: Sequence[tuple[FastAPI, socket.socket]]) -> None:
        self._sites = [(app, _Server(_config(app)), listening) for app, listening in sites]

    async def run(self, signals: Sequence[signal.Signals] = ()) -> None:
        """Serve until `stop` is called, or one of the signals comes."""
        loop = asyncio.get_running_loop()
        for each in signals:
            loop.add_signal_handler(each, self.stop)
        await asyncio.gather(*(server.serve([listening]) for _, server, listening in self._sites))

    def stop(self) -> None:
        """End in good order; at once, if asked for a second time. To be called in the event loop."""
        for app, server, _ in self._sites:
            server.force_exit = server.should_exit
            server.should_exit = True
            app.state.following.stop()


def serve(
    data: Path,
    port: int,
    *,
    database_url: str | None = None,
    schema: str = "ledger",
    say: Callable[[str], None] = print,
) -> None:
    """Serve one ledger until the process is told to stop. Raises `CannotServe`, or the store's errors.

    The database is the one named, else the embedded one of the data folder. `say` is told the address.
    """
    log_as_json()
    with listening(port) as heard, database(data, database_url, schema) as dsn, closing(Ledger(dsn, schema)) as ledger:
        ledger.kept.keep_up()
        sites = Sites([(create_app(ledger, hosts=HOSTS), heard)])
        say(f"The ledger is at {address(heard)} (Ctrl-C stops it).")
        run(sites)


def run(sites: Sites) -> None:
    """Run web servers in the main thread, until the process is told to stop."""
    with asyncio.Runner(loop_factory=uvicorn.Config("", log_config=None).get_loop_factory()) as runner:
        runner.run(sites.run(SIGNALS))


@contextmanager
def database(data: Path, database_url: str | None, schema: str) -> Iterator[str]:
    """The database to use. An embedded one is ours, and brought up to date; another is its keeper's to migrate."""
    if database_url is not None:
        yield database_url
        return
    with embedded(data) as running:
        migrate(running.dsn, schema)
        yield running.dsn


def listening(port: int) -> socket.socket:
    """A socket that listens on a port of this machine's own address; on any that is free, for port 0."""
    if not 0 <= port <= PORT_MOST:
        msg = f"There is no port {port}: choose one up to {PORT_MOST:,} with --port."
        raise CannotServe(msg)
    try:
        return socket.create_server((ADDRESS, port))
    except OSError as why:
        msg = f"Port {port} of {ADDRESS} cannot be used: {why.strerror}. Choose another with --port."
        raise CannotServe(msg) from why


def address(listening: socket.socket) -> str:
    """The address to open in a browser."""
    return f"http://{ADDRESS}:{listening.getsockname()[1]}"


def log_as_json() -> None:
    """Have everything that is logged, by ourselves and by libraries, written to stderr, one JSON object a line."""
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
    ]
    output = logging.StreamHandler(sys.stderr)
    output.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[output], level=logging.INFO, force=True)
    # How it starts and stops is told in our own words.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=PATIENCE,
    )
