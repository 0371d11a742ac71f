"""Is every failure a sentence with an exit code, and never a traceback?"""

from __future__ import annotations

import io
import os
import runpy
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import orjson
import pytest

from ledger import __main__ as from_a_terminal
from ledger.asking.listing import Listing
from ledger.cli import app, failing, showing
from ledger.cli.app import main
from ledger.store.embedded import EmbeddedError, embedded
from ledger.store.errors import StoreBusy

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.place import Cli

ROOT = Path(__file__).parents[2]
HEAVY = {"fastapi", "uvicorn", "openpyxl", "pydantic", "psycopg", "rich.console", "msgspec", "ledger.events", "api"}


def raising(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def broken(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """From here on, listing events fails."""
    monkeypatch.setattr(Listing, "events", raising(error))


def typed(*words: str, **more: Any) -> subprocess.Popen[str]:
    """A command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "ledger", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def test_a_fault_of_the_ledger_is_written_down(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken(monkeypatch, ZeroDivisionError("by nought"))
    folder = tmp_path / "data"
    folder.mkdir()
    told = cli.fails("events", code=70)
    log = folder / "faults.log"
    assert told.startswith("This is a fault in the ledger, not in what you typed. It is written down as ")
    assert told.endswith(f" in {log}: please report it with both.")
    number = told.split(" in ")[2].split()[-1]
    written = log.read_text()
    assert f" {number} " in written
    assert "ZeroDivisionError: by nought" in written
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_fault_is_written_down_elsewhere_where_there_is_no_folder(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken(monkeypatch, ZeroDivisionError("by nought"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert f" in {tmp_path / 'faults.log'}: " in cli.fails("events", code=70)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert cli.fails("events", code=70) == "This is a fault in the ledger, not in what you typed: ZeroDivisionError."


def test_a_fault_before_the_settings_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cli: Cli) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("ledger.cli.opening.place", raising(ZeroDivisionError()))
    token = failing.LOGS.set(None)
    try:
        assert f" in {tmp_path / 'faults.log'}: " in cli.fails("events", code=70)
    finally:
        failing.LOGS.reset(token)


def test_a_busy_database(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, StoreBusy("Others were appending all the time."))
    assert cli.fails("events") == "Others were appending all the time.\nNothing was changed. Try again."


def test_an_error_of_the_operating_system(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, OSError(28, "No space left on device"))
    assert cli.fails("events") == "No space left on device."
    broken(monkeypatch, OSError(28, "No space left on device", "/a/file"))
    assert cli.fails("events") == "/a/file: No space left on device."
    broken(monkeypatch, OSError("odd"))
    assert "This is a fault in the ledger" in cli.fails("events", code=70)


def test_a_database_that_is_not_there(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/none?connect_timeout=2")
    told = cli.fails("events").splitlines()
    assert len(told) == 2
    assert told[0].startswith("The database cannot be reached: ")
    assert told[1] == "Nothing was changed. Does the server run, and does LEDGER_DATABASE_URL, if it is set, name it?"
    assert "secret" not in told[0]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LEDGER_SCHEMA", "Mine!", "LEDGER_SCHEMA has to be up to 40 small letters"),
        (
            "LEDGER_DATABASE_URL",
            "nonsense",
            "LEDGER_DATABASE_URL has to be like postgresql://user:password@host/database.",
        ),
    ],
)
def test_a_setting_that_cannot_be_used(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    for words in (("events",), ("demo", "--once"), ("serve",), ("migrate", "--check")):
        assert cli.fails(*words).startswith(sentence)


def test_a_folder_that_cannot_be_used(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert cli.fails("events", "--data", str(tmp_path / "file")).endswith("Not a directory.")
    told = cli.fails(
        "record", "--data", str(tmp_path / "file"), text=b'{"type": "EntryDisputed", "position": 1, "by": "a"}'
    )
    assert told.count("\n") == 0
    assert told.endswith(".")


def test_a_server_that_does_not_start(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, EmbeddedError("The ledger's database server did not start. FATAL:\n  no room"))
    assert cli.fails("events") == "The ledger's database server did not start. FATAL: no room."


def test_help_is_no_failure(cli: Cli) -> None:
    assert "Usage: ledger standing [OPTIONS]" in cli.ok("standing", "--help")
    assert "Usage: ledger import ods [OPTIONS]" in cli.ok("import", "ods", "-h")
    assert "  set     Keep a person's name" in cli.ok("person", "--help")


def test_control_c_ends_quietly(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, KeyboardInterrupt())
    assert cli.fails("events", code=130) == ""


def test_a_closed_pipe_ends_quietly(place: Cli) -> None:
    grant = {"type": "MandateGranted", "mandate": "m-hub", "by": "ash", "source": "x" * 400}
    place.ok("import", "events", "-", text=b"\n".join([orjson.dumps(grant)] * 600))
    for words in (("events", "--limit", "1000"), ("events", "--limit", "1000", "--json"), ("export",)):
        with typed(*words) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == ""
            assert process.wait(60) == 1


def test_a_table_for_a_reader_who_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    with pytest.raises(BrokenPipeError):
        showing.put([showing.line("Anybody?")])


def test_bars_are_drawn_where_there_is_a_terminal(place: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert place("rebuild").stderr == ""
    monkeypatch.setenv("FORCE_COLOR", "1")
    done = place("rebuild")
    assert "What is due" in done.stderr
    assert "\x1b" in done.stderr


def test_colours_can_be_refused(place: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = place.ok("standing", "tree-pcn", "--upto", "20")
    monkeypatch.setenv("FORCE_COLOR", "1")
    bold = place.ok("standing", "tree-pcn", "--upto", "20")
    assert "\x1b[1m" in bold
    assert "\x1b[3" not in bold
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.setenv("NO_COLOR", "1")
    assert place.ok("standing", "tree-pcn", "--upto", "20") == plain


def test_main_prints_what_a_terminal_cannot_show(
    place: Cli,  # noqa: ARG001 it fills the ledger
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii"))
    monkeypatch.setattr(sys, "argv", ["ledger", "standing", "tree-pcn"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert b"?The network plans a hub.?" in shown.getvalue()


def test_nothing_is_lost_where_python_does_not_buffer(tmp_path: Path) -> None:
    class Slow(io.FileIO):
        def write(self, data: Any, /) -> int:
            return super().write(bytes(data)[:100])

    raw = Slow(tmp_path / "out", "w")
    plain = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with app._safe(plain) as safe:
        safe.write("x" * 100_000)
        safe.buffer.write(b"y" * 100_000)
    assert (tmp_path / "out").read_text() == "x" * 100_000 + "y" * 100_000
    assert plain.closed
    assert app._safe(shown := io.StringIO()) is shown


def test_the_package_is_a_program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert vars(from_a_terminal)["main"] is main
    monkeypatch.setattr(sys, "argv", ["ledger", "--help"])
    monkeypatch.delitem(sys.modules, "ledger.__main__")
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("ledger", run_name="__main__")
    assert ended.value.code == 0
    assert "Who stands behind whom" in capsys.readouterr().out


def test_help_comes_without_what_only_commands_need() -> None:
    code = f"import sys, ledger.cli.app; print(*({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_an_embedded_ledger_is_begun_read_and_shared(cli: Cli, tmp_path: Path) -> None:
    at = ("--data", str(tmp_path / "mine"))
    none = (
        f"There is no ledger in {tmp_path / 'mine'} yet. Begin one with `serve`, `record` or `import`, "
        "or name another folder with --data."
    )
    assert cli.fails("events", *at) == none
    assert cli.fails("migrate", "--check", *at) == none
    assert not (tmp_path / "mine").exists()
    event = {"type": "OrganisationRegistered", "organisation": "a", "name": "A", "kind": "pcn"}
    assert cli.ok("record", *at, text=orjson.dumps(event)) == "Recorded as event 1: OrganisationRegistered.\n"
    with embedded(tmp_path / "mine") as running:
        assert running.owned
        environment = {name: value for name, value in os.environ.items() if name != "LEDGER_DATABASE_URL"}
        with typed("organisations", "--json", env={**environment, "LEDGER_DATA": str(tmp_path / "mine")}) as process:
            out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        assert '"organisation":"a"' in out
        assert cli.ok("migrate", "--check", *at) == "There is nothing to apply: the tables are up to date.\n"
