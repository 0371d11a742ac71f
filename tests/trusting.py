"""How does a test tell what builds and costs trust? Events in short, and the timeline that they leave.

left(given(*PLACE, asked_for_help("2024-02-01"))) == [("help_asked", 2, ("a",))]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger import times
from ledger.projections.trust import MarkLine, Trust
from ledger.projections.trust import trust as fold
from tests.telling import Given, Told, a_pcn, given, happened, registered

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACE = (*a_pcn("a", "b", "c"), registered("icb", "icb"))
"""A network `pcn` that amy leads, with three practices, and a body of the system. Positions 1 to 9."""

NEXT = len(PLACE) + 1
AT = "2024-12-31"


def trust(history: Given, as_of: str = AT, code: str = "pcn", truster: str | None = None) -> Trust:
    at = times.as_read(as_of)
    past = history.past(at)
    return fold(past, code, as_of=at, known_at=at, position=len(history.events), truster=truster)


def timeline(*events: Told, as_of: str = AT, code: str = "pcn") -> tuple[MarkLine, ...]:
    """The marks that some events leave on an organisation of the place."""
    return trust(given(*PLACE, *events), as_of, code).timeline


def left(*events: Told, as_of: str = AT, code: str = "pcn") -> list[tuple[str, float, Any]]:
    """The same in short: kind, weight, by whom."""
    return [(one.kind, one.weight, one.by) for one in timeline(*events, as_of=as_of, code=code)]


def texts(*events: Told, as_of: str = AT, code: str = "pcn") -> list[str]:
    """The same in words."""
    return [one.text for one in timeline(*events, as_of=as_of, code=code)]


def counted(*events: Told, as_of: str = AT, code: str = "pcn") -> list[Any]:
    """For whom each mark counts."""
    return [one.counted_by for one in timeline(*events, as_of=as_of, code=code)]


def level(*events: Told, as_of: str = AT, by: str | None = None) -> float | None:
    return trust(given(*PLACE, *events), as_of, truster=by).level


# -- events in short


def asked_for_help(at: str, of: Iterable[str] = ("a",), by: str = "pcn") -> Told:
    return happened("HelpAsked", at, by=by, of=list(of), about="Rooms.")


def admitted(at: str, to: Iterable[str] = ("a",), *, sorry: bool = False, asked: bool = False, by: str = "pcn") -> Told:
    said = {"apologised": sorry, "asked_how_to_put_right": asked}
    return happened("ErrorAdmitted", at, admission="e", by=by, to=list(to), what="It was late.", **said)


def in_touch(at: str, mode: str = "in_person", between: Iterable[str] = ("pcn", "a")) -> Told:
    return happened("ContactHeld", at, between=list(between), mode=mode)


def held(at: str, mode: str = "in_person", present: Iterable[str] = ("a", "b"), group: str = "pcn") -> Told:
    return happened("MeetingHeld", at, meeting=f"h-{at}", group=group, mode=mode, present=list(present))


def proposed(at: str, method: str | None = None, group: str = "pcn", **more: Any) -> Told:
    return happened(
        "DecisionProposed", at, decision="d", group=group, by="a", title="A hub", text="One.", method=method, **more
    )


def chose(by: str, at: str, choice: str) -> Told:
    return happened("VoteCast", at, decision="d", by=by, choice=choice)


def decided(at: str, outcome: str = "adopted") -> Told:
    return happened("DecisionTaken", at, decision="d", outcome=outcome, statement="So be it.")


def appointed(at: str = "2024-01-01", group: str = "pcn") -> Told:
    return happened(
        "RepresentativeAppointed", at, representation="r", group=group, person="cat", at="icb", capacity="delegate"
    )
