"""Which commands are there? The map of all that can be typed."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from ledger.cli import importing, keeping, readings, serving
from ledger.cli.failing import Commands

app = typer.Typer(
    name="ledger",
    cls=Commands,
    help="Who stands behind whom in general practice, and since when.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

app.command()(serving.demo)
app.command()(serving.serve)

app.command()(readings.standing)
app.command()(readings.standings)
app.command()(readings.voice)
app.command()(readings.grants)
app.command()(readings.organisation)
app.command()(readings.organisations)
app.command()(readings.events)
app.command()(readings.findings)

app.command()(importing.record)
app.add_typer(importing.app, name="import")
app.command()(keeping.export)

app.command()(keeping.erase)
app.add_typer(keeping.person, name="person")
app.command()(keeping.rebuild)
app.command()(keeping.migrate)


def main() -> None:
    """Run what was typed; the process ends with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Where a terminal cannot show a letter, a question mark is better than no answer.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    app(prog_name="ledger")
