"""From when to when was a practice in which network, once repetitions and overlaps are sorted out?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.importers.ods.shapes import Problem, SpellRow
from ledger.importers.ods.sources import day_in_words


@dataclass(frozen=True, slots=True)
class Spell:
    """One unbroken time of a practice in a network; `end` is its last day there, null where it still is."""

    pcn: str
    start: date
    end: date | None
    row: SpellRow

    def __str__(self) -> str:
        """The spell in words."""
        until = "still there" if self.end is None else f"to {day_in_words(self.end)}"
        return f"{self.pcn} from {day_in_words(self.start)} ({until})"


@dataclass(slots=True)
class Cleaned:
    """Every practice's spells, in order of their start, and what was done to them."""

    spells: dict[str, list[Spell]]
    problems: list[Problem]
    joined_up: int = 0


def clean(rows: Iterable[SpellRow]) -> Cleaned:
    """Spells in one network that touch or overlap become one; overlaps of two networks stand, and are reported."""
    by_practice: defaultdict[str, list[SpellRow]] = defaultdict(list)
    for row in rows:
        by_practice[row.practice].append(row)
    cleaned = Cleaned({}, [])
    for practice, its_rows in by_practice.items():
        its_rows.sort(key=lambda row: (row.start, row.line))
        spells = _merged(its_rows, cleaned)
        _report_overlaps(practice, spells, cleaned)
        cleaned.spells[practice] = spells
    return cleaned


def _merged(rows: list[SpellRow], cleaned: Cleaned) -> list[Spell]:
    """Rows of one practice, in order of start, as spells: each continues the last one in its network, or begins one."""
    last: dict[str, Spell] = {}
    done: list[Spell] = []
    for row in rows:
        before = last.get(row.pcn)
        if before is not None and (before.end is None or row.start <= before.end + timedelta(days=1)):
            if before.end is None or row.start <= before.end:
                _report_repetition(before, row, cleaned)
            else:
                cleaned.joined_up += 1
            end = None if before.end is None or row.end is None else max(before.end, row.end)
            last[row.pcn] = Spell(row.pcn, before.start, end, before.row)
            continue
        if before is not None:
            done.append(before)
        last[row.pcn] = Spell(row.pcn, row.start, row.end, row)
    return sorted([*done, *last.values()], key=lambda spell: (spell.start, spell.row.line))


def _report_repetition(before: Spell, row: SpellRow, cleaned: Cleaned) -> None:
    text = (
        f"{row.practice}: this spell in {row.pcn} from {day_in_words(row.start)} overlaps the one of row "
        f"{before.row.line} in the same network; they are recorded as one."
    )
    cleaned.problems.append(Problem(row.file, row.line, text, "kept"))


def _report_overlaps(practice: str, spells: list[Spell], cleaned: Cleaned) -> None:
    for place, spell in enumerate(spells):
        for later in spells[place + 1 :]:
            if spell.end is None or later.start <= spell.end:
                text = (
                    f"{practice}: {later} overlaps row {spell.row.line}, {spell}; both are recorded as the register "
                    "says."
                )
                cleaned.problems.append(Problem(later.row.file, later.row.line, text, "kept"))
