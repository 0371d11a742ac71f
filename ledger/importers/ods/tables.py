"""What do the monthly tables on registered patients say? Reads the map of practices, and the sizes of their lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from ledger.importers.ods.cells import Senseless, code, day, text, whole_number
from ledger.importers.ods.headers import columns
from ledger.importers.ods.lines import Lines
from ledger.importers.ods.shapes import ListRow, MapRow, NotThatFile

MAP_COLUMNS = (
    "EXTRACT_DATE",
    "PRACTICE_CODE",
    "PRACTICE_NAME",
    "PCN_CODE",
    "PCN_NAME",
    "SUB_ICB_LOCATION_CODE",
    "SUB_ICB_LOCATION_NAME",
    "ICB_CODE",
    "ICB_NAME",
)
LIST_COLUMNS = ("EXTRACT_DATE", "ORG_TYPE", "ORG_CODE", "SEX", "AGE_GROUP_5", "NUMBER_OF_PATIENTS")
NO_PCN = "U"
"""What the map has for the network of a practice that is in none."""


def read_map(lines: Lines) -> tuple[list[MapRow], date]:
    """Every practice on the map, and the day that it shows."""
    rows: dict[str, MapRow] = {}
    days: Counter[date] = Counter()
    dated: dict[int, date] = {}
    for line, cells in _table(lines, MAP_COLUMNS):
        try:
            dated[line] = _extract_day(cells[0])
            row = _map_row(lines, line, cells)
        except Senseless as why:
            lines.problem(line, f"{why}.")
            continue
        days[dated[line]] += 1
        if row.practice in rows:
            lines.problem(line, f"{row.practice} is in line {rows[row.practice].line} already; this one is left out.")
        else:
            rows[row.practice] = row
    extract = _the_day(lines, days)
    return [row for row in rows.values() if _same_day(lines, row.line, dated[row.line], extract)], extract


def read_lists(lines: Lines) -> tuple[list[ListRow], date]:
    """The size of every practice's list, and the day on which they were counted."""
    rows: dict[str, ListRow] = {}
    days: Counter[date] = Counter()
    dated: dict[int, date] = {}
    for line, (on, kind, organisation, sex, age, patients) in _table(lines, LIST_COLUMNS):
        if kind != "GP" or sex != "ALL" or age != "ALL":
            continue
        try:
            dated[line] = _extract_day(on)
            row = ListRow(file=lines.name, line=line, practice=code(organisation), patients=whole_number(patients))
        except Senseless as why:
            lines.problem(line, f"{organisation}: {why}.")
            continue
        days[dated[line]] += 1
        if row.practice in rows:
            lines.problem(line, f"{row.practice} is in line {rows[row.practice].line} already; this one is left out.")
        else:
            rows[row.practice] = row
    extract = _the_day(lines, days)
    return [row for row in rows.values() if _same_day(lines, row.line, dated[row.line], extract)], extract


def _table(lines: Lines, wanted: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The wanted columns of every line after the header, in the order wanted.

    Most lines are split by hand: of the 326,000 lines of the list sizes, none has a quotation mark.
    """
    every = lines.raw()
    line, raw = next(every, (1, b""))
    header = lines.cells(line, raw) or []
    places = columns(header, wanted)
    if places is None:
        msg = f"{lines.name} is not the file that was expected: its first line should name {', '.join(wanted)}."
        raise NotThatFile(msg)
    for number, raw in every:
        cells = raw.decode("ascii").split(",") if raw.isascii() and b'"' not in raw else lines.cells(number, raw)
        if cells is None:
            continue
        if len(cells) == len(header):
            yield number, [cells[place] for place in places]
        else:
            lines.problem(number, f"This line has {len(cells)} columns; the first line has {len(header)}.")


def _map_row(lines: Lines, line: int, cells: list[str]) -> MapRow:
    _, practice, practice_name, pcn, pcn_name, sub_icb, sub_icb_name, icb, icb_name = cells
    return MapRow(
        file=lines.name,
        line=line,
        practice=code(practice),
        practice_name=text(practice_name),
        pcn=None if text(pcn) == NO_PCN else code(pcn),
        pcn_name=text(pcn_name),
        sub_icb=code(sub_icb),
        sub_icb_name=text(sub_icb_name),
        icb=code(icb),
        icb_name=text(icb_name),
    )


def _extract_day(cell: str) -> date:
    value = day(cell)
    if value is None:
        msg = "The EXTRACT_DATE is empty"
        raise Senseless(msg)
    return value


def _the_day(lines: Lines, days: Counter[date]) -> date:
    if not days:
        msg = f"{lines.name} has no line on a practice that makes sense."
        raise NotThatFile(msg)
    return days.most_common(1)[0][0]


def _same_day(lines: Lines, line: int, its_day: date, extract: date) -> bool:
    if its_day == extract:
        return True
    lines.problem(line, f"The EXTRACT_DATE {its_day.isoformat()} is not that of the file, {extract.isoformat()}.")
    return False
