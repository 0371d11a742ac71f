"""Where do events come from, and what is said once they are in? Files and standard input, read once or twice."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

import orjson
from rich.console import RenderableType

from ledger.cli.showing import counted, line, within
from ledger.importers.jsonl import Imported

STANDARD_INPUT = Path("-")


def name_of(path: Path) -> str:
    """What a file is called in sentences."""
    return "standard input" if path == STANDARD_INPUT else str(path)


@contextmanager
def readable_twice(path: Path) -> Iterator[IO[bytes]]:
    """A file that can be read from its start again; what comes through a pipe is set down first."""
    with _opened(path) as stream:
        if stream.seekable() and path != STANDARD_INPUT:
            yield stream
            return
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(stream, copy)
            yield cast("IO[bytes]", copy)


def whole(path: Path, most: int) -> bytes:
    """All that a file holds, and a byte more than the most that is taken if it is longer than that."""
    with _opened(path) as stream:
        return stream.read(most + 1)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with path.open("rb") as stream:
        yield stream


def imported_in_words(found: Imported) -> Iterator[RenderableType]:
    """What became of a file of events."""
    old = found.events - found.new
    known = f"; {counted(old, 'event')} of the file {'was' if old == 1 else 'were'} there before" if old else ""
    yield line(f"{counted(found.new, 'event')} recorded{known}.")
    if found.times_lost is not None and found.new:
        yield line(f"{found.times_lost}: what is new counts as recorded now.")


def recorded_in_words(answer: bytes) -> Iterator[RenderableType]:
    """Where events stand now, the ids that were made for them, and what the rules noted."""
    told = orjson.loads(answer)
    for one in told["events"]:
        made = [f"{name} {value}" for name, value in one.items() if name not in _ALWAYS]
        yield line(f"Recorded as event {one['position']}: {one['type']}{', with ' if made else ''}{', '.join(made)}.")
    for finding in told["findings"]:
        yield within(f"{finding['severity']}: {finding['text']} ({finding['rule']}, event {finding['position']})")


_ALWAYS = ("position", "id", "recorded_at", "type")
