"""Does the ledger grow in one order: densely, ever later, all or nothing?"""

# ruff: noqa: PT012 - a transaction and its end are one story, and what is refused may be either

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from ledger.store import store as store_module
from ledger.store.errors import Changed, IdTaken, StoreBusy, StoreUnavailable
from ledger.store.rows import Head, Opening, StoredEvent, Wanted, Word
from ledger.store.store import Store
from ledger.store.writing import Expectation
from tests.store.support import MAY, an_event, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.store.rows import NewEvent

FEW_AND_MANY = pytest.mark.parametrize("count", [3, 200, 2500])


def add(store: Store, *events: NewEvent, now: int = MAY) -> list[tuple[int, int]]:
    with store.writing() as writer:
        return writer.append(events, recorded_by="me", now=now)


def versions(store: Store) -> list[tuple[str, int]]:
    with store.database.transaction() as (connection, _):
        return connection.execute("SELECT stream, version FROM events ORDER BY position").fetchall()


@FEW_AND_MANY
def test_all_of_an_event_is_kept(store: Store, count: int) -> None:
    events = [
        an_event(
            "o:A",
            "i:m1",
            facts=b'{"n":%d}' % number,
            made=("id", 'a"b\\c'),
            answer=b"[]" if number % 2 else None,
            words=(Word("/note", bytes([number % 256]), f"é{number}"),),
            openings=(Opening(f"i:{number}", "mandate", roots=("o:A", "")), Opening("o:A", None)),
        )
        for number in range(count)
    ]
    assert add(store, *events) == [(number + 1, MAY + number) for number in range(count)]
    with store.reading() as reader:
        for number, event in list(enumerate(events))[:: max(1, count // 7)]:
            position = number + 1
            assert reader.at(position) == StoredEvent(
                position=position,
                id=event.id,
                type="MandateGranted",
                recorded_at=MAY + number,
                recorded_by="me",
                effective_at=MAY,
                facts=event.facts,
                made=event.made,
                answer=event.answer,
            )
            assert set(reader.subjects_of(position)) == set(event.subjects)
            assert reader.salts([position]) == {(position, "/note"): (bytes([number % 256]), f"é{number}")}
            assert reader.openings([f"i:{number}", "o:A"]) == {
                f"i:{number}": Opening(f"i:{number}", "mandate", position, ("o:A", ""))
            }


@FEW_AND_MANY
def test_the_versions_of_each_stream_are_dense(store: Store, count: int) -> None:
    add(store, an_event(stream="a"), an_event(stream="b"), an_event(stream="a"))
    add(store, *(an_event(stream="ab"[number % 2]) for number in range(count)))
    add(store, an_event(stream="a"))
    found = versions(store)
    for stream in "ab":
        mine = [version for name, version in found if name == stream]
        assert mine == list(range(1, len(mine) + 1))


def test_the_clock_may_go_back_but_the_ledger_does_not(store: Store) -> None:
    assert add(store, an_event(), an_event(), now=MAY) == [(1, MAY), (2, MAY + 1)]
    assert add(store, an_event(), now=MAY - 1000) == [(3, MAY + 2)]
    assert add(store, an_event(), now=MAY + 1000) == [(4, MAY + 1000)]


def test_an_export_keeps_its_times(store: Store) -> None:
    add(store, an_event(), now=10)
    with store.writing() as writer:
        given = writer.append([an_event(), an_event()], recorded_by="me", now=MAY, recorded_at=[20, 30])
    assert given == [(2, 20), (3, 30)]
    for wrong in ([30], [29], [40, 40]):
        with pytest.raises(ValueError, match="cannot follow"), store.writing() as writer:
            writer.append([an_event() for _ in wrong], recorded_by="me", now=MAY, recorded_at=wrong)
    with store.reading() as reader:
        assert reader.head() == Head(3, 30)


@FEW_AND_MANY
def test_an_id_that_is_taken_refuses_all_and_leaves_no_gap(store: Store, count: int) -> None:
    taken = an_event()
    add(store, taken)
    with pytest.raises(IdTaken, match="recorded already"):
        add(store, *(an_event() for _ in range(count)), an_event(id=taken.id))
    assert add(store, an_event()) == [(2, MAY + 1)]


def test_an_exception_takes_everything_back(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as writer:
        writer.append([an_event("o:A")], recorded_by="me", now=MAY)
        assert writer.at(1) is not None
        raise ZeroDivisionError
    with store.reading() as reader:
        assert reader.head() == Head()
        assert reader.at(1) is None
    assert add(store, an_event()) == [(1, MAY)]


def test_nothing_added_is_fine_too(store: Store) -> None:
    assert add(store) == []
    with store.reading() as reader:
        assert reader.head() == Head()


def test_a_writer_sees_its_own_events(store: Store) -> None:
    first, second = an_event("o:A"), an_event("o:A", openings=(Opening("i:m", "mandate"),))
    wanted = [Wanted(frozenset({"o:A"}))]
    with store.writing() as writer:
        writer.append([first], recorded_by="me", now=MAY)
        assert [entry.position for entry in writer.entries(wanted, 9)] == [1]
        writer.append([second], recorded_by="you", now=MAY)
        assert writer.head() == Head(2, MAY + 1)
        assert list(writer.by_ids([first.id])) == [first.id]
        assert list(writer.by_ids([second.id, str(uuid4())])) == [second.id]
        assert list(writer.openings(["i:m"])) == ["i:m"]
        assert [entry.recorded_by for entry in writer.entries(wanted, 9)] == ["me", "you"]


def test_a_writer_knows_what_it_has_just_added_before_it_is_sent(store: Store) -> None:
    add(store, an_event("o:A"), an_event("o:B"))
    with store.writing() as writer:
        assert not writer.exists_after(["o:A"], 2)
        writer.append([an_event("o:C")], recorded_by="me", now=MAY)
        assert [writer.exists_after([key], 2) for key in ("o:A", "o:C")] == [False, True]
        assert [writer.exists_after([key], 3) for key in ("o:A", "o:C")] == [False, False]
        assert [writer.exists_after([key], 1) for key in ("o:A", "o:B", "o:C")] == [False, True, True]


def test_what_a_savepoint_takes_back_is_gone_and_the_rest_stays(store: Store) -> None:
    with store.writing() as writer:
        writer.append([an_event("o:A")], recorded_by="me", now=MAY)
        with pytest.raises(ZeroDivisionError), writer.savepoint():
            writer.append([an_event("o:B")], recorded_by="me", now=MAY)
            raise ZeroDivisionError
        with writer.savepoint():
            writer.append([an_event("o:C")], recorded_by="me", now=MAY)
        assert writer.head() == Head(2, MAY + 1)
    with store.reading() as reader:
        assert [reader.subjects_of(position)[0].key for position in (1, 2)] == ["o:A", "o:C"]


@pytest.mark.parametrize("asked", [False, True])
def test_a_savepoint_also_takes_back_what_was_sent(store: Store, *, asked: bool) -> None:
    taken = an_event("o:A")
    with store.writing() as writer:
        writer.append([taken], recorded_by="me", now=MAY)
        with pytest.raises(IdTaken if asked else ZeroDivisionError), writer.savepoint():
            assert writer.at(1) is not None
            writer.append([an_event("o:B", id=taken.id if asked else None)], recorded_by="me", now=MAY)
            assert writer.at(2) is not None
            writer.append([an_event("o:D")], recorded_by="me", now=MAY)
            raise ZeroDivisionError
        with writer.savepoint():
            writer.append([an_event("o:C")], recorded_by="me", now=MAY)
            assert writer.at(2) is not None
            assert writer.at(2) is not None
            writer.append([an_event("o:E")], recorded_by="me", now=MAY)
        assert writer.exists_after(["o:C"], 1)
        assert not writer.exists_after(["o:B", "o:D"], 1)
    with store.reading() as reader:
        assert [reader.subjects_of(position)[0].key for position in (1, 2, 3)] == ["o:A", "o:C", "o:E"]


def test_an_answer_kept_inside_a_savepoint_is_taken_back_with_it(store: Store) -> None:
    with store.writing() as writer:
        with pytest.raises(ZeroDivisionError), writer.savepoint():
            writer.keep_answer("key", b"digest", b"answer", 1)
            raise ZeroDivisionError
        assert writer.answer("key") is None


def test_an_error_that_was_passed_over_keeps_nothing(store: Store) -> None:
    for _ in range(2):
        with pytest.raises(psycopg.errors.InFailedSqlTransaction), store.writing() as writer:
            writer.append([an_event()], recorded_by="me", now=MAY)
            assert writer.at(1) is not None
            with pytest.raises(psycopg.errors.UniqueViolation):
                for _ in range(2):
                    writer.keep_answer("key", b"", b"", 1)
    assert add(store, an_event()) == [(1, MAY)]


def test_an_expectation_that_does_not_hold_records_nothing(store: Store) -> None:
    add(store, an_event("o:A"), an_event("o:B"))
    with store.writing(expect=Expectation(frozenset({"o:A"}), 1)) as writer:
        writer.append([an_event("o:A")], recorded_by="me", now=MAY)
    with pytest.raises(Changed), store.writing(expect=Expectation(frozenset({"o:A"}), 1)) as writer:
        pytest.fail("not to be reached")  # pragma: no cover
    with store.reading() as reader:
        assert reader.head().position == 3


def test_an_answer_is_kept_with_the_events_or_not_at_all(store: Store) -> None:
    with store.writing() as writer:
        writer.append([an_event()], recorded_by="me", now=MAY)
        writer.keep_answer("key", b"digest", b"answer", 1)
        assert writer.answer("key") == (b"digest", b"answer")
    with pytest.raises(IdTaken), store.writing() as writer:
        writer.append([an_event()], recorded_by="me", now=MAY)
        writer.keep_answer("key", b"other", b"other", 2)
    with store.reading() as reader:
        assert (reader.answer("key"), reader.answer("none")) == ((b"digest", b"answer"), None)
        assert reader.head().position == 1


def test_text_that_the_database_cannot_hold_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="NUL"):
        add(store, an_event("o:\0"))


def test_who_waits_too_long_for_a_turn_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_PATIENCE", 0.05)
    inside, done = threading.Event(), threading.Event()

    def hold() -> None:
        with store.writing():
            inside.set()
            done.wait(20)

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait(20)
    with pytest.raises(StoreBusy), store.writing():
        pytest.fail("not to be reached")  # pragma: no cover
    done.set()
    holder.join()


def test_another_process_that_appends_is_waited_for_only_so_long(dsn: str, schema: str, store: Store) -> None:
    with (
        psycopg.connect(dsn, options=f"-c search_path={schema}") as other,
        pytest.raises(StoreBusy),
        store.database.transaction() as (connection, _),
    ):
        other.execute("SELECT FROM head FOR UPDATE")
        connection.execute("SET LOCAL lock_timeout = '50ms'")
        connection.execute("SELECT FROM head FOR UPDATE")


def test_sixteen_writers_leave_no_gap_whoever_is_refused(dsn: str, schema: str) -> None:
    stores = [Store(dsn, schema, reader=read) for _ in range(4)]

    def write(number: int) -> Sequence[int]:
        mine = []
        for turn in range(12):
            event = an_event("o:A", stream=f"s{number % 3}")
            try:
                with stores[number % 4].writing() as writer:
                    placed = writer.append([event, an_event("o:B")], recorded_by="me", now=MAY)
                    if turn % 4 == 3:
                        writer.append([event], recorded_by="me", now=MAY)
            except IdTaken:
                continue
            mine += [position for position, _ in placed]
        return mine

    with ThreadPoolExecutor(16) as pool:
        acknowledged = sorted(position for mine in pool.map(write, range(16)) for position in mine)
    assert acknowledged == list(range(1, 16 * 9 * 2 + 1))
    with stores[0].reading() as reader:
        times = [entry.recorded_at for entries in reader.stream(0, 10**6) for entry in entries]
    assert times == sorted(set(times))
    assert len(times) == len(acknowledged)
    for each in stores:
        each.close()


def test_names_of_persons_come_and_go(store: Store) -> None:
    store.put_person("p1", "Amy", MAY)
    store.put_person("p1", "Amy Jones", MAY)
    assert (store.get_person("p1"), store.get_person("p2")) == ("Amy Jones", None)
    assert (store.delete_person("p1"), store.delete_person("p1"), store.get_person("p1")) == (True, False, None)


def test_a_closed_store_says_so(store: Store) -> None:
    with store.reading():
        store.close()
    with pytest.raises(StoreUnavailable, match="closed"), store.reading():
        pytest.fail("not to be reached")  # pragma: no cover
    assert store.wait_for(0, 5) == 0
