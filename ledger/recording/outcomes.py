"""What is asked to be recorded, and what becomes of it? Requests, accepted events, and outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import orjson

from ledger.findings import Finding
from ledger.history import CORRECTIONS
from ledger.intake import Draft
from ledger.recording.preparing import Prepared
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


class Accepted(NamedTuple):
    """One event that may be appended: the position that it will have, and the findings that it is recorded with."""

    prepared: Prepared
    position: int
    findings: tuple[Finding, ...]
    row: NewEvent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a request: for each of its events, what is appended, or what was recorded before."""

    events: tuple[Accepted | StoredEvent, ...]

    @property
    def accepted(self) -> tuple[Accepted, ...]:
        """Those to be appended, each once: a list may say the same event twice."""
        return tuple({one.position: one for one in self.events if isinstance(one, Accepted)}.values())

    @property
    def counts_on_positions(self) -> bool:
        """Whether an event of it names the position of another, which holds only if nobody else appends meanwhile."""
        first = min((one.position for one in self.accepted), default=0)
        return any(isinstance(e := one.prepared.event, CORRECTIONS) and e.position >= first for one in self.accepted)

    def moved(self, by: int) -> Outcome:
        """The same, its own events moved on by some positions, since others appended meanwhile."""
        first = min((one.position for one in self.accepted), default=0)

        def shifted(one: Accepted) -> Accepted:
            findings = tuple(_moved(finding, first, by) for finding in one.findings)
            return one._replace(
                position=one.position + by,
                findings=findings,
                row=one.row._replace(answer=findings_as_bytes(findings)),
            )

        return Outcome(tuple(shifted(one) if isinstance(one, Accepted) else one for one in self.events))


def findings_as_bytes(findings: Iterable[Finding]) -> bytes | None:
    """Findings as they are kept with the event that they were recorded with; None where there are none."""
    found = list(findings)
    return orjson.dumps(found) if found else None


def _moved(finding: Finding, first: int, by: int) -> Finding:
    def moved(position: int) -> int:
        return position + by if position >= first else position

    position = None if finding.position is None else moved(finding.position)
    return replace(finding, position=position, because=tuple(moved(one) for one in finding.because))
