"""How does a test put one made-up history before the ledger and before the oracle, and how many does it make up?

`LEDGER_TEST_ORACLE_EXAMPLES` sets how many histories each test makes up; the long form is for a soak.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ledger.history import Entry
from ledger.intake import check
from ledger.recording.preparing import prepare
from ledger.times import DAY, SECOND, Instant, start
from tests.oracle.history import END_THE_DAY, Record, instant_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.oracle.histories import Posted

_EXAMPLES = int(os.environ.get("LEDGER_TEST_ORACLE_EXAMPLES", "0"))
RECORDING_BEGINS = start("2027-01-01")


def some(few: int) -> Callable[[Any], Any]:
    """So many examples, the same ones each time; or as many others as the environment asks for."""
    return settings(
        max_examples=_EXAMPLES or few,
        derandomize=not _EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@dataclass(frozen=True)
class Ledger:
    """One history, as both sides take it."""

    records: list[Record]
    entries: list[Entry]

    def known(self, position: int) -> list[Entry]:
        return self.entries[:position]


def ledger_of(posted: list[Posted]) -> Ledger:
    records: list[Record] = []
    entries: list[Entry] = []
    for position, one in enumerate(posted, start=1):
        given_event = one | {"irregular_because": "the minutes say so"}
        recorded_at = Instant(RECORDING_BEGINS + position * SECOND)
        prepared = prepare(check(given_event), recorded_at)
        assert prepared.effective_at == instant_of(one["effective_at"], ends=one["type"] in END_THE_DAY)
        entries.append(Entry(position, recorded_at, Instant(prepared.effective_at), prepared.event))
        records.append(
            {
                "position": position,
                "recorded_at": recorded_at,
                "effective_at": prepared.effective_at,
                "event": given_event,
            }
        )
    return Ledger(records, entries)


def moments(ledger: Ledger) -> st.SearchStrategy[int]:
    """Instants at which something happens, just before and after, and when something may have run out."""
    instants = sorted({entry.effective_at for entry in ledger.entries})
    return st.builds(
        int.__add__,
        st.sampled_from(instants),
        st.sampled_from([0, 0, -1, 1, DAY, 30 * DAY, 31 * DAY, 180 * DAY, 180 * DAY - 1, 365 * DAY, 365 * DAY - 1]),
    )
