"""Which commands are there? The map of all that can be typed."""

from __future__ import annotations

import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import TextIO

import typer

from ledger.cli import deciding, due, importing, keeping, looking_back, minutes, readings, serving, trusting
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
app.command()(due.due)
for name, says in readings.OF_AN_ORGANISATION.items():
    app.command(name, help=says)(readings.of_an_organisation(name))

app.command()(trusting.trust)

app.command()(deciding.why)
app.command("decisions")(deciding.list_decisions)
app.command()(deciding.told)

app.command()(looking_back.replay)
app.command()(looking_back.changes)
app.command()(looking_back.handover)

app.command()(importing.record)
app.command()(minutes.minutes)
app.add_typer(importing.app, name="import")
app.command()(keeping.export)

app.command()(keeping.erase)
app.add_typer(keeping.person, name="person")
app.command()(keeping.rebuild)
app.command()(keeping.migrate)


def main() -> None:
    """Run what was typed; the process ends with its exit code."""
    sys.stdout = _safe(sys.stdout)
    app(prog_name="ledger")


def _safe(stream: TextIO) -> TextIO:
    """A stream that loses nothing."""
    if not isinstance(stream, TextIOWrapper):
        return stream
    if isinstance(stream.buffer, FileIO):
        # Where Python is told not to buffer, what a pipe does not take at once would be dropped without a word.
        return TextIOWrapper(BufferedWriter(stream.buffer), stream.encoding, "replace", line_buffering=True)
    # Where a terminal cannot show a letter, a question mark is better than no answer.
    stream.reconfigure(errors="replace")
    return stream
