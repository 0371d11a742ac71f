"""How are the minutes of a meeting recorded from a terminal?"""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs, so that help comes at once.

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.failing import saying
from ledger.cli.importing import RECORDED_BY, DryRun
from ledger.cli.options import AsJson, Data

MinutesFile = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="A file with minutes, as YAML or JSON; - reads standard input."),
]


def minutes(file: MinutesFile, *, dry_run: DryRun = False, as_json: AsJson = False, data: Data = None) -> None:
    """Record the minutes of a meeting in one go.

    Who was there, what was said to whom, and what was proposed, chosen and agreed. All of it is recorded, or nothing.
    """
    from ledger.cli import files, opening, showing
    from ledger.cli.tables import minutes as tables
    from ledger.importers.lines import NotImported
    from ledger.importers.minutes.drafting import minutes_of
    from ledger.importers.minutes.json_text import MINUTES_BYTES_MOST
    from ledger.importers.minutes.recording import foresee, record
    from ledger.importers.minutes.sheet import read_sheet

    with saying(NotImported):
        sheet = read_sheet(files.whole(file, MINUTES_BYTES_MOST), files.name_of(file))
        with sheet.pointing():
            drafted = minutes_of(sheet.value)
            with opening.existing(data) as ledger:
                foreseen = foresee(ledger, drafted, RECORDED_BY)
                answer = None if dry_run else record(ledger, drafted, RECORDED_BY)
    if as_json:
        showing.put_json(foreseen if answer is None else answer)
    elif answer is None:
        showing.put(tables.foreseen(foreseen, sheet.line))
    else:
        showing.put(tables.recorded(foreseen, answer, sheet.line))
