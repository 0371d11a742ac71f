"""How long does a dossier take, and how long a division of 650 votes?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, LiteralString

import orjson

from bench import measures
from ledger.application import Ledger
from ledger.intake import check_all
from ledger.moment import Asked
from ledger.recording.outcomes import Request
from ledger.store.arrays import Texts
from ledger.store.reading import ENTRY

DECISION = "bench-decision"
ELECTORS, EVENTS = 50, 500
VOTES = 650

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Seconds for a dossier and for the bare select of all rows that it is read from, and how many events those are."""

    rows: int
    raw: float
    ours: float


def dossier(ledger: Ledger) -> Dossier:
    """How long it takes to open a decision of 50 electors and 500 events that rests on a mandate."""
    _record(ledger, [*group("bench-group", ELECTORS), *_mandate("bench-group"), *_question("bench-group")])

    def raw() -> int:
        with ledger.store.reading() as reader:
            about = reader.rows(_ABOUT, [Texts([f"i:{DECISION}", "i:bench-group.m"])])
            around = reader.rows(
                _AROUND, [Texts([f"o:{one}" for one in ("bench-group", *members("bench-group", ELECTORS))])]
            )
            reader.words(row[0] for row in about)
            return len(about) + len(around)

    def ours() -> bytes:
        return orjson.dumps(ledger.deciding.dossier(DECISION, Asked()))

    return Dossier(raw(), measures.best(raw), measures.best(ours))


_ABOUT: LiteralString = f"""SELECT {ENTRY} FROM events WHERE position IN (
    SELECT position FROM subjects WHERE subject = ANY(%s)) ORDER BY position"""  # noqa: S608 a fixed list of columns
_AROUND: LiteralString = _ABOUT.replace("ANY(%s)", "ANY(%s) AND facet = 'register'")


def division(ledger: Ledger) -> float:
    """Seconds in which 650 votes and their outcome are recorded as one list."""
    asked = _proposal("bench-division", "bench-house")
    _record(ledger, [*group("bench-house", VOTES), asked])
    votes = [
        _on(12, type="VoteCast", decision="bench-division", by=code, choice="agree" if number % 3 else "disagree")
        for number, code in enumerate(members("bench-house", VOTES))
    ]
    taken = _on(12, type="DecisionTaken", decision="bench-division", outcome="adopted", statement="So resolved.")
    return measures.best(lambda: _record(ledger, [*votes, taken]), times=1)


def members(code: str, many: int) -> list[str]:
    """The members of a made-up group."""
    return [f"{code}.m{number:03}" for number in range(1, many + 1)]


def group(code: str, many: int) -> Iterator[Event]:
    """A made-up group with so many core members."""
    yield _on(1, type="OrganisationRegistered", organisation=code, name=code.title(), kind="federation")
    for one in members(code, many):
        yield _on(1, type="OrganisationRegistered", organisation=one, name=one.title(), kind="practice")
        yield _on(1, type="MemberJoined", organisation=code, member=one)


def _mandate(code: str) -> Iterator[Event]:
    yield _on(2, type="MandateSought", mandate=f"{code}.m", holder=code, scope="hub", wording="To plan a hub.")
    for one in members(code, ELECTORS):
        yield _on(3, type="MandateGranted", mandate=f"{code}.m", by=one, source="minutes")


def _question(code: str) -> Iterator[Event]:
    """Told, chosen, objected, amended and chosen again, until there are as many events as wanted."""
    electors = members(code, ELECTORS)
    yield _proposal(DECISION, code) | {"mandate": f"{code}.m"}
    for number, one in enumerate(electors):
        yield _on(4, type="OrganisationTold", about=DECISION, organisation=one, by=code, channel="meeting")
        yield _on(
            5, type="VoteCast", decision=DECISION, by=one, choice="agree" if number % 2 else "disagree", reason="So."
        )
    for number, one in enumerate(electors[:20]):
        objection = f"{code}.o{number}"
        yield _on(6, type="ObjectionRaised", objection=objection, about=DECISION, by=one, reason="It is far away.")
        yield _on(7, type="ObjectionResolved", objection=objection, how="amended")
    yield _on(8, type="ProposalAmended", decision=DECISION, by=electors[0], text="A hub in two places.")
    so_far = 1 + 2 * ELECTORS + 2 * 20 + 2
    for number in range(EVENTS - so_far):
        one = electors[number % ELECTORS]
        yield _on(9, type="VoteCast", decision=DECISION, by=one, choice="agree", reason=f"As said, {number}.")
    yield _on(10, type="DecisionTaken", decision=DECISION, outcome="adopted", statement="A hub in two places.")


def _proposal(decision: str, code: str) -> Event:
    by = members(code, 1)[0]
    return _on(
        3, type="DecisionProposed", decision=decision, group=code, by=by, title="A hub", text="A hub.", method="vote"
    )


def _record(ledger: Ledger, events: list[Event]) -> None:
    ledger.recording.record(Request(check_all(events), "local"))


def _on(day: int, **members: Any) -> Event:
    return {"effective_at": f"2024-03-{day:02}", **members}
