"""Which practices are there? Reads epraccur: no header, 27 columns, one organisation a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from ledger.importers.ods.cells import Senseless, code, day, text
from ledger.importers.ods.lines import Lines
from ledger.importers.ods.shapes import NotThatFile, PracticeRow

COLUMNS = 27
_CODE, _NAME, _OPENED, _CLOSED, _STATUS, _JOINED, _LEFT, _ROLES = 0, 1, 10, 11, 12, 15, 16, 25
PRACTICE_ROLE = "RO76"
_STATUSES = frozenset({"ACTIVE", "INACTIVE", "DORMANT"})


def read_epraccur(lines: Lines) -> tuple[list[PracticeRow], set[date]]:
    """Every organisation in the file, of whatever role, and every date that the file names."""
    rows: dict[str, PracticeRow] = {}
    dates: set[date] = set()
    for line, cells in lines.rows():
        if len(cells) != COLUMNS:
            lines.problem(line, f"This line has {len(cells)} columns; a line of epraccur has {COLUMNS}.")
            continue
        try:
            row = _row(lines, line, cells, dates)
        except Senseless as why:
            lines.problem(line, f"The code {why}.")
            continue
        if row.code in rows:
            lines.problem(line, f"{row.code} is in line {rows[row.code].line} already; this second line is left out.")
        else:
            rows[row.code] = row
    if not any(row.is_practice for row in rows.values()):
        msg = f"{lines.name} is not epraccur: no line has {COLUMNS} columns and the role {PRACTICE_ROLE} of a practice."
        raise NotThatFile(msg)
    return list(rows.values()), dates


def _row(lines: Lines, line: int, cells: list[str], dates: set[date]) -> PracticeRow:
    its_code = code(cells[_CODE])
    is_practice = PRACTICE_ROLE in cells[_ROLES].split("|")

    def note(words: str) -> None:
        if is_practice:
            lines.problem(line, f"{its_code}: {words}", kept=True)

    opened, joined, closed, left = (
        _day(cells[column], named, note, dates)
        for column, named in (
            (_OPENED, "opening"),
            (_JOINED, "joining its sub-ICB"),
            (_CLOSED, "closing"),
            (_LEFT, "leaving its sub-ICB"),
        )
    )
    if not cells[_OPENED].strip():
        note("there is no date of opening.")
    if left and joined and left < joined:
        note("it left its sub-ICB before it joined it.")
    name = text(cells[_NAME])
    if not name:
        note("there is no name; the code stands for it.")
    return PracticeRow(
        file=lines.name,
        line=line,
        code=its_code,
        name=name or its_code,
        is_practice=is_practice,
        opened=opened,
        joined_sub_icb=joined,
        closed=_closed(text(cells[_STATUS]), opened, closed, has_date=bool(cells[_CLOSED].strip()), note=note),
        dormant=text(cells[_STATUS]) == "DORMANT",
    )


def _day(cell: str, named: str, note: Callable[[str], None], dates: set[date]) -> date | None:
    try:
        value = day(cell)
    except Senseless as why:
        note(f"the date of {named} is left out: {why}.")
        return None
    if value is not None:
        dates.add(value)
    return value


def _closed(
    status: str, opened: date | None, closed: date | None, *, has_date: bool, note: Callable[[str], None]
) -> date | Literal[False] | None:
    if status not in _STATUSES:
        note(f"{status!r} is no status that epraccur has; only the dates were heeded.")
    if closed and opened and closed < opened:
        note("it closed before it opened; its closing is not recorded.")
        return None
    if closed:
        if status in ("ACTIVE", "DORMANT"):
            note(f"it is {status} and has a date of closing; the date was heeded.")
        return closed
    if status == "INACTIVE" and not has_date:
        note("it is INACTIVE and has no date of closing; it is left open.")
    return None if has_date or status == "INACTIVE" else False
