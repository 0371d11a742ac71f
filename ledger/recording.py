"""How do events get into the ledger? Judged against a snapshot, checked and appended under the lock."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import orjson

from ledger.findings import Finding
from ledger.intake import Draft
from ledger.preparing import ids_made
from ledger.refusals import Refused
from ledger.sitting import Outcome, Request, deliberate
from ledger.store.errors import IdTaken, StoreBusy
from ledger.store.reading import Reader
from ledger.store.rows import StoredEvent
from ledger.store.store import Store
from ledger.store.writing import Writer
from ledger.times import Instant, rfc3339

_MOST_AT_ONCE = 128
"""How many callers with one event each share one commit."""

_A_MOMENT, _MOMENTS = 0.000_3, 8
"""Seconds for which a caller waits for others to join it, and how often while they do: less than a commit takes."""

_IMPORTED_AT_ONCE = 2_000
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one event: where it stands, when it was recorded, and the ids that the ledger made for it."""

    position: int
    id: str
    recorded_at: str
    type: str
    made: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """As the answer shows it: the ids that were made stand beside the rest."""
        return {
            "position": self.position,
            "id": self.id,
            "recorded_at": self.recorded_at,
            "type": self.type,
            **self.made,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a recording: the events, and the notes and accepted stops that they were recorded with."""

    events: tuple[Recorded, ...]
    findings: tuple[dict[str, Any], ...]

    def as_bytes(self) -> bytes:
        """The answer as JSON."""
        return orjson.dumps({"events": [one.as_json() for one in self.events], "findings": self.findings})


@dataclass(slots=True)
class _Waiting:
    """A caller with a request, until there is an answer or a refusal."""

    request: Request
    key: str | None = None
    digest: bytes = b""
    done: bool = False
    woken: threading.Event = field(default_factory=threading.Event)
    """Set when it is done, or when it is its turn to work."""

    answer: bytes | None = None
    failure: BaseException | None = None


class Recording:
    """Takes events in. Callers that come at the same time share one transaction: the first one works for all."""

    def __init__(self, store: Store, clock: Callable[[], Instant]) -> None:
        self._store, self._clock = store, clock
        self._queue: deque[_Waiting] = deque()
        self._changing = threading.Lock()
        self._taken = False
        self._expected = 1

    def record(self, request: Request, *, key: str | None = None, body: bytes = b"") -> bytes:
        """Record a request and return the answer as JSON. Raises `Refused` or `StoreError`; nothing is recorded then.

        `key` is an Idempotency-Key, and `body` what came with it: the same again gets the first answer.
        """
        mine = _Waiting(request, key, hashlib.sha256(body).digest())
        with self._changing:
            self._queue.append(mine)
            has_the_turn, self._taken = not self._taken, True
        if not has_the_turn:
            mine.woken.wait()
        if not mine.done:
            self._take_a_turn()
        if mine.failure is not None:
            raise mine.failure
        return mine.answer or b""

    def _take_a_turn(self) -> None:
        """Work for everyone at the head of the queue, oneself among them, and hand the turn on."""
        self._let_others_join()
        with self._changing:
            group = _group(self._queue)
        self._work(group)
        with self._changing:
            self._expected = len(group) + len(self._queue)
            self._taken = bool(self._queue)
            if self._queue:
                self._queue[0].woken.set()

    def _let_others_join(self) -> None:
        """Wait a moment for those who were answered together just now: if they go on, they come back together.

        Who is alone never waits. Without this, whoever comes back first would commit alone, and the others after it.
        """
        for _ in range(_MOMENTS):
            waiting = len(self._queue)
            if waiting >= self._expected:
                break
            time.sleep(_A_MOMENT)
            if len(self._queue) == waiting:
                break

    def restore(
        self,
        lines: Iterable[tuple[Draft, str | None, int | None]],
        recorded_by: str,
        progress: Callable[[int], None] = lambda _: None,
    ) -> int:
        """Record a file of events, all or none, and return how many were new.

        Each line is a draft, and, from an export, the id and the time of recording that it had; those times are kept
        where they are later than all that the ledger holds.
        """
        recorded = first = 0
        with self._store.writing() as writer:
            waiting = iter(lines)
            while chunk := list(islice(waiting, _IMPORTED_AT_ONCE)):
                request = Request(
                    [draft for draft, _, _ in chunk],
                    recorded_by,
                    ids=[event_id for _, event_id, _ in chunk],
                    first=first,
                )
                (outcome,), _ = deliberate(writer, [request], self._clock(), progress)
                if isinstance(outcome, Refused):
                    raise outcome
                writer.append(
                    [one.row for one in outcome.accepted],
                    recorded_by=recorded_by,
                    now=self._clock(),
                    recorded_at=_times_kept(outcome, chunk),
                )
                recorded += len(outcome.accepted)
                first += len(chunk)
        return recorded

    def _work(self, group: list[_Waiting]) -> None:
        try:
            for more_tries in reversed(range(_TRIES)):
                try:
                    self._record_group([one for one in group if not one.done])
                    break
                except IdTaken as taken:
                    # Somebody else recorded an event with one of these ids just now: the next look will find it.
                    if not more_tries:
                        msg = "Others keep recording events with the same ids."
                        raise StoreBusy(msg) from taken
        except BaseException as failure:  # noqa: BLE001 whatever it is belongs to those who wait, and to nobody else
            for one in group:
                one.failure = one.failure or failure
        finally:
            for one in group:
                one.done = True
                one.woken.set()

    def _record_group(self, group: list[_Waiting]) -> None:
        now = self._clock()
        for one in group:
            one.failure = None
        with self._store.reading() as reader:
            group = [one for one in group if not _answered_before(reader, one)]
            seen = reader.head().position
            outcomes, subjects = deliberate(reader, [one.request for one in group], now)
        if not any(isinstance(one, Outcome) and (one.accepted or group[i].key) for i, one in enumerate(outcomes)):
            self._tell(group, outcomes, None)
            return
        with self._store.writing() as writer:
            moved_by = writer.head().position - seen
            if moved_by and (
                writer.exists_after(subjects, seen)
                or any(one.counts_on_positions for one in outcomes if isinstance(one, Outcome))
            ):
                # What the judgement rested on has changed: judge again, now that nothing can change any more.
                outcomes, _ = deliberate(writer, [one.request for one in group], now)
            elif moved_by:
                outcomes = [one.moved(moved_by) if isinstance(one, Outcome) else one for one in outcomes]
            answers = self._tell(group, outcomes, writer)
        for one, answer in answers:
            one.answer = answer

    def _tell(
        self, group: list[_Waiting], outcomes: Sequence[Outcome | Refused], writer: Writer | None
    ) -> list[tuple[_Waiting, bytes]]:
        """Append what was accepted; the answers are given only after the commit."""
        answers = []
        for one, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, Refused):
                one.failure = outcome
                continue
            answer = self._append(writer, one.request, outcome).as_bytes()
            answers.append((one, answer))
            if writer is None:
                one.answer = answer
            elif one.key is not None:
                writer.keep_answer(one.key, one.digest, answer, writer.head().position)
        return answers

    def _append(self, writer: Writer | None, request: Request, outcome: Outcome) -> Answer:
        at: dict[int, int] = {}
        if writer is not None and outcome.accepted:
            rows = [one.row for one in outcome.accepted]
            at.update(writer.append(rows, recorded_by=request.recorded_by, now=self._clock()))
        events: list[Recorded] = []
        findings: list[dict[str, Any]] = []
        for one in outcome.events:
            if isinstance(one, StoredEvent):
                made = ids_made(one.made, one.facts)
                events.append(Recorded(one.position, one.id, rfc3339(one.recorded_at), one.type, made))
                findings += [] if one.answer is None else orjson.loads(one.answer)
            else:
                made = ids_made(one.row.made, one.row.facts)
                time = rfc3339(at.get(one.position, 0))
                events.append(Recorded(one.position, one.row.id, time, one.row.type, made))
                findings += [_as_json(finding) for finding in one.findings]
        return Answer(tuple(events), tuple(findings))


def _group(queue: deque[_Waiting]) -> list[_Waiting]:
    """Those whose turn it is: one list, or as many single events as may share a commit."""
    group: list[_Waiting] = []
    keys: set[str] = set()
    while queue and len(group) < _MOST_AT_ONCE:
        if group and (len(queue[0].request.drafts) > 1 or queue[0].key in keys):
            break
        group.append(queue.popleft())
        keys.update(() if group[-1].key is None else (group[-1].key,))
        if len(group[0].request.drafts) > 1:
            break
    return group


def _answered_before(reader: Reader, one: _Waiting) -> bool:
    if one.key is None:
        return False
    kept = reader.answer(one.key)
    if kept is None:
        return False
    digest, answer = kept
    if digest == one.digest:
        one.answer = answer
    else:
        text = "This Idempotency-Key came before with another body. Use a new key for a new request."
        one.failure = Refused("key_reused", text)
    one.done = True
    return True


def _times_kept(outcome: Outcome, chunk: Sequence[tuple[Draft, str | None, int | None]]) -> list[int] | None:
    """The times of recording to keep, for the events that are new; none if any of them has none."""
    times = {}
    for one, (_, _, recorded_at) in zip(outcome.events, chunk, strict=True):
        if not isinstance(one, StoredEvent):
            if recorded_at is None:
                return None
            times[one.position] = recorded_at
    return list(times.values())


def _as_json(finding: Finding) -> dict[str, Any]:
    value: dict[str, Any] = orjson.loads(orjson.dumps(finding))
    return value
