"""Are minutes recorded from a terminal, is every line shown, and is what is wrong with them named by its line?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from tests.cli.place import LAST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.place import Cli

MINUTES = """\
group: tree-pcn
held_at: 2024-06-11
mode: in_person
present: [ash, birch, cedar]
decisions:
  - decision: d-rota
    title: One rota
    text: We share a rota.
    by: ash
    method: vote
    affects: [late]
    choices:
      ash: agree
      birch: agree
      cedar: {choice: disagree, reason: Too far.}
    outcome: adopted
    statement: We share a rota.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "june.yaml"
    made.write_text(MINUTES)
    return made


def events_in(cli: Cli) -> int:
    return len(cli.json("events", "--limit", "1000")["events"])


def lines(shown: str) -> list[str]:
    return [" ".join(line.split()) for line in shown.splitlines()]


def test_each_event_is_shown_with_its_line_and_the_findings_under_it(place: Cli, file: Path) -> None:
    shown = lines(place.ok("minutes", str(file), "--dry-run"))
    assert shown[0] == "Line What happened"
    assert shown[2] == "1 Tree PCN meets (in person; Ash Surgery, Birch House and Cedar Practice)."
    assert "13 Ash Surgery chooses on d-rota: agree." in shown
    outcome = shown.index("16 d-rota is adopted.")
    assert shown[outcome + 1].startswith("note: It affects late, of whom nothing is recorded")
    assert shown[-1] == "This was a dry run: 6 events would be recorded, and none was."
    assert events_in(place) == LAST


def test_they_are_recorded_and_shown_with_their_positions(place: Cli, file: Path) -> None:
    shown = lines(place.ok("minutes", str(file)))
    assert shown[0] == "Line Event What happened"
    assert shown[2].startswith(f"1 {LAST + 1} Tree PCN meets")
    outcome = shown.index(f"16 {LAST + 6} d-rota is adopted.")
    assert shown[outcome + 1].startswith("note: It affects late")
    assert shown[-1].startswith("6 events recorded, of the meeting ")
    assert events_in(place) == LAST + 6
    again = place.fails("minutes", str(file))
    assert again.startswith(f"{file}, line 1: This is recorded already, from minutes of the same group and time.")
    assert events_in(place) == LAST + 6


def test_a_dry_run_says_what_would_be_in_the_way(place: Cli, file: Path) -> None:
    file.write_text(MINUTES.replace("adopted", "rejected"))
    shown = lines(place.ok("minutes", str(file), "--dry-run"))
    assert any(line.startswith("stop: By vote, the choices give adopted, not rejected") for line in shown)
    assert shown[-2:] == [
        "This was a dry run. Because of the stops, nothing would be recorded.",
        "Put them right or, where it happened all the same, give `because`.",
    ]
    said = place.fails("minutes", str(file))
    assert said.startswith(f"{file}, line 16: /decisions/0/outcome: By vote, the choices give adopted, not rejected")
    assert said.endswith("(outcome_disagrees) If it happened all the same, give `because`.")
    assert events_in(place) == LAST


def test_json_in_and_json_out(place: Cli) -> None:
    value: dict[str, Any] = {"group": "tree-pcn", "held_at": "2024-06-11", "mode": "video", "present": ["ash"]}
    foreseen = place.json("minutes", "-", "--dry-run", text=orjson.dumps(value))
    assert foreseen.keys() == {"meeting", "events", "findings", "would_be_refused"}
    told = place.json("minutes", "-", text=orjson.dumps(value))
    assert told.keys() == {"meeting", "events", "findings"}
    assert told["meeting"] == foreseen["meeting"]


def test_what_is_wrong_is_named_by_its_line(place: Cli, file: Path) -> None:
    file.write_text(MINUTES.replace("ash: agree", "ghost: agree").replace("by: ash", "by: gost"))
    assert place.fails("minutes", str(file)).splitlines() == [
        f"{file}, line 9: /decisions/0/by: There is no organisation gost: register it first.",
        f"{file}, line 13: /decisions/0/choices/ghost: There is no organisation ghost: register it first.",
    ]
    file.write_text(MINUTES.replace("statement", "statment"))
    assert place.fails("minutes", str(file)).splitlines() == [
        f"{file}, line 6: /decisions/0/statement: `statement` is missing: a DecisionTaken needs it.",
        f"{file}, line 17: /decisions/0/statment: `statment` means nothing in a decision. Did you mean `statement`?",
    ]
    file.write_text(MINUTES.replace("birch: agree", "ash: disagree"))
    assert place.fails("minutes", str(file)) == (
        f"{file}, line 14: `ash` is in line 13 already: leave one of the two out."
    )
    file.write_text(MINUTES.replace("  - decision", "\t- decision"))
    assert place.fails("minutes", str(file), "--dry-run").startswith(f"{file}, line 6: There is a tab here")
    assert place.fails("minutes", "-", text="") == "standard input, line 1: There is nothing in it."
    assert events_in(place) == LAST


def test_a_file_that_is_not_there_and_a_ledger_that_is_not_begun(place: Cli, file: Path, tmp_path: Path) -> None:
    assert "No such file" in place.fails("minutes", str(tmp_path / "none.yaml"))
    assert "There is no ledger in" in place.fails("minutes", str(file), "--data", str(tmp_path / "new"))
