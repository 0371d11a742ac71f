"""How long does it take to keep views, and how much sooner is an answer there that is kept?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from bench import measures
from ledger.application import Ledger
from ledger.asking import audits, due, standings
from ledger.asking.due import From
from ledger.asking.keeping import Folding, Keeper
from ledger.intake import check_all
from ledger.moment import Asked
from ledger.recording.outcomes import Request
from ledger.times import rfc3339

NETWORKS, PRACTICES = 26, 49
ORGANISATIONS = NETWORKS * (PRACTICES + 1)
PAGE = 100
VIEWS: tuple[Folding[Any, Any], ...] = (standings.KEPT, due.KEPT, audits.KEPT)

Event = dict[str, Any]


def rebuilt(ledger: Ledger) -> Iterator[tuple[str, int, float]]:
    """Each view: what it is called, how many owners it has, and the seconds in which it is built anew."""
    for view in VIEWS:
        keeper = Keeper(ledger.store, ledger.clock, view)
        owners = keeper.rebuild()
        yield view.called, owners, measures.best(keeper.rebuild, times=1)


def findings(ledger: Ledger) -> tuple[float, float]:
    """Seconds for a page of findings from the kept view, and for the same by an audit of the events in it."""
    _catch_up(ledger)
    page = ledger.listing.findings(Asked(), limit=PAGE).lines
    now = Asked(as_of=rfc3339(ledger.clock()))
    assert [one.position for one in ledger.listing.findings(now, limit=PAGE).lines] == [one.position for one in page]  # noqa: S101 what differs is not to be compared
    return (
        measures.best(lambda: ledger.listing.findings(Asked(), limit=PAGE)),
        measures.best(lambda: ledger.listing.findings(now, limit=PAGE), times=3),
    )


def all_due(ledger: Ledger) -> tuple[int, float]:
    """How many lines 1,300 organisations have that are due within 30 days, and the seconds in which all are read."""
    for number in range(NETWORKS):
        ledger.recording.record(Request(check_all(list(_network(f"due-{number}"))), "local"))
    _catch_up(ledger)

    def ours() -> bytes:
        return orjson.dumps(_everything(ledger))

    return len(_everything(ledger)), measures.best(ours)


def _everything(ledger: Ledger) -> list[Any]:
    """All pages."""
    lines: list[Any] = []
    after: str | None = ""
    while after is not None:
        page = ledger.due.lines(Asked(), From(), after=after, limit=1_000)
        lines += page.lines
        after = page.next
    return lines


def _catch_up(ledger: Ledger) -> None:
    while ledger.kept.step():
        pass


def _network(code: str) -> Iterator[Event]:
    """A network, its practices, a mandate that all gave, and something that each practice is late with."""
    practices = [f"{code}.p{number}" for number in range(PRACTICES)]
    yield _on("2021-01-01", type="OrganisationRegistered", organisation=code, name=code.title(), kind="pcn")
    for practice in practices:
        yield _on("2021-01-01", type="OrganisationRegistered", organisation=practice, name=practice, kind="practice")
        yield _on("2021-01-01", type="MemberJoined", organisation=code, member=practice)
    mandate = f"{code}.m"
    yield _on("2021-02-01", type="MandateSought", mandate=mandate, holder=code, scope="rota", wording="To speak.")
    for number, practice in enumerate(practices):
        yield _on("2021-02-02", type="MandateGranted", mandate=mandate, by=practice, source="minutes")
        due_at = f"2021-03-{number % 28 + 1:02}"
        yield _on("2021-02-02", type="ActionAgreed", action=f"{practice}.a", owner=practice, what="It.", due_at=due_at)


def _on(day: str, **members: Any) -> Event:
    return {"effective_at": day, **members}
