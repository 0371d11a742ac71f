"""Which networks are there, and which practice was in which? Reads the two sheets of the ePCN workbook."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ledger.importers.ods.cells import Senseless, code, day, text
from ledger.importers.ods.headers import columns
from ledger.importers.ods.shapes import NotThatFile, PcnRow, Problem, Progress, SpellRow

PCN_COLUMNS = ("PCN Code", "PCN Name", "Open Date", "Close Date")
SPELL_COLUMNS = (
    "Partner Organisation Code",
    "PCN Code",
    "Practice to PCN Relationship Start Date",
    "Practice to PCN Relationship End Date",
)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    RuntimeError,
    NotImplementedError,
)
"""What openpyxl and the layers below it raise on a file that is no workbook, or a damaged one."""

_EVERY = 1000
Cells = Sequence[object]


class Workbook(NamedTuple):
    """What the workbook says; `unclear` are the practices with a spell that was left out."""

    pcns: list[PcnRow]
    spells: list[SpellRow]
    unclear: frozenset[str]


class Sheet:
    """One sheet as read: the wanted cells of every row below the header, and problems noted on the way."""

    def __init__(self, name: str, rows: list[tuple[int, list[object]]], problems: list[Problem]) -> None:
        self.name = name
        self.rows = rows
        self._problems = problems

    def problem(self, row: int, text: str, *, kept: bool = False) -> None:
        """Note that a row makes no sense, and whether what it says is recorded all the same."""
        self._problems.append(Problem(self.name, row, text, "kept" if kept else "left_out"))


def read_workbook(path: Path, problems: list[Problem], progress: Progress) -> Workbook:
    """Every network and every spell in the workbook; rows that make no sense are added to `problems`."""
    sheets = _sheets(path, progress)
    networks, spells = (_sheet(path, sheets, wanted, problems) for wanted in (PCN_COLUMNS, SPELL_COLUMNS))
    rows = list(_spells(spells))
    told = {row.line for row in rows}
    unclear = frozenset(text(cells[0]) for number, cells in spells.rows if number not in told)
    return Workbook(_networks(networks), rows, unclear)


def _sheet(path: Path, sheets: list[tuple[str, list[Cells]]], wanted: Sequence[str], problems: list[Problem]) -> Sheet:
    for name, rows in sheets:
        places = columns(rows[0], wanted) if rows else None
        if places is not None:
            return Sheet(f"{path.name}, sheet {name}", _below(rows, places), problems)
    msg = f"{path.name} is not ePCN: no sheet has a first row with {', '.join(wanted)}."
    raise NotThatFile(msg)


def _sheets(path: Path, progress: Progress) -> list[tuple[str, list[Cells]]]:
    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            return [(sheet.title, _rows(path, sheet, progress)) for sheet in workbook.worksheets]
        finally:
            workbook.close()
    except OSError as error:
        msg = f"{path.name} cannot be read: {error.strerror or error}."
        raise NotThatFile(msg) from None
    except _UNREADABLE:
        msg = f"{path.name} is not an Excel workbook (.xlsx), or it is damaged."
        raise NotThatFile(msg) from None


def _rows(path: Path, sheet: Any, progress: Progress) -> list[Cells]:
    rows: list[Cells] = []
    for row in sheet.iter_rows(values_only=True):
        rows.append(row)
        if len(rows) % _EVERY == 0:
            progress(path.name, len(rows), sheet.max_row or len(rows))
    progress(path.name, len(rows), len(rows))
    return rows


def _below(rows: list[Cells], places: list[int]) -> list[tuple[int, list[object]]]:
    return [
        (number, [cells[place] if place < len(cells) else None for place in places])
        for number, cells in enumerate(rows[1:], start=2)
        if any(cell is not None for cell in cells)
    ]


def _networks(sheet: Sheet) -> list[PcnRow]:
    rows: dict[str, PcnRow] = {}
    for number, (its_code, its_name, opens, closes) in sheet.rows:
        try:
            row = PcnRow(
                file=sheet.name,
                line=number,
                code=code(its_code),
                name=text(its_name) or code(its_code),
                opened=_day(sheet, number, its_code, "opening", opens),
                closed=_day(sheet, number, its_code, "closing", closes) if text(closes) else False,
            )
        except Senseless as why:
            sheet.problem(number, f"The PCN Code {why}.")
            continue
        if row.code in rows:
            sheet.problem(number, f"{row.code} is in row {rows[row.code].line} already; this second row is left out.")
            continue
        rows[row.code] = _in_order(sheet, row)
    return list(rows.values())


def _day(sheet: Sheet, number: int, its_code: object, named: str, cell: object) -> date | None:
    try:
        value = day(cell)
    except Senseless as why:
        sheet.problem(number, f"{text(its_code)}: the date of {named} is left out: {why}.", kept=True)
        return None
    if value is None:
        sheet.problem(number, f"{text(its_code)}: there is no date of {named}.", kept=True)
    return value


def _in_order(sheet: Sheet, row: PcnRow) -> PcnRow:
    if row.closed and row.opened and row.closed < row.opened:
        sheet.problem(row.line, f"{row.code}: it closed before it opened; its closing is not recorded.", kept=True)
        return PcnRow(file=row.file, line=row.line, code=row.code, name=row.name, opened=row.opened, closed=None)
    return row


def _spells(sheet: Sheet) -> Iterator[SpellRow]:
    for number, (practice, pcn, starts, ends) in sheet.rows:
        try:
            start, end = day(starts), day(ends)
            if start is None:
                sheet.problem(number, f"{text(practice)} in {text(pcn)}: the spell has no start.")
            elif end is not None and end < start:
                sheet.problem(number, f"{text(practice)} in {text(pcn)}: the spell ends before it starts.")
            else:
                yield SpellRow(
                    file=sheet.name, line=number, practice=code(practice), pcn=code(pcn), start=start, end=end
                )
        except Senseless as why:
            sheet.problem(number, f"{text(practice)} in {text(pcn)}: {why}.")
