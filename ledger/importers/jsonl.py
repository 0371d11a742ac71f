"""How do events come in from a file, one a line, and how do they go out into one?

A line is an event, or an event in the envelope that an export gives it: where it stood, its id, when it was recorded
and by whom. A file is read twice, so that a line that is wrong near its end is found before anything is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import orjson

from ledger.importers.lines import BadLine, Line, NotImported, numbered, read_line
from ledger.importers.progress import Progress, counting
from ledger.recording.preparing import with_texts
from ledger.refusals import Refused
from ledger.store.errors import StoreBusy
from ledger.times import rfc3339

if TYPE_CHECKING:
    from ledger.application import Ledger
    from ledger.store.rows import Head, StoredEvent

__all__ = ["BadLine", "Exported", "Imported", "NotImported", "Progress", "export_lines", "import_lines"]

CHECKING, RECORDING = "Checking", "Recording"
_TELL_MOST = 20
_AT_ONCE = 2_000
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: how many events it has, and how many of them were new.

    `times_lost` says why the times at which they had been recorded before were not kept, if they have some.
    """

    events: int
    new: int
    times_lost: str | None


@dataclass(frozen=True, slots=True)
class Exported:
    """Some lines of an export, and how many texts in them were erased."""

    lines: bytes
    events: int
    erased: int


@dataclass(frozen=True, slots=True)
class _Survey:
    """What is known about a file once it was read through: how many events it has, and at which end of the ledger."""

    events: int
    head: Head
    times_lost: str | None
    has_times: bool


class _Moved(Exception):
    """The ledger was added to since the file was read through."""


def import_lines(ledger: Ledger, file: IO[bytes], name: str, recorded_by: str, progress: Progress) -> Imported:
    """Record the events of a file that can be read more than once, all of them or none.

    Raises `NotImported`, which says what is wrong with which lines, or the store's errors.
    """
    for _ in range(_TRIES):
        survey = _Surveying(ledger, name, progress).survey(file)
        told = counting(RECORDING, survey.events, progress)
        try:
            new = ledger.recording.restore(_drafts(ledger, file, name, survey), recorded_by, told)
        except _Moved:
            continue
        except Refused as refused:
            raise _in_lines(refused, file, name) from None
        return Imported(survey.events, new, survey.times_lost)
    msg = "Others were recording all the time."
    raise StoreBusy(msg)


def export_lines(ledger: Ledger, upto: int | None = None) -> Iterator[Exported]:
    """Every event up to a position in order, each a line as `import_lines` takes it."""
    with ledger.store.reading() as reader:
        last = min(reader.head().position, reader.head().position if upto is None else upto)
    # A snapshot for each batch: the ledger only grows, and whoever reads the lines may take their time.
    for after in range(0, last, _AT_ONCE):
        with ledger.store.reading() as reader:
            batch = next(reader.stored(after, min(after + _AT_ONCE, last), _AT_ONCE))
            words = reader.words(one.position for one in batch)
        yield _exported(batch, words)


class _Surveying:
    """A file on the way of being read through."""

    def __init__(self, ledger: Ledger, name: str, progress: Progress) -> None:
        self._ledger, self._name, self._progress = ledger, name, progress
        with ledger.store.reading() as reader:
            self._head = reader.head()
        self._bad: list[BadLine] = []
        self._next = self._head.position + 1
        self._last_time = self._head.recorded_at
        self._moved = False
        self._with_times = 0
        self._events = 0
        self._times_lost: str | None = None

    def survey(self, file: IO[bytes]) -> _Survey:
        """Read the file through. Raises `NotImported`."""
        size = file.seek(0, 2)
        lines = self._checked(file)
        while batch := list(islice(lines, _AT_ONCE)):
            self._place(batch)
            self._progress(CHECKING, file.tell(), size)
        if self._bad:
            raise NotImported(self._name, tuple(sorted(self._bad[:_TELL_MOST], key=lambda one: one.line)))
        has_times = self._with_times == self._events
        lost = self._times_lost if has_times else "Not every line says when it was recorded"
        return _Survey(self._events, self._head, lost if self._with_times else None, has_times and lost is None)

    def _checked(self, file: IO[bytes]) -> Iterator[Line]:
        for number, raw in numbered(file, self._name):
            if len(self._bad) >= _TELL_MOST:
                return
            try:
                yield read_line(raw, number, self._name)
            except NotImported as wrong:
                self._bad += wrong.lines

    def _place(self, batch: Sequence[Line]) -> None:
        """Find out where events will stand, and whether that and their times fit with what they say themselves."""
        held = self._held(batch)
        now = self._ledger.clock()
        for line in batch:
            self._events += 1
            self._with_times += line.recorded_at is not None
            before = held.get(line.id or "")
            place = self._next if before is None else before
            self._next += before is None
            if before is None and line.recorded_at is not None:
                self._time(line.recorded_at, now)
            self._moved = self._moved or line.position not in (None, place)
            if before is None and self._moved and line.position and line.draft.declaration.family == "correction":
                text = (
                    "This corrects an event by its position in the ledger that it comes from, where another event "
                    "stands here. Import the whole of that export into an empty ledger."
                )
                self._bad.append(BadLine(line.number, "/event/position", text))

    def _held(self, batch: Sequence[Line]) -> dict[str, int]:
        ids = [line.id for line in batch if line.id is not None]
        if not ids or not self._head.position:
            return {}
        with self._ledger.store.reading() as reader:
            return {name: stored.position for name, stored in reader.by_ids(ids).items()}

    def _time(self, recorded_at: int, now: int) -> None:
        if recorded_at > now:
            self._times_lost = "Some lines say that they were recorded in the future"
        elif recorded_at <= self._head.recorded_at:
            self._times_lost = "The ledger holds events that were recorded later"
        elif recorded_at <= self._last_time:
            self._times_lost = "The lines are not in the order in which they were recorded"
        self._last_time = recorded_at


def _drafts(
    ledger: Ledger, file: IO[bytes], name: str, survey: _Survey
) -> Iterator[tuple[Any, str | None, int | None]]:
    # This runs once nobody else can append any more: what was found out about the end of the ledger holds, or not.
    with ledger.store.reading() as reader:
        if reader.head() != survey.head:
            raise _Moved
    for number, raw in numbered(file, name):
        line = read_line(raw, number, name)
        yield line.draft, line.id, line.recorded_at if survey.has_times else None


def _in_lines(refused: Refused, file: IO[bytes], name: str) -> NotImported:
    """A refusal that counts events, as one that counts lines."""
    told = [(*_split(fault.pointer), fault.text) for fault in refused.faults]
    stops = (one for one in refused.findings if one.severity == "stop")
    told += [(one.index or 0, "", f"{one.text} ({one.rule}) {_IRREGULAR}") for one in stops]
    bad = []
    for index, pointer, text in told:
        number, raw = next(islice(numbered(file, name), index, None))
        within = read_line(raw, number, name).pointer
        bad.append(BadLine(number, within + pointer, text))
    return NotImported(name, tuple(bad))


def _split(pointer: str) -> tuple[int, str]:
    """The index that a pointer into a list begins with, and the rest of it."""
    index, slash, rest = pointer.removeprefix("/").partition("/")
    return int(index), slash + rest


_IRREGULAR = "If it happened all the same, give `irregular_because`."


def _exported(batch: Sequence[StoredEvent], words: Mapping[tuple[int, str], str]) -> Exported:
    kept = _Kept(words)
    lines = [
        orjson.dumps(
            {
                "position": one.position,
                "id": one.id,
                "recorded_at": rfc3339(one.recorded_at),
                "recorded_by": one.recorded_by,
                "event": with_texts(one.facts, one.position, kept),
            },
            option=orjson.OPT_APPEND_NEWLINE,
        )
        for one in batch
    ]
    return Exported(b"".join(lines), len(batch), kept.missed)


class _Kept(dict[tuple[int, str], str]):
    """Texts, which count how many are asked for and not there any more."""

    missed = 0

    def get(self, place: tuple[int, str], otherwise: Any = None) -> Any:
        """The text, if it was not erased."""
        self.missed += place not in self
        return super().get(place, otherwise)
