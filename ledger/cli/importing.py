"""How is a ledger filled from a terminal? The published register, files of events, and single events as JSON."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs, so that help comes at once.
# ruff: noqa: PLR0913 - every parameter is an option that somebody may give, or leave out.

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.failing import saying
from ledger.cli.options import AsJson, Data

RECORDED_BY = "local"
"""Who records: whoever can use this machine's files."""

app = typer.Typer(
    help="Bring in the published register, or a file of events.", no_args_is_help=True, rich_markup_mode=None
)

_FILE = {"exists": True, "dir_okay": False, "readable": True, "metavar": "FILE"}
Folder = Annotated[
    Path | None,
    typer.Option("--dir", exists=True, file_okay=False, metavar="FOLDER", help="A folder with the published files."),
]
Epraccur = Annotated[Path | None, typer.Option("--epraccur", help="GP practices: epraccur.csv, or its zip.", **_FILE)]
Epcn = Annotated[Path | None, typer.Option("--epcn", help="Primary care networks: ePCN.xlsx.", **_FILE)]
Map = Annotated[
    Path | None, typer.Option("--map", help="Which practice is where: gp-reg-pat-prac-map.csv, or its zip.", **_FILE)
]
Patients = Annotated[
    Path | None, typer.Option("--patients", help="List sizes: gp-reg-pat-prac-quin-age.csv, or its zip.", **_FILE)
]
ExtractDate = Annotated[
    datetime | None,
    typer.Option(
        "--extract-date",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="When epraccur and ePCN were extracted, which they do not say themselves.",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show all that would be recorded, and record nothing.")]
Everything = Annotated[bool, typer.Option("--all", help="Show every difference and problem, not the first 20 of each.")]


@app.command()
def ods(
    folder: Folder = None,
    epraccur: Epraccur = None,
    epcn: Epcn = None,
    map_: Map = None,
    patients: Patients = None,
    extract_date: ExtractDate = None,
    *,
    dry_run: DryRun = False,
    everything: Everything = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Bring in the published register of practices and networks.

    What the ledger does not know yet is recorded, all of it or nothing; every difference is reported. The same files a
    second time record nothing.
    """
    from ledger.cli import published

    files = {"epraccur": epraccur, "epcn": epcn, "map_": map_, "patients": patients}
    if folder is None and not any(files.values()):
        msg = "Name a folder with --dir, or files with --epraccur, --epcn, --map and --patients."
        raise typer.BadParameter(msg, param_hint="--dir")
    day = None if extract_date is None else extract_date.date()
    bringing_in = published.foresee if dry_run else published.bring_in
    with saying(*published.REASONS):
        found = bringing_in(data, published.read(folder, files, day))
    published.report(found, shown=0 if everything else published.SHOWN, as_json=as_json)


EventsFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A file with an event a line; - reads standard input.")
]


@app.command()
def events(file: EventsFile, *, as_json: AsJson = False, data: Data = None) -> None:
    """Bring in a file of events, or an export.

    An event stands on each line. All of them are recorded, or none. Where every line says when it was recorded, those
    times are kept, if the ledger holds nothing later.
    """
    from ledger.cli import files, opening, showing
    from ledger.importers.jsonl import NotImported, import_lines

    with (
        saying(NotImported),
        files.readable_twice(file) as stream,
        opening.begun(data) as ledger,
        showing.bars() as bars,
    ):
        found = import_lines(ledger, stream, files.name_of(file), RECORDED_BY, bars)
    if as_json:
        showing.put_json({"events": found.events, "recorded": found.new, "times_kept": found.times_lost is None})
        return
    showing.put(files.imported_in_words(found))


JsonFile = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="A file with an event, or a list of events, as JSON; - reads standard input."),
]


def record(file: JsonFile = Path("-"), *, as_json: AsJson = False, data: Data = None) -> None:
    """Record an event, or a list of events, given as JSON.

    Of a list, all are recorded or none.
    """
    from ledger.cli import files, opening, showing
    from ledger.intake import BODY_BYTES_MOST, check_all, parse
    from ledger.recording.outcomes import Request

    value = parse(files.whole(file, BODY_BYTES_MOST))
    request = Request(check_all(value), RECORDED_BY, is_list=isinstance(value, list))
    with opening.begun(data) as ledger:
        answer = ledger.recording.record(request)
    if as_json:
        typer.echo(answer)
    else:
        showing.put(files.recorded_in_words(answer))
