"""Is the kept list of all standings always what a fold of the whole history gives?"""

from __future__ import annotations

import threading
import time
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from ledger import times
from ledger.application import Ledger, wall_clock
from ledger.asking import keeping
from ledger.asking import standings as standings_module
from ledger.asking.keeping import Keeper
from ledger.asking.standings import KEPT, Filters
from ledger.moment import Asked
from ledger.projections.standing import StandingRow, standing_rows
from ledger.store.errors import StoreUnavailable
from ledger.store.kept import KeptStandings
from ledger.times import DAY, Instant
from tests.story import STORY
from tests.telling import (
    Told,
    a_pcn,
    given,
    granted,
    joined,
    leads,
    met_with,
    record,
    refused,
    registered,
    retracted,
    sought,
    withdrew,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERYTHING = Filters()
HOLDERS = ("d", "fed", "pcn")


@pytest.fixture(autouse=True)
def no_long_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who keeps up goes on waiting for this long after it was told to end."""
    monkeypatch.setattr(keeping, "_LONGEST_WAIT", 0.2)


class Clock:
    """A clock that is set by hand, and goes on by a microsecond each time that it is read."""

    def __init__(self, text: str) -> None:
        self.now = times.start(text)

    def __call__(self) -> Instant:
        self.now = Instant(self.now + 1)
        return self.now

    def set(self, text: str) -> None:
        self.now = max(self.now, times.start(text))


@pytest.fixture
def clock() -> Clock:
    return Clock("2023-09-01")


@pytest.fixture
def timed(database_dsn: str, ledger_schema: str, clock: Clock) -> Iterator[Ledger]:
    with closing(Ledger(database_dsn, ledger_schema, clock)) as one:
        yield one


def folded(events: tuple[Told, ...], as_of: int) -> list[StandingRow]:
    past = given(*events).past(as_of)
    return [row for holder in HOLDERS for row in standing_rows(past, holder, as_of)]


def shown(rows: list[StandingRow]) -> list[tuple[Any, ...]]:
    """Rows without the time of the next change, which may be earlier in a fold of everything."""
    return [
        (one.organisation, one.name, one.kind, one.mandate, one.scope, one.state, one.contested, one.firm, one.total)
        for one in rows
    ]


def kept(ledger: Ledger, asked: Asked | None = None, **how: Any) -> list[StandingRow]:
    """All pages of the list."""
    out: list[StandingRow] = []
    after = ""
    while True:
        page = ledger.standings.rows(
            asked or Asked(), how.get("filters", EVERYTHING), after=after, limit=how.get("limit", 100)
        )
        out += page.lines
        if page.next is None:
            return out
        after = page.next


def progress_of(ledger: Ledger) -> int:
    with ledger.store.kept(KeptStandings) as (view, _):
        return view.progress().position


def rebuild(ledger: Ledger, report: Any = lambda _done, _of: None, *, at_once: int = 100) -> int:
    """Builds the standings anew, so many holders at once; returns how many there are."""
    keeper = Keeper(ledger.store, ledger.clock, replace(KEPT, at_once=at_once))
    return keeper.rebuild(lambda _view, done, of: report(done, of))


def test_at_every_prefix_of_a_story(timed: Ledger, clock: Clock) -> None:
    for number, event in enumerate(STORY, 1):
        record(timed, event)
        assert shown(kept(timed)) == shown(folded(STORY[:number], clock.now))


@pytest.mark.parametrize("begins", ["2019-01-01", "2021-06-15"])
def test_by_the_calendar_alone(timed: Ledger, clock: Clock, begins: str) -> None:
    # All of it is recorded beforehand, so that nothing but the calendar changes what is shown.
    clock.now = times.start(begins)
    record(timed, *STORY)
    instants = sorted(
        {one.effective_at for one in given(*STORY).past().history.entries if one.effective_at > clock.now}
    )
    for instant in [*instants, *(instants[-1] + days * DAY for days in (100, 181, 366))]:
        clock.now = Instant(instant)
        assert shown(kept(timed)) == shown(folded(STORY, clock.now))


def test_the_calendar_wakes_what_falls_stale(timed: Ledger, clock: Clock) -> None:
    clock.now = times.start("2024-03-01")
    record(timed, *a_pcn("a"), sought(), granted("a", "2024-02-01T00:00:00Z"))
    assert [one.state for one in kept(timed)] == ["held"]
    clock.set("2025-01-30T23:59:00Z")
    assert [one.state for one in kept(timed)] == ["held"]
    clock.set("2025-01-31T00:00:00Z")
    assert [one.state for one in kept(timed)] == ["stale"]


def test_a_mandate_that_is_sought_only_later_appears_in_time(timed: Ledger, clock: Clock) -> None:
    clock.now = times.start("2024-03-01")
    record(timed, *a_pcn("a"), sought("2024-06-01"))
    assert kept(timed) == []
    clock.set("2024-06-02")
    assert [one.mandate for one in kept(timed)] == ["m"]


def test_what_was_recorded_by_others_and_while_away_is_caught_up_with(
    database_dsn: str, ledger_schema: str, timed: Ledger, clock: Clock
) -> None:
    record(timed, *STORY[:30])
    kept(timed)
    with closing(Ledger(database_dsn, ledger_schema, clock)) as other:
        record(other, *STORY[30:])
        with closing(Ledger(database_dsn, ledger_schema, clock)) as restarted:
            assert shown(kept(restarted)) == shown(folded(STORY, clock.now))
    assert shown(kept(timed)) == shown(folded(STORY, clock.now))


def test_what_concerns_no_standing_moves_it_on_without_a_fold(timed: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    record(timed, *a_pcn("a"), sought(), registered("elsewhere"))
    before = kept(timed)
    record(timed, registered("x"), leads("zoe", body="elsewhere"))
    monkeypatch.setattr(standings_module, "_read", None)
    assert kept(timed) == before
    assert progress_of(timed) == 8


def test_a_mandate_that_was_retracted_disappears_and_its_id_may_come_back(timed: Ledger, clock: Clock) -> None:
    clock.set("2024-06-01")
    record(timed, *a_pcn("a"), registered("fed", "federation"), sought())
    assert [(one.organisation, one.mandate) for one in kept(timed)] == [("pcn", "m")]
    record(timed, retracted(6))
    assert kept(timed) == []
    record(timed, sought(holder="fed"))
    assert [(one.organisation, one.mandate) for one in kept(timed)] == [("fed", "m")]
    assert [one.mandate for one in kept(timed, Asked(as_of="2024-05-01"))] == ["m"]


# Pages and filters


MANY = (
    *a_pcn("a", "b"),
    registered("fed", "federation"),
    joined("pcn", "fed"),
    sought(mandate="m2"),
    sought(mandate="m1", scope="digital"),
    sought(mandate="f1", holder="fed"),
    granted("a", "2024-01-10", "m1"),
    granted("b", "2024-01-10", "m1"),
    refused("a", "2024-01-10", "m2"),
)


@pytest.mark.parametrize("asked", [Asked(), Asked(as_of="2024-02-01")])
def test_pages_and_filters(timed: Ledger, clock: Clock, asked: Asked) -> None:
    clock.now = times.start("2024-02-01")
    record(timed, *MANY)
    names = [("fed", "f1"), ("pcn", "m1"), ("pcn", "m2")]
    for limit in (1, 2, 3, 4):
        assert [(one.organisation, one.mandate) for one in kept(timed, asked, limit=limit)] == names

    def of(**wanted: Any) -> list[str]:
        return [one.mandate for one in kept(timed, asked, filters=Filters(**wanted))]

    assert of(state="held") == ["m1"]
    assert of(scope="estates") == ["f1", "m2"]
    assert of(kind="federation") == ["f1"]
    assert of(contested=True) == ["m2"]
    assert of(contested=False, state="sought") == ["f1"]
    page = timed.standings.rows(asked, EVERYTHING, limit=1)
    assert page.next == "fed/f1"


def test_the_past_is_folded_in_batches_too(timed: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standings_module, "_AT_ONCE", 1)
    clock.now = times.start("2024-02-01")
    record(timed, *MANY)
    asked = Asked(as_of="2024-02-01")
    assert [one.mandate for one in kept(timed, asked, limit=2)] == ["f1", "m1", "m2"]
    assert shown(kept(timed)) == shown(folded(MANY, clock.now))
    assert kept(timed, Asked(as_of="2023-01-01")) == []


def test_as_known_then(timed: Ledger, clock: Clock) -> None:
    clock.now = times.start("2024-02-01")
    record(timed, *MANY)
    assert [one.mandate for one in kept(timed, Asked(upto=9))] == ["m2"]
    assert [one.mandate for one in kept(timed, Asked(upto=10))] == ["m1", "m2"]
    assert [one.state for one in kept(timed, Asked(upto=12))] == ["sought", "sought", "sought"]


# Building it anew


def test_a_rebuild_gives_the_same(timed: Ledger, clock: Clock) -> None:
    record(timed, *STORY)
    before = kept(timed)
    seen: list[tuple[int, int]] = []
    assert rebuild(timed, lambda done, of: seen.append((done, of))) == 3
    assert seen == [(3, 3)]
    assert shown(kept(timed)) == shown(before) == shown(folded(STORY, clock.now))


def test_beside_the_old_one_while_others_record_and_read(
    database_dsn: str, ledger_schema: str, timed: Ledger, clock: Clock
) -> None:
    record(timed, *STORY[:30])
    kept(timed)
    waiting = iter(STORY[30:])
    with closing(Ledger(database_dsn, ledger_schema, clock)) as other:

        def meanwhile(done: int, of: int) -> None:
            assert 1 <= done <= of == 2
            record(other, *islice(waiting, 5))
            assert shown(kept(other)) == shown(folded(STORY[: progress_of(other)], clock.now))

        assert rebuild(timed, meanwhile, at_once=1) == 2
        record(timed, *waiting)
    assert shown(kept(timed)) == shown(folded(STORY, clock.now))


def test_a_rebuild_that_was_broken_off_leaves_the_old_one_and_nothing_behind(timed: Ledger, clock: Clock) -> None:
    record(timed, *STORY)
    before = kept(timed)

    def broken_off(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(timed, broken_off)
    assert kept(timed) == before
    rebuild(timed)
    assert shown(kept(timed)) == shown(folded(STORY, clock.now))
    with timed.store.database.transaction() as (connection, _):
        numbers = connection.execute("SELECT DISTINCT number FROM kept_standings").fetchall()
    assert len(numbers) == 1


def test_of_nothing(ledger: Ledger) -> None:
    assert rebuild(ledger) == 0
    assert kept(ledger) == []


# Keeping up


def until(true: Any) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def test_a_thread_keeps_up_with_what_is_recorded(ledger: Ledger) -> None:
    ledger.kept.keep_up()
    record(ledger, *a_pcn("a"), sought())
    until(lambda: progress_of(ledger) == 5)
    record(ledger, granted("a", "2024-02-01"))
    until(lambda: progress_of(ledger) == 6)


def test_and_with_the_calendar(ledger: Ledger) -> None:
    soon = times.rfc3339(wall_clock() + 700_000)
    record(ledger, *a_pcn("a"), sought(), granted("a", "2024-02-01"), withdrew("a", soon))
    ledger.kept.keep_up()

    def state() -> str:
        with ledger.store.kept(KeptStandings) as (view, _):
            lines = view.lines(after=("", ""), limit=1, state="lost", scope=None, kind=None, contested=None)
        return "lost" if lines else ""

    until(lambda: state() == "lost")


def test_a_database_that_is_away_is_waited_for(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = threading.Event()

    def away() -> None:
        failed.set()
        raise StoreUnavailable

    monkeypatch.setattr(Keeper, "step", lambda _: away())
    ledger.kept.keep_up()
    assert failed.wait(20)
    ledger.kept.close()


def test_contacts_put_off_the_quiet_in_the_kept_view_too(timed: Ledger, clock: Clock) -> None:
    clock.now = times.start("2024-03-01")
    record(timed, *a_pcn("a"), sought(), granted("a", "2024-02-01T00:00:00Z"))
    assert kept(timed)[0].next_change_at == "2024-07-30T00:00:00Z"
    record(timed, met_with(["a", "pcn"], "2024-02-28T00:00:00Z"))
    assert kept(timed)[0].next_change_at == "2024-08-26T00:00:00Z"
