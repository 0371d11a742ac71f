"""How do clients learn of events as they are recorded? By server-sent events: none missing, in order, none twice.

One task watches the ledger for all followers; each then reads what it has not sent yet. No follower holds a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import TypeVar

import orjson
from anyio import CapacityLimiter, to_thread

from api.metrics import Metrics
from ledger.application import Ledger
from ledger.asking.listing import RecordedEvent
from ledger.moment import Asked
from ledger.store.errors import StoreError

KEEP_ALIVE = 15.0
"""Seconds without an event after which a comment is sent, so that nobody takes the connection for dead."""

AGAIN_AFTER = 1.0
"""Seconds after which a database that was away is asked again."""

WATCH = 1.0
"""Seconds of one wait for the ledger: a server that stops waits no longer for the thread that waits."""

_AT_ONCE, _READERS = 200, 4

T = TypeVar("T")


class Following:
    """The followers of one application."""

    def __init__(self, ledger: Ledger, metrics: Metrics) -> None:
        self._ledger, self._metrics = ledger, metrics
        # Threads of their own: many followers that read at once leave those of the other requests alone.
        self._reading, self._waiting = CapacityLimiter(_READERS), CapacityLimiter(_READERS)
        self._grown = asyncio.Event()
        self._position = 0
        self._followers = 0
        self._watch: asyncio.Task[None] | None = None
        self._stopping = False

    def stop(self) -> None:
        """End all streams, now and from now on. To be called in the event loop."""
        self._stopping = True
        self._tell(self._position)

    async def end(self) -> int:
        """How far the ledger has got."""

        def position() -> int:
            with self._ledger.store.reading() as reader:
                return reader.head().position

        return await self._read(position)

    async def events(self, after: int) -> AsyncIterator[bytes]:
        """Everything recorded after a position, until the server stops or the client goes."""
        self._followers += 1
        self._metrics.followers.inc()
        try:
            yield b": this follows the ledger from position %d on\nretry: 1000\n\n" % after
            while not self._stopping:
                try:
                    found = await self._read(lambda: self._after(after))  # noqa: B023 it is called before the next turn
                except StoreError:
                    await asyncio.sleep(AGAIN_AFTER)
                    yield b": the database is away\n\n"
                    continue
                for one in found:
                    yield _as_text(one)
                    after = one.position
                if not found and not await self._grows(after):
                    yield b": nothing new\n\n"
        finally:
            self._followers -= 1
            self._metrics.followers.dec()

    def _after(self, position: int) -> tuple[RecordedEvent, ...]:
        return self._ledger.listing.events(Asked(), after=position, limit=_AT_ONCE).lines

    async def _read(self, question: Callable[[], T]) -> T:
        return await to_thread.run_sync(question, limiter=self._reading)

    async def _grows(self, after: int) -> bool:
        """Wait until the ledger has got beyond a position, and say whether it has."""
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._watched())
        with suppress(TimeoutError):
            async with asyncio.timeout(KEEP_ALIVE):
                while self._position <= after and not self._stopping:
                    await self._grown.wait()
        return self._position > after

    async def _watched(self) -> None:
        """Watch the ledger as long as there are followers. It says nothing while the database is away."""
        while self._followers and not self._stopping:
            position = await to_thread.run_sync(
                self._ledger.store.wait_for, self._position, WATCH, limiter=self._waiting, abandon_on_cancel=True
            )
            if position > self._position:
                self._tell(position)

    def _tell(self, position: int) -> None:
        self._position = position
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()


def _as_text(one: RecordedEvent) -> bytes:
    return b"id: %d\nevent: recorded\ndata: %s\n\n" % (one.position, orjson.dumps(one))
