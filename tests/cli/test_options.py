"""Is every option of every command in the manual?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

from ledger.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

MANUAL = (Path(__file__).parents[2] / "docs" / "operating.md").read_text()
OF_ALL = {"--data", "--as-of", "--known-at", "--upto", "--json", "--limit", "--after", "--help"}


def commands(group: Any, before: str = "ledger") -> Iterator[tuple[str, Any]]:
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from commands(one, f"{before} {name}")
        else:
            yield f"{before} {name}", one


ALL = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", ALL)
def test_every_option_is_in_the_manual(name: str) -> None:
    (row,) = [line for line in MANUAL.splitlines() if line.startswith(f"| `{name}") and line[len(name) + 3] in " `"]
    told = row if name != "ledger import ods" else MANUAL
    options = {
        option for param in ALL[name].params for option in (*param.opts, *param.secondary_opts) if option[0] == "-"
    }
    for option in options - OF_ALL:
        assert f"`{option}" in told, option
    assert all(f"`{option}" in MANUAL for option in options - {"--help"})
    assert "--data" in options


@pytest.mark.parametrize("name", ALL)
def test_help_is_a_sentence_that_fits_on_its_line(name: str) -> None:
    assert ALL[name].help.splitlines()[0].endswith(".")
    assert len(ALL[name].get_short_help_str(100)) <= 76
