"""Do many who record and follow at once each see one ledger, and does only one of those win who race on one rule?"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import orjson

from bench import followers, whole
from bench.followers import RecorderFollower, StreamFollower
from bench.killing import Say, meet
from bench.served import OverHttp, Served
from bench.strain import CONFLICT, CREATED, Act, Crowd, Door, Event, Reply, Troubles, Within, Writer, founding
from ledger.application import Ledger

WRITERS = 16


@dataclass(slots=True)
class Raced:
    """What became of a race."""

    events: int = 0
    acknowledged: int = 0
    refused: int = 0
    duels: int = 0
    longest_answer: float = 0.0
    troubles: list[str] = field(default_factory=list)


def races(folder: Path, dsn: str, schema: str, turns: Iterator[int], *, say: Say = lambda _: None) -> Raced:
    """Race on an empty ledger: 16 writers in this process, and at each turn duels with another ledger and a server."""
    raced, troubles = Raced(), Troubles()
    with ExitStack() as held:
        ours, other = (held.enter_context(closing(Ledger(dsn, schema))) for _ in range(2))
        served = held.enter_context(Served(folder, dsn=dsn, schema=schema))
        stream = held.enter_context(StreamFollower(served))
        subscription = held.enter_context(RecorderFollower(dsn, schema))
        meet(Within(ours))
        writers = [Writer(f"w{n}", random.randrange(2**32), Within(ours), troubles) for n in range(WRITERS)]
        duels = Duels([Within(ours), Within(other), OverHttp(served, troubles)], troubles)
        with Crowd(writers, troubles) as crowd, closing(duels):
            for turn in turns:
                duels.fight(turn)
                say(f"{duels.fought:,} duels; {crowd.acknowledged:,} acts acknowledged")
            crowd.gets_on(2 * len(writers))
        say("Looking at the whole ledger …")
        seen = list(whole.everything(ours))
        troubles.sentences += whole.wrong_with(ours, [*crowd.acts, *duels.acts])
        by_id, by_type = ([(e.position, e.id) for e in seen], [(e.position, e.event["type"]) for e in seen])
        troubles.sentences += followers.wrong_with(stream.seen, by_id, "over HTTP")
        troubles.sentences += followers.wrong_with(subscription.seen, by_type, "with a recorder")
    raced.events, raced.duels, raced.acknowledged = len(seen), duels.fought, crowd.acknowledged
    raced.refused = sum(one.refused for one in writers)
    raced.longest_answer = max(one.longest for one in writers)
    raced.troubles = troubles.sentences + [f"The server logged: {line}" for line in served.errors()]
    return raced


Verdict = Callable[[list[Reply]], bool]


class Duels:
    """Several clients, of different processes, who send the same at the same time."""

    def __init__(self, doors: Sequence[Door], troubles: Troubles) -> None:
        self.acts: list[Act] = []
        self.fought = 0
        self._doors, self._troubles = doors, troubles
        self._start = threading.Barrier(len(doors))
        self._pool = ThreadPoolExecutor(len(doors))

    def close(self) -> None:
        """Let the clients go."""
        self._pool.shutdown()

    def fight(self, number: int) -> None:
        """One duel of each kind."""
        code, practice = f"duel-{number}", f"duel-{number}.late"
        begun = founding(code, [f"{code}.a"], f"{code}.m")
        late = {"type": "OrganisationRegistered", "organisation": practice, "name": practice, "kind": "practice"}
        self._must_be_recorded(Act(f"{code}/begun", [*begun, late | {"effective_at": "2021-01-01"}]))
        joined = {"type": "MemberJoined", "effective_at": "2021-01-02", "organisation": code, "member": practice}
        taken = {"type": "OrganisationRegistered", "organisation": f"{code}.new", "name": "New", "kind": "other"}
        again = {"type": "MandateGranted", "mandate": f"{code}.m", "by": f"{code}.a"}
        self._fight(Act(f"{code}/rule", joined), _one_wins_by_the_rule)
        self._fight(Act(f"{code}/code", taken), _one_wins_the_code)
        self._fight(Act(f"{code}/id", again | {"id": str(uuid4())}), _all_are_answered_the_same)
        self._fight(Act(f"{code}/key", dict(again), key=f"{code}/key"), _all_are_answered_the_same)
        self._fight(Act(f"{code}/list", [dict(again), joined | {"member": f"{code}.new"}]), _one_wins_by_the_rule)

    def _must_be_recorded(self, act: Act) -> None:
        _tag(act)
        self.acts.append(act)
        reply = self._doors[0].send(orjson.dumps(act.body), None)
        if reply.status == CREATED:
            act.answer = reply.value["events"]
        else:
            self._troubles.add(f"{act.tag} was answered {reply}.")

    def _fight(self, act: Act, fair: Verdict) -> None:
        _tag(act)
        body = orjson.dumps(act.body)
        replies = list(self._pool.map(lambda door: self._sent(door, body, act.key), self._doors))
        winners = [reply for reply in replies if reply.status == CREATED]
        act.answer = winners[0].value["events"] if winners else None
        self.acts.append(act)
        self.fought += 1
        if not fair(replies):
            self._troubles.add(f"Of those who raced for {act.tag}, each was answered: {replies}.")

    def _sent(self, door: Door, body: bytes, key: str | None) -> Reply:
        self._start.wait()
        try:
            return door.send(body, key)
        except Exception as why:  # noqa: BLE001 it is what this client was answered
            return Reply(0, {"raised": repr(why)})


def _tag(act: Act) -> None:
    events: list[Event] = act.events
    for event in events:
        event["source"] = act.tag


def _losers(replies: list[Reply]) -> list[Reply]:
    """All but the winner; none if there is no one winner."""
    losers = [reply for reply in replies if reply.status == CONFLICT]
    alone = len(losers) == len(replies) - 1 and any(reply.status == CREATED for reply in replies)
    return losers if alone else []


def _one_wins_by_the_rule(replies: list[Reply]) -> bool:
    losers = _losers(replies)
    return bool(losers) and all(
        one.value["code"] == "irregular" and one.rules == ["already_a_member"] for one in losers
    )


def _one_wins_the_code(replies: list[Reply]) -> bool:
    losers = _losers(replies)
    return bool(losers) and all(one.value["code"] == "already_exists" for one in losers)


def _all_are_answered_the_same(replies: list[Reply]) -> bool:
    return all(reply.status == CREATED and reply.value == replies[0].value for reply in replies)
