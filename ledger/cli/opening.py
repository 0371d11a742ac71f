"""Which ledger is meant, and how is it opened? The settings, the database that they name, and the ledger in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ledger.application import Ledger
from ledger.cli.failing import LOGS, CannotDo
from ledger.settings import Settings
from ledger.store.cluster import Cluster
from ledger.store.embedded import embedded
from ledger.store.migrations import migrate


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ledger is kept: in a schema of a database server, or of one of its own on a data folder."""

    schema: str
    folder: Path
    url: str | None

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to read. Of a server that is named, that is asked of the server."""
        return self.url is not None or Cluster(self.folder / "postgres").major is not None


def place(data: Path | None) -> Place:
    """Where the ledger is. A folder that was typed comes before `LEDGER_DATABASE_URL`, and that before any other."""
    given = Settings.read() if data is None else Settings.read(data=data)
    LOGS.set(given.data)
    return Place(given.ledger_schema, given.data, given.database_url if data is None else None)


@contextmanager
def database(at: Place) -> Iterator[str]:
    """The connection string of the server; our own is started for as long as this lasts, unless it runs already."""
    if at.url is not None:
        yield at.url
        return
    with embedded(at.folder) as running:
        yield running.dsn


@contextmanager
def existing(data: Path | None) -> Iterator[Ledger]:
    """The ledger, to be read. A folder where none was begun is left as it is."""
    at = place(data)
    if not at.is_begun:
        raise CannotDo(none_here(at))
    with _opened(at) as ledger:
        yield ledger


@contextmanager
def begun(data: Path | None) -> Iterator[Ledger]:
    """The ledger, to be added to; begun if there is none."""
    with _opened(place(data)) as ledger:
        yield ledger


def none_here(at: Place) -> str:
    """The sentence about a folder without a ledger."""
    return (
        f"There is no ledger in {at.folder} yet. Begin one with `serve`, `record` or `import`, "
        "or name another folder with --data."
    )


@contextmanager
def _opened(at: Place) -> Iterator[Ledger]:
    with database(at) as dsn:
        ledger = Ledger(dsn, at.schema)
        try:
            _see_to_tables(at, dsn, ledger)
            yield ledger
        finally:
            ledger.close()


def _see_to_tables(at: Place, dsn: str, ledger: Ledger) -> None:
    """Our own database is brought up to this version by itself; one that others look after is not touched."""
    lacking = ledger.store.behind()
    if not lacking:
        return
    if at.url is not None:
        msg = f"The schema {at.schema} is not up to date. Run `migrate`, which will apply: {', '.join(lacking)}."
        raise CannotDo(msg)
    migrate(dsn, at.schema)
