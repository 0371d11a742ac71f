"""Does a follower of the recorder miss nothing, and does the recorder write what the store reads?"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent

from ledger.store.recorder import LedgerDatastore, LedgerRecorder
from tests.store.support import MAY, an_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.store.store import Store

WRITERS, TURNS = 16, 15


@pytest.fixture
def recorder(dsn: str, schema: str) -> Iterator[LedgerRecorder]:
    datastore = LedgerDatastore(dsn, schema)
    yield LedgerRecorder(datastore)
    datastore.close()


def stored(stream: str, version: int = 1, state: bytes = b"\xff\0") -> StoredEvent:
    return StoredEvent(originator_id=stream, originator_version=version, topic="a.topic:Class", state=state)


def test_a_refused_insert_leaves_no_gap(recorder: LedgerRecorder) -> None:
    assert recorder.insert_events([stored("a"), stored("b")]) == [1, 2]
    for wrong in ([stored("c"), stored("b")], [stored(f"s{number}") for number in range(100)] + [stored("a")]):
        with pytest.raises(IntegrityError):
            recorder.insert_events(wrong)
    assert recorder.insert_events([stored("c")]) == [3]
    assert recorder.max_notification_id() == 3


def test_recorder_and_store_share_one_ledger(recorder: LedgerRecorder, store: Store) -> None:
    identifier = uuid4()
    recorder.insert_events([StoredEvent(originator_id=identifier, originator_version=7, topic="t", state=b"1")])
    with store.writing() as writer:
        writer.append([an_event(stream=str(identifier), facts=b"2")], recorded_by="me", now=MAY)
    found = recorder.select_events(str(identifier))
    assert [(event.originator_version, event.state) for event in found] == [(7, b"1"), (8, b"2")]
    with store.reading() as reader:
        first = reader.at(1)
    assert first is not None
    assert (first.type, first.facts, first.recorded_by) == ("t", b"1", "eventsourcing")


def test_sixteen_writers_and_a_follower_who_misses_nothing(recorder: LedgerRecorder, store: Store) -> None:
    wanted = WRITERS * TURNS * 2
    seen: list[int] = []

    def follow() -> None:
        with recorder.subscribe(gt=0) as subscription:
            for notification in subscription:
                seen.append(notification.id)
                if len(seen) == wanted:
                    return

    def write(number: int) -> None:
        for turn in range(TURNS):
            stream = f"{number}-{turn}"
            if turn % 3 == 0:
                with store.writing() as writer:
                    writer.append([an_event(stream=stream), an_event(stream=stream)], recorded_by="me", now=MAY)
            else:
                recorder.insert_events([stored(stream, 1), stored(stream, 2)])
                # One that is refused in between must not be waited for by anybody.
                with suppress(IntegrityError):
                    recorder.insert_events([stored(f"{stream}-new"), stored(stream, 2)])

    follower = threading.Thread(target=follow)
    follower.start()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    follower.join(30)
    assert seen == list(range(1, wanted + 1))


def test_a_follower_to_whom_nothing_is_told_looks_by_itself(
    recorder: LedgerRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on a standby.
    monkeypatch.setattr("ledger.store.recorder.listen", lambda *_: False)
    with recorder.subscribe(gt=0) as subscription:
        for position in (1, 2, 3):
            time.sleep(0.3)
            recorder.insert_events([stored(f"s{position}")])
            assert next(subscription).id == position


def test_a_follower_is_told_what_went_wrong(recorder: LedgerRecorder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        msg = "no listening today"
        raise ZeroDivisionError(msg)

    monkeypatch.setattr("ledger.store.recorder.listen", refuse)
    with recorder.subscribe(gt=0) as subscription, pytest.raises(ZeroDivisionError):
        next(subscription)
