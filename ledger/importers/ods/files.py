"""Which of the published files are there, and what do they say?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from ledger.importers.ods.epraccur import read_epraccur
from ledger.importers.ods.lines import Lines
from ledger.importers.ods.shapes import (
    Extract,
    FileKind,
    Found,
    ListRow,
    MapRow,
    NotThatFile,
    PcnRow,
    PracticeRow,
    Problem,
    Progress,
    Published,
    SpellRow,
)
from ledger.importers.ods.sources import day_in_words
from ledger.importers.ods.tables import read_lists, read_map
from ledger.importers.ods.workbook import read_workbook

_NAMED: dict[FileKind, re.Pattern[str]] = {
    "epraccur": re.compile(r"epraccur.*\.(csv|zip)", re.IGNORECASE),
    "epcn": re.compile(r"epcn.*\.xlsx", re.IGNORECASE),
    "map_": re.compile(r".*pat-prac-map.*\.(csv|zip)", re.IGNORECASE),
    "patients": re.compile(r".*quin-age.*\.(csv|zip)", re.IGNORECASE),
}


def find_files(folder: Path) -> Found:
    """The published files in a folder, known by their names; pass them on as `read_extract(**find_files(folder))`.

    Raises `NotThatFile` where there is none, or two of one kind.
    """
    found: Found = {}
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        msg = f"{folder} cannot be read: {error.strerror}."
        raise NotThatFile(msg) from None
    for kind, pattern in _NAMED.items():
        named = [path for path in files if pattern.fullmatch(path.name)]
        if len(named) > 1:
            msg = f"{named[0].name} and {named[1].name} are of one kind: name the one that you mean."
            raise NotThatFile(msg)
        if named:
            found[kind] = named[0]
    if not found:
        msg = (
            f"{folder} has none of the published files: epraccur….csv, ePCN….xlsx, …pat-prac-map….csv, …quin-age….zip."
        )
        raise NotThatFile(msg)
    return found


def read_extract(
    *,
    epraccur: Path | None = None,
    epcn: Path | None = None,
    map_: Path | None = None,
    patients: Path | None = None,
    progress: Progress,
    today: date,
    dates: Mapping[FileKind, date] | None = None,
) -> Extract:
    """Read the files that are given, one at least.

    epraccur and ePCN do not say when they were extracted: `dates` may; otherwise they are taken to be no older than the
    latest date that they name and that is not after `today`. Raises `NotThatFile`.
    """
    if not (epraccur or epcn or map_ or patients):
        msg = "Name at least one of the four files."
        raise NotThatFile(msg)
    reading = _Reading(progress, today, dates or {})
    if epraccur:
        reading.epraccur(epraccur)
    if epcn:
        reading.epcn(epcn)
    if map_:
        reading.map(map_)
    if patients:
        reading.patients(patients)
    return reading.extract()


class _Reading:
    """The files read so far."""

    def __init__(self, progress: Progress, today: date, dates: Mapping[FileKind, date]) -> None:
        self._progress = progress
        self._today = today
        self._dates = dates
        self._files: dict[FileKind, Published] = {}
        self._problems: list[Problem] = []
        self._practices: list[PracticeRow] = []
        self._pcns: list[PcnRow] = []
        self._spells: list[SpellRow] = []
        self._unclear: frozenset[str] = frozenset()
        self._map_rows: list[MapRow] = []
        self._lists: list[ListRow] = []

    def epraccur(self, path: Path) -> None:
        lines = Lines(path, self._progress)
        self._practices, named = read_epraccur(lines)
        self._problems += lines.problems
        self._undated("epraccur", path, named)

    def epcn(self, path: Path) -> None:
        self._pcns, self._spells, self._unclear = read_workbook(path, self._problems, self._progress)
        named = {day for row in self._pcns for day in (row.opened, row.closed) if day}
        named |= {day for row in self._spells for day in (row.start, row.end) if day}
        self._undated("epcn", path, named)

    def map(self, path: Path) -> None:
        lines = Lines(path, self._progress)
        self._map_rows, extract = read_map(lines)
        self._problems += lines.problems
        self._dated("map_", path, extract, says_so=True)

    def patients(self, path: Path) -> None:
        lines = Lines(path, self._progress)
        self._lists, extract = read_lists(lines)
        self._problems += lines.problems
        self._dated("patients", path, extract, says_so=True)

    def extract(self) -> Extract:
        return Extract(
            files=self._files,
            practices=tuple(self._practices),
            pcns=tuple(self._pcns),
            spells=tuple(self._spells),
            map_rows=tuple(self._map_rows),
            lists=tuple(self._lists),
            problems=tuple(self._problems),
            unclear=self._unclear,
        )

    def _undated(self, kind: FileKind, path: Path, named: Iterable[date]) -> None:
        given = self._dates.get(kind)
        latest = given or max((day for day in named if day <= self._today), default=None)
        if latest is None:
            msg = f"{path.name} names no date up to today: say when it was extracted."
            raise NotThatFile(msg)
        self._dated(kind, path, latest, says_so=given is not None)

    def _dated(self, kind: FileKind, path: Path, extract: date, *, says_so: bool) -> None:
        if extract > self._today:
            msg = f"{path.name} is an extract of {day_in_words(extract)}, which is still to come."
            raise NotThatFile(msg)
        self._files[kind] = Published(kind, path.name, extract, says_so)
