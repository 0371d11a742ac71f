"""How do events get into the ledger? Judged against a snapshot, checked and appended under the lock."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson

from ledger.findings import Finding
from ledger.intake import Draft
from ledger.recording.outcomes import Outcome, Rehearsal, Request
from ledger.recording.preparing import ids_made
from ledger.recording.sitting import deliberate, rehearse
from ledger.recording.turns import Turns
from ledger.refusals import Refused
from ledger.store.errors import IdTaken, StoreBusy
from ledger.store.reading import Reader
from ledger.store.rows import StoredEvent
from ledger.store.store import Store
from ledger.store.writing import Writer
from ledger.times import Instant, rfc3339

_MOST_AT_ONCE = 128
"""How many callers with one event each share one commit."""

_IMPORTED_AT_ONCE = 4_000
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
class _Asked:
    """A request that was brought, until there is an answer to it or a refusal."""

    request: Request
    key: str | None = None
    digest: bytes = b""
    answer: bytes | None = None
    failure: BaseException | None = None

    @property
    def is_settled(self) -> bool:
        return self.answer is not None or self.failure is not None


class Recording:
    """Takes events in. Callers that come at the same time share one transaction: the first one works for all."""

    def __init__(self, store: Store, clock: Callable[[], Instant]) -> None:
        self._store, self._clock = store, clock
        self._turns = Turns(self._work, _group_size)

    def record(self, request: Request, *, key: str | None = None, body: bytes = b"") -> bytes:
        """Record a request and return the answer as JSON. Raises `Refused` or `StoreError`; nothing is recorded then.

        `key` is an Idempotency-Key, and `body` what came with it: the same again gets the first answer.
        """
        mine = _Asked(request, key, hashlib.sha256(body).digest())
        self._turns.bring(mine)
        if mine.failure is not None:
            raise mine.failure
        return mine.answer or b""

    def rehearse(self, request: Request) -> Rehearsal:
        """How the recording of a request would go, without any of it. Raises `Refused` or `StoreError`.

        Every event is judged as if those before it were recorded, also those that would be stopped. Nobody who records
        has to wait for it.
        """
        with self._store.reading() as reader:
            return rehearse(reader, request, self._clock())

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
                    recorded_at=_times_kept(writer, outcome, chunk, self._clock()),
                )
                recorded += len(outcome.accepted)
                first += len(chunk)
        return recorded

    def _work(self, group: list[_Asked]) -> None:
        tries = 0
        while True:
            tries += 1
            try:
                self._record_group([one for one in group if not one.is_settled])
            except IdTaken:
                # Somebody else recorded an event with one of these ids, or answered one of these keys, just now: the
                # next look will find it.
                if tries < _TRIES:
                    continue
                _fail(group, StoreBusy("Others keep recording events with the same ids."))
            except BaseException as failure:  # noqa: BLE001 whatever it is belongs to those who asked, and to nobody else
                _fail(group, failure)
            return

    def _record_group(self, group: list[_Asked]) -> None:
        now = self._clock()
        with self._store.reading() as reader:
            group = _not_answered_before(reader, group)
            seen = reader.head().position
            outcomes, subjects = deliberate(reader, [one.request for one in group], now)
        if not any(_adds_something(one, outcome) for one, outcome in zip(group, outcomes, strict=True)):
            answers, refusals = self._answers(None, group, outcomes)
        else:
            with self._store.writing() as writer:
                moved_by = writer.head().position - seen
                if moved_by and _has_changed(writer, group, outcomes, subjects, seen):
                    # What the judgement rested on has changed: judge again, now that nothing can change any more.
                    group = _not_answered_before(writer, group)
                    outcomes, _ = deliberate(writer, [one.request for one in group], now)
                elif moved_by:
                    outcomes = [one.moved(moved_by) if isinstance(one, Outcome) else one for one in outcomes]
                answers, refusals = self._answers(writer, group, outcomes)
        # Told only now, after the commit.
        for one, answer in answers:
            one.answer = answer
        for one, refused in refusals:
            one.failure = refused

    def _answers(
        self, writer: Writer | None, group: Sequence[_Asked], outcomes: Sequence[Outcome | Refused]
    ) -> tuple[list[tuple[_Asked, bytes]], list[tuple[_Asked, Refused]]]:
        """Append what was accepted; gives what is to be answered, and what is refused."""
        answers, refusals = [], []
        for one, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, Refused):
                refusals.append((one, outcome))
                continue
            answer = self._append(writer, one.request, outcome).as_bytes()
            answers.append((one, answer))
            if writer is not None and one.key is not None:
                writer.keep_answer(one.key, one.digest, answer, writer.head().position)
        return answers, refusals

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


def _group_size(waiting: list[_Asked]) -> int:
    """How many go together: one list, or as many single events as may share a commit, each key once."""
    keys: set[str] = set()
    for size, one in enumerate(waiting[:_MOST_AT_ONCE]):
        if size and (len(one.request.drafts) > 1 or one.key in keys):
            return size
        if len(one.request.drafts) > 1:
            return 1
        keys.update(() if one.key is None else (one.key,))
    return min(len(waiting), _MOST_AT_ONCE)


def _fail(group: list[_Asked], failure: BaseException) -> None:
    for one in group:
        if not one.is_settled:
            one.failure = failure


def _adds_something(one: _Asked, outcome: Outcome | Refused) -> bool:
    return isinstance(outcome, Outcome) and (bool(outcome.accepted) or one.key is not None)


def _has_changed(
    writer: Writer, group: Sequence[_Asked], outcomes: Sequence[Outcome | Refused], subjects: frozenset[str], seen: int
) -> bool:
    """Whether something that a judgement or an answer rests on was recorded after a position."""
    return (
        any(one.key is not None for one in group)
        or any(one.counts_on_positions for one in outcomes if isinstance(one, Outcome))
        or writer.exists_after(subjects, seen)
    )


def _not_answered_before(reader: Reader, group: Sequence[_Asked]) -> list[_Asked]:
    """Those whose Idempotency-Key is new; the others get their first answer, or are refused."""
    return [one for one in group if not _answered_before(reader, one)]


def _answered_before(reader: Reader, one: _Asked) -> bool:
    kept = None if one.key is None else reader.answer(one.key)
    if kept is None:
        return False
    digest, answer = kept
    if digest == one.digest:
        one.answer = answer
    else:
        text = "This Idempotency-Key came before with another body. Use a new key for a new request."
        one.failure = Refused("key_reused", text)
    return True


def _times_kept(
    writer: Writer, outcome: Outcome, chunk: Sequence[tuple[Draft, str | None, int | None]], now: int
) -> list[int] | None:
    """The times of recording to keep, for the events that are new.

    None where any of them has none, or one that is not later than the one before it, or lies in the future.
    """
    times: dict[int, int] = {}
    last = writer.head().recorded_at
    for one, (_, _, recorded_at) in zip(outcome.events, chunk, strict=True):
        if isinstance(one, StoredEvent) or one.position in times:
            continue
        if recorded_at is None or not last < recorded_at <= now:
            return None
        times[one.position] = last = recorded_at
    return list(times.values())


def _as_json(finding: Finding) -> dict[str, Any]:
    value: dict[str, Any] = orjson.loads(orjson.dumps(finding))
    return value
