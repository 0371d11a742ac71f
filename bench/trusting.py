"""How long does a trust timeline take?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

from bench import measures
from ledger.application import Ledger
from ledger.asking.trusting import TRUST
from ledger.intake import check_all
from ledger.moment import Asked
from ledger.projections.trust import Trust
from ledger.recording.outcomes import Request
from ledger.store.arrays import Texts
from ledger.store.reading import ENTRY

CODE = "bench-trusted"
MARKS, TRUSTERS = 2_000, 12

Event = dict[str, Any]
_BEGINS = datetime(2018, 1, 1, tzinfo=UTC)
_MANDATE = f"{CODE}.m"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Seconds for a timeline and for the bare select of its rows, and how many events those are."""

    rows: int
    raw: float
    first: float
    again: float


def timeline(ledger: Ledger) -> Timeline:
    """How long it takes to read the trust in an organisation with 2,000 marks, by a dozen others."""
    ledger.recording.record(Request(check_all(list(_events())), "local"))

    def raw() -> int:
        with ledger.store.reading() as reader:
            mine = reader.rows(_OF_SUBJECTS, [Texts([f"o:{CODE}"]), Texts(sorted(TRUST))])
            others = reader.rows(_OF_SUBJECTS, [Texts([f"o:{one}" for one in _trusters()]), Texts(["register"])])
            return len(mine) + len(others)

    def ours() -> Trust:
        return ledger.trusting.trust(CODE, Asked())

    def forgetful() -> Trust:
        ledger.store.remembered.forget()
        return ours()

    return Timeline(raw(), measures.best(raw), measures.best(forgetful), measures.best(ours))


_OF_SUBJECTS: LiteralString = f"""SELECT {ENTRY} FROM events WHERE position IN (
    SELECT position FROM subjects WHERE subject = ANY(%s) AND facet = ANY(%s)) ORDER BY position"""  # noqa: S608 a fixed list of columns


def _trusters() -> list[str]:
    return [f"{CODE}.t{number:02}" for number in range(1, TRUSTERS + 1)]


def _events() -> Iterator[Event]:
    dice = random.Random(CODE)
    yield _on(0, type="OrganisationRegistered", organisation=CODE, name="Bench PCN", kind="pcn")
    for number, one in enumerate(_trusters()):
        yield _on(0, type="OrganisationRegistered", organisation=one, name=f"Practice {number}", kind="practice")
        yield _on(0, type="MemberJoined", organisation=CODE, member=one)
    for number in range(4):
        yield _on(number * 17_000, type="LeaderAppointed", organisation=CODE, person=f"l{number}", role="Chair")
        yield _on(number * 17_000 + 18_000, type="LeaderLeft", organisation=CODE, person=f"l{number}")
    yield _on(1, type="MandateSought", mandate=_MANDATE, holder=CODE, scope="hub", wording="To plan a hub.")
    for one in _trusters():
        yield _on(2, type="MandateGranted", mandate=_MANDATE, by=one, source="minutes")
    for number in range(MARKS - TRUSTERS):
        yield _on(3 + number * 34, **_act(dice, number))


def _act(dice: random.Random, number: int) -> Event:
    one, other = dice.sample(_trusters(), 2)
    acts: tuple[Event, ...] = (
        {"type": "ContactHeld", "between": [CODE, one, other], "mode": dice.choice(["in_person", "phone", "email"])},
        {
            "type": "MeetingHeld",
            "meeting": f"{CODE}.h{number}",
            "group": CODE,
            "mode": "video",
            "present": dice.sample(_trusters(), 8),
        },
        {"type": "OrganisationTold", "about": _MANDATE, "organisation": one, "by": CODE, "channel": "visit"},
        {"type": "MandateReaffirmed", "mandate": _MANDATE, "by": one, "source": "minutes"},
        {"type": "HelpAsked", "by": CODE, "of": [one], "about": "Rooms."},
    )
    return dice.choice(acts)


def _on(hours: int, **members: Any) -> Event:
    return {"effective_at": (_BEGINS + timedelta(hours=hours)).isoformat(), **members}
