"""How does a ledger get a database where nobody has set one up? It runs a PostgreSQL server of its own.

The process that starts the server owns it: it holds a lock for as long as it lives, starts the server again if that
is killed, and stops it at its end; if the owner is killed, the kernel stops the server. Any other process of the same
user (or of root) that asks for the same ledger uses the owner's server, and loses it when the owner ends: the
long-lived process, the web server, should be there first. Started by root, the server runs as another user, since
PostgreSQL refuses to run as root.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import make_conninfo

from ledger.store.binaries import EmbeddedError, for_everybody, programs
from ledger.store.cluster import Cluster, address, alive, last_words, opened, under_us

__all__ = ["EmbeddedError", "Running", "embedded"]

PATIENCE = 300
"""Seconds for a server to answer: after a power cut it first has to replay what it wrote last."""

CONNECTING = 5
"""Seconds for one attempt to connect."""

STOPPING = ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10))
"""How a server is told to stop, and how many seconds it then has: in good order, at once, by force."""

PAUSE, TRIES = 0.1, 150
"""Seconds between the end of a server and the next, and how often what is left of the old one may be in its way."""

LEFT_OVERS = "is still in use"

SETTINGS = {
    # The socket is in the server's own folder, which only its user and root may enter; there is no network.
    "listen_addresses": "",
    "unix_socket_directories": ".",
    "unix_socket_permissions": "0700",
    "port": "5432",
    # An act that was answered is on disk.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "wal_compression": "on",
    "max_wal_size": "1GB",
    "max_connections": "100",
    "shared_buffers": "256MB",
    # Compiling a query takes longer than the short queries here do.
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}


@dataclass(frozen=True)
class Running:
    """A server that takes connections. `dsn` is for psycopg; `owned` says whether it ends with this process."""

    dsn: str
    owned: bool


@contextlib.contextmanager
def embedded(data: Path) -> Iterator[Running]:
    """The server on a data folder, made if need be: our own, or that of the process that runs it already.

    May be called from any thread. Raises `EmbeddedError` with a sentence.
    """
    data = data.absolute()
    cluster = Cluster(data / "postgres")
    log = data / "postgres.log"
    with contextlib.ExitStack() as held:
        host = held.enter_context(address(cluster.folder))
        dsn = make_conninfo(
            host=host, port=5432, user="ledger", dbname="ledger", sslmode="disable", gssencmode="disable"
        )
        lock = held.enter_context(_lock_file(data))
        if _answers_before(lambda: _locked(lock), dsn, log) or _is_somebodys(cluster, host, lock, dsn, log):
            yield Running(dsn, owned=False)
            return
        held.enter_context(_served(cluster, log, dsn, lock))
        yield Running(dsn, owned=True)


def _lock_file(data: Path) -> IO[bytes]:
    """The file whose lock makes a process the owner, and which holds the process id of the owner's server."""
    try:
        if not data.exists():
            data.mkdir(mode=0o700, parents=True)
        return os.fdopen(os.open(data / "owner.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+b", buffering=0)
    except OSError as why:
        msg = f"The data folder {data} cannot be used: {why.strerror}."
        raise EmbeddedError(msg) from why


def _answers_before(owning: Callable[[], bool], dsn: str, log: Path) -> bool:
    """Wait for another process's server to answer; False if we are the owner first."""
    moments = _moments(log)
    while not owning():
        if _answers(dsn):
            return True
        next(moments)
    return False


def _locked(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _moments(log: Path) -> Iterator[None]:
    """Some time to wait, in small pieces; `EmbeddedError` when it is used up."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        time.sleep(0.02)
        yield
    msg = f"Another process runs this ledger's database server, which does not answer. {last_words(log)}"
    raise EmbeddedError(msg)


def _is_somebodys(cluster: Cluster, host: str, lock: IO[bytes], dsn: str, log: Path) -> bool:
    """Whether a server runs here that is not ours to stop, as one is that a killed owner left behind."""
    if cluster.listens(host):
        pid = cluster.pid
        if pid is None or str(pid).encode() != lock.read().strip():
            fcntl.flock(lock, fcntl.LOCK_UN)
            return _answers_before(lambda: False, dsn, log)
        _stop(pid)
    cluster.disown()
    return False


def _stop(pid: int) -> None:
    """Stop a server that is not our child. The kernel tells it to, since its owner is gone: twice does no harm."""
    for sign, seconds in STOPPING:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not alive(pid):
                return
            time.sleep(0.02)


@contextlib.contextmanager
def _served(cluster: Cluster, log: Path, dsn: str, lock: IO[bytes]) -> Iterator[None]:
    """Our server, for as long as the block lasts."""
    major = cluster.major
    those = for_everybody(programs(major)) if os.geteuid() == 0 else programs(major)
    if major is None:
        cluster.make(those, log)
    uid = cluster.uid()
    with opened(cluster.folder) as fd, log.open("wb", buffering=0) as output:

        def start() -> subprocess.Popen[bytes]:
            process = under_us(those.folder / "postgres", _words(), uid, fd, output)
            os.ftruncate(lock.fileno(), 0)
            os.pwrite(lock.fileno(), b"%d\n" % process.pid, 0)
            return process

        server = Server(start, cluster.disown)
        try:
            server.until(lambda: _has_ledger(dsn), log)
            yield
        finally:
            server.stop()


def _words() -> list[str]:
    return [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]


class Server:
    """A process that is started again whenever it ends, until it is told to stop.

    The thread that starts it lives as long as it does: the kernel stops the process when *the thread* that started it
    ends, so that one started from a request's thread would be gone with the request.
    """

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]], clean: Callable[[], None]) -> None:
        self.ends = 0
        self._start, self._clean = start, clean
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._turn = threading.Lock()
        self._keeper = threading.Thread(target=self._keep, name="embedded-postgres", daemon=True)
        self._keeper.start()

    def until(self, answers: Callable[[], bool], log: Path) -> None:
        """Wait until it answers; raise `EmbeddedError` once it is clear that it will not."""
        deadline = time.monotonic() + PATIENCE
        while not answers():
            # What is left of a server that was killed needs a moment to notice; anything else will not pass.
            tries = TRIES if LEFT_OVERS in last_words(log) else 0
            if self.ends > tries or time.monotonic() > deadline:
                msg = f"The ledger's database server did not start. {last_words(log)}"
                raise EmbeddedError(msg)
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop it in good order, or else by force."""
        self._stopping.set()
        with self._turn:
            process = self._process
        for sign, seconds in STOPPING:
            if process is not None:
                process.send_signal(sign)
            self._keeper.join(seconds)
            if not self._keeper.is_alive():
                return

    def _keep(self) -> None:
        while True:
            with contextlib.suppress(OSError):  # No room for another process: it may be there the next time.
                with self._turn:
                    if self._stopping.is_set():
                        return
                    self._process = self._start()
                self._process.wait()
            self.ends += 1
            if not self._stopping.wait(PAUSE):
                self._clean()


def _has_ledger(dsn: str) -> bool:
    """Whether the server answers and has the database, which the first call to be answered makes."""
    try:
        with psycopg.connect(dsn, dbname="postgres", autocommit=True, connect_timeout=CONNECTING) as connection:
            if connection.execute("SELECT FROM pg_database WHERE datname = 'ledger'").fetchone() is None:
                connection.execute("CREATE DATABASE ledger")
    except psycopg.OperationalError:
        return False
    return True


def _answers(dsn: str) -> bool:
    try:
        with psycopg.connect(dsn, connect_timeout=CONNECTING):
            return True
    except psycopg.OperationalError:
        return False
