"""What do the store's tests record? Small events that name what the test is about."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from ledger.events import Event
from ledger.store.rows import NewEvent, Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.store.rows import Opening, Word

MAY = 1_777_000_000_000_000
"""An instant, in microseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen(Event):
    """What the stores of these tests make of any event."""

    kind: str
    facts: bytes


def read(kind: str, facts: bytes) -> Event:
    return Seen(kind=kind, facts=facts)


def an_event(  # noqa: PLR0913 - each says one thing about the event
    *subjects: str,
    id: str | None = None,  # noqa: A002 - the word of the ledger
    kind: str = "MandateGranted",
    stream: str = "o:A81001",
    facts: bytes = b"{}",
    made: tuple[str, ...] = (),
    answer: bytes | None = None,
    facet: str = "mandate",
    named: bool = True,
    words: tuple[Word, ...] = (),
    openings: tuple[Opening, ...] = (),
) -> NewEvent:
    return NewEvent(
        id=id or str(uuid4()),
        type=kind,
        stream=stream,
        effective_at=MAY,
        facts=facts,
        made=made,
        answer=answer,
        subjects=tuple(Subject(key, facet, named) for key in subjects),
        words=words,
        openings=openings,
    )


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Waits for something that other threads do."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def kill_postgres(data: Path) -> None:
    """kill -9 on the server of a data folder, and waits until it is gone."""
    pid = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, 9)
    until(lambda: _is_gone(pid))


def _is_gone(pid: int) -> bool:
    """Whether a process has ended, though its parent may not have asked after it yet."""
    try:
        return " Z " in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        # The second: it went away between the opening of its file and the reading.
        return True
