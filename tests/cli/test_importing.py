"""Is a ledger filled with what was typed, all of it or nothing, and is what happened said?"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from ledger.cli import published
from tests.cli.place import EVENTS, LAST, LINES

if TYPE_CHECKING:
    from tests.cli.place import Cli

EXCERPT = Path(__file__).parents[1] / "data" / "ods"


def events_in(cli: Cli) -> int:
    return len(cli.json("events", "--limit", "1000")["events"])


def test_the_register_comes_in_and_is_reported(cli: Cli) -> None:
    shown = cli.ok("import", "ods", "--dir", str(EXCERPT), "--extract-date", "2026-02-03")
    assert "epraccur.csv: ODS epraccur, 3 February 2026.\n" in shown
    assert "  … and" not in shown
    assert shown.splitlines()[-1] == "266 events recorded."
    shown = cli.ok("import", "ods", "--dir", str(EXCERPT), "--extract-date", "2026-02-03")
    assert "The ledger holds all of this already: there is nothing to record.\n" in shown
    assert shown.splitlines()[-1] == "0 events recorded."


def test_one_file_comes_before_that_of_the_folder(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes((EXCERPT / "epraccur.csv").read_bytes())
    told = cli.json("import", "ods", "--dir", str(EXCERPT), "--epraccur", str(tmp_path / "mine.csv"))
    assert next(one["file"] for one in told["files"]) == "mine.csv"
    assert told["recorded"] == told["events"] == events_in(cli)


def test_a_dry_run_shows_all_and_records_nothing(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = cli.json("import", "ods", "--dir", str(EXCERPT), "--dry-run")
    assert (told["recorded"], told["events"]) == (0, 266)
    assert events_in(cli) == 0
    monkeypatch.setattr(published, "SHOWN", 1)
    new = str(tmp_path / "new")
    shown = cli.ok("import", "ods", "--dir", str(EXCERPT), "--dry-run", "--data", new)
    assert "  … and 7 more." in shown
    assert shown.splitlines()[-1] == "This was a dry run: 266 events would be recorded, and none was."
    assert not Path(new).exists()
    assert "… and" not in cli.ok("import", "ods", "--dir", str(EXCERPT), "--dry-run", "--all", "--data", new)


def test_files_that_will_not_do(cli: Cli, tmp_path: Path) -> None:
    done = cli("import", "ods")
    assert done.exit_code == 2
    assert "Name a folder with --dir, or files with" in done.stderr
    assert cli("import", "ods", "--epcn", str(tmp_path / "none.xlsx")).exit_code == 2
    assert cli("import", "ods", "--dir", str(EXCERPT), "--extract-date", "today").exit_code == 2
    assert "has none of the published files" in cli.fails("import", "ods", "--dir", str(tmp_path))
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(b"no workbook")
    assert cli.fails("import", "ods", "--epcn", str(wrong)).startswith("wrong.xlsx")
    cli.ok("import", "ods", "--map", str(EXCERPT / "gp-reg-pat-prac-map.csv"))
    older = tmp_path / "older.csv"
    older.write_bytes((EXCERPT / "gp-reg-pat-prac-map.csv").read_bytes().replace(b"01Jul2026", b"01Jan2026"))
    assert "an older extract would undo what the later one put right" in cli.fails("import", "ods", "--map", str(older))


def test_a_fact_of_the_register_that_people_ruled_out_is_named(cli: Cli) -> None:
    cli.ok(
        "record",
        text=orjson.dumps(
            [
                {
                    "type": "OrganisationRegistered",
                    "organisation": "X1",
                    "name": "X",
                    "kind": "pcn",
                    "effective_at": "2000-01-01",
                },
                {"type": "EventRetracted", "position": 1, "because_of": "No."},
            ]
        ),
    )
    assert cli.json("import", "ods", "--dir", str(EXCERPT))["recorded"] == 266


def test_a_file_of_events(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(LINES)
    assert cli.ok("import", "events", str(file)) == f"{LAST} events recorded.\n"
    assert cli.ok("import", "events", str(file)) == (
        f"0 events recorded; {LAST} events of the file were there before.\n"
    )
    assert cli.json("import", "events", str(file)) == {"events": LAST, "recorded": 0, "times_kept": True}
    one = b"".join(LINES.splitlines(keepends=True)[:1])
    assert cli.ok("import", "events", "-", text=one) == "0 events recorded; 1 event of the file was there before.\n"


def test_times_that_are_not_kept_are_told(cli: Cli) -> None:
    cli.ok("record", text=orjson.dumps(EVENTS[0]))
    told = cli.ok("import", "events", "-", text=LINES.splitlines()[1])
    assert told == (
        "1 event recorded.\nThe ledger holds events that were recorded later: what is new counts as recorded now.\n"
    )


def test_a_pipe_is_read_twice_all_the_same(cli: Cli, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(LINES,))
    writer.start()
    assert cli.json("import", "events", str(pipe))["recorded"] == LAST
    writer.join()


def test_a_broken_line_near_the_end_is_named_and_nothing_recorded(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_bytes(LINES + b'{"type": "MandateGranted", "mandate": "m-hub", "by": "ash", "when": 1}\n')
    told = cli.fails("import", "events", str(file))
    assert told.startswith(f"{file}, line {LAST + 1}: /when: ")
    assert events_in(cli) == 0
    file.write_bytes(LINES + b'{"type": "MandateGranted", "mandate": "m-hub", "by": "nobody"}\n')
    told = cli.fails("import", "events", str(file))
    assert told == f"{file}, line {LAST + 1}: /by: There is no organisation nobody: register it first."
    assert events_in(cli) == 0


@pytest.mark.parametrize("command", [("import", "events"), ("record",)], ids=["lines", "json"])
def test_a_file_that_cannot_be_read(cli: Cli, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert cli.fails(*command, str(tmp_path / "none")) == f"{tmp_path / 'none'}: No such file or directory."
    assert cli.fails(*command, str(tmp_path)) == f"{tmp_path}: Is a directory."


def test_an_event_is_recorded_and_what_was_made_and_noted_is_said(place: Cli, tmp_path: Path) -> None:
    file = tmp_path / "event.json"
    file.write_bytes(
        orjson.dumps(
            {"type": "MandateSought", "holder": "tree-pcn", "scope": "x", "wording": "X.", "constituency": ["ash"]}
        )
    )
    told = place.ok("record", str(file))
    assert told.startswith(f"Recorded as event {LAST + 1}: MandateSought, with mandate ")
    refusal = {"type": "MandateRefused", "mandate": "m-hub", "by": "birch", "reason": "No."}
    told = place.ok("record", text=orjson.dumps([refusal]))
    assert told.splitlines()[0] == f"Recorded as event {LAST + 2}: MandateRefused."
    assert told.splitlines()[1].startswith("  note: Nothing shows that this came from Birch House")
    answer = place.json("record", text=orjson.dumps({**refusal, "source": "letter"}))
    assert [one["position"] for one in answer["events"]] == [LAST + 3]


def test_an_event_that_is_refused(place: Cli) -> None:
    told = place.fails("record", text=b'{"type": "MandateGranted", "by": "ash", "mandate": "m-nope"}')
    assert told == "/mandate: There is no mandate m-nope: record what opens it first."
    told = place.fails("record", text=b"{]")
    assert told.startswith("This is not JSON: ")
    told = place.fails("record", text=b'[{"type": "MandateGranted", "mandate": 7}]')
    assert {line.partition(": ")[0] for line in told.splitlines()} == {"/0/mandate", "/0/by"}
    told = place.fails("record", text=orjson.dumps([{**EVENTS[8], "effective_at": "2021-01-01"}]))
    lines = told.splitlines()
    assert lines[0].endswith("If it happened all the same, give `irregular_because`.")
    assert lines[1].startswith("  stop: /0, already_a_member: ")
    told = place.fails("record", text=orjson.dumps({**EVENTS[8], "effective_at": "2021-01-01"}))
    assert "already_a_member: " in told.splitlines()[1]


def test_no_more_is_read_than_is_taken(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.intake.BODY_BYTES_MOST", 10)
    monkeypatch.setattr("ledger.intake.text.parse.__kwdefaults__", {"limit_bytes": 10})
    assert cli.fails("record", text="x" * 12) == "This is too large: send at most 10 bytes at once."
