"""Does a large ledger still keep its standings as the fold has them, and in how much memory?"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import orjson

from bench import made_up, measures, whole
from bench.killing import Say
from ledger.application import Ledger
from ledger.asking.standings import Filters
from ledger.moment import Asked
from ledger.projections.standing import StandingRow
from ledger.store.embedded import embedded

AT_ONCE = 20_000
COMPARED = 200
MEGABYTE = 2**20


@dataclass(slots=True)
class Filled:
    """What a large ledger took: events, seconds and the most memory of this process in each part of the work."""

    events: int = 0
    holders: int = 0
    compared: int = 0
    lines: int = 0
    parts: dict[str, tuple[float, int]] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    def summary(self) -> list[str]:
        """In sentences."""
        figures = [
            f"The {part} took {seconds:,.1f} s, and at most {memory / MEGABYTE:,.0f} MB of memory."
            for part, (seconds, memory) in self.parts.items()
        ]
        compared = f"Of {self.holders:,} holders, {self.compared:,} were compared, which have {self.lines:,} lines."
        return [f"{self.events:,} made-up events were imported.", *figures, compared]


def fill(folder: Path, many: int, minutes: float | None, say: Say) -> Filled:
    """Import made-up events, at most so many and for so long; rebuild the view; compare some of it with the fold."""
    filled = Filled()
    deadline = time.monotonic() + 60 * (minutes or float("inf"))
    with embedded(folder / "data") as running, measures.ledger_on(running.dsn, "soak") as ledger:
        with _part(filled, "import"):
            source = made_up.events(many)
            while time.monotonic() < deadline and (some := list(islice(source, AT_ONCE))):
                measures.imported(ledger, [orjson.dumps(event) for event in some], lambda _: None)
                filled.events += len(some)
                say(f"Imported {filled.events:,} events of {many:,}")
        with _part(filled, "catching up of the views"):
            say("Bringing the views up to date …")
            while ledger.kept.step():
                pass
        before = _sample(ledger)
        with _part(filled, "rebuild of the views"):
            rebuilt = ledger.kept.rebuild(lambda view, done, of: say(f"Rebuilt {view}: {done:,} of {of:,}"))
            filled.holders = rebuilt["standings"]
        with _part(filled, "comparison"):
            _compare(ledger, before, filled, say)
    return filled


def _sample(ledger: Ledger) -> dict[str, list[StandingRow]]:
    """Some holders, with their lines in the view; the one with the longest history is always among them."""
    holders = sorted({row.organisation for row in whole.standings(ledger, Asked())})
    some = {*random.sample(holders, min(COMPARED, len(holders))), *({made_up.GREAT} & {*holders})}
    return {holder: _lines_of(ledger, holder, Asked()) for holder in sorted(some)}


def _compare(ledger: Ledger, before: dict[str, list[StandingRow]], filled: Filled, say: Say) -> None:
    for holder, old in before.items():
        kept, folded = (_lines_of(ledger, holder, asked) for asked in (Asked(), whole.now(ledger)))
        filled.compared += 1
        filled.lines += len(folded)
        if not old == kept == folded:
            filled.troubles.append(f"{holder}: kept {old}, rebuilt {kept}, folded {folded}.")
        say(f"Compared {filled.compared:,} holders of {len(before):,}")


def _lines_of(ledger: Ledger, holder: str, asked: Asked) -> list[StandingRow]:
    page = ledger.standings.rows(asked, Filters(), after=f"{holder}/", limit=made_up.PRACTICES)
    return [row for row in page.lines if row.organisation == holder]


@contextmanager
def _part(filled: Filled, name: str) -> Iterator[None]:
    """A part of the work, of which the seconds and the most memory are noted."""
    # The kernel begins anew to watch for the most that we use.
    Path("/proc/self/clear_refs").write_text("5\n")
    began = time.monotonic()
    yield
    filled.parts[name] = time.monotonic() - began, _most_memory()


def _most_memory() -> int:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 if found else 0
