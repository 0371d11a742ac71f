"""Which words may stand beside a command? Options and arguments, each described once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from ledger.times import NotATime
from ledger.vocabulary import CODE_PATTERN, DAYS_PATTERN, DUE_CURSOR_PATTERN

LIMIT, LIMIT_MOST = 100, 1000
POSITION_MOST = 2**53 - 1
_A_NAME = "It has to be 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or a digit."


def _name(text: str | None) -> str | None:
    if text is not None and re.fullmatch(CODE_PATTERN, text) is None:
        raise typer.BadParameter(_A_NAME)
    return text


def _cursor(text: str) -> str:
    if text and not all(re.fullmatch(CODE_PATTERN, part) for part in text.split("/", 1)):
        msg = "It has to be what the list named to go on."
        raise typer.BadParameter(msg)
    return text


def _due(text: str) -> str:
    if text and re.fullmatch(DUE_CURSOR_PATTERN, text) is None:
        msg = "It has to be what the list named to go on."
        raise typer.BadParameter(msg)
    return text


def _days(text: str) -> str:
    if re.fullmatch(DAYS_PATTERN, text) is None:
        msg = "It has to be a number of days, such as 30d."
        raise typer.BadParameter(msg)
    return text


Data = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="The folder of the ledger; comes before LEDGER_DATABASE_URL and LEDGER_DATA.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="WHEN",
        help="What held then: a date like 2026-03-03, or a time like 2026-03-03T14:30:00+00:00.",
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="WHEN", help="As far as the ledger knew then; now, if left out."),
]
Upto = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        max=POSITION_MOST,
        help="As far as the ledger knew when it recorded position N; instead of --known-at.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as HTTP gives it.")]
Limit = Annotated[int, typer.Option(metavar="N", min=1, max=LIMIT_MOST, help="How many at most.")]
AfterPosition = Annotated[
    int, typer.Option("--after", metavar="N", min=0, max=POSITION_MOST, help="Only those after position N.")
]
AfterCode = Annotated[
    str,
    typer.Option("--after", metavar="CODE", callback=_cursor, help="Only those after this code.", show_default=False),
]
AfterMandate = Annotated[
    str,
    typer.Option(
        "--after", metavar="CODE/MANDATE", callback=_cursor, help="Only those after this mandate.", show_default=False
    ),
]
Code = Annotated[str, typer.Argument(metavar="CODE", callback=_name, help="An organisation's code.")]
Scope = Annotated[
    str, typer.Option("--scope", metavar="SCOPE", callback=_name, help="What it would speak on.", show_default=False)
]
OnlyScope = Annotated[
    str | None, typer.Option("--scope", metavar="SCOPE", callback=_name, help="Only mandates with this scope.")
]
OnlySubject = Annotated[
    str | None,
    typer.Option("--subject", metavar="NAME", callback=_name, help="Only those that name this code, id or person."),
]
OnlyOrganisation = Annotated[
    str | None,
    typer.Option("--organisation", metavar="CODE", callback=_name, help="Only those that name this organisation."),
]
MemberOf = Annotated[
    str | None, typer.Option("--member-of", metavar="CODE", callback=_name, help="Only members of this organisation.")
]
OnlyGroup = Annotated[
    str | None, typer.Option("--group", metavar="CODE", callback=_name, help="Only those of this group.")
]
OnlyBy = Annotated[
    str | None, typer.Option("--by", metavar="CODE", callback=_name, help="Only in the eyes of this organisation.")
]
DecisionId = Annotated[str, typer.Argument(metavar="ID", callback=_name, help="The decision's id.")]
TellableId = Annotated[
    str, typer.Argument(metavar="ID", callback=_name, help="The id of a decision, mandate or priority.")
]
Format = Annotated[
    Literal["text", "markdown"],
    typer.Option("--format", help="As it is shown at a terminal, or as a Markdown document to hand on."),
]
Within = Annotated[
    str, typer.Option("--within", metavar="DAYS", callback=_days, help="How many days ahead to look, such as 30d.")
]
AsCalendar = Annotated[
    Literal["text", "ical"],
    typer.Option("--format", help="As it is shown at a terminal, or as a calendar (iCalendar), which has all of it."),
]
AfterDue = Annotated[
    str,
    typer.Option("--after", metavar="NEXT", callback=_due, help="Only those after this one.", show_default=False),
]
OnlyDueFrom = Annotated[
    str | None,
    typer.Option("--organisation", metavar="CODE", callback=_name, help="Only what this organisation has to see to."),
]
Person = Annotated[str, typer.Argument(metavar="ID", callback=_name, help="The person's opaque id.")]
Port = Annotated[
    int, typer.Option(metavar="P", min=0, max=65535, help="The port to serve on, on this machine only; 0 takes any.")
]


def instant(option: str, text: str | None, read: Callable[[str], int]) -> int | None:
    """The instant that an option names, if it was given. Raises `BadParameter` for a time that is none."""
    try:
        return None if text is None else read(text)
    except NotATime as wrong:
        raise typer.BadParameter(str(wrong), param_hint=option) from None
