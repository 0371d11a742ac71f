"""How do all mandates stand? Every standing in one list: from the kept view for now, folded on demand for the past."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import orjson

from ledger.asking.listing import Page
from ledger.asking.question import Question, Questions
from ledger.loading import STANDINGS, Loader
from ledger.moment import Asked
from ledger.past import Past
from ledger.projections.standing import StandingRow, standing_rows
from ledger.store.errors import StoreError
from ledger.store.kept import KeptHolder, KeptLine, KeptStandings, Progress
from ledger.store.reading import Reader
from ledger.store.store import Store
from ledger.times import SECOND, Instant, start

_AT_ONCE = 100
"""How many holders are written together."""

_LONGEST_WAIT = 5.0


@dataclass(frozen=True, slots=True)
class Filters:
    """Which standings are wanted; None wants all."""

    state: str | None = None
    scope: str | None = None
    kind: str | None = None
    contested: bool | None = None

    def let_through(self, row: StandingRow) -> bool:
        """Whether a row is wanted."""
        wanted = (self.state, self.scope, self.kind, self.contested)
        given = (row.state, row.scope, row.kind, row.contested)
        return all(want is None or want == has for want, has in zip(wanted, given, strict=True))


class Standings:
    """The list of all standings, and the view that keeps it: brought up to date by new events and by the calendar."""

    def __init__(self, store: Store, questions: Questions, clock: Callable[[], Instant]) -> None:
        self._store, self._questions, self._clock = store, questions, clock
        self._ending = threading.Event()
        self._keeper: threading.Thread | None = None

    def rows(self, asked: Asked, filters: Filters, *, after: str = "", limit: int = 100) -> Page[StandingRow]:
        """Standings in the order of holder and mandate. `after` is the cursor that the last page gave."""
        holder, _, mandate = after.partition("/")
        if asked != Asked():
            with self._questions.about(asked) as question:
                return _page(_folded(question, filters, (holder, mandate)), limit)
        self.catch_up()
        with self._store.kept() as kept:
            found = kept.lines(
                after=(holder, mandate),
                limit=limit + 1,
                state=filters.state,
                scope=filters.scope,
                kind=filters.kind,
                contested=filters.contested,
            )
        return _page((StandingRow(**orjson.loads(line)) for _, _, line in found), limit)

    def catch_up(self) -> None:
        """Bring the view up to date with what was recorded and with the calendar."""
        with self._store.kept() as kept:
            if not kept.is_due(self._clock()):
                return
        with self._store.keeping() as (reader, kept):
            progress = kept.progress()
            self._catch_up(reader, kept, progress)
            kept.moved_to(progress.live, reader.head().position)

    def rebuild(self, progress: Callable[[int, int], None] = lambda _done, _of: None) -> int:
        """Build the view anew beside the old one, and swap it in; returns how many holders it has.

        `progress` is told how many holders are done, and of how many.
        """
        with self._store.keeping() as (reader, kept):
            old = kept.progress()
            kept.drop_all_but(old.live)
            upto, holders = reader.head().position, kept.holders(reader.head().position)
        new = Progress(old.live + 1, upto)
        for begin in range(0, len(holders), _AT_ONCE):
            some = holders[begin : begin + _AT_ONCE]
            with self._store.reading() as reader, self._store.kept() as kept:
                self._fold(reader, kept, new.live, some, upto)
            progress(begin + len(some), len(holders))
        with self._store.keeping() as (reader, kept):
            self._catch_up(reader, kept, new)
            kept.moved_to(new.live, reader.head().position)
            kept.drop_all_but(new.live)
        return len(holders)

    def keep_up(self) -> None:
        """Keep the view up to date from now on, in a thread of its own, until `close`."""
        self._keeper = threading.Thread(target=self._keep_up, name="kept standings", daemon=True)
        self._keeper.start()

    def end(self) -> None:
        """Have the keeper stop as soon as it wakes."""
        self._ending.set()

    def close(self) -> None:
        """Stop keeping up, and wait until that is so."""
        self.end()
        if self._keeper is not None:
            self._keeper.join()

    def _keep_up(self) -> None:
        while not self._ending.is_set():
            # A database that is away is waited for: whoever reads the view meets the same error and is told.
            with suppress(StoreError):
                self.catch_up()
                with self._store.kept() as kept:
                    progress = kept.progress()
                    due = kept.next_change_at(progress.live)
                wait = _LONGEST_WAIT if due is None else max(0.0, min(_LONGEST_WAIT, (due - self._clock()) / SECOND))
                self._store.wait_for(progress.position, wait)
                continue
            self._ending.wait(1.0)

    def _catch_up(self, reader: Reader, kept: KeptStandings, progress: Progress) -> None:
        upto = reader.head().position
        concerned = kept.holders_concerned(progress.live, progress.position, upto, self._clock())
        for begin in range(0, len(concerned), _AT_ONCE):
            self._fold(reader, kept, progress.live, concerned[begin : begin + _AT_ONCE], upto)

    def _fold(self, reader: Reader, kept: KeptStandings, number: int, holders: list[str], upto: int) -> None:
        now = self._clock()
        kept.replace(number, [_kept_holder(reader, holder, now, upto) for holder in holders])


def _read(reader: Reader, holder: str, as_of: int, upto: int) -> tuple[Loader, Past]:
    loader = Loader(reader, upto)
    loader.holders([holder], STANDINGS)
    return loader, Past(loader.entries.values(), as_of)


def _kept_holder(reader: Reader, holder: str, as_of: int, upto: int) -> KeptHolder:
    loader, past = _read(reader, holder, as_of, upto)
    rows = standing_rows(past, holder, as_of)
    changes = [start(row.next_change_at) for row in rows if row.next_change_at is not None]
    changes += [] if past.history.later is None else [Instant(past.history.later)]
    return KeptHolder(
        holder=holder,
        next_change_at=min(changes, default=None),
        lines=tuple(_kept_line(row) for row in rows),
        rests_on=loader.subjects,
    )


def _kept_line(row: StandingRow) -> KeptLine:
    return KeptLine(
        holder=row.organisation,
        mandate=row.mandate,
        kind=row.kind,
        scope=row.scope,
        state=row.state,
        contested=row.contested,
        line=orjson.dumps(row),
    )


def _folded(question: Question, filters: Filters, after: tuple[str, str]) -> Iterator[StandingRow]:
    at = question.moment
    while pairs := question.reader.mandates(after=after, limit=_AT_ONCE, upto=at.position):
        for holder in dict.fromkeys(holder for holder, _ in pairs):
            _, past = _read(question.reader, holder, at.as_of, at.position)
            for row in standing_rows(past, holder, at.as_of):
                if after < (row.organisation, row.mandate) <= pairs[-1] and filters.let_through(row):
                    yield row
        after = pairs[-1]


def _page(rows: Iterator[StandingRow], limit: int) -> Page[StandingRow]:
    shown: list[StandingRow] = []
    for row in rows:
        if len(shown) == limit:
            return Page(tuple(shown), f"{shown[-1].organisation}/{shown[-1].mandate}")
        shown.append(row)
    return Page(tuple(shown), None)
