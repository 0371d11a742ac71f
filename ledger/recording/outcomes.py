"""What is asked to be recorded, and what becomes of it? Requests, accepted events, and outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import orjson

from ledger.findings import Finding
from ledger.history import CORRECTIONS, Entry
from ledger.intake import Draft
from ledger.recording.preparing import Prepared
from ledger.refusals import Refused
from ledger.store.rows import NewEvent, StoredEvent


@dataclass(frozen=True, slots=True)
class Request:
    """Events that someone wants recorded, all or none of them, and who that is.

    `ids` are those that the events had in the ledger that they were exported from, if they were; `first` is the index
    of the first event, where a long list is judged in parts.
    """

    drafts: Sequence[Draft]
    recorded_by: str
    is_list: bool = True
    ids: Sequence[str | None] = ()
    first: int = 0

    def pointer_to(self, index: int) -> str:
        """The JSON pointer to one of its events."""
        return f"/{index}" if self.is_list else ""


class Judged(NamedTuple):
    """One event, judged: the position that it would have, the findings on it, and the row to append if it may be."""

    prepared: Prepared
    position: int
    findings: tuple[Finding, ...]
    row: NewEvent
    entry: Entry
    """As it was judged: its position there is the one that it would have had then."""

    @property
    def is_stopped(self) -> bool:
        """Whether it may not be appended: a rule stops it, and nothing is said about why it happened all the same."""
        stops = any(finding.severity == "stop" for finding in self.findings)
        return stops and self.prepared.event.irregular_because is None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a request: for each of its events, what is appended, or what was recorded before."""

    events: tuple[Judged | StoredEvent, ...]

    @property
    def accepted(self) -> tuple[Judged, ...]:
        """Those to be appended, each once: a list may say the same event twice."""
        return tuple({one.position: one for one in self.events if isinstance(one, Judged)}.values())

    @property
    def counts_on_positions(self) -> bool:
        """Whether an event of it names the position of another, which holds only if nobody else appends meanwhile."""
        first = min((one.position for one in self.accepted), default=0)
        return any(isinstance(e := one.prepared.event, CORRECTIONS) and e.position >= first for one in self.accepted)

    def moved(self, by: int) -> Outcome:
        """The same, its own events moved on by some positions, since others appended meanwhile."""
        first = min((one.position for one in self.accepted), default=0)

        def shifted(one: Judged) -> Judged:
            findings = tuple(_moved(finding, first, by) for finding in one.findings)
            return one._replace(
                position=one.position + by,
                findings=findings,
                row=one.row._replace(answer=findings_as_bytes(findings)),
            )

        return Outcome(tuple(shifted(one) if isinstance(one, Judged) else one for one in self.events))


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How the recording of a list would go: its events in order, judged as if nothing stopped those before them.

    `findings` are on all of them, `stopped` on those that may not be appended. Each says by its `index` on which event,
    and rests on the positions that the events would have if nobody else recorded anything before. `names` is what the
    organisations are called that the events name.
    """

    events: tuple[Judged | StoredEvent, ...]
    findings: tuple[Finding, ...]
    stopped: tuple[Finding, ...]
    names: Mapping[str, str]


def irregular(findings: Sequence[Finding]) -> Refused:
    """The refusal of events that rules stop, for all that was found about them."""
    text = next(finding.text for finding in findings if finding.severity == "stop")
    return Refused(
        "irregular", f"{text} If it happened all the same, give `irregular_because`.", findings=tuple(findings)
    )


def findings_as_bytes(findings: Iterable[Finding]) -> bytes | None:
    """Findings as they are kept with the event that they were recorded with; None where there are none."""
    found = list(findings)
    return orjson.dumps(found) if found else None


def _moved(finding: Finding, first: int, by: int) -> Finding:
    def moved(position: int) -> int:
        return position + by if position >= first else position

    position = None if finding.position is None else moved(finding.position)
    return replace(finding, position=position, because=tuple(moved(one) for one in finding.because))
