"""What is the ledger's own database on disk, whose is it, and is a server running on it?

The folder is opened once, and PostgreSQL is given it as `/proc/self/fd/N`. It can then lie below a folder that the
server's user may not enter, as `/root`, without any folder's mode being changed. The server's socket is in the folder
as well, where nobody but its owner and root can reach it: that is all the protection that it needs.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ledger.store.binaries import EmbeddedError, Programs

SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107
"""What the kernel takes, in bytes."""

SERVER_UID = 65525
"""Whom a server that root starts runs as. Debian and systemd both leave this number free, so that no other service has
it and could read the ledger, as one could that runs as `nobody`. It needs no entry among the users."""

GOING = 5.0
"""Seconds that a server which no longer listens may take to be gone."""

NO_PROCESS = 2**22
"""More than any process id."""

# Started in place of a PostgreSQL program, to become it: gives up root, and has the kernel send SIGINT, which stops
# PostgreSQL in good order, when the thread that started it is gone. Not `preexec_fn`: that may deadlock where there are
# threads.
UNDER_US = """
import ctypes, os, sys
uid, parent, program, *words = sys.argv[1:]
if uid:
    os.setgroups([])
    os.setgid(int(uid))
    os.setuid(int(uid))
ctypes.CDLL(None).prctl(1, 2)
if os.getppid() != int(parent):
    sys.exit("The process that wanted a server is gone.")
os.execv(program, [program, *words])
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The folder that PostgreSQL keeps its files in."""

    folder: Path

    @property
    def major(self) -> int | None:
        """The major version of the PostgreSQL that made it; None if there is nothing yet."""
        try:
            return int((self.folder / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None

    @property
    def pid(self) -> int | None:
        """The process that says it is the server, alive or not."""
        try:
            return int((self.folder / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def uid(self) -> int | None:
        """The user to run the server as; None for the user that we are."""
        if os.geteuid() != 0:
            return None
        owner = self.folder.stat().st_uid
        if owner == 0:  # Copied or restored by root.
            _give(self.folder, SERVER_UID)
        return owner or SERVER_UID

    def make(self, programs: Programs, log: Path) -> None:
        """Make an empty database here, beside its place and then moved in, so that there is never half of one."""
        unfinished = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        root = os.geteuid() == 0
        maker = _some_named_user() if root else None
        _give(unfinished, maker)
        with opened(unfinished) as fd, log.open("wb") as output:
            # Trust: whoever reaches the socket is the owner of the folder that it is in, or root.
            words = ["--username=ledger", "--auth=trust", "--no-locale", "--encoding=UTF8", "--data-checksums"]
            initdb = under_us(programs.folder / "initdb", words, maker, fd, output)
        if initdb.wait():
            msg = f"A new database could not be made in {self.folder}. {last_words(log)}"
            raise EmbeddedError(msg)
        _give(unfinished, SERVER_UID if root else None)
        unfinished.rename(self.folder)

    def listens(self, address: str) -> bool:
        """Whether a server is there. Nobody listens on the socket of one that was killed, whatever its files say."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(Path(address, SOCKET)))
            except (FileNotFoundError, ConnectionRefusedError):
                return False
            except BlockingIOError:  # So many are waiting that the queue is full.
                return True
            return True

    def disown(self) -> None:
        """Where a killed server's process id is now another's, have its files name none: PostgreSQL would not start.

        `postmaster.pid` itself stays: it is also how PostgreSQL finds out whether anything is left of the old server.
        """
        deadline = time.monotonic() + GOING
        while (pid := self.pid) is not None and alive(pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        (self.folder / f"{SOCKET}.lock").unlink(missing_ok=True)
        if pid is None or _state(pid) is None:
            return
        with contextlib.suppress(FileNotFoundError), (self.folder / "postmaster.pid").open("r+") as held:
            rest = held.read().partition("\n")[2]
            held.seek(0)
            held.write(f"{NO_PROCESS}\n{rest}")
            held.truncate()


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[int]:
    """A descriptor of the folder, for as long as it may be needed."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield fd
    finally:
        os.close(fd)


def under_us(program: Path, words: list[str], uid: int | None, folder: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a PostgreSQL program on a folder, given by its descriptor; it ends when the thread that calls this does."""
    shim = [sys.executable, "-I", "-S", "-c", UNDER_US, "" if uid is None else str(uid), str(os.getpid())]
    return subprocess.Popen(  # noqa: S603 no shell, and no words from outside
        [*shim, str(program), "-D", f"/proc/self/fd/{folder}", *words],
        cwd="/",  # The folder that we are in may be closed to the server's user.
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},  # No PG… variables, which would change what it does.
        pass_fds=[folder],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,  # Ctrl-C is for us: we then stop it in our own time.
    )


@contextlib.contextmanager
def address(folder: Path) -> Iterator[str]:
    """The folder of the socket as a client has to name it: by a link in `/tmp` where its own path is too long."""
    if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET_PATH:
        yield str(folder)
        return
    with tempfile.TemporaryDirectory(prefix="ledger-", dir="/tmp") as short:
        link = Path(short, "s")
        link.symlink_to(folder)
        yield str(link)


def last_words(log: Path) -> str:
    """What PostgreSQL said last, to add to a sentence of ours."""
    try:
        lines = log.read_text(errors="replace").strip().splitlines()
    except FileNotFoundError:
        return ""
    return f"PostgreSQL said: {' '.join(lines[-3:])}" if lines else ""


def alive(pid: int) -> bool:
    """Whether a process is a running PostgreSQL: not one that ended, and waits for somebody to ask how."""
    name, _, state = (_state(pid) or "").rpartition(" ")
    return name == "(postgres)" and state not in {"Z", "X"}


def _state(pid: int) -> str | None:
    """A process's name and state as the kernel writes them, `(postgres) S`; None if there is no such process."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return text[text.index("(") : text.rindex(")") + 3]


def _some_named_user() -> int:
    """`initdb`, unlike the server, wants a user with a name, and is content with any but root."""
    named = [each for each in pwd.getpwall() if each.pw_uid != 0]
    if not named:
        msg = "PostgreSQL does not run as root, and this machine has no other user."
        raise EmbeddedError(msg)
    return next((each.pw_uid for each in named if each.pw_name == "nobody"), named[0].pw_uid)


def _give(folder: Path, uid: int | None) -> None:
    """Make a folder and all in it a user's own. With None it stays ours, which only root can change."""
    group = owner = -1 if uid is None else uid
    for parent, folders, files in os.walk(folder):
        for each in (".", *folders, *files):
            os.lchown(Path(parent, each), owner, group)
