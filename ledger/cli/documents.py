"""How is a longer answer written down? As headings, sentences, points and tables, for a terminal or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.padding import Padding

from ledger.cli.showing import heading, line, printable, table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the first level is the document's own."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words."""

    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """One of several points below each other."""

    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; the columns named in `right` hold figures."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[str] = ()


Block = Heading | Sentence | Quote | Point | Rows


def at_a_terminal(blocks: Iterable[Block]) -> Iterator[RenderableType]:
    """A document as it is shown at a terminal."""
    begun = False
    for block in blocks:
        match block:
            case Heading(text=text):
                if begun:
                    yield line("")
                yield heading(text)
            case Sentence(text=text):
                yield line(text)
            case Quote(text=text):
                yield Padding(line(f"“{text}”"), (0, 2, 0, 2), expand=False)
            case Point(text=text):
                yield Padding(line(f"- {text}"), (0, 0, 0, 2), expand=False)
            case _:
                yield table(block.headings, block.rows, right=block.right)
        begun = True


def as_markdown(blocks: Iterable[Block]) -> str:
    """A document as Markdown, that reads well as it stands too."""
    out: list[str] = []
    for block in blocks:
        match block:
            case Heading(text=text, level=level):
                out += ["", f"{'#' * level} {_plain(text)}", ""]
            case Sentence(text=text):
                out += ["", _line(text), ""]
            case Quote(text=text):
                out += ["", *(f"> {_line(part)}" for part in text.splitlines()), ""]
            case Point(text=text):
                out.append(f"- {_line(text)}")
            case _:
                out += ["", *_table(block), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip() + "\n"


def _table(block: Rows) -> Iterator[str]:
    yield _row(block.headings)
    yield _row(["---:" if name in block.right else "---" for name in block.headings])
    yield from (_row([_plain(cell).replace("|", "\\|") for cell in row]) for row in block.rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


_MARKUP = re.compile(r"([\\`*_<>\[\]&~])")
_BEGINS_A_BLOCK = re.compile(r"^(\d+(?=[.)])|(?=[#+=-]))")
"""What a line may not begin with, or it would be taken for a heading, a list or a rule."""


def _plain(text: str) -> str:
    """A text that means itself: nothing that anybody wrote becomes markup."""
    return _MARKUP.sub(r"\\\1", " ".join(printable(text).split()))


def _line(text: str) -> str:
    """The same at the beginning of a line."""
    return _BEGINS_A_BLOCK.sub(r"\1\\", _plain(text))
