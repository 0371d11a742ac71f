"""What happened in Lunnow Vale? A made-up place told over four years, line by line, and the days to ask about."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

import orjson

from ledger.intake import Draft, check
from ledger.times import start

PCN = "lunnow-vale-pcn"
"""The organisation that the story is about."""

MANDATE = "m-same-day-hub"
"""The mandate that is shown in full: it rests on silence."""

DECISION = "d-extended-access"
"""The decision whose reasons are shown."""

LAST_DAY = "2024-04-30"
"""The last day of the clinical director who began it all: the day before the change."""

DAY_AFTER = "2024-05-01"
"""The first day without her."""

LEARNED_ON = "2024-05-20"
"""The day on which her leaving, three weeks old by then, was typed into the ledger."""

TAKEN_OVER = "2024-09-02"
"""The day on which the clinical director took over who leads it still."""

TOLD_UNTIL = "2026-11-23"
"""The day on which the story stops."""

_PEOPLE = {
    "p-amara": "Dr Amara Whitlock",
    "p-idris": "Dr Idris Penhallow",
    "p-josie": "Dr Josie Tarrant",
    "p-maud": "Dr Maud Fennimore",
    "p-kofi": "Dr Kofi Lindqvist",
    "p-hilary": "Dr Hilary Quaife",
    "p-tom": "Tom Ashgrove",
    "p-nell": "Nell Thursby",
    "p-dov": "Dov Pemberley",
    "p-esme": "Dr Esme Tolliver",
    "p-lorna": "Lorna Wyckham",
    "p-bede": "Dr Bede Sallow",
    "p-rhona": "Dr Rhona Applegarth",
    "p-anselm": "Dr Anselm Dray",
    "p-wren": "Dr Wren Castellan",
    "p-ivo": "Dr Ivo Garland",
}


def people() -> dict[str, str]:
    """Person → name: what is kept beside the ledger. All of them are made up."""
    return dict(_PEOPLE)


def lines() -> Iterator[tuple[Draft, str | None, int | None]]:
    """Each event of the story with the time at which it was recorded, as `Recording.restore` takes them.

    Corrections name positions: a line that is put in before one of them moves the position that it must name.
    """
    text = (resources.files("ledger.demo") / "story.jsonl").read_bytes()
    for line in text.splitlines():
        value = orjson.loads(line)
        yield check(value["event"]), None, start(value["recorded_at"])
