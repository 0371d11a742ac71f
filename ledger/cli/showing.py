"""How does an answer look at a terminal? Plain lines and tables of at most 100 columns, also without colours."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
import typer
from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from ledger.times import in_words, last_day_in_words, start

WIDEST = 100
NONE = "-"
"""What stands in a table where there is nothing to say."""

KINDS = {
    "practice": "practice",
    "pcn": "primary care network",
    "federation": "federation",
    "lmc": "local medical committee",
    "leadership_group": "leadership group",
    "neighbourhood_team": "neighbourhood team",
    "place_board": "place board",
    "icb": "integrated care board",
    "sub_icb": "sub-ICB location",
    "nhs_trust": "NHS trust",
    "council": "council",
    "other": "other organisation",
}
"""The kinds of organisations in words."""


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command's end to be quiet about a reader who has gone."""
        raise  # noqa: PLE0704 the library calls this while it handles the error


def terminal() -> Console:
    """Where answers go. Nothing in them is markup: names and texts are anybody's."""
    made = _Terminal(markup=False, emoji=False, highlight=False)
    made.width = min(made.width, WIDEST)
    return made


def put(shown: Iterable[RenderableType]) -> None:
    """Print what there is to show."""
    out = terminal()
    for one in shown:
        out.print(one)


def put_json(value: Any) -> None:
    """Print a value as HTTP would give it."""
    typer.echo(orjson.dumps(value))


def put_bytes(made: bytes) -> None:
    """Print what is a file of its own, as it stands."""
    typer.echo(made, nl=False)


def say(sentence: str) -> None:
    """Tell the person at the terminal something that is no part of the output."""
    sys.stdout.flush()
    sys.stderr.write(printable(sentence) + "\n")
    sys.stderr.flush()


@contextmanager
def bars() -> Iterator[Bars]:
    """Progress bars, where there is a terminal to draw them on."""
    drawn = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True, markup=False, emoji=False),
    )
    drawn.disable = not drawn.console.is_terminal
    with drawn:
        yield Bars(drawn)


class Bars:
    """A bar for each thing that is being done, which begins when it is first heard of."""

    def __init__(self, drawn: Progress) -> None:
        self._drawn = drawn
        self._tasks: dict[str, Any] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Move the bar of a thing on."""
        if what not in self._tasks:
            self._tasks[what] = self._drawn.add_task(what)
        self._drawn.update(self._tasks[what], completed=done, total=total)


def printable(text: str) -> str:
    """A text without what a terminal would take for a command."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def heading(text: str) -> Text:
    """A line that stands out where it can."""
    return Text(printable(text), style="bold")


def line(text: str) -> Text:
    """A sentence."""
    return Text(printable(text))


def within(text: str) -> Padding:
    """A sentence that belongs to the line above."""
    return Padding(line(text), (0, 0, 0, 2), expand=False)


class _Unbroken(Table):
    """A table that narrows its columns without breaking a word, as long as there is room for the longest of each."""

    _BETWEEN = 3
    """How many spaces part two columns."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it; called by the console."""
        room = options.max_width - self._BETWEEN * (len(self.columns) - 1)
        texts = [[str(cell) for cell in (column.header, *column.cells)] for column in self.columns]
        most = [max(_widest(text.splitlines()) for text in column) for column in texts]
        least = [
            full if column.no_wrap else max(_widest(text.split()) for text in cells)
            for column, cells, full in zip(self.columns, texts, most, strict=True)
        ]
        spare = room - sum(least)
        if 0 <= spare < sum(most) - sum(least):
            wants = [full - short for short, full in zip(least, most, strict=True)]
            # Those that want least are given it first, so that a long text does not break up the dates beside it.
            for rank, index in enumerate(sorted(range(len(wants)), key=wants.__getitem__)):
                given = min(wants[index], spare // (len(wants) - rank))
                self.columns[index].width = least[index] + given
                spare -= given
        yield from super().__rich_console__(console, options)


def _widest(parts: Sequence[str]) -> int:
    return max(map(cell_len, parts), default=0)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> Table:
    """A table; the columns named in `right` hold figures."""
    made = _Unbroken(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for name in headings:
        figures = name in right
        made.add_column(name, justify="right" if figures else "left", no_wrap=figures, overflow="fold")
    for row in rows:
        made.add_row(*(line(cell) for cell in row))
    return made


def day(text: str | None) -> str:
    """A time of an answer as people write its day; a dash where there is none."""
    return NONE if text is None else in_words(start(text))


def last_day(text: str | None) -> str:
    """The last day before a time that ends something."""
    return NONE if text is None else last_day_in_words(start(text))


def figure(number: int | None) -> str:
    """A number as people write it."""
    return NONE if number is None else f"{number:,}"


def listing(names: Sequence[str]) -> str:
    """Several things in a sentence: `one, another and a third`."""
    if not names:
        return "nobody"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """So many of something: `1 practice`, `2 practices`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spaced(name: str) -> str:
    """A word of the vocabulary as people write it: `stand aside`."""
    return name.replace("_", " ")


def positions(because: Iterable[int]) -> str:
    """The positions of the events that something rests on."""
    return ", ".join(str(position) for position in because)
