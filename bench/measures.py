"""How long does each thing take, and how long does its ceiling? Both in the same run, on the same server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import uuid4

import orjson
import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict

from bench import made_up
from ledger.application import Ledger
from ledger.intake import check, parse
from ledger.loading import STANDINGS, Loader
from ledger.moment import Asked
from ledger.recording.outcomes import Request
from ledger.store.arrays import Texts
from ledger.store.migrations import migrate
from ledger.store.reading import ENTRY

THREADS = 16
SINGLES = 4_000
TABLES = ("events", "subjects", "words", "openings")


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: what took how long, its ceiling, the ratio, and what the ratio has to be."""

    what: str
    ours: str
    ceiling: str
    ratio: float
    target: str


@contextmanager
def ledger_on(dsn: str, schema: str) -> Iterator[Ledger]:
    """A new, empty ledger."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
    migrate(dsn, schema)
    ledger = Ledger(dsn, schema)
    try:
        yield ledger
    finally:
        ledger.close()


def best(do: Callable[[], object], times: int = 9) -> float:
    """The least of some runs, in seconds: what the work takes when nothing is in its way."""
    least = float("inf")
    for _ in range(times):
        begun = time.perf_counter()
        do()
        least = min(least, time.perf_counter() - begun)
    return least


def imported(ledger: Ledger, lines: list[bytes], progress: Callable[[int], None]) -> float:
    """Events a second of JSON Lines that become part of the ledger: read, checked, judged and stored."""
    begun = time.perf_counter()
    ledger.recording.restore(((check(parse(line)), None, None) for line in lines), "local", progress)
    return len(lines) / (time.perf_counter() - begun)


def copied(dsn: str, source: str, target: str) -> float:
    """Seconds in which PostgreSQL copies the rows of one ledger into the empty tables of another."""
    with psycopg.connect(dsn) as connection:
        held: dict[str, list[bytes]] = {}
        for table in TABLES:
            with connection.cursor().copy(_copy(f'COPY "{source}".{table} TO STDOUT (FORMAT BINARY)')) as copy:
                held[table] = [bytes(block) for block in copy]
        begun = time.perf_counter()
        for table in TABLES:
            with connection.cursor().copy(_copy(f'COPY "{target}".{table} FROM STDIN (FORMAT BINARY)')) as copy:
                for block in held[table]:
                    copy.write(block)
        connection.commit()
        return time.perf_counter() - begun


def _copy(statement: str) -> Any:
    return statement


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Seconds for a standing: the bare select of its rows, the first time that it is asked, and again."""

    rows: int
    raw: float
    first: float
    again: float


_OF_SUBJECTS: LiteralString = f"""SELECT {ENTRY} FROM events WHERE position IN (
    SELECT position FROM subjects WHERE subject = ANY(%s) AND facet = ANY(%s)) ORDER BY position"""  # noqa: S608 a fixed list of columns


def standing(ledger: Ledger, code: str) -> Rebuilt:
    """How long it takes to rebuild the standing of an organisation."""
    with ledger.store.reading() as reader:
        loader = Loader(reader, reader.head().position)
        loader.holders([code], STANDINGS)
    members = [subject for subject in loader.subjects if subject != f"o:{code}"]

    def raw() -> None:
        with ledger.store.reading() as reader:
            reader.rows(_OF_SUBJECTS, [Texts([f"o:{code}"]), Texts(sorted(STANDINGS))])
            reader.rows(_OF_SUBJECTS, [Texts(members), Texts(["register"])])

    def forgetful() -> None:
        ledger.store.remembered.forget()
        ledger.asking.standing(code, Asked())

    return Rebuilt(
        rows=len(loader.entries),
        raw=best(raw),
        first=best(forgetful),
        again=best(lambda: ledger.asking.standing(code, Asked())),
    )


def singles(ledger: Ledger) -> float:
    """Events a second that many threads record one by one, each judged and answered."""
    events = [
        {"type": "ContactHeld", "between": [made_up.OTHER, f"{made_up.OTHER}.p{number % 6 + 1}"], "mode": "phone"}
        for number in range(SINGLES)
    ]

    def record(mine: list[dict[str, Any]]) -> None:
        for event in mine:
            ledger.recording.record(Request([check(event)], "local", is_list=False))

    return SINGLES / _in_threads(record, events)


def library_singles(dsn: str) -> float:
    """Events a second that as many threads insert one by one with the recorder of the library eventsourcing."""
    server = conninfo_to_dict(dsn)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS bench_library CASCADE")
        connection.execute("CREATE SCHEMA bench_library")
    datastore = PostgresDatastore(
        dbname=str(server["dbname"]),
        host=str(server["host"]),
        port=str(server.get("port", "5432")),
        user=str(server["user"]),
        password=str(server.get("password", "")),
        schema="bench_library",
        pool_size=THREADS,
    )
    with datastore:
        recorder = PostgresApplicationRecorder(datastore)
        recorder.create_table()
        state = orjson.dumps({"type": "ContactHeld", "between": ["a", "b"], "mode": "phone"})

        def insert(mine: list[int]) -> None:
            for _ in mine:
                recorder.insert_events([StoredEvent(uuid4(), 1, "ContactHeld", state)])

        return SINGLES / _in_threads(insert, list(range(SINGLES)))


def _in_threads(work: Callable[[Any], None], items: list[Any]) -> float:
    threads = [threading.Thread(target=work, args=(items[start::THREADS],)) for start in range(THREADS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun
