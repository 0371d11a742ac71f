"""What is done, step by step, when a ledger is migrated, exported, or words in it are erased?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import typer

from ledger.application import Ledger
from ledger.cli import opening, showing
from ledger.cli.failing import CannotDo
from ledger.events.reading import read
from ledger.importers.jsonl import export_lines
from ledger.moment import Asked, moment
from ledger.recording.preparing import ERASED
from ledger.store import migrations
from ledger.store.store import Store


def migrate_tables(data: Path | None) -> None:
    """Apply what there is to apply."""
    at = opening.place(data)
    with opening.database(at) as dsn:
        applied = migrations.migrate(dsn, at.schema)
    told = f"Applied: {', '.join(applied)}." if applied else "There was nothing to apply: the tables are up to date."
    showing.put([showing.line(told)])


def say_what_is_lacking(data: Path | None) -> None:
    """Say what there is to apply. Raises `CannotDo` if there is anything."""
    at = opening.place(data)
    if not at.is_begun:
        raise CannotDo(opening.none_here(at))
    with opening.database(at) as dsn:
        store = Store(dsn, at.schema, reader=read)
        try:
            lacking = store.behind()
        finally:
            store.close()
    if lacking:
        msg = f"The schema {at.schema} is not up to date. Run `migrate`, which will apply: {', '.join(lacking)}."
        raise CannotDo(msg)
    showing.put([showing.line("There is nothing to apply: the tables are up to date.")])


def export(ledger: Ledger, out: Path | None, upto: int | None) -> None:
    """Write an export, and say what is not in it."""
    with ledger.store.reading() as reader:
        last = moment(Asked(upto=upto), reader, ledger.clock()).position
    events = erased = 0
    with showing.bars() as bars, _written(out) as file:
        for one in export_lines(ledger, last):
            file.write(one.lines)
            events += one.events
            erased += one.erased
            bars("Writing", events, last)
    if out is not None:
        showing.say(f"{showing.counted(events, 'event')} written to {out}.")
    if erased:
        showing.say(f'{showing.counted(erased, "text")} had been erased: the export says "{ERASED}" there.')


@contextmanager
def _written(out: Path | None) -> Iterator[IO[bytes]]:
    """A file that is there as a whole in the end, or not at all; or standard output."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    unfinished = out.with_name(f"{out.name}.part")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(out)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def words_at(ledger: Ledger, position: int, pointer: str | None) -> dict[str, str]:
    """The texts of an event that are not erased, or the one at a pointer. Raises `CannotDo` where there is none."""
    ledger.listing.event(position)
    with ledger.store.reading() as reader:
        there = {at: text for (_, at), text in reader.words([position]).items()}
    found = {at: text for at, text in there.items() if pointer in (None, at)}
    if not found:
        others = f" Its texts are at {', '.join(there)}." if there else ""
        where = "" if pointer is None else f" at {pointer}"
        msg = f"The event at position {position} has no text{where} that could be erased.{others}"
        raise CannotDo(msg)
    return found


def show_words(position: int, found: dict[str, str]) -> None:
    """Show the texts that are about to be erased."""
    showing.say(f"Event {position} says:")
    for pointer, text in found.items():
        showing.say(f"  {pointer}: {text}")


def sure(question: str) -> None:
    """Ask before something is done for ever. Raises `CannotDo` unless the answer is yes."""
    try:
        agreed = typer.confirm(question, err=True)
    except typer.Abort:
        agreed = False
    if not agreed:
        msg = "Nothing was erased."
        raise CannotDo(msg)


def erase(ledger: Ledger, position: int, found: dict[str, str]) -> None:
    """Erase the texts that were shown."""
    erased = sum(ledger.store.erase(position, pointer) for pointer in found)
    showing.put([showing.line(f"{showing.counted(erased, 'text')} erased.")])
