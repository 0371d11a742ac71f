"""What does somebody read when a command cannot do what was asked? A plain sentence, and never a traceback."""

# ruff: noqa: PLC0415 - which errors there are is looked up when there is one, so that help comes at once.

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

REFUSED, FAULT = 1, 70
"""Exit codes: what was asked for was not done, for a reason that is said; the ledger itself is at fault. 2 is for words
that make no command, 130 for Ctrl-C."""

LOGS: ContextVar[Path | None] = ContextVar("logs", default=None)
"""The folder in which faults of the ledger itself are written down, once it is known."""

LOG_NAME = "faults.log"

_OPTIONS = {"/as_of": "--as-of", "/known_at": "--known-at", "/upto": "--upto"}
"""Parameters of a reading, as they are called at a terminal."""


class CannotDo(Exception):
    """Why a command cannot do what was asked. Its message is a sentence, or several lines of them."""


@contextmanager
def saying(*kinds: type[Exception]) -> Iterator[None]:
    """Has errors of some kinds, whose messages are sentences, said as what cannot be done."""
    try:
        yield
    except kinds as why:
        raise CannotDo(str(why)) from None


class Commands(TyperGroup):
    """The group of all commands: whatever goes wrong in one of them is said here."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was typed."""
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except Exception as why:
            if hasattr(why, "format_message"):  # Words that make no command: typer itself says so.
                raise
            lines = list(in_sentences(why))
            code = REFUSED if lines else FAULT
            for line in lines or [written_down(why, LOGS.get())]:
                sys.stderr.write(line + "\n")
            raise typer.Exit(code) from None


def in_sentences(why: Exception) -> Iterator[str]:
    """What there is to say about an error that may happen to anybody; nothing about any other."""
    from ledger.intake import NotAccepted
    from ledger.refusals import Refused
    from ledger.settings import BadSetting
    from ledger.store.binaries import EmbeddedError
    from ledger.store.errors import StoreBusy, StoreError, StoreUnavailable

    match why:
        case CannotDo() | BadSetting():
            yield from str(why).splitlines()
        case Refused():
            yield from refusal(why)
        case NotAccepted():
            yield from (located(fault.pointer, fault.text) for fault in why.faults)
        case EmbeddedError():
            yield on_one_line(why)
        case StoreError():
            yield on_one_line(why)
            if isinstance(why, StoreBusy):
                yield "Nothing was changed. Try again."
            elif isinstance(why, StoreUnavailable):
                yield "Nothing was changed. Does the server run, and does LEDGER_DATABASE_URL, if it is set, name it?"
        case OSError() if why.strerror:
            yield f"{why.filename}: {why.strerror}." if why.filename else f"{why.strerror}."


def refusal(why: Any) -> Iterator[str]:
    """What there is to say about something that the ledger refused."""
    faults = {fault.text for fault in why.faults}
    if why.text not in faults:
        yield why.text
    for fault in why.faults:
        yield located(fault.pointer, fault.text)
    for finding in why.findings:
        where = "" if finding.index is None else f"/{finding.index}, "
        yield f"  {finding.severity}: {where}{finding.rule}: {finding.text}"


def located(pointer: str, text: str) -> str:
    """A sentence about a place in what was given."""
    return f"{_OPTIONS.get(pointer, pointer)}: {text}" if pointer else text


def on_one_line(why: object) -> str:
    """A message that some library may have broken into lines, as one that ends like a sentence."""
    text = " ".join(str(why).split())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def written_down(why: Exception, folder: Path | None) -> str:
    """Write a fault of the ledger down, and return the sentence that says where, and under which number."""
    number = secrets.token_hex(4)
    text = "".join(traceback.format_exception(why))
    entry = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {number} {' '.join(sys.argv[:3])}\n{text}\n"
    for place in (folder, Path(tempfile.gettempdir())):
        try:
            log = _append(place, entry)
        except OSError:
            continue
        if log is not None:
            return (
                "This is a fault in the ledger, not in what you typed. "
                f"It is written down as {number} in {log}: please report it with both."
            )
    return f"This is a fault in the ledger, not in what you typed: {type(why).__name__}."


def _append(folder: Path | None, entry: str) -> Path | None:
    if folder is None:
        return None
    log = folder / LOG_NAME
    # For nobody else to read: a fault may repeat something of what it was about.
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as file:
        file.write(entry)
    return log
