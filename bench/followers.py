"""What do those see who follow the ledger: over HTTP, and with the recorder of the library eventsourcing?"""

from __future__ import annotations

import http.client
import socket
import threading
import time
from contextlib import suppress
from typing import Self

import orjson

from bench.served import HANGS_AFTER, Served
from bench.strain import AGAIN_AFTER, until
from ledger.serving import ADDRESS
from ledger.store.recorder import LedgerDatastore, LedgerRecorder

Seen = tuple[int, str]
"""A position, and the id or the facts of what was at it."""


class StreamFollower:
    """Follows `GET /v1/events/follow` from the beginning, and connects again as browsers do when the server is gone."""

    def __init__(self, served: Served) -> None:
        self.seen: list[Seen] = []
        self.connected = 0
        self._served = served
        self._ending = threading.Event()
        self._socket: socket.socket | None = None
        self._thread = threading.Thread(target=self._follow)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        with suppress(OSError):
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _follow(self) -> None:
        while not self._ending.is_set():
            with suppress(OSError, http.client.HTTPException, ValueError):
                self._read()
            # The server is away, or has ended the stream.
            time.sleep(AGAIN_AFTER)

    def _read(self) -> None:
        last = self.seen[-1][0] if self.seen else 0
        connection = http.client.HTTPConnection(ADDRESS, self._served.port, timeout=HANGS_AFTER)
        try:
            connection.request("GET", "/v1/events/follow", headers={"Last-Event-ID": str(last)})
            self._socket = connection.sock
            with connection.getresponse() as answer:
                self.connected += answer.status == http.client.OK
                position = 0
                while (line := answer.readline()).endswith(b"\n"):
                    if line.startswith(b"id: "):
                        position = int(line.removeprefix(b"id: "))
                    elif line.startswith(b"data: "):
                        event = orjson.loads(line.removeprefix(b"data: "))
                        self.seen.append((position, event["id"]))
        finally:
            connection.close()


class RecorderFollower:
    """Follows by the recorder's subscription, from the beginning."""

    def __init__(self, dsn: str, schema: str) -> None:
        self.seen: list[Seen] = []
        self._datastore = LedgerDatastore(dsn, schema)
        self._subscription = LedgerRecorder(self._datastore).subscribe(gt=0)
        self._thread = threading.Thread(target=self._follow)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._subscription.stop()
        self._thread.join()
        self._datastore.close()

    def _follow(self) -> None:
        with self._subscription as subscription:
            for one in subscription:
                self.seen.append((one.id, one.topic))


def wrong_with(seen: list[Seen], held: list[Seen], who: str, seconds: float = 60.0) -> list[str]:
    """What a follower missed, saw twice, or saw that is not so, once it had the time to see all that is held."""
    until(lambda: len(seen) >= len(held), seconds)
    if seen == held:
        return []
    at = next((i for i, (one, other) in enumerate(zip(seen, held, strict=False)) if one != other), None)
    where = f"{len(seen):,} events of {len(held):,}" if at is None else f"{seen[at]} where {held[at]} was recorded"
    return [f"The follower {who} saw {where}."]
