"""What is in the published files, and what comes of comparing them with the ledger? The shapes that are passed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypedDict

FileKind = Literal["epraccur", "epcn", "map_", "patients"]
"""The four files, by the names of the arguments of `read_extract`."""


class Found(TypedDict, total=False):
    """Where the published files are, by kind: what `read_extract` takes as `**found`."""

    epraccur: Path
    epcn: Path
    map_: Path
    patients: Path


Progress = Callable[[str, int, int], None]
"""Told now and then: what is being done, how much of it is done, and how much there is."""

Severity = Literal["left_out", "kept"]
"""Of a row that makes no sense: it was left out of the plan, or what it says is recorded all the same."""

JsonEvent = dict[str, Any]
"""An event as it is posted to the ledger."""


class NotThatFile(Exception):
    """A file is not what it was said to be. The message is a sentence for the person who gave it."""


class OlderExtract(Exception):
    """A file is older than the last one of its kind that was imported. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that makes no sense. `line` counts from 1, in a workbook it is the row; null where it is the whole file."""

    file: str
    line: int | None
    text: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that two files, or a file and the ledger, do not agree on, or that is new since the last extract."""

    kind: str
    codes: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """One file as published: its name, the date that its content is as of, and whether it says that date itself."""

    kind: FileKind
    name: str
    extract: date
    dated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row has: where it stands."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRow(Row):
    """An organisation of epraccur. `opened` is null where the file gives no date that makes sense.

    `closed` is false where it is open, and null where the file says that it closed and gives no date that makes sense.
    """

    code: str
    name: str
    is_practice: bool
    opened: date | None
    joined_sub_icb: date | None
    closed: date | Literal[False] | None
    dormant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PcnRow(Row):
    """A primary care network of ePCN's first sheet; dates as in `PracticeRow`."""

    code: str
    name: str
    opened: date | None
    closed: date | Literal[False] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpellRow(Row):
    """From when to when a practice was in a network; `end` is its last day there, null where it still is."""

    practice: str
    pcn: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow(Row):
    """Where a practice belongs on the day of the map; `pcn` is null where it belongs to none."""

    practice: str
    practice_name: str
    pcn: str | None
    pcn_name: str
    sub_icb: str
    sub_icb_name: str
    icb: str
    icb_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow(Row):
    """How many patients are registered with a practice."""

    practice: str
    patients: int


@dataclass(frozen=True, slots=True)
class Extract:
    """The files as read. A kind of file that was not given is not in `files`.

    `unclear` are the practices with a spell that was left out: what is missing of theirs proves nothing.
    """

    files: Mapping[FileKind, Published]
    practices: tuple[PracticeRow, ...] = ()
    pcns: tuple[PcnRow, ...] = ()
    spells: tuple[SpellRow, ...] = ()
    map_rows: tuple[MapRow, ...] = ()
    lists: tuple[ListRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    unclear: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to record, in order, and what to tell the person who imports.

    `counts` has the number of events of each type, of registrations also by kind ("registered practice"), and of spells
    that were joined up.
    """

    files: Mapping[FileKind, Published]
    events: list[JsonEvent] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: Mapping[str, int] = field(default_factory=dict)
