"""Which extract does a fact come from? The source that every imported fact carries, written and read back."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from ledger.importers.ods.shapes import FileKind, Published

NAMES: dict[FileKind, str] = {
    "epraccur": "ODS epraccur",
    "epcn": "ODS ePCN",
    "map_": "ODS practice map",
    "patients": "ODS list sizes",
}
"""What each file is called in a source. Never change these: the ledger's own facts are read back by them."""

_KINDS = {name: kind for kind, name in NAMES.items()}
_SOURCE = re.compile(rf"({'|'.join(map(re.escape, _KINDS))}), extract of (\d{{1,2}} [A-Z][a-z]+ \d{{4}})\b.*", re.ASCII)


class Origin(NamedTuple):
    """The extract that a fact was imported from."""

    kind: FileKind
    extract: date


def source(published: Published) -> str:
    """The source of a fact that is imported from a file: `ODS epraccur, extract of 3 February 2026`."""
    return f"{NAMES[published.kind]}, extract of {day_in_words(published.extract)}"


@lru_cache(maxsize=4096)
def origin(text: str | None) -> Origin | None:
    """The extract that a source names; None where a fact was recorded by people."""
    match = _SOURCE.fullmatch(text or "")
    if match is None:
        return None
    try:
        return Origin(_KINDS[match[1]], datetime.strptime(match[2], "%d %B %Y").date())  # noqa: DTZ007 a date has no zone
    except ValueError:
        return None


def day_in_words(day: date) -> str:
    """A day as people write it: `3 March 2026`."""
    return f"{day.day} {day:%B} {day.year}"
