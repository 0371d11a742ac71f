"""Does the one script that sets everything up do so once, whole, and only when something has changed?"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def dev(tmp_path: Path) -> ModuleType:
    """A copy of the script in a checkout of its own, with locks that name nothing."""
    (tmp_path / "dev.py").write_text((ROOT / "dev.py").read_text())
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "requirements-test.txt").touch()
    spec = importlib.util.spec_from_file_location("dev", tmp_path / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(checkout: ModuleType, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    script = str(checkout.__file__)
    line = [sys.executable, script, *words]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=cwd, env=without_us())


def without_us() -> dict[str, str]:
    """The environment without the checkout that is under test, whose packages would be found as well."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]], ids=["nothing", "long", "short"])
def test_help_names_every_command_and_installs_nothing(
    dev: ModuleType, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(words) == 0
    shown = capsys.readouterr().out
    for command in ("demo", "serve", "test", "format", "bench", "soak", "lock"):
        assert f"\n  {command} " in shown
    assert not dev.venv().exists()


def test_an_older_python_is_told_which_one_is_needed(dev: ModuleType) -> None:
    assert dev.too_old((3, 11)) is None
    assert dev.too_old((3, 14)) is None
    assert dev.too_old((3, 9)) == "This is Python 3.9; the project needs 3.11 or newer. Try python3.11 dev.py."


def test_nothing_is_ready_before_it_was_set_up_to_the_end(dev: ModuleType) -> None:
    assert not dev.ready("run")
    dev.python().parent.mkdir(parents=True)
    dev.python().symlink_to(sys.executable)
    assert not dev.ready("run")
    dev.stamp("run").write_text(dev.wanted("run"))
    assert dev.ready("run")
    assert not dev.ready("test")


def test_another_lock_or_another_python_asks_for_a_new_environment(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dev.wanted("run")
    monkeypatch.setattr(sys, "version", "4.0")
    assert dev.wanted("run") != before
    monkeypatch.undo()
    (dev.ROOT / "requirements.txt").write_text("something==1.0\n")
    assert dev.wanted("run") != before


def test_it_sets_up_what_is_missing_and_hands_over_the_words(dev: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "__main__.py").write_text("import os, sys; print(sys.argv[1:], os.getcwd()); sys.exit(3)")
    dev.venv().mkdir()
    (dev.venv() / "left-by-a-broken-start").touch()
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "ledger").mkdir(parents=True)
    (elsewhere / "ledger" / "__main__.py").write_text("print('not this one')")

    first = run(dev, "standing", "A81001", "--json", cwd=elsewhere)
    assert first.stdout == f"['standing', 'A81001', '--json'] {elsewhere}\n"
    assert first.stderr == "Setting up (about a minute the first time) …\n"
    assert first.returncode == 3
    assert not (dev.venv() / "left-by-a-broken-start").exists()

    assert run(dev, "demo").stderr == ""


def test_a_set_up_that_fails_says_why_and_the_next_one_starts_again(dev: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("no hash here\n")
    failed = run(dev, "demo")
    assert failed.returncode == 1
    assert "requirements.txt" in failed.stderr
    assert failed.stderr.endswith("The libraries that requirements.txt names could not be installed.\n")
    assert "Traceback" not in failed.stderr
    assert not dev.ready("run")
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "__main__.py").touch()
    assert run(dev, "demo").returncode == 0


def test_two_that_start_at_once_set_up_once(dev: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "__main__.py").touch()
    words = [sys.executable, str(dev.__file__), "demo"]
    both = [subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=without_us()) for _ in range(2)]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert "".join(said).count("Setting up") == 1


def test_checks_never_see_the_settings_of_a_real_ledger(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDGER_DATABASE_URL", "postgresql://real")
    monkeypatch.setenv("LEDGER_TEST_SPEED", "slow")
    dev.python().parent.mkdir(parents=True)
    tool = dev.python().parent / "tool"
    tool.write_text(f"#!/bin/sh\nenv > {tmp_path}/seen\npwd > {tmp_path}/where\n")
    tool.chmod(0o755)
    assert dev.call(["tool"]) == 0
    seen = (tmp_path / "seen").read_text()
    assert "LEDGER_TEST_SPEED=slow" in seen
    assert "LEDGER_DATABASE_URL" not in seen
    assert (tmp_path / "where").read_text().strip() == str(tmp_path)


def test_every_check_is_run_and_those_that_fail_are_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def call(words: list[str]) -> int:
        ran.append(words[0])
        return int(words[0] in {"mypy", "deptry"})

    monkeypatch.setattr(dev, "call", call)
    assert dev.every_check() == 1
    assert ran == ["ruff", "ruff", "mypy", "lint-imports", "deptry", "pytest"]
    assert capsys.readouterr().err.endswith("\nFailed: Types, Dependencies.\n")


def test_a_path_is_meant_from_where_the_user_is(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "test_one.py").touch()
    monkeypatch.chdir(tmp_path)
    assert dev.from_here("test_one.py::test_it") == f"{tmp_path}/test_one.py::test_it"
    assert dev.from_here("test_one.py") == f"{tmp_path}/test_one.py"
    assert dev.from_here("-k") == "-k"
    assert dev.from_here("restart") == "restart"


def test_the_locks_name_no_registry_and_hash_everything() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert not [line for line in text.splitlines() if line.startswith("-")]
        assert all(part.count("--hash=sha256:") for part in text.replace("\\\n", "").splitlines() if part.strip())
    everything, needed = ((ROOT / name).read_text() for name in ("requirements-test.txt", "requirements.txt"))
    assert {line for line in needed.splitlines() if "==" in line} <= set(everything.splitlines())
