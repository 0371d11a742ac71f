"""What do many clients record at the same time, and what became of each of their acts?"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Protocol, Self
from uuid import UUID

import orjson

from ledger.application import Ledger
from ledger.findings import Finding
from ledger.intake import check_all, parse
from ledger.recording.outcomes import Request
from ledger.refusals import Refused
from ledger.store.errors import StoreError

CREATED, CONFLICT, AWAY = 201, 409, 503
AWAY_CODES = frozenset({"unavailable", "busy"})
LAP = 10
"""Acts after which a writer founds its next network: what one act has to look up stays small, however long it goes."""

MEETING = "everybody"
"""An organisation that all writers have to do with."""

AGAIN_AFTER = 0.05
"""Seconds for which a client leaves a server alone that is away; it asks the client for more."""

BEFORE_A_TURN = 0.005

Event = dict[str, Any]


class Gone(Exception):
    """The connection was lost before there was an answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered to a recording."""

    status: int
    value: Any

    @property
    def rules(self) -> list[str]:
        """The rules that the act would break."""
        return [one["rule"] for one in self.value.get("findings", ())]


class Door(Protocol):
    """A way into the ledger for one client."""

    def send(self, body: bytes, key: str | None) -> Reply:
        """Record a body, under an Idempotency-Key if there is one. Raises `Gone`."""


class Within:
    """The way into the ledger within its own process."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def send(self, body: bytes, key: str | None) -> Reply:
        """As HTTP would do it."""
        try:
            value = parse(body)
            request = Request(check_all(value), "local", is_list=isinstance(value, list))
            return Reply(CREATED, orjson.loads(self._ledger.recording.record(request, key=key, body=body)))
        except Refused as why:
            return Reply(CONFLICT, {"code": why.code, "findings": _as_json(why.findings)})
        except StoreError as why:
            return Reply(AWAY, {"code": "unavailable", "detail": str(why)})


def _as_json(findings: Sequence[Finding]) -> Any:
    return orjson.loads(orjson.dumps(findings))


@dataclass(slots=True)
class Act:
    """Something that a client wants recorded: an event, or a list of them. Each of them says whose act it is.

    `again`: it comes with ids or a key, so that it may be sent until there is an answer. `refusal`: the ledger has to
    refuse it. `answer`: the events as they were acknowledged.
    """

    tag: str
    body: Event | list[Event]
    key: str | None = None
    again: bool = False
    refusal: bool = False
    answer: list[Any] | None = None

    @property
    def events(self) -> list[Event]:
        """What is to be recorded."""
        return self.body if isinstance(self.body, list) else [self.body]


def acts(name: str, seed: int) -> Iterator[Act]:
    """What a writer does, without end: it founds a network, and then has it and its practices do this and that."""
    dice = random.Random(seed)
    for lap in count(1):
        code = f"{name}.{lap}"
        yield from (_tagged(act, f"{code}/{step}", dice) for step, act in enumerate(_lap(code)))


def _tagged(act: Act, tag: str, dice: random.Random) -> Act:
    """Each event says in its source which act it belongs to, and has a note, which is kept apart from the fact."""
    act.tag = tag
    for event in act.events:
        event.update(source=tag, note=f"So it was noted for {tag}.")
        if act.again and act.key is None:
            event["id"] = str(UUID(int=dice.getrandbits(128), version=4))
    if act.key is not None:
        act.key = tag
    return act


def _lap(code: str) -> Iterator[Act]:
    a, b, mandate = f"{code}.a", f"{code}.b", f"{code}.m"
    contact = {"type": "ContactHeld", "between": [MEETING, a], "mode": "phone"}
    twice = {"type": "MemberJoined", "effective_at": "2021-01-02", "organisation": code, "member": a}

    def stance(kind: str, by: str, **more: Any) -> Event:
        return {"type": kind, "mandate": mandate, "by": by, **more}

    def granted(by: str) -> Event:
        return stance("MandateGranted", by)

    yield Act("", founding(code, [a, b], mandate), again=True)
    yield Act("", dict(contact))
    yield Act("", granted(a), key="", again=True)
    yield Act("", dict(twice), refusal=True)
    yield Act("", [granted(b), {"type": "ListSizeRecorded", "organisation": b, "patients": 2_000}, dict(contact)])
    yield Act("", stance("MandateWithdrawn", b, reason="They had second thoughts."), again=True)
    yield Act("", [dict(contact), granted(a), dict(twice)], refusal=True)
    yield Act("", granted(a))
    yield Act("", [dict(contact), dict(contact)], key="", again=True)
    yield Act("", granted(b), again=True)


def founding(code: str, practices: Sequence[str], mandate: str) -> list[Event]:
    """A network with its practices that seeks a mandate."""
    begun = {"effective_at": "2021-01-01"}
    events: list[Event] = [{"type": "OrganisationRegistered", "organisation": code, "name": code, "kind": "pcn"}]
    for each in practices:
        events.append({"type": "OrganisationRegistered", "organisation": each, "name": each, "kind": "practice"})
        events.append({"type": "MemberJoined", "organisation": code, "member": each})
    sought = {"type": "MandateSought", "mandate": mandate, "holder": code, "scope": "rent", "wording": "To speak."}
    return [begun | event for event in (*events, sought)]


class Troubles:
    """What went wrong, as sentences; any thread may add to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.sentences: list[str] = []

    def add(self, sentence: str) -> None:
        """Note something that must not be."""
        with self._lock:
            self.sentences.append(sentence)


class Writer:
    """A client that records its acts one after the other, and remembers what it was answered."""

    def __init__(self, name: str, seed: int, door: Door, troubles: Troubles) -> None:
        self.done: list[Act] = []
        self.acknowledged = self.refused = self.away = self.lost = 0
        self.longest = 0.0
        self._acts, self._door, self._troubles = acts(name, seed), door, troubles

    def one(self, going: Callable[[], bool]) -> None:
        """Do the next act: till it is answered, where that is allowed, and once more where it has to change nothing."""
        act = next(self._acts)
        self.done.append(act)
        reply = self._answer(act)
        while reply is None and act.again and going():
            time.sleep(AGAIN_AFTER)
            reply = self._answer(act)
        if reply is None:
            return
        self._note(act, reply)
        if act.again and (repeated := self._answer(act)) is not None and repeated.value != reply.value:
            self._troubles.add(f"{act.tag} was sent again and answered {repeated.value}, after {reply.value}.")

    def _answer(self, act: Act) -> Reply | None:
        """The answer, or None while the server or the database is away."""
        began = time.monotonic()
        try:
            reply = self._door.send(orjson.dumps(act.body), act.key)
        except Gone:
            self.lost += 1
            return None
        self.longest = max(self.longest, time.monotonic() - began)
        if reply.status != AWAY:
            return reply
        self.away += 1
        if reply.value.get("code") not in AWAY_CODES:
            self._troubles.add(f"{act.tag} was answered {reply}.")
        return None

    def _note(self, act: Act, reply: Reply) -> None:
        if reply.status == CREATED and not act.refusal:
            act.answer = reply.value["events"]
            self.acknowledged += 1
        elif act.refusal and reply.status == CONFLICT and reply.rules == ["already_a_member"]:
            self.refused += 1
        else:
            self._troubles.add(f"{act.tag} was answered {reply}.")


class Crowd:
    """Writers at work, each in a thread of its own."""

    def __init__(self, writers: Sequence[Writer], troubles: Troubles) -> None:
        self.writers, self._troubles = writers, troubles
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(one,)) for one in writers]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Have everybody finish what they are doing."""
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def gets_on(self, many: int, seconds: float = 120.0) -> bool:
        """Wait until so many more acts are acknowledged; False, and a trouble, if that takes too long."""
        wanted = self.acknowledged + many
        until(lambda: self.acknowledged >= wanted or not any(one.is_alive() for one in self._threads), seconds)
        if self.acknowledged >= wanted:
            return True
        self._troubles.add(f"Fewer than {many} acts were acknowledged in {seconds:.0f} s, or all writers gave up.")
        return False

    @property
    def acknowledged(self) -> int:
        """How many acts were acknowledged so far."""
        return sum(one.acknowledged for one in self.writers)

    @property
    def acts(self) -> list[Act]:
        """Everything that was sent."""
        return [act for one in self.writers for act in one.done]

    def _work(self, writer: Writer) -> None:
        try:
            while not self._ending.is_set():
                writer.one(lambda: not self._ending.is_set())
        except Exception as why:  # noqa: BLE001 it is told with the rest, and the others go on
            self._troubles.add(f"A writer gave up: {why!r}.")


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Wait for something that others do, and say whether it came."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(BEFORE_A_TURN)
    return True
