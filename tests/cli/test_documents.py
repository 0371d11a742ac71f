"""Does a longer answer read well at a terminal and as Markdown, and mean what it says in both?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.cli.documents import Heading, Point, Quote, Rows, Sentence, as_markdown, at_a_terminal
from ledger.cli.showing import put

if TYPE_CHECKING:
    from ledger.cli.documents import Block

DOCUMENT: list[Block] = [
    Heading("A hub (d)", 1),
    Sentence("It was adopted."),
    Heading("The question"),
    Quote("We open one.\n\nOr two."),
    Point("One."),
    Point("Two."),
    Sentence("These chose:"),
    Rows(["Who", "Weight"], [["Ash | Elm", "9,000"], ["Oak", "-"]], ["Weight"]),
    Point("Three."),
    Quote("Four."),
    Heading("Nothing else"),
]


def test_at_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    put(at_a_terminal(DOCUMENT))
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "A hub (d)",
        "It was adopted.",
        "",
        "The question",
        "  “We open one.",
        "",
        "  Or two.”",
        "  - One.",
        "  - Two.",
        "These chose:",
        "Who         Weight",
        "──────────────────",
        "Ash | Elm    9,000",
        "Oak              -",
        "  - Three.",
        "  “Four.”",
        "",
        "Nothing else",
    ]


def test_as_markdown() -> None:
    assert as_markdown(DOCUMENT).splitlines() == [
        "# A hub (d)",
        "",
        "It was adopted.",
        "",
        "## The question",
        "",
        "> We open one.",
        "> ",
        "> Or two.",
        "",
        "- One.",
        "- Two.",
        "",
        "These chose:",
        "",
        "| Who | Weight |",
        "| --- | ---: |",
        "| Ash \\| Elm | 9,000 |",
        "| Oak | - |",
        "",
        "- Three.",
        "",
        "> Four.",
        "",
        "## Nothing else",
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words, 3.5 of them (and more)!", "plain words, 3.5 of them (and more)!"),
        ("# no heading", "\\# no heading"),
        ("- no point", "\\- no point"),
        ("+ no point", "\\+ no point"),
        ("=== no line", "\\=== no line"),
        ("7. no number", "7\\. no number"),
        ("12) no number", "12\\) no number"),
        ("2024 was a year", "2024 was a year"),
        ("> no quote", "\\> no quote"),
        ("*no* _stress_ ~at~ `all`", "\\*no\\* \\_stress\\_ \\~at\\~ \\`all\\`"),
        ("<b>&lt;</b>", "\\<b\\>\\&lt;\\</b\\>"),
        ("[no link](x)", "\\[no link\\](x)"),
        ("back\\slash", "back\\\\slash"),
        ("\x1b[31mred", "\N{REPLACEMENT CHARACTER}\\[31mred"),
        ("one\nline", "one line"),
    ],
)
def test_nothing_that_anybody_wrote_is_markup(text: str, written: str) -> None:
    assert as_markdown([Sentence(text)]) == f"{written}\n"
    assert as_markdown([Point(text)]) == f"- {written}\n"


def test_in_the_middle_of_a_line_nothing_begins() -> None:
    assert as_markdown([Heading("1. A", 2)]) == "## 1. A\n"
    assert as_markdown([Rows(["A"], [["- x"], ["a|b"]])]).splitlines()[2:] == ["| - x |", "| a\\|b |"]


def test_an_empty_document_is_empty() -> None:
    assert as_markdown([]) == "\n"
    assert list(at_a_terminal([])) == []
