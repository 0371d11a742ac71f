"""How does everyone learn that the ledger has grown? A bell is rung after the fact, and a listener also looks."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.sql import SQL, Identifier

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

    Connect = Callable[[], Connection[Any]]
    """Opens a connection that commits by itself."""

_HEARD_OUT = 5.0
"""Seconds without anything to tell after which a bell lets its connection go."""

_APART = 0.005
"""Seconds between two notices at least, in which many appends become one."""

_LOOK_EVERY = 0.25
"""Seconds after which a listener looks for itself: a notice may be lost with the process that was to give it."""

_POLL_EVERY = 0.5
"""Seconds between looks where nothing can be listened to."""

_AGAIN_AFTER = 0.3
"""Seconds after which a connection that was lost is tried again."""


def channel(schema: str) -> str:
    """The name under which a schema's growth is told."""
    return f"ledger_{schema}"


def listen(connection: Connection[Any], name: str) -> bool:
    """Listens to a channel, if that can be done: a standby that follows another server refuses."""
    try:
        connection.execute(SQL("LISTEN {}").format(Identifier(name)))
    except psycopg.errors.ReadOnlySqlTransaction:
        return False
    return True


class Bell:
    """Tells of growth by NOTIFY: on a connection of its own, after the append has committed, once for many appends.

    Inside the transaction of an append, NOTIFY would make all of them wait for each other once more. What cannot be
    told is not told: listeners also look for themselves.
    """

    def __init__(self, connect: Connect, name: str, *, heard_out: float = _HEARD_OUT) -> None:
        self._connect = connect
        self._notify = SQL("NOTIFY {}").format(Identifier(name))
        self._heard_out = heard_out
        self._changed = threading.Condition()
        self._rung = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def ring(self) -> None:
        """Has it told soon, without waiting for that."""
        with self._changed:
            self._rung = True
            self._changed.notify_all()
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._tell, name="ledger-bell", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Stops telling."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _tell(self) -> None:
        with suppress(psycopg.Error), self._connect() as connection:
            connection.execute("SET synchronous_commit = off")
            while self._wanted():
                connection.execute(self._notify)
                time.sleep(_APART)
        with self._changed:
            self._thread = None

    def _wanted(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._rung or self._closed, self._heard_out)
            wanted = self._rung and not self._closed
            self._rung = False
            if not wanted:
                # From here on the next ring starts another thread.
                self._thread = None
            return wanted


class Listener:
    """Knows how far the ledger has got, and wakes everybody who waits for more, by one connection for all of them."""

    def __init__(self, connect: Connect, name: str) -> None:
        self._connect = connect
        self._name = name
        self._grown = threading.Condition()
        self._position = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def wait(self, after: int, timeout: float) -> int:
        """The last position known, as soon as that is after the one given, or when the seconds have passed."""
        with self._grown:
            if self._thread is None and not self._stop.is_set():
                self._thread = threading.Thread(target=self._follow, name="ledger-listener", daemon=True)
                self._thread.start()
            self._grown.wait_for(lambda: self._position > after or self._stop.is_set(), timeout)
            return self._position

    def saw(self, position: int) -> None:
        """Takes note that the ledger has got so far."""
        with self._grown:
            if position > self._position:
                self._position = position
                self._grown.notify_all()

    def close(self) -> None:
        """Stops listening and lets everybody go on who waits."""
        self._stop.set()
        with self._grown:
            self._grown.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _follow(self) -> None:
        while not self._stop.is_set():
            with suppress(psycopg.Error), self._connect() as connection:
                self._look(connection, listening=listen(connection, self._name))
            self._stop.wait(_AGAIN_AFTER)

    def _look(self, connection: Connection[Any], *, listening: bool) -> None:
        while not self._stop.is_set():
            row = connection.execute("SELECT position FROM head", prepare=True).fetchone()
            self.saw(row[0] if row else 0)
            if listening:
                for _ in connection.notifies(timeout=_LOOK_EVERY, stop_after=1):
                    pass
            else:
                self._stop.wait(_POLL_EVERY)
