"""How is a question put from a terminal? The ledger is opened, asked, and its answer printed, as JSON or for people."""

from __future__ import annotations

from functools import cache
from typing import Any

from ledger.application import Ledger
from ledger.asking.listing import Page
from ledger.cli.showing import put, put_json
from ledger.cli.tables import Show


def give(ledger: Ledger, answer: Any, shown: Show, *, as_json: bool) -> None:
    """Print an answer."""
    if as_json:
        put_json(answer)
    else:
        put(shown(answer, cache(ledger.store.get_person)))


def give_page(ledger: Ledger, name: str, page: Page[Any], shown: Show, *, as_json: bool) -> None:
    """Print a page of a list; in JSON, its cursor is a number where it is a position."""
    if as_json:
        cursor = int(page.next) if name in ("events", "findings") and page.next is not None else page.next
        put_json({name: page.lines, "next": cursor})
    else:
        give(ledger, page, shown, as_json=False)
