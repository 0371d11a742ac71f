"""Do the commands that go on until they are stopped show and serve what they should?"""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest

from ledger import serving

if TYPE_CHECKING:
    from tests.cli.place import Cli

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A data folder that the demo is loaded into by the first test that shows it."""
    return str(tmp_path_factory.mktemp("demo"))


def test_the_demo_is_loaded_once_and_printed(cli: Cli, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    first = cli.ok("demo", "--once", "--data", folder)
    assert "Lunnow Vale PCN" in first
    assert "as known that day" in first
    assert re.search(r"^U71716 +GRANTHAM AND RURAL PCN +10 +76,678$", first, re.MULTILINE)
    assert max(map(len, first.splitlines()[:-1])) <= 100
    assert first.endswith(f"  LEDGER_SCHEMA=demo_place python3 dev.py standings --data {folder}\n")
    monkeypatch.setenv("LEDGER_SCHEMA", "demo_place")
    assert "Lunnow Vale PCN" in cli.ok("standings", "--data", folder)
    assert cli.ok("demo", "--once", "--data", folder) == first


def test_the_demo_has_a_folder_of_its_own(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, folder: str, tmp_path: Path
) -> None:
    own = tmp_path / "mine"
    monkeypatch.setenv("LEDGER_DATA", str(own))
    (tmp_path / "mine-demo").symlink_to(folder)
    assert "Lunnow Vale PCN" in cli.ok("demo", "--once")
    assert not own.exists()


def test_the_demo_serves_both_ledgers(cli: Cli, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    ran: list[serving.Sites] = []
    monkeypatch.setattr(serving, "run", ran.append)
    monkeypatch.setattr(serving, "log_as_json", lambda: None)
    shown = cli.ok("demo", "--port", "0", "--data", folder)
    assert len(ran) == 1
    addresses = re.findall(r"http://127\.0\.0\.1:\d+", shown)
    assert len(set(addresses)) == 2
    assert "/v1/organisations/lunnow-vale-pcn/standing?as_of=2024-05-01&known_at=2024-05-01\n" in shown


def test_a_port_that_is_taken_is_said_before_anything_is_loaded(cli: Cli, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = f"Port {port} of 127.0.0.1 cannot be used: Address already in use"
        assert cli.fails("demo", "--port", port, "--data", str(tmp_path / "new")).startswith(told)
        assert cli.fails("serve", "--port", port).startswith(told)
    assert not (tmp_path / "new").exists()
    assert cli.fails("demo", "--port", "65535", "--data", str(tmp_path / "new")).startswith("There is no port 65536")
    assert cli("serve", "--port", "65536").exit_code == 2


@pytest.mark.parametrize("word", ["serve", "demo"])
def test_a_ledger_is_served_until_control_c(folder: str, word: str) -> None:
    words = [sys.executable, "-m", "ledger", word, "--port", "0", "--data", folder]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        found: list[str] = []
        while not found:
            found = re.findall(r"http://[0-9.:]+", process.stdout.readline())
        assert httpx2.get(f"{found[0]}/readyz").status_code == 200
        other = subprocess.run(
            [sys.executable, "-m", "ledger", "migrate", "--data", folder],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert other.returncode == 0, other.stderr
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 0
