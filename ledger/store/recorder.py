"""How does the library eventsourcing see the ledger? As one of its recorders, on the ledger's own table of events."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresSubscription
from psycopg.rows import dict_row

from ledger.events.reading import read
from ledger.store.database import WRITE, begin, connect, roll_back, settle
from ledger.store.migrations import checked_schema, migrate
from ledger.store.notices import Bell, channel, listen
from ledger.store.remembered import Remembered
from ledger.store.rows import NewEvent
from ledger.store.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eventsourcing.persistence import ApplicationRecorder, StoredEvent, Subscription
    from psycopg import Connection

_RECORDED_BY = "eventsourcing"
_LOOK_EVERY = 0.1


class LedgerDatastore(PostgresDatastore):
    """The library's pool of connections, to a ledger's schema and in its role. Close it when done."""

    def __init__(self, dsn: str, schema: str = "ledger") -> None:
        super().__init__(
            dbname="",
            host="",
            port="",
            user="",
            password="",
            schema=checked_schema(schema),
            max_overflow=11,
            pre_ping=True,
            originator_id_type="text",
        )
        self.dsn = dsn
        # The library knows five parts of a connection string; ours may say more.
        self.pool.conninfo = dsn
        self.pool.kwargs = {"row_factory": dict_row, "client_encoding": "utf8"}

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        """What the pool does with a new connection."""
        schema = self.schema

        def after_connect(connection: Connection[Any]) -> None:
            connection.autocommit = True
            settle(connection, schema)

        return after_connect


class LedgerRecorder(PostgresApplicationRecorder):
    """Keeps the library's stored events as events of the ledger.

    Originator and version are stream and version, the topic is the type, the state the facts, and the notification id
    the position.

    It reads through the view `stored_events`, which has the library's names for the columns, and inserts as the ledger
    does: under the lock of the head row, so that positions have no gaps and no follower can pass one by.

    Of the test cases that the library ships, `ApplicationRecorderTestCase` and `NonInterleavingNotificationIDsBaseCase`
    hold as they are. `AggregateRecorderTestCase` holds but for one thing: it wants `insert_events` to return None,
    where the case for application recorders wants the positions, so that no one class can pass both. Ids of
    originators are texts; a UUID given is kept as its text. Tracking and process recorders are not part of it: the
    ledger's views keep their own position.
    """

    datastore: LedgerDatastore

    def __init__(self, datastore: LedgerDatastore) -> None:
        super().__init__(datastore, events_table_name="stored_events")
        self.channel_name = channel(datastore.schema)
        self._bell = Bell(partial(connect, datastore.dsn, datastore.schema), self.channel_name)

    def create_table(self) -> None:
        """Brings the schema up to date."""
        migrate(self.datastore.dsn, self.datastore.schema)

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Appends events, all or none, and returns their positions.

        It is not tried again where the connection is lost, since the events may be in: whoever asks has to look.
        """
        if not stored_events:
            return None
        now = time.time_ns() // 1000
        events = [
            NewEvent(
                id=str(uuid4()), type=event.topic, stream=str(event.originator_id), effective_at=now, facts=event.state
            )
            for event in stored_events
        ]
        versions = [event.originator_version for event in stored_events]
        with self.datastore.get_connection() as connection:
            try:
                writer = Writer(connection, begin(connection, WRITE), read, Remembered())
                placed = writer.append(events, recorded_by=_RECORDED_BY, now=now, versions=versions)
                writer.commit()
            except BaseException:
                roll_back(connection)
                raise
        self._bell.ring()
        return [position for position, _ in placed]

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Follows the ledger from after a position on, all of it or some types."""
        return LedgerSubscription(recorder=self, gt=gt, topics=topics)


class LedgerSubscription(PostgresSubscription):
    """Also looks by itself from time to time: on a standby nothing can be listened to, and a notice may be lost."""

    def _listen(self) -> None:
        try:
            with self._recorder.datastore.get_connection() as connection:
                listening = listen(connection, self._recorder.channel_name)
                while not self._has_been_stopped and not self._thread_error:
                    if listening:
                        for _ in connection.notifies(timeout=_LOOK_EVERY, stop_after=1):
                            pass
                    else:
                        time.sleep(_LOOK_EVERY)
                    self._has_been_notified.set()
        except BaseException as error:  # noqa: BLE001 - it is raised where the subscription is read
            self._thread_error = self._thread_error or error
            self.stop()
