"""Prints how fast the ledger is, each figure beside its ceiling: `python3 dev.py bench --events 100k`."""

from __future__ import annotations

import argparse
import gc
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import orjson
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench import deciding, keeping, made_up, measures, trusting
from bench.measures import Measure
from ledger.application import Ledger
from ledger.moment import Asked
from ledger.settings import Settings
from ledger.store.embedded import embedded

SIZES = {"20k": 20_000, "100k": 100_000, "1m": 1_000_000}
SMALL = 100_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", choices=SIZES, default="100k", help="how large a ledger is made (default: 100k)")
    size = SIZES[parser.parse_args().events]
    console = Console(width=110)
    with database() as dsn:
        lines = Lines(console)
        with measures.ledger_on(dsn, "bench_ledger") as ledger:
            table = list(measured(dsn, ledger, size, lines))
    show(console, size, table)


@contextmanager
def database() -> Iterator[str]:
    """The server that the settings name, or an embedded one that is thrown away."""
    url = Settings().database_url
    if url is not None:
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder, embedded(Path(folder)) as running:
        yield running.dsn


class Lines:
    """Imports made-up events from JSON Lines, with a progress bar."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._source = (orjson.dumps(event) for event in made_up.events(max(SIZES.values())))

    def into(self, ledger: Ledger, many: int) -> float:
        """Import so many more; events a second."""
        lines = list(islice(self._source, many))
        with Progress(console=self._console, transient=True) as progress:
            task = progress.add_task(f"Importing {many:,} events", total=many)
            return measures.imported(ledger, lines, lambda done: progress.advance(task, done))


def measured(dsn: str, ledger: Ledger, size: int, lines: Lines) -> Iterator[Measure]:
    """Every measure, on a ledger that first has at most 100,000 events, and then all of them."""
    small = min(size, SMALL)
    rate = lines.into(ledger, small)
    with measures.ledger_on(dsn, "bench_copy"):
        seconds = measures.copied(dsn, "bench_ledger", "bench_copy")
    yield Measure(
        f"import of {small:,} JSON Lines, against COPY of the same rows",
        f"{rate:,.0f}/s",
        f"{small / seconds:,.0f}/s",
        rate * seconds / small,
        "≥ 0.3",
    )
    first = {}
    for code in (made_up.ORDINARY, made_up.GREAT):
        found = first[code] = measures.standing(ledger, code)
        what = f"a standing from {found.rows:,} events, against the bare select"
        yield Measure(f"{what}: nothing remembered", _ms(found.first), _ms(found.raw), found.first / found.raw, "≤ 2.5")
        yield Measure(f"{what}: asked again", _ms(found.again), _ms(found.raw), found.again / found.raw, "≤ 2.5")
    yield _appends(dsn, ledger)
    if size > small:
        lines.into(ledger, size - small)
        for code in (made_up.ORDINARY, made_up.GREAT):
            now, then = measures.standing(ledger, code), first[code]
            what = f"the same from {now.rows:,} events in a ledger of {size:,}, against {small:,}"
            yield Measure(what, _ms(now.first), _ms(then.first), now.first / then.first, "≤ 1.3")
    yield from _deciding(ledger)
    yield from _trusting(ledger)
    yield _handover(ledger)
    yield _list(ledger)
    yield from _keeping(ledger, size)


def _appends(dsn: str, ledger: Ledger) -> Measure:
    ours = measures.singles(ledger)
    theirs = measures.library_singles(dsn)
    return Measure(
        f"single appends by {measures.THREADS} threads, against the library's recorder",
        f"{ours:,.0f}/s",
        f"{theirs:,.0f}/s",
        ours / theirs,
        "≥ 3",
    )


def _deciding(ledger: Ledger) -> Iterator[Measure]:
    found = deciding.dossier(ledger)
    what = f"the dossier of a decision with {found.rows:,} events, against the bare select"
    yield Measure(what, _ms(found.ours), _ms(found.raw), found.ours / found.raw, "≤ 4")
    seconds = deciding.division(ledger)
    what = f"{deciding.VOTES} votes and their outcome as one list, against a second"
    yield Measure(what, _ms(seconds), _ms(1.0), seconds, "≤ 1")


def _keeping(ledger: Ledger, size: int) -> Iterator[Measure]:
    for called, owners, seconds in keeping.rebuilt(ledger):
        what = f"rebuild of the kept view of {called}, {owners:,} owners, against 50,000 events a second"
        rate = size / seconds
        target = "≥ 1" if called == "standings" else ""
        yield Measure(what, f"{rate:,.0f}/s", "50,000/s", rate / 50_000, target)
    ours, folded = keeping.findings(ledger)
    what = f"a page of {keeping.PAGE} findings from the kept view, against an audit of its events"
    yield Measure(what, _ms(ours), _ms(folded), ours / folded, "< 1")
    lines, seconds = keeping.all_due(ledger)
    what = f"what is due from {keeping.ORGANISATIONS:,} organisations, {lines:,} lines in pages, against 100 ms"
    yield Measure(what, _ms(seconds), _ms(0.1), seconds / 0.1, "≤ 1")


def _trusting(ledger: Ledger) -> Iterator[Measure]:
    found = trusting.timeline(ledger)
    what = f"a trust timeline from {found.rows:,} events, against the bare select"
    yield Measure(f"{what}: nothing remembered", _ms(found.first), _ms(found.raw), found.first / found.raw, "≤ 4")
    yield Measure(f"{what}: asked again", _ms(found.again), _ms(found.raw), found.again / found.raw, "≤ 4")


def _handover(ledger: Ledger) -> Measure:
    seconds = measures.best(lambda: orjson.dumps(ledger.handing_over.handover(made_up.GREAT, Asked())), times=5)
    what = f"the handover of a network with {made_up.GREAT_EVENTS:,} events, against 300 ms"
    return Measure(what, _ms(seconds), _ms(0.3), seconds / 0.3, "≤ 1")


def _list(ledger: Ledger) -> Measure:
    def raw() -> None:
        with ledger.store.reading() as reader:
            list(islice(reader.stored(0, 1_000, 1_000), 1))

    ours = measures.best(lambda: ledger.listing.events(Asked(), limit=1_000))
    return Measure(
        "a list of 1,000 events with their words, against their rows",
        _ms(ours),
        _ms(best := measures.best(raw)),
        ours / best,
        "",
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1_000:.2f} ms"


def show(console: Console, size: int, table: list[Measure]) -> None:
    """Print the table."""
    shown = Table(title=f"A ledger of {size:,} events")
    for heading in ("what", "here", "ceiling", "ratio", "wanted"):
        shown.add_column(heading, justify="left" if heading == "what" else "right")
    for one in table:
        shown.add_row(one.what, one.ours, one.ceiling, f"{one.ratio:.2f}", one.target)
    console.print(shown)


if __name__ == "__main__":
    # As `python -m ledger` does: what is measured is what is run.
    gc.set_threshold(100_000, 50, 100)
    main()
