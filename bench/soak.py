"""Does the ledger hold when it is killed, raced, searched and filled for long? `python3 dev.py soak kills`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from bench import filling, killing, racing
from bench.killing import KINDS, Say
from bench.served import ROOT
from ledger.store.embedded import embedded
from ledger.store.migrations import migrate

SHOWN_MOST, LETTERS_MOST = 20, 600
QUIET_FOR = 10.0
"""Seconds between two lines of progress where there is no terminal to write one over the other."""

Turns = Iterator[int]
Soak = Callable[[Path, argparse.Namespace, Say], tuple[list[str], list[str]]]
"""Does it in a folder; gives the sentences of the summary, and those about what went wrong."""

HOW = {
    "kills": (200, "kills of the database and as many of the web server", "during appends by 8 clients over HTTP"),
    "races": (500, "rounds of duels", "of three processes' clients, while 16 writers record and two followers follow"),
    "oracle": (20_000, "made-up histories for each test", "of the recomputation from the rules alone"),
    "million": (1_000_000, "made-up events", "that are imported, kept in the view, and compared with the fold"),
}


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words ask for; the exit code is 1 if anything went wrong."""
    asked = _parser().parse_args(words)
    soak: Soak = {"kills": _kills, "races": _races, "oracle": _oracle, "million": _million}[asked.soak]
    folder = Path(tempfile.mkdtemp(prefix="ledger-soak-"))
    began = time.monotonic()
    say = Progress()
    try:
        summary, troubles = soak(folder, asked, say)
    except KeyboardInterrupt:
        shutil.rmtree(folder)
        return 130
    finally:
        say.end()
    print("\n".join([*summary, f"It took {(time.monotonic() - began) / 60:.1f} minutes."]))
    if not troubles:
        shutil.rmtree(folder)
        print("Nothing went wrong.")
        return 0
    print(f"{len(troubles):,} things went wrong. What is left of the ledger is in {folder}.")
    print("\n".join(f"- {trouble[:LETTERS_MOST]}" for trouble in troubles[:SHOWN_MOST]))
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py soak", description=__doc__)
    ways = parser.add_subparsers(dest="soak", required=True, metavar="kills|races|oracle|million")
    for name, (many, what, more) in HOW.items():
        way = ways.add_parser(name, help=f"{what} {more}", description=f"{what[0].upper()}{what[1:]} {more}.")
        way.add_argument("--count", type=_some, help=f"how many {what} (default: {many:,}, or as many as time allows)")
        way.add_argument("--minutes", type=float, help="end after so many minutes; what is under way is finished")
    return parser


def _some(text: str) -> int:
    number = int(text)
    if number < 1:
        msg = "at least 1"
        raise argparse.ArgumentTypeError(msg)
    return number


class Progress:
    """One line that says how far it is; where there is no terminal, a line from time to time."""

    def __init__(self) -> None:
        self._drawn = sys.stderr.isatty()
        self._last = 0.0

    def __call__(self, sentence: str) -> None:
        """Say how far it is."""
        if self._drawn:
            sys.stderr.write(f"\r\x1b[2K{sentence}")
        elif time.monotonic() - self._last > QUIET_FOR:
            self._last = time.monotonic()
            sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line free for what comes."""
        if self._drawn:
            sys.stderr.write("\r\x1b[2K")


def turns(asked: argparse.Namespace, each: int = 1) -> Turns:
    """As many turns as were asked for, of `each` to a count; with minutes only, as many as they allow."""
    usual = None if asked.minutes is not None else HOW[asked.soak][0]
    most = asked.count or usual
    deadline = time.monotonic() + 60 * (asked.minutes or float("inf"))
    for number in count():
        if (most is not None and number >= most * each) or time.monotonic() > deadline:
            return
        yield number


def _kills(folder: Path, asked: argparse.Namespace, say: Say) -> tuple[list[str], list[str]]:
    out = killing.kills(folder, turns(asked, each=2), say=say)
    killed = ", ".join(f"the {kind} {out.killed[kind]:,} times" for kind in dict.fromkeys(KINDS))
    unsure = sum(act.answer is None and not act.refusal for act in out.acts)
    summary = f"""Killed: {killed}.
{out.acknowledged:,} acts were acknowledged, {out.refused:,} were refused by a rule, as they should be.
{unsure:,} were given up without an answer, and are recorded as a whole or not at all.
{out.away:,} times a client was answered that the database is away, and {out.lost:,} times it found no server.
The longest answer took {out.longest_answer:.1f} s.
After a kill, it took at most {out.longest_pause:.1f} s until {killing.WRITERS} more acts were acknowledged.
A follower connected {out.connected:,} times and saw {out.followed:,} events."""
    return summary.splitlines(), out.troubles


def _races(folder: Path, asked: argparse.Namespace, say: Say) -> tuple[list[str], list[str]]:
    with embedded(folder / "data") as running:
        migrate(running.dsn, "races")
        out = racing.races(folder, running.dsn, "races", turns(asked), say=say)
    summary = f"""{racing.WRITERS} writers had {out.acknowledged:,} acts acknowledged.
{out.refused:,} more were refused by a rule, as they should be.
Beside them, {out.duels:,} duels were fought.
The ledger holds {out.events:,} events; two followers were to see them all.
The longest answer took {out.longest_answer:.2f} s."""
    return summary.splitlines(), out.troubles


def _oracle(_: Path, asked: argparse.Namespace, say: Say) -> tuple[list[str], list[str]]:
    examples = asked.count or HOW["oracle"][0]
    env = os.environ | {"LEDGER_TEST_ORACLE_EXAMPLES": str(examples)}
    rounds = 0
    for number in turns(argparse.Namespace(soak="oracle", count=None if asked.minutes else 1, minutes=asked.minutes)):
        say(f"Round {number + 1}, of {examples:,} histories for each test")
        # By way of dev.py, which first installs what only tests need.
        words = [sys.executable, str(ROOT / "dev.py"), "test", str(ROOT / "tests" / "test_oracle.py"), "-q"]
        if subprocess.run(words, cwd=ROOT, env=env, check=False).returncode:  # noqa: S603 the words are our own
            return [], [f"In round {number + 1} the ledger and the recomputation disagree, as shown above."]
        rounds += 1
    return [f"In {rounds:,} rounds of {examples:,} histories for each test, both always agreed."], []


def _million(folder: Path, asked: argparse.Namespace, say: Say) -> tuple[list[str], list[str]]:
    out = filling.fill(folder, asked.count or HOW["million"][0], asked.minutes, say)
    return out.summary(), out.troubles


if __name__ == "__main__":
    sys.exit(main())
