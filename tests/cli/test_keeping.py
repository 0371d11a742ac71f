"""Is a ledger looked after as was typed: exported, migrated, rebuilt, and its words erased for ever?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from ledger.store.migrations import migrate
from tests.cli.place import LAST, LINES

if TYPE_CHECKING:
    from tests.cli.place import Cli


def test_an_export_comes_in_again_as_it_was(
    place: Cli, database_dsn: str, ledger_schema: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    exported = place.ok("export")
    assert exported.encode() == LINES
    out = tmp_path / "out.jsonl"
    done = place("export", "--out", str(out))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"{LAST} events written to {out}.\n"
    assert out.read_text() == exported
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    assert len(place.ok("export", "--upto", "2").splitlines()) == 2
    readings = [place.ok(*words, "--json", "--upto", str(LAST)) for words in (("standing", "tree-pcn"), ("findings",))]

    migrate(database_dsn, f"{ledger_schema}_b")
    monkeypatch.setenv("LEDGER_SCHEMA", f"{ledger_schema}_b")
    assert place.json("import", "events", str(out)) == {"events": LAST, "recorded": LAST, "times_kept": True}
    assert place.ok("export") == exported
    assert readings == [
        place.ok(*words, "--json", "--upto", str(LAST)) for words in (("standing", "tree-pcn"), ("findings",))
    ]


def test_an_export_says_what_is_not_in_it(place: Cli) -> None:
    place.ok("erase", "18", "--yes")
    done = place("export")
    assert done.stderr == '1 text had been erased: the export says "[erased]" there.\n'
    assert '"reason":"[erased]"' in done.stdout


def test_an_export_that_cannot_be_written_leaves_nothing_behind(place: Cli, tmp_path: Path) -> None:
    told = place.fails("export", "--out", str(tmp_path / "none" / "out"))
    assert told == f"{tmp_path / 'none' / 'out.part'}: No such file or directory."
    (tmp_path / "there").mkdir()
    assert place("export", "--out", str(tmp_path / "there")).exit_code == 2
    assert place.fails("export", "--upto", "999").startswith("--upto: ")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_words_are_erased_after_a_question(place: Cli) -> None:
    done = place("erase", "19", text="n\n")
    assert done.exit_code == 1
    assert done.stderr.startswith("Event 19 says:\n  /reason: Nobody asked us.\nErase this text for ever? [y/N]:")
    assert done.stderr.endswith("Nothing was erased.\n")
    done = place("erase", "19", text="")
    assert done.exit_code == 1
    assert done.stderr.endswith("Nothing was erased.\n")
    done = place("erase", "19", text="y\n")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "1 text erased.")
    assert place.fails("erase", "19", "--yes") == "The event at position 19 has no text that could be erased."
    assert place.ok("erase", "15", "/wording", "--yes") == "1 text erased.\n"
    assert "“The network plans a hub.”" in place.ok("standing", "tree-pcn", "--scope", "hub")
    assert "Its wording was erased." in place.ok("standing", "tree-pcn", "--scope", "flu-clinics")


def test_several_words_of_one_event(place: Cli) -> None:
    place.ok(
        "record",
        text=b'{"type": "MandateSought", "holder": "tree-pcn", "scope": "x", "wording": "W.", "note": "N."}',
    )
    at = str(LAST + 1)
    assert place.fails("erase", at, "/scope", "--yes") == (
        f"The event at position {at} has no text at /scope that could be erased. Its texts are at /note, /wording."
    )
    assert "Erase these texts for ever?" in place("erase", at, text="n\n").stderr
    assert place.ok("erase", at, "--yes") == "2 texts erased.\n"


def test_what_cannot_be_erased(place: Cli) -> None:
    assert place.fails("erase", "999", "--yes") == "Nothing is recorded at position 999."
    assert place.fails("erase", "1", "--yes") == "The event at position 1 has no text that could be erased."
    assert place("erase", "0").exit_code == 2


def test_names_of_persons(place: Cli) -> None:
    assert place.ok("person", "show", "p-amy") == "p-amy: Dr Amy Shaw\n"
    assert place.json("person", "show", "p-amy") == {"person": "p-amy", "name": "Dr Amy Shaw"}
    assert place.ok("person", "set", "p-amy", "Amy S.") == "p-amy: Amy S.\n"
    assert "Led by Amy S. (p-amy)" in place.ok("organisation", "tree-pcn")
    assert place.ok("person", "forget", "p-amy") == "The name of p-amy is forgotten.\n"
    assert place.ok("person", "forget", "p-amy") == "No name was kept for p-amy.\n"
    assert place.fails("person", "show", "p-amy") == "No name is kept for this person."
    for name in (" ", "x" * 201, "a\nb", "\udcff"):
        assert place("person", "set", "p-amy", name).exit_code == 2


def test_the_kept_views_are_built_anew(place: Cli) -> None:
    before = place.json("standings")
    assert " ".join(place.ok("rebuild").split()) == (
        "Built anew: the standings of 1 organisation, what is due from 6 organisations, and the findings on 24 events."
    )
    assert place.json("standings") == before


def test_tables_are_brought_up_to_date(cli: Cli, database_dsn: str, ledger_schema: str) -> None:
    assert cli.ok("migrate") == "There was nothing to apply: the tables are up to date.\n"
    assert cli.ok("migrate", "--check") == "There is nothing to apply: the tables are up to date.\n"
    with psycopg.connect(database_dsn) as connection:
        connection.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(ledger_schema)))
    told = f"The schema {ledger_schema} is not up to date. Run `migrate`, which will apply: 001_ledger.sql, "
    assert cli.fails("migrate", "--check").startswith(told)
    assert cli.fails("events").startswith(told)
    assert cli.fails("record", text=b'{"type": "MandateGranted", "mandate": "m", "by": "a"}').startswith(told)
    assert cli.ok("migrate").startswith("Applied: 001_ledger.sql, ")
    assert cli.ok("events") == "There are none.\n"


def test_a_migration_that_was_changed_is_not_applied_again(cli: Cli, database_dsn: str, ledger_schema: str) -> None:
    with psycopg.connect(database_dsn) as connection:
        connection.execute(
            SQL("UPDATE {} SET checksum = 'another' WHERE name = '001_ledger.sql'").format(
                Identifier(ledger_schema, "migrations")
            )
        )
    assert cli.fails("migrate") == ("Changed since they were applied: 001_ledger.sql. Add a new migration instead.")
    assert "001_ledger.sql (changed since it was applied)" in cli.fails("migrate", "--check")
