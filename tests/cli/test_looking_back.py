"""Can people walk through an organisation's history at a terminal, and see what changed?"""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from ledger.asking.listing import Page
from ledger.cli.tables.looking_back import replay
from ledger.projections.differences import Difference
from ledger.projections.replay import Step
from tests.cli.place import Cli

WALK = ("replay", "tree-pcn", "--from", "2024-01-01", "--to", "2024-06-30")


def test_a_replay_tells_each_event_and_what_it_changed(settled: Cli) -> None:
    shown = settled.ok(*WALK)
    assert "Ash Surgery grants m-flu" in shown
    assert "  → " in shown
    first = settled.ok(*WALK, "--limit", "1")
    assert "There are more: --after " in first
    assert max(map(len, shown.splitlines())) <= 100


def test_time_alone_is_told_apart() -> None:
    stale = Difference("mandate", "m", None, "held", "stale", "m was held and is stale.", ())
    step = Step(9, "2025-06-01T00:00:00Z", "2025-06-01T00:00:00Z", "MeetingHeld", "They met.", (stale,), (), None)
    time, event = replay(Page((step,), None), lambda _: None)
    assert "(by time alone) m was held and is stale." in plain(time)
    assert plain(event) == "1 June 2025: They met. (event 9)"


def plain(shown: Any) -> str:
    return str(getattr(shown, "renderable", shown))


def test_a_replay_of_nothing(settled: Cli) -> None:
    assert settled.ok("replay", "tree-pcn", "--from", "2023-01-01", "--to", "2023-02-01") == "Nothing happened.\n"


def test_changes_are_told_with_what_made_them(settled: Cli) -> None:
    shown = settled.ok("changes", "tree-pcn", "--from", "2024-01-01", "--to", "2024-06-30")
    assert "Then: as of 1 January 2024" in shown
    assert "What made the difference" in shown
    same = settled.ok("changes", "tree-pcn", "--from", "2024-01-01", "--to", "2024-01-01")
    assert "Nothing is different." in same
    assert "What made the difference" not in same


def test_both_are_there_as_json(settled: Cli) -> None:
    steps = settled.json(*WALK, "--limit", "2")
    assert steps["next"] == steps["steps"][-1]["position"]
    compared = settled.json("changes", "tree-pcn", "--from", "2024-01-01", "--to", "2024-06-30")
    assert orjson.dumps(compared["differences"]) != b"[]"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("replay", "tree-pcn", "--from", "2024-02-30"), "There is no such date."),
        (("changes", "tree-pcn"), "Say what to compare with"),
    ],
)
def test_what_makes_no_sense_is_refused(settled: Cli, words: tuple[str, ...], said: str) -> None:
    done = settled(*words)
    assert done.exit_code != 0
    assert said in done.stderr
