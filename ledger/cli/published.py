"""How does somebody bring in the published register, and what is said about it then?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rich.console import RenderableType

from ledger.cli import opening, showing
from ledger.importers.ods import (
    Extract,
    Found,
    NotThatFile,
    OlderExtract,
    as_json,
    find_files,
    in_words,
    plan,
    read_extract,
)
from ledger.importers.register_import import Imported, PlanRefused, compare, import_register
from ledger.times import LONDON

if TYPE_CHECKING:
    from ledger.importers.ods import FileKind

REASONS = (NotThatFile, OlderExtract, PlanRefused)
"""Why files may not be brought in."""

SHOWN = 20
"""How many differences and problems of a kind are shown, unless all are asked for."""


def read(folder: Path | None, files: Mapping[str, Path | None], day: date | None) -> Extract:
    """What the published files say; files that are named come before those that a folder has."""
    found: Found = {} if folder is None else find_files(folder)
    found.update(cast("Found", {kind: path for kind, path in files.items() if path is not None}))
    dates: dict[FileKind, date] = {} if day is None else {"epraccur": day, "epcn": day}
    with showing.bars() as bars:
        return read_extract(**found, progress=bars, today=datetime.now(LONDON).date(), dates=dates)


def bring_in(data: Path | None, extract: Extract) -> Imported:
    """Record what the ledger does not know yet."""
    with opening.begun(data) as ledger, showing.bars() as bars:
        return import_register(ledger, extract, "local", bars)


def foresee(data: Path | None, extract: Extract) -> Imported:
    """What would be recorded, found out without beginning a ledger where there is none."""
    if not opening.place(data).is_begun:
        return Imported(plan(extract, []), 0)
    with opening.existing(data) as ledger:
        return Imported(compare(ledger, extract), 0)


def report(found: Imported, *, shown: int, as_json: bool) -> None:
    """Say what was found, and what was recorded."""
    if as_json:
        showing.put_json({"recorded": found.recorded, **_as_json(found.plan)})
        return
    lines: list[RenderableType] = [
        showing.within(text.strip()) if text.startswith("  ") else showing.line(text)
        for text in in_words(found.plan, shown)
    ]
    if found.recorded < len(found.plan.events):
        events = showing.counted(len(found.plan.events), "event")
        lines.append(showing.heading(f"This was a dry run: {events} would be recorded, and none was."))
    else:
        lines.append(showing.heading(f"{showing.counted(found.recorded, 'event')} recorded."))
    showing.put(lines)


_as_json = as_json
