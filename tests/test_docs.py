"""Is everything documented, as it is? Rules, readings, event types, settings, routes and commands."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

import ledger.rules
from api.app import create_app
from ledger.cli.app import app as commands
from ledger.counting.marks import KINDS
from ledger.events import TYPES
from ledger.events.reference import markdown
from ledger.findings import RULES
from ledger.intake import check_all, parse
from ledger.moment import Asked
from ledger.recording.outcomes import Request
from ledger.refusals import CODES
from ledger.settings import Settings, variable
from ledger.vocabulary import MANDATE_STATES, STANCES, THRESHOLDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.routing import BaseRoute

    from ledger.application import Ledger
    from ledger.findings import Rule

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
RULE_FILES = {f"tests/rules/{path.name}": path for path in (ROOT / "tests" / "rules").glob("test_*.py")}
PARTS = [rule for parts in ledger.rules.RULES.values() for rule in parts]


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def rows(name: str) -> Iterator[list[str]]:
    """The cells of every line of every table on a page."""
    for line in page(name).splitlines():
        if line.startswith("| "):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def sentence_of(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


# Rules and readings


@pytest.mark.parametrize("rule", PARTS, ids=lambda rule: f"{rule.name}: {rule.judge.__name__}")
def test_every_part_of_every_rule_is_stated_word_for_word(rule: Rule) -> None:
    file = f"tests/rules/test_{rule.judge.__name__}.py"
    (row,) = [row for row in rows("rules.md") if row[-1] == f"`{file}`"]
    assert row[:2] == [f"`{rule.name}`", rule.sentence]
    judged = set(re.findall(r"`(\w+)`", row[2])) & set(TYPES)
    if judged:
        assert judged == {cls.__name__ for cls in rule.on}
    else:
        assert row[2] == ("every event" if len(rule.on) == len(TYPES) else "every event that has a `by`")


def test_a_rule_stands_under_its_severity() -> None:
    stops, notes = page("rules.md").split("\n### Stops\n")[1].split("\n### Notes\n")
    for rule in PARTS:
        assert f"| `{rule.name}` | {rule.sentence} |" in (stops if rule.severity == "stop" else notes)


def test_no_other_rule_is_stated() -> None:
    stated = page("rules.md").split("\n### Stops\n")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", stated, re.MULTILINE)) == set(RULES)


def test_every_sentence_is_that_of_the_test_that_shows_it() -> None:
    shown = {row[-1].strip("`"): row for row in rows("rules.md") if row[-1].startswith("`tests/rules/")}
    assert set(shown) == set(RULE_FILES)
    for file, row in shown.items():
        assert sentence_of(RULE_FILES[file]) in row


def test_every_stance_state_and_threshold_is_explained() -> None:
    first = [row[0].strip("`") for row in rows("rules.md")]
    for name in {*STANCES, *MANDATE_STATES, *THRESHOLDS}:
        assert name in first
    states = [name for name in first if name in MANDATE_STATES]
    assert "".join(states).endswith("".join(MANDATE_STATES))


def test_every_kind_of_mark_is_explained_with_what_it_weighs() -> None:
    told = {name: row for row in rows("rules.md") for name in re.findall(r"`(\w+)`", row[0]) if len(row) == 4}
    weights = {name: re.findall(r"-?[\d.]+", row[2].replace("\N{MINUS SIGN}", "-")) for name, row in told.items()}
    for name, kind in KINDS.items():
        assert f"{kind.weight:g}" in weights[name], name
        assert not kind.monthly or "once a month" in told[name][2], name


def test_every_event_is_listed_with_what_judges_it_and_where_it_is_shown() -> None:
    for_all = {"after_closing", "before_opening", "disputed", "orphaned"}
    listed = {row[0].strip("`"): row for row in rows("rules.md") if row[0].strip("`") in TYPES}
    assert list(listed) == list(TYPES)
    for name, (_, file, judged_by) in listed.items():
        assert (ROOT / file.strip("`")).is_file(), name
        own = [rule.name for rule in ledger.rules.rules_for(TYPES[name].cls) if rule.judge.__name__ not in for_all]
        assert judged_by == (" ".join(f"`{one}`" for one in dict.fromkeys(own)) or "-"), name


# Everything else


def test_the_page_of_all_events_is_that_of_the_declarations() -> None:
    assert page("events.md") == markdown()
    for name in TYPES:
        assert f"\n### {name}\n" in page("events.md")


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting(field: str) -> None:
    (row,) = [row for row in rows("operating.md") if row[0] == f"`{variable(field)}`"]
    assert row[-1] == Settings.model_fields[field].description


def test_every_route(ledger: Ledger) -> None:
    page_text = page("http.md")
    for method, path in sorted(_routes(create_app(ledger).routes)):
        assert re.search(rf"`{method} {re.escape(path)}[?`]", page_text), f"{method} {path}"


def _routes(routes: list[BaseRoute]) -> Iterator[tuple[str, str]]:
    for route in routes:
        path = getattr(route, "path", "")
        for method in getattr(route, "methods", None) or ():
            if method != "HEAD":
                yield method, path


def test_every_code_of_a_refusal() -> None:
    # Over HTTP no register is imported, so that one of them comes only from a command.
    told = page("http.md") + page("operating.md")
    for code in CODES:
        assert f"`{code}`" in told, code


def test_every_command() -> None:
    group = typer.main.get_command(commands)
    page_text = page("operating.md")
    for words in _commands(group):
        assert re.search(rf"\| `{words}[ `]", page_text), words


def _commands(command: Any, before: str = "ledger") -> Iterator[str]:
    """The words of every command, those in groups too."""
    group = getattr(command, "commands", None)
    if group is None:
        yield before
        return
    for name, one in group.items():
        yield from _commands(one, f"{before} {name}")


# The tour


def test_the_first_steps_of_the_tour_tell_what_the_page_says(ledger: Ledger) -> None:
    drafts = check_all(parse((DOCS / "first-steps.json").read_bytes()))
    ledger.recording.record(Request(drafts, "local"))
    states = [
        ledger.asking.standing("vale-pcn", Asked(as_of=day)).mandates[0].state for day in ("2026-10-31", "2026-11-01")
    ]
    assert states == ["held", "unconfirmed"]
