"""Is anything lost that was acknowledged when the database or the web server is killed in the middle of it?"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from bench import followers, whole
from bench.served import OverHttp, Served
from bench.strain import CREATED, MEETING, Act, Crowd, Door, Troubles, Writer, until
from ledger.application import Ledger
from ledger.store.cluster import Cluster, alive
from ledger.store.embedded import embedded

WRITERS = 8
BACK_WITHIN = 120.0
"""Seconds after which what was killed is taken not to come back."""

KINDS = ("database", "server", "connection", "server")
"""What is killed in turn: PostgreSQL as a whole, the web server, one of PostgreSQL's processes."""

Say = Callable[[str], None]


@dataclass(slots=True)
class Survived:
    """What became of a ledger whose parts were killed."""

    killed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    acts: list[Act] = field(default_factory=list)
    acknowledged: int = 0
    refused: int = 0
    away: int = 0
    lost: int = 0
    longest_answer: float = 0.0
    longest_pause: float = 0.0
    followed: int = 0
    connected: int = 0
    troubles: list[str] = field(default_factory=list)


def kills(folder: Path, turns: Iterator[int], *, at_once: int = 40, say: Say = lambda _: None) -> Survived:
    """Kill something at each turn, while clients record, and look at the whole ledger after every so many turns."""
    survived, troubles = Survived(), Troubles()
    dice = random.Random()
    with Served(folder) as served, followers.StreamFollower(served) as stream:
        meet(OverHttp(served, troubles))
        for number, some in enumerate(_in_parts(turns, at_once)):
            with _crowd(served, troubles, number, survived) as crowd:
                for turn in some:
                    kind = KINDS[turn % len(KINDS)]
                    crowd.gets_on(dice.randrange(5, 40))
                    _kill(kind, served, crowd, survived, dice)
                    survived.killed[kind] += 1
                    say(f"{turn + 1} kills; {crowd.acknowledged + survived.acknowledged:,} acts acknowledged")
            say("Looking at the whole ledger …")
            troubles.sentences += _look(folder, survived.acts, stream)
        survived.followed, survived.connected = len(stream.seen), stream.connected
    survived.troubles = troubles.sentences + [f"The server logged: {line}" for line in served.errors()]
    return survived


def meet(door: Door) -> None:
    """Found the organisation that all writers have to do with."""
    event = {"type": "OrganisationRegistered", "organisation": MEETING, "name": "Everybody", "kind": "other"}
    reply = door.send(orjson.dumps(event | {"effective_at": "2021-01-01"}), None)
    if reply.status != CREATED:
        msg = f"The ledger could not be begun: {reply}."
        raise RuntimeError(msg)


def _in_parts(turns: Iterator[int], size: int) -> Iterator[Iterator[int]]:
    for first in turns:
        yield _some(first, turns, size)


def _some(first: int, turns: Iterator[int], size: int) -> Iterator[int]:
    yield first
    for _, turn in zip(range(size - 1), turns, strict=False):
        yield turn


@contextmanager
def _crowd(served: Served, troubles: Troubles, number: int, survived: Survived) -> Iterator[Crowd]:
    doors = [OverHttp(served, troubles) for _ in range(WRITERS)]
    names = [f"w{number}-{each}" for each in range(WRITERS)]
    writers = [Writer(name, random.randrange(2**32), door, troubles) for name, door in zip(names, doors, strict=True)]
    with Crowd(writers, troubles) as crowd:
        yield crowd
    survived.acts += crowd.acts
    survived.acknowledged += crowd.acknowledged
    survived.refused += sum(one.refused for one in writers)
    survived.away += sum(one.away for one in writers)
    survived.lost += sum(one.lost for one in writers)
    survived.longest_answer = max(survived.longest_answer, *(one.longest for one in writers))


def _kill(kind: str, served: Served, crowd: Crowd, survived: Survived, dice: random.Random) -> None:
    """Kill it, and wait until acts are acknowledged again."""
    cluster = Cluster(served.folder / "data" / "postgres")
    began = time.monotonic()
    if kind == "server":
        served.kill()
    elif kind == "database":
        _kill_database(cluster)
    else:
        _kill_connection(cluster, dice)
    crowd.gets_on(len(crowd.writers), BACK_WITHIN)
    survived.longest_pause = max(survived.longest_pause, time.monotonic() - began)


def _kill_database(cluster: Cluster) -> None:
    """Kill the first of PostgreSQL's processes, and wait until there is another first one."""
    pid = _running(cluster)
    os.kill(pid, signal.SIGKILL)
    until(lambda: cluster.pid != pid and _running(cluster) != pid, BACK_WITHIN)


def _kill_connection(cluster: Cluster, dice: random.Random) -> None:
    """Kill a process that works for a client. PostgreSQL then ends all others, and begins anew."""
    until(lambda: bool(_backends(_running(cluster))), BACK_WITHIN)
    with suppress(ProcessLookupError, IndexError):  # It has ended meanwhile.
        os.kill(dice.choice(_backends(_running(cluster))), signal.SIGKILL)


def _running(cluster: Cluster) -> int:
    """The process of the server, as soon as there is one."""
    pids: list[int] = []

    def runs() -> bool:
        pid = cluster.pid
        pids[:] = [pid] if pid is not None and alive(pid) else []
        return bool(pids)

    if not until(runs, BACK_WITHIN):
        msg = "The database server did not come back."
        raise RuntimeError(msg)
    return pids[0]


def _backends(server: int) -> list[int]:
    """The processes that work for clients."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            parent = (each / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == server and (each / "cmdline").read_bytes().startswith(b"postgres: ledger ledger"):
                found.append(int(each.name))
    return found


def _look(folder: Path, acts: Sequence[Act], stream: followers.StreamFollower) -> list[str]:
    """What is wrong with the ledger, read past the web server, and with what was seen by who followed it."""
    with embedded(folder / "data") as running, closing(Ledger(running.dsn, "ledger")) as ledger:
        held = [(one.position, one.id) for one in whole.everything(ledger)]
        return whole.wrong_with(ledger, acts) + followers.wrong_with(stream.seen, held, "over HTTP")
