"""How does the published register get into a ledger? Compared with what that holds, and recorded where it differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.events import TYPES
from ledger.importers.ods import Extract, Plan, plan
from ledger.importers.progress import Progress, counting
from ledger.intake import Draft, check
from ledger.refusals import Refused
from ledger.store.errors import StoreBusy

if TYPE_CHECKING:
    from ledger.application import Ledger
    from ledger.history import Entry

COMPARING, RECORDING = "Comparing with the ledger", "Recording"
REGISTER_TYPES = tuple(of.name for of in TYPES.values() if of.family in ("register", "correction"))
"""What a plan is compared with: the register, and the corrections that may be about it."""

_TRIES = 3
_INDEX = re.compile(r"/(\d+)(/.*)?")


class PlanRefused(Exception):
    """A fact of the register was refused, and nothing was recorded. The message says which one and why."""


class _Moved(Exception):
    """The ledger was added to since the plan was made."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was planned, and how many events were recorded."""

    plan: Plan
    recorded: int


def compare(ledger: Ledger, extract: Extract) -> Plan:
    """What would have to be recorded so that a ledger says what the files say. Raises `OlderExtract`."""
    return _planned(ledger, extract)[0]


def import_register(ledger: Ledger, extract: Extract, recorded_by: str, progress: Progress) -> Imported:
    """Record what a ledger does not know yet of the published register, all of it or nothing.

    Raises `OlderExtract`, `PlanRefused`, or the store's errors.
    """
    for _ in range(_TRIES):
        progress(COMPARING, 0, 1)
        made, position = _planned(ledger, extract)
        progress(COMPARING, 1, 1)
        if not made.events:
            return Imported(made, 0)
        try:
            return Imported(made, _record(ledger, made, position, recorded_by, progress))
        except _Moved:
            continue
    msg = "Others were recording all the time."
    raise StoreBusy(msg)


def _planned(ledger: Ledger, extract: Extract) -> tuple[Plan, int]:
    """The plan, and the position of the ledger that it was made at."""
    with ledger.store.reading() as reader:
        position = reader.head().position
        known: list[Entry] = [entry for batch in reader.by_types(REGISTER_TYPES, 0, position) for entry in batch]
    return plan(extract, known), position


def _record(ledger: Ledger, made: Plan, position: int, recorded_by: str, progress: Progress) -> int:
    try:
        return ledger.recording.restore(
            _drafts(ledger, made, position), recorded_by, counting(RECORDING, len(made.events), progress)
        )
    except Refused as refused:
        raise PlanRefused("\n".join(_in_words(refused, made))) from None


def _drafts(ledger: Ledger, made: Plan, position: int) -> Iterator[tuple[Draft, str | None, int | None]]:
    # This runs once nobody else can append any more: what the plan was compared with is still all there is, or not.
    with ledger.store.reading() as reader:
        if reader.head().position != position:
            raise _Moved
    for event in made.events:
        yield check(event), None, None


def _in_words(refused: Refused, made: Plan) -> Iterator[str]:
    indices = [int(match[1]) for fault in refused.faults if (match := _INDEX.fullmatch(fault.pointer))]
    indices += [finding.index for finding in refused.findings if finding.index is not None]
    for index in indices[:1]:
        event = made.events[index]
        told = ", ".join(f"{name} {value}" for name, value in event.items() if name != "type")
        yield f"The register has a fact that the ledger refuses: {event['type']}, {told}."
    yield refused.text
    yield "Nothing was recorded. Record what really happened, or correct what the ledger has, and import again."
