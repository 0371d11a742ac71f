"""What do minutes look like to people, as they would be recorded and as they were?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ledger.cli.showing import counted, line, table
from ledger.cli.tables import Shown
from ledger.importers.minutes.recording import Foreseen

LineOf = Callable[[str], int]
"""The line of a JSON pointer into the minutes; 0 if it is not known."""


def foreseen(found: Foreseen, line_of: LineOf) -> Shown:
    """Every event as it would be recorded, and under it what the rules find."""
    remarks: dict[int, list[str]] = {}
    for one in found.findings:
        remarks.setdefault(one.index or 0, []).append(f"{one.severity}: {one.text} ({one.rule})")
    rows = [
        row
        for one in found.events
        for row in _rows([_line(line_of(one.pointer))], one.text, remarks.get(one.index, []))
    ]
    yield table(["Line", "What happened"], rows, right=["Line"])
    yield line("")
    many = counted(len(found.events), "event")
    if found.would_be_refused:
        yield line("This was a dry run. Because of the stops, nothing would be recorded.")
        yield line("Put them right or, where it happened all the same, give `because`.")
    else:
        yield line(f"This was a dry run: {many} would be recorded, and none was.")


def recorded(found: Foreseen, answer: Mapping[str, Any], line_of: LineOf) -> Shown:
    """Every event that was recorded, with its position, and under it what the rules noted."""
    remarks: dict[int, list[str]] = {}
    for one in answer["findings"]:
        remarks.setdefault(one["position"], []).append(f"{one['severity']}: {one['text']} ({one['rule']})")
    rows = [
        row
        for one, event in zip(found.events, answer["events"], strict=True)
        for row in _rows(
            [_line(line_of(one.pointer)), str(event["position"])], one.text, remarks.get(event["position"], [])
        )
    ]
    yield table(["Line", "Event", "What happened"], rows, right=["Line", "Event"])
    yield line("")
    yield line(f"{counted(len(found.events), 'event')} recorded, of the meeting {answer['meeting']}.")


def _rows(before: list[str], text: str, remarks: list[str]) -> Iterator[list[str]]:
    yield [*before, text]
    for remark in remarks:
        yield [*("" for _ in before), remark]


def _line(number: int) -> str:
    return str(number or "")
