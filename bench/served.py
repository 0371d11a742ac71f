"""How is a web server run apart, so that it can be killed, and how is it asked?"""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Self

import orjson

from bench.strain import AWAY, Gone, Reply, Troubles, until
from ledger.serving import ADDRESS
from ledger.settings import PREFIX

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN = 120.0
HANGS_AFTER = 30.0
"""Seconds without an answer after which a client takes the server to hang. No answer should take half as long."""

PORTS = range(20_000, 30_000)
"""Below those that connections are made from: while nobody listens, a client could else be connected to itself."""

OK = 200


class Served:
    """The command `ledger serve` in a process of its own: on a data folder, or on a schema of a server that runs."""

    def __init__(self, folder: Path, *, dsn: str | None = None, schema: str = "ledger") -> None:
        self.folder, self.port = folder, _free_port()
        self.epoch = 0
        """Odd while the process is away, and greater each time."""

        self._named = {} if dsn is None else {f"{PREFIX}DATABASE_URL": dsn, f"{PREFIX}SCHEMA": schema}
        self._words = ["--data", str(folder / "data")] if dsn is None else []
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def log(self) -> Path:
        """What the processes said, one after the other."""
        return self.folder / "server.log"

    def start(self) -> None:
        """Start it, and wait until it can be used. Raises `RuntimeError` where that does not come about."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        words = [sys.executable, "-m", "ledger", "serve", "--port", str(self.port), *self._words]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 the words are our own
                words,
                cwd=ROOT,
                env=env | self._named,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for us, who then stop it.
            )
        if not until(lambda: self._ended() or self._is_ready(), READY_WITHIN) or self._ended():
            self.stop()
            msg = f"The server did not start; {self.log} tells why."
            raise RuntimeError(msg)

    def kill(self) -> None:
        """End the process as a power cut would, and start another."""
        if self._process is None:
            return
        self.epoch += 1
        self._process.kill()
        self._process.wait()
        self.start()
        self.epoch += 1

    def stop(self) -> None:
        """Stop it in good order, or else by force."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(READY_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def errors(self) -> list[str]:
        """What it logged as an error."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [line for line in lines if '"level": "error"' in line or line.startswith("Traceback")]

    def _ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _is_ready(self) -> bool:
        try:
            return self.ask("GET", "/readyz", seconds=5.0)[0] == OK
        except (OSError, http.client.HTTPException):
            return False

    def ask(
        self, method: str, path: str, body: bytes | None = None, *, seconds: float = HANGS_AFTER, key: str | None = None
    ) -> tuple[int, str, bytes]:
        """One request on a connection of its own: the status, the media type and the body of the answer."""
        headers = {"Content-Type": "application/json"} | ({} if key is None else {"Idempotency-Key": key})
        connection = http.client.HTTPConnection(ADDRESS, self.port, timeout=seconds)
        try:
            connection.request(method, path, body, headers)
            with connection.getresponse() as answer:
                return answer.status, answer.headers.get_content_type(), answer.read()
        finally:
            connection.close()


class OverHttp:
    """The way into a ledger that a web server has. It minds where the server goes without having been killed."""

    def __init__(self, served: Served, troubles: Troubles) -> None:
        self._served, self._troubles = served, troubles

    def send(self, body: bytes, key: str | None) -> Reply:
        """Record a body. Raises `Gone`."""
        epoch = self._served.epoch
        try:
            status, kind, answer = self._served.ask("POST", "/v1/events", body, key=key)
        except (OSError, http.client.HTTPException) as why:
            if epoch % 2 == 0 and epoch == self._served.epoch:
                self._troubles.add(f"The server lives and gave no answer: {why!r}.")
            raise Gone from why
        if status >= AWAY and kind != "application/problem+json":
            self._troubles.add(f"{status} came as {kind}.")
        return Reply(status, orjson.loads(answer))


def _free_port() -> int:
    """A port that nobody uses now."""
    while True:
        port = random.choice(PORTS)
        try:
            with socket.create_server((ADDRESS, port)):
                return port
        except OSError:
            continue
