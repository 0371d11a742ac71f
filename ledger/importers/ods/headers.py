"""Which column of a published table is which? Found by the words of its header, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger.importers.ods.cells import text


def folded(words: object) -> str:
    """Words without regard to case and spaces, as names and headers are compared."""
    return text(words).casefold()


def columns(header: Sequence[object], wanted: Iterable[str]) -> list[int] | None:
    """Where each wanted column stands; None where one is missing."""
    places = {folded(cell): place for place, cell in reversed(list(enumerate(header)))}
    found = [places.get(folded(name)) for name in wanted]
    return None if None in found else [place for place in found if place is not None]
