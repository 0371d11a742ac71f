"""How do kept views keep up? With what is recorded and with the calendar, in steps that nobody has to wait long for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ledger.store.errors import StoreError
from ledger.store.kept import Kept, KeptView, Progress
from ledger.store.reading import Reader
from ledger.store.store import Store
from ledger.times import SECOND, Instant

Owner = TypeVar("Owner")
View = TypeVar("View", bound=KeptView[Any])
T = TypeVar("T")

Report = Callable[[str, int, int], None]
"""Is told of which view how many owners are done, and of how many."""

_LONGEST_WAIT = 5.0
_PAUSE = 0.05
_EVENTS_AT_ONCE = 5_000
"""How many new events are looked through in one step for what they change."""

_STEPS = 8
"""How many steps who reads a view helps it on with, before going without."""


@dataclass(frozen=True, slots=True)
class Folding(Generic[View, Owner]):
    """What is particular to a view: its tables, what it is called, how its owners are folded, and how many at once.

    `fold` gets the ledger, the view, owners, the instant of the calendar and the position that are to be folded for.
    """

    view: type[View]
    called: str
    fold: Callable[[Reader, View, Sequence[Owner], int, int], list[Kept[Owner]]]
    at_once: int


class Keeper(Generic[View, Owner]):
    """Keeps one view: what it shows is what a fold of the whole ledger would."""

    def __init__(self, store: Store, clock: Callable[[], Instant], folding: Folding[View, Owner]) -> None:
        self._store, self._clock, self._folding = store, clock, folding

    @property
    def called(self) -> str:
        """What the view is called."""
        return self._folding.called

    def read(self, ask: Callable[[View, Instant], T]) -> T | None:
        """What is read from the view now; None while it lags so far behind that nobody should wait for it.

        `ask` is given the view and the instant that is now. Everything recorded before is in what it reads.
        """
        wanted: int | None = None
        for _ in range(_STEPS):
            with self._store.kept(self._folding.view) as (kept, head):
                wanted = head.position if wanted is None else wanted
                now = Instant(max(self._clock(), head.recorded_at))
                if kept.has_got_to(wanted, now):
                    return ask(kept, now)
            self.step()
        return None

    def step(self) -> bool:
        """Bring the view a step further, if it lags behind; returns whether it did."""
        with self._store.kept(self._folding.view) as (kept, head):
            if kept.has_got_to(head.position, max(self._clock(), head.recorded_at)):
                return False
        with self._store.keeping(self._folding.view) as (reader, kept):
            self._go_on(reader, kept, kept.progress())
        return True

    def next_change(self) -> tuple[int, int | None]:
        """How far the view has got, and when it may change by the calendar."""
        with self._store.kept(self._folding.view) as (kept, _):
            return kept.progress().position, kept.next_change_at()

    def rebuild(self, report: Report = lambda _what, _done, _of: None) -> int:
        """Build the view anew beside the old one, and swap it in; returns how many owners there are."""
        view = self._folding.view
        with self._store.keeping(view) as (reader, kept):
            old = kept.progress()
            kept.drop_all_but(old.live)
            upto = reader.head().position
            owners = kept.owners(upto)
        new = Progress(old.live + 1, upto)
        for begin in range(0, len(owners), self._folding.at_once):
            some = owners[begin : begin + self._folding.at_once]
            with self._store.building(view) as (reader, kept):
                self._fold(reader, kept, some, new)
            report(self.called, begin + len(some), len(owners))
        with self._store.keeping(view) as (reader, kept):
            while self._go_on(reader, kept, new):
                new = Progress(new.live, kept.progress().position)
            kept.drop_all_but(new.live)
        return len(owners)

    def _go_on(self, reader: Reader, kept: View, at: Progress) -> bool:
        """Look through some new events for what they change, and fold some of it; returns whether more may be left."""
        upto = min(reader.head().position, at.position + _EVENTS_AT_ONCE)
        kept.mark(at.live, at.position, upto)
        kept.moved_to(at.live, upto)
        if upto < reader.head().position:
            return True
        now = max(self._clock(), reader.head().recorded_at)
        owners = kept.waiting(at.live, now, self._folding.at_once)
        if owners:
            self._fold(reader, kept, owners, Progress(at.live, upto))
        return len(owners) == self._folding.at_once

    def _fold(self, reader: Reader, kept: View, owners: Sequence[Owner], at: Progress) -> None:
        now = max(self._clock(), reader.head().recorded_at)
        kept.replace(at.live, self._folding.fold(reader, kept, owners, now, at.position))


class Keepers:
    """All kept views, and the thread that keeps them up to date."""

    def __init__(self, store: Store, clock: Callable[[], Instant], keepers: Sequence[Keeper[Any, Any]]) -> None:
        self._store, self._clock, self._keepers = store, clock, keepers
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None

    def rebuild(self, report: Report = lambda _what, _done, _of: None) -> dict[str, int]:
        """Build every view anew; returns how many owners each has, by what it is called."""
        return {keeper.called: keeper.rebuild(report) for keeper in self._keepers}

    def step(self) -> bool:
        """Bring every view a step further that lags behind; returns whether one did.

        In turns, so that one with much to do does not keep the others from what is new.
        """
        went_on = [keeper.step() for keeper in self._keepers]
        return any(went_on)

    def keep_up(self) -> None:
        """Keep the views up to date from now on, in a thread of its own, until `close`."""
        self._thread = threading.Thread(target=self._keep_up, name="kept views", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Have the thread stop as soon as it wakes."""
        self._ending.set()

    def close(self) -> None:
        """Stop keeping up, and wait until that is so."""
        self.end()
        if self._thread is not None:
            self._thread.join()

    def _keep_up(self) -> None:
        while not self._ending.is_set():
            # A database that is away is waited for: whoever reads a view meets the same error and is told.
            with suppress(StoreError):
                if self.step():
                    # Whoever records or reads meanwhile goes first.
                    self._ending.wait(_PAUSE)
                else:
                    self._wait()
                continue
            self._ending.wait(1.0)

    def _wait(self) -> None:
        positions, changes = zip(*(keeper.next_change() for keeper in self._keepers), strict=True)
        due = min((at for at in changes if at is not None), default=None)
        wait = _LONGEST_WAIT if due is None else max(0.0, min(_LONGEST_WAIT, (due - self._clock()) / SECOND))
        self._store.wait_for(min(positions), wait)
