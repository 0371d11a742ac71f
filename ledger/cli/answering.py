"""How is a question put from a terminal? The ledger is opened, asked, and its answer printed, as JSON or for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal

import typer

from ledger.application import Ledger
from ledger.asking.listing import Page
from ledger.cli.documents import Block, as_markdown, at_a_terminal
from ledger.cli.showing import put, put_json
from ledger.cli.tables import Named, Show

_BY_POSITION = frozenset({"decisions", "events", "findings", "steps"})
"""The lists whose cursor is a position."""


def give(ledger: Ledger, answer: Any, shown: Show, *, as_json: bool) -> None:
    """Print an answer."""
    if as_json:
        put_json(answer)
    else:
        put(shown(answer, cache(ledger.store.get_person)))


def give_page(ledger: Ledger, name: str, page: Page[Any], shown: Show, *, as_json: bool) -> None:
    """Print a page of a list; in JSON, its cursor is a number where it is a position."""
    if as_json:
        cursor = int(page.next) if name in _BY_POSITION and page.next is not None else page.next
        put_json({name: page.lines, "next": cursor})
    else:
        give(ledger, page, shown, as_json=False)


def give_document(
    ledger: Ledger,
    answer: Any,
    written: Callable[[Any, Named], Iterator[Block]],
    *,
    form: Literal["text", "markdown", "json"],
) -> None:
    """Print an answer that is long enough to be a document."""
    if form == "json":
        put_json(answer)
        return
    blocks = written(answer, cache(ledger.store.get_person))
    if form == "markdown":
        typer.echo(as_markdown(blocks), nl=False)
    else:
        put(at_a_terminal(blocks))
