"""What does one type to set this project up, try it, serve it and check it?

Standard library only, since it runs before anything is installed. The first start makes `.venv` and installs exactly
what the locks name; later starts compare one hash and go straight on.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# Not `from collections.abc`: an older Python has to get as far as the sentence that tells it so.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import NoReturn

ROOT = Path(__file__).resolve().parent
LEAST_PYTHON = (3, 11)
LEAST_PIP = (22, 3)
"""The first pip that knows `--python`, which installs into an environment that has no pip of its own."""

LOCKS = {"run": "requirements.txt", "test": "requirements-test.txt"}
"""The second holds everything that the first does, in the same versions."""

HELP = """\
Usage: python3 dev.py COMMAND [WORDS]

  demo         load a made-up place, and the register of one county, show how firmly mandates are held, and serve both
  serve        serve a ledger on this machine: --port PORT --data DIR
  …            any other word goes to the `ledger` command; `ledger --help` lists them all

  test         run every check: lint, types, layers, dependencies, and the tests with their coverage
  test WORDS   run only pytest, with those words: test tests/store -k restart
  format       put the code in its agreed form
  bench        measure how fast it is, against the ceilings of this machine
  soak WORD    strain it for long: kills, races, oracle or million (soak --help)
  lock         write requirements.txt and requirements-test.txt anew from pyproject.toml

The first start sets up .venv, which takes about a minute. Relative paths start from where you are.
"""

CHECKS = (
    ("Lint", ("ruff", "check", ".")),
    ("Form", ("ruff", "format", "--check", ".")),
    ("Types", ("mypy",)),
    ("Layers", ("lint-imports",)),
    ("Dependencies", ("deptry", ".")),
    ("Tests", ("pytest", "-n", "2", "--cov", "--cov-report=term-missing:skip-covered")),
)


class CannotSetUp(Exception):
    """Why the project cannot be set up here. Its message is a sentence for the person at the terminal."""


def main(words: Sequence[str]) -> int:
    """Do what the words ask for; the exit code."""
    objection = too_old(sys.version_info[:2])
    if objection:
        say(objection)
        return 1
    command, rest = (words[0], list(words[1:])) if words else ("--help", [])
    if command in {"-h", "--help", "help"}:
        sys.stdout.write(HELP)
        return 0
    try:
        return run(command, rest)
    except CannotSetUp as why:
        say(str(why))
        return 1
    except KeyboardInterrupt:
        return 130


def too_old(version: tuple[int, ...]) -> str | None:
    """The sentence for a Python that is too old, or None for one that will do."""
    if version >= LEAST_PYTHON:
        return None
    have, need = (".".join(map(str, each)) for each in (version, LEAST_PYTHON))
    return f"This is Python {have}; the project needs {need} or newer. Try python{need} dev.py."


def run(command: str, rest: list[str]) -> int:
    """Run one command in the environment that it needs; words that are not ours become the `ledger` command's."""
    if command == "test":
        set_up("test")
        return pytest_only(rest) if rest else every_check()
    if command == "format":
        set_up("test")
        return max(call(("ruff", "check", "--fix-only", "--quiet", ".")), call(("ruff", "format", ".")))
    if command == "lock":
        return lock(rest)
    set_up("run")
    module = {"bench": ["bench"], "soak": ["bench.soak"]}.get(command, ["ledger", command])
    # -P: what happens to lie where the user is must not be taken for one of our modules.
    return become([str(python()), "-P", "-m", *module, *rest])


def become(words: list[str]) -> NoReturn:
    """Give this process over to a program: signals, the terminal and the exit code are then its own."""
    os.execve(words[0], words, environment())  # noqa: S606 there is no shell here to be misled


def every_check() -> int:
    """Run all checks, also after one has failed, and name those that did."""
    failed = []
    for heading, words in CHECKS:
        say(f"\n── {heading} " + "─" * (60 - len(heading)))
        if call(words):
            failed.append(heading)
    if failed:
        say(f"\nFailed: {', '.join(failed)}.")
    return 1 if failed else 0


def pytest_only(words: list[str]) -> int:
    """Run pytest with these words, without the demand that everything be covered."""
    return call(("pytest", *(from_here(word) for word in words)))


def from_here(word: str) -> str:
    """A word that names something from where the user is, made absolute, since the checks run in the checkout."""
    path, colons, test = word.partition("::")
    return str(Path(path).resolve()) + colons + test if path and Path(path).exists() else word


def call(words: Sequence[str]) -> int:
    """Run a tool of the environment in the checkout; its exit code.

    Settings of this shell are left out: a test must never find the way to somebody's real ledger.
    """
    kept = {
        name: value
        for name, value in environment().items()
        if not name.startswith("LEDGER_") or name.startswith("LEDGER_TEST_")
    }
    tool, *rest = words
    return subprocess.run([str(python().parent / tool), *rest], cwd=ROOT, env=kept, check=False).returncode


def environment() -> dict[str, str]:
    """What the shell has set, with the checkout's packages importable from any folder."""
    others = [each for each in os.environ.get("PYTHONPATH", "").split(os.pathsep) if each]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *others])}


def set_up(kind: str) -> None:
    """Make sure that `.venv` holds what the lock of this kind names, and nothing half done."""
    if ready(kind):
        return
    with alone():
        if ready(kind):
            return
        say("Setting up (about a minute the first time) …")
        if not ready("run"):
            make_environment()
        stamp(kind).unlink(missing_ok=True)
        install(ROOT / LOCKS[kind])
        for each in LOCKS if kind == "test" else [kind]:
            stamp(each).write_text(wanted(each))


def make_environment() -> None:
    """An empty `.venv`, whatever was there before: the rest of a broken start, another Python, an older lock."""
    without_pip = ["--without-pip"] if has_pip() else []
    try:
        shutil.rmtree(venv(), ignore_errors=True)
        quietly([base_python(), "-m", "venv", *without_pip, str(venv())], "The environment in .venv could not be made.")
    except OSError as why:
        msg = f"The environment in {venv()} could not be made: {why.strerror}."
        raise CannotSetUp(msg) from why
    except CannotSetUp as why:
        if without_pip:
            raise
        msg = f"{why} Python here has neither pip nor ensurepip: install one, with apt-get install python3-pip."
        raise CannotSetUp(msg) from why


def install(what: Path) -> None:
    """Install what a lock names, checked against its hashes and never built from source.

    A lock is whole, so that nothing is to be resolved: pip's resolver, met with `coverage[toml]` in the requirements of
    another package, goes for the latest release, of which the lock has no hash.
    """
    has_its_own = next(venv().glob("lib/python*/site-packages/pip"), None)
    pip = [str(python()), "-m", "pip"] if has_its_own else [base_python(), "-m", "pip", "--python", str(python())]
    words = ["install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
    checked = ["--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(what)]
    quietly([*pip, *words, *checked], f"The libraries that {what.name} names could not be installed.")


def has_pip() -> bool:
    """Whether this Python's own pip can install into another environment."""
    asked = subprocess.run([base_python(), "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    parts = asked.stdout.split()[1:2]
    return bool(parts) and tuple(int(part) for part in parts[0].split(".")[:2] if part.isdigit()) >= LEAST_PIP


def quietly(words: list[str], otherwise: str) -> None:
    """Run something whose output matters only if it fails."""
    # Settings for people's own installs that contradict an install into an environment.
    unwanted = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PYTHONPATH", "PYTHONHOME"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    done = subprocess.run(words, env=kept, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        say(done.stdout.rstrip())
        raise CannotSetUp(otherwise)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold off any other `dev.py` of this checkout: two that fill one environment at once would spoil it."""
    with Path(__file__).open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another dev.py is setting up; waiting for it …")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def ready(kind: str) -> bool:
    """Whether the environment was made from this lock by this Python, to the end."""
    try:
        return stamp(kind).read_text() == wanted(kind) and python().exists()
    except OSError:
        return False


def wanted(kind: str) -> str:
    """What the stamp has to say: the lock, the Python, and the place, since an environment cannot be moved."""
    return hashlib.sha256((ROOT / LOCKS[kind]).read_bytes() + f"{sys.version} {ROOT}".encode()).hexdigest()


def stamp(kind: str) -> Path:
    """The file that says which lock the environment was made from. It is written last."""
    return venv() / f"made-from-{LOCKS[kind]}.sha256"


def venv() -> Path:
    """Where the environment is."""
    return ROOT / ".venv"


def python() -> Path:
    """The environment's Python."""
    return venv() / "bin" / "python"


def base_python() -> str:
    """The Python that this one stems from, should `dev.py` be run by that of an environment."""
    if sys.prefix == sys.base_prefix:
        return sys.executable
    return str(Path(sys.base_prefix, "bin", f"python{sys.version_info[0]}.{sys.version_info[1]}"))


def lock(words: list[str]) -> int:
    """Write both locks anew. They hold versions and hashes only: which registry to use is everybody's own choice."""
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder, "tools")
        quietly([base_python(), "-m", "venv", "--without-pip", str(tools)], "No environment for uv could be made.")
        pip = [base_python(), "-m", "pip", "--python", str(tools / "bin" / "python"), "install", "--quiet"]
        quietly([*pip, "uv"], "The tool that makes the locks, uv, could not be installed.")
        uv = str(tools / "bin" / "uv")
        if subprocess.run([uv, "lock", "--python", sys.executable, *words], cwd=ROOT, check=False).returncode:
            return 1
        for kind, name in LOCKS.items():
            group = ["--group", kind] if kind == "test" else []
            plain = ["--frozen", "--no-emit-project", "--no-annotate", "--no-header"]
            made = subprocess.run(
                [uv, "export", "--quiet", *plain, *group], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
            )
            if made.returncode or "://" in made.stdout:
                say(f"{name} was not written: what uv gave is no lock, or it names a registry.")
                return 1
            (ROOT / name).write_text(made.stdout)
            say(f"Wrote {name}.")
    return 0


def say(sentence: str) -> None:
    """Tell the user, apart from the output, which may be read by a program."""
    sys.stdout.flush()
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
