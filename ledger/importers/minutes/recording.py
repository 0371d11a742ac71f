"""What becomes of minutes? All of them are recorded or nothing is, or it is only shown how that would go."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import orjson

from ledger.events import Event
from ledger.events.reading import read
from ledger.findings import Finding
from ledger.importers.minutes.drafted import Drafted, Minutes
from ledger.projections.sentences import sentence
from ledger.recording.outcomes import Rehearsal, irregular
from ledger.refusals import Refused

if TYPE_CHECKING:
    from ledger.application import Ledger

_TOLD_WHOLE = frozenset({"irregular", "unknown_reference"})
"""Refusals of which there may be more in the same minutes than the one that a recording stops at."""


@dataclass(frozen=True, slots=True)
class ForeseenEvent:
    """One event as it would be recorded.

    `pointer` leads to the place in the minutes that it comes from; `position` is the one that it would have if nobody
    else recorded anything before, `text` the event in a sentence.
    """

    index: int
    pointer: str
    position: int
    text: str
    event: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ForeseenFinding(Finding):
    """A finding on one of the events, by its `index`, and the place in the minutes that this comes from."""

    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How the recording of minutes would go: every event, everything found about them, and whether it would be refused.

    Nothing of it is recorded.
    """

    meeting: str
    events: tuple[ForeseenEvent, ...]
    findings: tuple[ForeseenFinding, ...]
    would_be_refused: bool


def foresee(ledger: Ledger, minutes: Minutes, recorded_by: str) -> Foreseen:
    """How the recording would go. Raises `Refused`, pointing into the minutes, for what could not even be judged."""
    rehearsal = _rehearse(ledger, minutes, recorded_by)
    return Foreseen(
        meeting=minutes.meeting,
        events=tuple(
            ForeseenEvent(
                index=index,
                pointer=drafted.pointer,
                position=judged.position,
                text=sentence(_event(drafted), lambda code: rehearsal.names.get(code, code)),
                event=drafted.draft.given,
            )
            for index, (drafted, judged) in enumerate(zip(minutes.drafted, rehearsal.events, strict=True))
        ),
        findings=tuple(
            ForeseenFinding(**asdict(finding), pointer=minutes.drafted[finding.index or 0].pointer)
            for finding in rehearsal.findings
        ),
        would_be_refused=bool(rehearsal.stopped),
    )


def record(
    ledger: Ledger, minutes: Minutes, recorded_by: str, *, key: str | None = None, body: bytes = b""
) -> dict[str, Any]:
    """Record minutes, and return the answer: the meeting's id, and what is answered to a list of events.

    `key` is an Idempotency-Key, and `body` what came with it. Raises `Refused`, pointing into the minutes; nothing is
    recorded then.
    """
    try:
        recorded = orjson.loads(ledger.recording.record(minutes.request(recorded_by), key=key, body=body))
    except Refused as refused:
        raise minutes.pointed(_whole(ledger, minutes, recorded_by, refused)) from None
    events = [line | drafted.made for line, drafted in zip(recorded["events"], minutes.drafted, strict=True)]
    return {"meeting": minutes.meeting, "events": events, "findings": recorded["findings"]}


def _whole(ledger: Ledger, minutes: Minutes, recorded_by: str, refused: Refused) -> Refused:
    """A refusal that tells all that stands in the way, where the recording stopped at the first event."""
    if refused.code not in _TOLD_WHOLE:
        return refused
    try:
        rehearsal = ledger.recording.rehearse(minutes.request(recorded_by))
    except Refused as fuller:
        return fuller
    return irregular(rehearsal.stopped) if rehearsal.stopped else refused


def _event(drafted: Drafted) -> Event:
    return read(drafted.draft.declaration.name, orjson.dumps(drafted.draft.given))


def _rehearse(ledger: Ledger, minutes: Minutes, recorded_by: str) -> Rehearsal:
    try:
        return ledger.recording.rehearse(minutes.request(recorded_by))
    except Refused as refused:
        raise minutes.pointed(refused) from None
