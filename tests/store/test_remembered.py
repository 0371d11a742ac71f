"""Is every event fetched only once in a while, and is what is remembered always what is recorded?"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from ledger.history import Entry
from ledger.store.reading import ENTRIES_AT
from ledger.store.remembered import MOST, Remembered
from ledger.store.rows import Wanted
from ledger.times import Instant
from tests.store.support import MAY, Seen, an_event

if TYPE_CHECKING:
    from ledger.store.reading import Reader
    from ledger.store.store import Store

ALL = [Wanted(frozenset({"o:A"}))]


def entry(position: int) -> Entry:
    return Entry(position, Instant(MAY + position), Instant(MAY), Seen(kind="MandateGranted", facts=b"{}"), "me")


def added(store: Store, *facts: bytes) -> None:
    with store.writing() as writer:
        writer.append([an_event("o:A", facts=each) for each in facts], recorded_by="me", now=MAY)


def facts_of(entries: list[Entry]) -> list[tuple[int, bytes]]:
    return [(one.position, one.event.facts) for one in entries if isinstance(one.event, Seen)]


class Fetched(list[list[int]]):
    """The positions that readers fetched entries at, in each question to the database."""

    def listen(self, reader: Reader) -> Reader:
        its_own = reader.rows

        def rows(statement: Any, params: Any) -> list[tuple[Any, ...]]:
            found = its_own(statement, params)
            if statement == ENTRIES_AT:
                self.append([row[0] for row in found])
            return found

        reader.rows = rows  # type: ignore[method-assign]
        return reader


@pytest.fixture
def fetched() -> Fetched:
    return Fetched()


# What is kept in memory


def test_what_was_kept_is_found_in_the_order_of_the_question_and_the_rest_is_missing() -> None:
    remembered = Remembered()
    assert remembered.of([1, 2]) == ([None, None], [1, 2])
    remembered.keep([entry(1), entry(3)])
    assert remembered.of([3, 2, 1, 4]) == ([entry(3), None, entry(1), None], [2, 4])
    assert remembered.of([]) == ([], [])


def test_what_is_forgotten_is_missing_and_can_be_kept_again() -> None:
    remembered = Remembered()
    remembered.keep([entry(1), entry(2)])
    remembered.forget()
    assert remembered.of([1, 2]) == ([None, None], [1, 2])
    remembered.keep([entry(2)])
    assert remembered.of([1, 2]) == ([None, entry(2)], [1])


def test_where_there_are_too_many_the_oldest_are_forgotten_and_half_stays() -> None:
    remembered = Remembered(10)
    remembered.keep(entry(position) for position in range(20, 30))
    assert remembered.of(range(20, 30))[1] == []
    remembered.keep([entry(1)])
    # Those that were remembered longest, not those that stand first in the ledger.
    assert remembered.of([*range(20, 30), 1])[1] == [20, 21, 22, 23, 24, 25]
    remembered.keep(entry(position) for position in range(100, 200))
    assert remembered.of(range(100, 200))[1] == list(range(100, 195))
    assert Remembered()._most == MOST


def test_many_threads_may_keep_and_forget_at_once() -> None:
    remembered = Remembered(50)

    def work(number: int) -> None:
        for index in range(200):
            remembered.keep([entry(number * 1000 + index)])
            found, _ = remembered.of(range(number * 1000, number * 1000 + 200))
            assert all(one is None or one == entry(one.position) for one in found)
            if index % 50 == 0:
                remembered.forget()

    failures: list[BaseException] = []

    def caught(number: int) -> None:
        try:
            work(number)
        except BaseException as failure:  # noqa: BLE001 it is raised by the test
            failures.append(failure)

    threads = [threading.Thread(target=caught, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(remembered._entries) <= 50


# What readers fetch


def test_only_what_is_not_remembered_is_fetched(store: Store, fetched: Fetched) -> None:
    added(store, b"1", b"2")
    with store.reading() as reader:
        assert facts_of(fetched.listen(reader).entries(ALL, 9)) == [(1, b"1"), (2, b"2")]
    assert fetched == [[1, 2]]
    added(store, b"3")
    with store.reading() as reader:
        assert facts_of(fetched.listen(reader).entries(ALL, 9)) == [(1, b"1"), (2, b"2"), (3, b"3")]
    assert fetched == [[1, 2], [3]]
    with store.reading() as reader:
        assert facts_of(fetched.listen(reader).entries(ALL, 9)) == [(1, b"1"), (2, b"2"), (3, b"3")]
    assert fetched == [[1, 2], [3]]


def test_what_is_fetched_and_what_is_remembered_stand_in_order(store: Store, fetched: Fetched) -> None:
    added(store, b"1", b"2", b"3", b"4", b"5")
    with store.reading() as reader:
        fetched.listen(reader)
        assert facts_of(reader.entries(ALL, 2, after=1)) == [(2, b"2")]
        assert facts_of(reader.entries(ALL, 4, after=3)) == [(4, b"4")]
        assert [position for position, _ in facts_of(reader.entries(ALL, 9))] == [1, 2, 3, 4, 5]
    assert fetched == [[2], [4], [1, 3, 5]]


def test_after_all_is_forgotten_the_same_is_read_again(store: Store, fetched: Fetched) -> None:
    added(store, b"1", b"2")
    with store.reading() as reader:
        fetched.listen(reader)
        before = reader.entries(ALL, 9)
        assert reader.entries(ALL, 9) == before
        store.remembered.forget()
        assert reader.entries(ALL, 9) == before
    assert fetched == [[1, 2], [1, 2]]


def test_what_is_remembered_later_than_a_readings_moment_is_not_in_it(store: Store) -> None:
    added(store, b"1")
    with store.reading() as reader:
        added(store, b"2")
        with store.reading() as later:
            assert facts_of(later.entries(ALL, 9)) == [(1, b"1"), (2, b"2")]
        assert facts_of(reader.entries(ALL, 9)) == [(1, b"1")]


# What writers read


def test_a_writer_remembers_nothing_and_uses_what_is_remembered(store: Store, fetched: Fetched) -> None:
    added(store, b"1")
    with store.writing() as writer:
        writer.append([an_event("o:A", facts=b"2")], recorded_by="me", now=MAY)
        assert facts_of(fetched.listen(writer).entries(ALL, 9)) == [(1, b"1"), (2, b"2")]
    assert store.remembered.of([1, 2])[1] == [1, 2]
    with store.reading() as reader:
        reader.entries(ALL, 1)
    with store.writing() as writer:
        assert facts_of(fetched.listen(writer).entries(ALL, 9)) == [(1, b"1"), (2, b"2")]
    assert fetched == [[1, 2], [2]]


def test_an_event_that_was_rolled_back_does_not_come_back_under_its_position(store: Store) -> None:
    added(store, b"1")

    def fail() -> None:
        with store.writing() as writer:
            writer.append([an_event("o:A", facts=b"never")], recorded_by="me", now=MAY)
            assert facts_of(writer.entries(ALL, 9)) == [(1, b"1"), (2, b"never")]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.reading() as reader:
        assert facts_of(reader.entries(ALL, 9)) == [(1, b"1")]
    added(store, b"2")
    with store.reading() as reader:
        assert facts_of(reader.entries(ALL, 9)) == [(1, b"1"), (2, b"2")]


def test_nor_does_one_that_was_taken_back_to_a_savepoint(store: Store) -> None:
    def fail() -> None:
        with writer.savepoint():
            writer.append([an_event("o:A", facts=b"never")], recorded_by="me", now=MAY)
            assert facts_of(writer.entries(ALL, 9)) == [(1, b"never")]
            raise ZeroDivisionError

    with store.writing() as writer:
        with pytest.raises(ZeroDivisionError):
            fail()
        writer.append([an_event("o:A", facts=b"1")], recorded_by="me", now=MAY)
        assert facts_of(writer.entries(ALL, 9)) == [(1, b"1")]
    with store.reading() as reader:
        assert facts_of(reader.entries(ALL, 9)) == [(1, b"1")]
