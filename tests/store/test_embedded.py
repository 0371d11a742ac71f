"""Does a ledger's own database server start, stop, and outlive what can happen to it?"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from ledger.store import binaries, cluster, embedded
from ledger.store.binaries import EmbeddedError, Programs, for_everybody, programs
from ledger.store.cluster import SOCKET, Cluster, address, alive
from ledger.store.embedded import Running, Server
from ledger.store.embedded import embedded as serving

ROOT = Path(__file__).resolve().parents[2]

OWNER = """
import sys, time
from pathlib import Path
from ledger.store.embedded import embedded
with embedded(Path(sys.argv[1])) as running:
    print(running.owned, flush=True)
    time.sleep(600)
"""


@contextlib.contextmanager
def another_process(data: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has asked for the same ledger, and keeps asking until it is killed."""
    words = [sys.executable, "-c", OWNER, str(data)]
    with subprocess.Popen(
        words, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def soon(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def ask(running: Running, sql: str) -> object:
    with psycopg.connect(running.dsn, autocommit=True) as connection:
        row = connection.execute(sql.encode()).fetchone()
        assert row is not None
        return row[0]


def note(running: Running) -> None:
    ask(running, "INSERT INTO notes VALUES (1) RETURNING x")


def notes(running: Running) -> object:
    return ask(running, "SELECT count(*) FROM notes")


def pid_of(data: Path) -> int:
    pid = Cluster(data / "postgres").pid
    assert pid is not None
    return pid


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger's folder with an empty database in it, to copy: making one takes a second."""
    data = tmp_path_factory.mktemp("empty") / "data"
    with serving(data) as running:
        with psycopg.connect(running.dsn) as connection:
            connection.execute("CREATE TABLE notes (x int)")
        note(running)
    return data


@pytest.fixture
def data(empty: Path, tmp_path: Path) -> Path:
    shutil.copytree(empty, tmp_path / "data")
    return tmp_path / "data"


def test_it_starts_from_nothing_and_is_private(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    with serving(data) as running:
        assert running.owned
        assert ask(running, "SHOW server_encoding") == "UTF8"
        assert ask(running, "SHOW data_checksums") == "on"
        assert ask(running, "SHOW listen_addresses") == ""
        assert ask(running, "SELECT current_user || ' ' || current_database()") == "ledger ledger"
        pid = pid_of(data)
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "postgres").stat().st_mode & 0o777 == 0o700
    assert not alive(pid)


def test_a_restart_keeps_what_was_recorded(data: Path) -> None:
    with serving(data) as running:
        note(running)
    with serving(data) as running:
        assert notes(running) == 2


def test_whoever_asks_second_uses_the_owners_server(data: Path) -> None:
    with serving(data) as owner, serving(data) as second, another_process(data) as third:
        assert (owner.owned, second.owned, said(third)) == (True, False, "False")
        note(owner)
        assert notes(second) == 2


def test_of_two_that_start_at_once_one_owns_the_server(tmp_path: Path) -> None:
    with another_process(tmp_path / "data") as one, another_process(tmp_path / "data") as other:
        assert sorted([said(one), said(other)]) == ["False", "True"]


def test_a_killed_server_is_started_again(data: Path) -> None:
    with serving(data) as running:
        note(running)
        os.kill(pid_of(data), signal.SIGKILL)
        assert soon(lambda: embedded._answers(running.dsn))
        assert notes(running) == 2


def test_a_killed_owner_takes_its_server_along_and_loses_nothing(data: Path) -> None:
    with another_process(data) as owner:
        assert said(owner) == "True"
        with serving(data) as running:
            note(running)
        pid = pid_of(data)
        owner.kill()
        owner.wait()
        with serving(data) as running:
            assert running.owned
            assert notes(running) == 2
            assert not alive(pid)


def test_both_killed_leave_nothing_in_the_way_of_the_next(data: Path) -> None:
    with another_process(data) as owner:
        assert said(owner) == "True"
        server = pid_of(data)
        owner.send_signal(signal.SIGSTOP)
        os.kill(server, signal.SIGKILL)
        owner.kill()
    assert (data / "postgres" / "postmaster.pid").exists()
    with serving(data) as running:
        assert running.owned
        assert notes(running) == 1


def test_a_process_that_has_a_killed_servers_id_is_not_mistaken_for_it(data: Path) -> None:
    stale = data / "postgres" / "postmaster.pid"
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with other:
        stale.write_text(f"{other.pid}\n/proc/self/fd/3\n1795414710\n5432\n.\n\n 16040022        14\nready   \n")
        stale.chmod(0o600)
        with serving(data) as running:
            assert running.owned
        other.kill()


def test_the_id_of_another_postgresql_is_waited_for_and_then_set_aside(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "GOING", 0.1)
    with serving(tmp_path / "other"):
        stale = data / "postgres" / "postmaster.pid"
        stale.write_text(f"{pid_of(tmp_path / 'other')}\n/proc/self/fd/3\n")
        Cluster(data / "postgres").disown()
        assert pid_of(data) == cluster.NO_PROCESS


def test_a_server_that_somebody_started_by_hand_is_used_and_left_running(data: Path, tmp_path: Path) -> None:
    folder = Cluster(data / "postgres")
    with cluster.opened(folder.folder) as fd, (tmp_path / "log").open("wb") as log:
        program = for_everybody(programs(folder.major)).folder / "postgres"
        by_hand = cluster.under_us(program, embedded._words(), folder.uid(), fd, log)
        try:
            assert soon(lambda: folder.listens(str(folder.folder)))
            with serving(data) as running:
                assert not running.owned
                assert notes(running) == 1
            assert by_hand.poll() is None
        finally:
            by_hand.send_signal(signal.SIGINT)
            by_hand.wait()


def test_a_server_that_its_owner_left_behind_is_stopped_first(data: Path, tmp_path: Path) -> None:
    folder = Cluster(data / "postgres")
    with cluster.opened(folder.folder) as fd, (tmp_path / "log").open("wb") as log:
        program = for_everybody(programs(folder.major)).folder / "postgres"
        left = cluster.under_us(program, embedded._words(), folder.uid(), fd, log)
        (data / "owner.lock").write_text(f"{left.pid}\n")
        assert soon(lambda: folder.listens(str(folder.folder)))
        with serving(data) as running:
            assert running.owned
            assert left.wait() == 0


def test_a_long_path_is_no_hindrance(data: Path, tmp_path: Path) -> None:
    far = tmp_path / ("d" * 100) / "data"
    far.parent.mkdir()
    data.rename(far)
    with serving(far) as running, serving(far) as second:
        assert notes(second) == 1
        host = psycopg.conninfo.conninfo_to_dict(running.dsn)["host"]
        assert len(f"{host}/{SOCKET}") <= cluster.LONGEST_SOCKET_PATH
    assert not Path(str(host)).parent.exists()


def test_a_half_made_database_is_made_again(tmp_path: Path) -> None:
    half = tmp_path / "data" / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with serving(tmp_path / "data") as running:
        assert running.owned
    assert not half.exists()


def test_a_database_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    found = programs(None)
    broken = tmp_path / "bin"
    broken.mkdir()
    (broken / "initdb").write_text("#!/bin/sh\necho no room on the disk\nexit 1\n")
    (broken / "initdb").chmod(0o755)
    (tmp_path / "data").mkdir()
    everybody = Programs(broken, found.major)
    with pytest.raises(EmbeddedError, match="could not be made"):
        Cluster(tmp_path / "data" / "postgres").make(everybody, tmp_path / "log")


def test_a_server_that_does_not_start_says_why(data: Path) -> None:
    with (data / "postgres" / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    with pytest.raises(EmbeddedError, match=r"did not start.*no_such_setting"), serving(data):
        pass


def test_an_owner_that_never_answers_is_reported(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PATIENCE", 0.1)
    with embedded._lock_file(data) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(EmbeddedError, match="does not answer"), serving(data):
            pass


def test_a_folder_that_cannot_be_used_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedError, match="cannot be used: Not a directory"), serving(tmp_path / "file"):
        pass


def test_a_database_of_a_version_that_is_not_here_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Other tests' servers may have had one version chosen for all.
    monkeypatch.setattr(embedded, "programs", programs)
    (data / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedError, match="made by PostgreSQL 9, and the PostgreSQL here is "), serving(data):
        pass


def test_the_machines_postgresql_serves_where_the_wheel_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = programs(None)
    monkeypatch.setattr(binaries, "WHEEL", "no_such_wheel")
    monkeypatch.setenv("PATH", "/nowhere")
    for version in ("9", str(wheel.major)):
        (tmp_path / version).mkdir()
    (tmp_path / str(wheel.major) / "bin").symlink_to(wheel.folder)
    assert programs(None, tmp_path).folder == tmp_path / str(wheel.major) / "bin"
    with pytest.raises(EmbeddedError, match=f"the PostgreSQL here is {wheel.major}"):
        programs(16, tmp_path)

    with pytest.raises(EmbeddedError, match=r"No PostgreSQL 15 or newer was found\."):
        programs(None, tmp_path / "nowhere")
    with pytest.raises(EmbeddedError, match="the PostgreSQL here is none"):
        programs(16, tmp_path / "nowhere")

    monkeypatch.setenv("PATH", str(wheel.folder))
    assert programs(None, tmp_path / "nowhere") == Programs(wheel.folder, wheel.major)


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\necho something else\n"])
def test_programs_that_do_not_run_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    for name in binaries.NEEDED:
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(binaries, "WHEEL", "no_such_wheel")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EmbeddedError, match="No PostgreSQL"):
        programs(None, tmp_path / "nowhere")


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    """The wheel's programs where only we can reach them."""
    found = programs(None)
    if not found.parts:
        pytest.skip("The programs are the machine's own.")
    root = tmp_path_factory.mktemp("private")
    for part in found.parts:
        (root / part.relative_to(found.root)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(part, root / part.relative_to(found.root), symlinks=True)
    root.chmod(0o700)
    parts = tuple(root / part.relative_to(found.root) for part in found.parts)
    return Programs(root / found.folder.relative_to(found.root), found.major, root, parts)


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that everybody can pass through, unlike pytest's own."""
    with contextlib.ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        yield folder


def test_programs_that_only_root_can_reach_are_copied_once(hidden: Programs, shelf: Path) -> None:
    copy = for_everybody(hidden, (Path("/nowhere"), shelf))
    assert copy.folder.is_relative_to(shelf)
    assert for_everybody(hidden, (shelf,)) == copy
    assert for_everybody(copy, ()) == copy
    answer = subprocess.run([copy.folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    assert "PostgreSQL" in answer.stdout


def test_a_copy_that_another_start_finished_first_is_used(
    hidden: Programs, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(_: Programs, made: Path) -> None:
        (made / "something").touch()
        for_quick = shelf / "collaboration-ledger" / f"postgresql-{hidden.major}-{binaries._digest(hidden)}"
        for_quick.mkdir()
        (for_quick / "something").touch()

    monkeypatch.setattr(binaries, "_copy", slowly)
    assert for_everybody(hidden, (shelf,)).root.name.startswith("postgresql-")


def test_a_place_for_the_copy_that_is_not_ours_is_not_used(hidden: Programs, shelf: Path) -> None:
    (shelf / "collaboration-ledger").symlink_to(shelf)
    with pytest.raises(EmbeddedError, match="no place for a copy"):
        for_everybody(hidden, (shelf,))


def test_a_copy_that_fails_leaves_nothing(hidden: Programs, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Programs, __: Path) -> None:
        raise OSError

    monkeypatch.setattr(binaries, "_copy", fail)
    with pytest.raises(EmbeddedError, match="no place for a copy"):
        for_everybody(hidden, (shelf,))
    assert not list((shelf / "collaboration-ledger").iterdir())


def test_the_machines_own_programs_are_never_copied(hidden: Programs, shelf: Path) -> None:
    with pytest.raises(EmbeddedError, match="by root only"):
        for_everybody(Programs(hidden.folder, hidden.major), (shelf,))


def test_an_ordinary_user_runs_the_server_as_itself(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert Cluster(data / "postgres").uid() is None


@pytest.mark.parametrize(
    ("owner", "server", "is_given"), [(0, 4711, True), (1234, 1234, False)], ids=["restored", "made"]
)
def test_root_runs_the_server_as_the_databases_owner_and_gives_it_one_it_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: int, server: int, *, is_given: bool
) -> None:
    given: list[tuple[str, int]] = []
    (tmp_path / "postgres" / "base").mkdir(parents=True)
    monkeypatch.setattr(cluster, "SERVER_UID", 4711)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "lchown", lambda path, uid, _: given.append((str(path), uid)))
    monkeypatch.setattr(Path, "stat", lambda _: os.stat_result((0, 0, 0, 0, owner, 0, 0, 0, 0, 0)))
    uid = Cluster(tmp_path / "postgres").uid()
    monkeypatch.undo()
    assert uid == server
    assert ((str(tmp_path / "postgres" / "base"), 4711) in given) == is_given


def test_a_machine_with_no_user_but_root_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cluster._some_named_user() > 0
    monkeypatch.setattr(pwd, "getpwall", list)
    with pytest.raises(EmbeddedError, match="no other user"):
        cluster._some_named_user()


def test_a_socket_with_a_full_queue_has_a_server(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, contextlib.ExitStack() as held:
        server.bind(str(tmp_path / SOCKET))
        server.listen(0)
        for _ in range(3):
            client = held.enter_context(socket.socket(socket.AF_UNIX))
            client.settimeout(0.01)
            with contextlib.suppress(BlockingIOError, TimeoutError):
                client.connect(str(tmp_path / SOCKET))
        assert Cluster(tmp_path).listens(str(tmp_path))


def test_the_socket_of_a_server_that_was_killed_has_none(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / SOCKET))
    assert not Cluster(tmp_path).listens(str(tmp_path))


def test_what_is_not_a_process_is_not_alive() -> None:
    assert not alive(cluster.NO_PROCESS)
    assert not alive(os.getpid())


def test_a_log_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert cluster.last_words(tmp_path / "log") == ""
    (tmp_path / "log").touch()
    assert cluster.last_words(tmp_path / "log") == ""


def test_a_short_path_is_used_as_it_is() -> None:
    with address(Path("/data/postgres")) as host:
        assert host == "/data/postgres"


DEAF = "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); print(flush=True); time.sleep(600)"


@pytest.mark.parametrize(("last", "ends"), [(signal.SIGKILL, True), (signal.SIGINT, False)], ids=["force", "in-vain"])
def test_a_process_that_does_not_heed_is_stopped_by_force(
    monkeypatch: pytest.MonkeyPatch, last: signal.Signals, *, ends: bool
) -> None:
    monkeypatch.setattr(embedded, "STOPPING", ((signal.SIGINT, 0.1), (last, 0.5)))
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-c", DEAF], stdout=subprocess.PIPE))
        return started[-1]

    server = Server(start, lambda: None)
    assert soon(lambda: bool(started))
    with started[0] as process:
        assert process.stdout is not None
        process.stdout.readline()
        server.stop()
        assert (process.poll() is not None) == ends
        process.kill()


def test_a_server_that_there_is_no_room_for_is_reported(tmp_path: Path) -> None:
    def start() -> subprocess.Popen[bytes]:
        raise BlockingIOError

    server = Server(start, lambda: None)
    with pytest.raises(EmbeddedError, match="did not start"):
        server.until(lambda: False, tmp_path / "log")
    server.stop()


def test_a_server_that_stays_is_not_waited_for_without_end(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(data) as running:
        monkeypatch.setattr(embedded, "STOPPING", ((0, 0.05), (0, 0.05)))  # signal 0 only asks whether it is there
        embedded._stop(pid_of(data))
        monkeypatch.undo()
        assert notes(running) == 1
