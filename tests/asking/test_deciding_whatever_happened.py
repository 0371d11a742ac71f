"""Whatever happened, and whenever it was typed in: does a dossier from slices say what one from everything would?"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from ledger import times
from ledger.asking.deciding import Deciding
from ledger.asking.question import Questions
from ledger.events import DecisionProposed
from ledger.loading import EVERYTHING
from ledger.moment import Asked
from ledger.past import Past
from ledger.projections.audit import audit
from ledger.projections.decisions.dossier import dossier
from ledger.projections.decisions.shapes import MandateAsKnown
from ledger.projections.standing import mandate_standings
from ledger.projections.told import told
from ledger.refusals import Refused
from ledger.store.rows import Wanted
from tests.oracle import histories as made_up
from tests.telling import Told, entries, happened
from tests.test_loading import Slices

if TYPE_CHECKING:
    from ledger.findings import Finding
    from ledger.history import Entry
    from ledger.store.store import Store

FEW = settings(max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
DAYS = st.integers(1, 14).map(lambda day: f"2024-01-{day:02}")
DECISION = st.sampled_from(made_up.DECISIONS)
CODE = st.sampled_from(made_up.CODES)
FIRST = [
    happened(
        "RepresentativeAppointed",
        "2024-01-01",
        representation="R9",
        group=made_up.FEDERATION,
        person="cat",
        at=made_up.BOARD,
        capacity="delegate",
    ),
    happened("ApproachReceived", "2024-01-01", approach="X9", from_=made_up.BOARD, to=made_up.GROUP, topic="Hub"),
]
"""What some of the things that follow hang from; the made-up histories hold neither."""


def _deed(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Told]:
    return st.builds(lambda at, given: happened(kind, at, **given), DAYS, st.fixed_dictionaries(fields))


def _one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


NUMBERED = st.integers(1, 10**6).map(lambda number: f"n{number}")
FOLLOWING = st.one_of(
    _deed("ActionAgreed", action=NUMBERED, owner=CODE, what=st.just("w"), due_at=DAYS, from_item=DECISION),
    _deed(
        "ServiceAssigned", service=NUMBERED, scope=st.just("s"), responsible=CODE, delivered_by=CODE, decision=DECISION
    ),
    _deed(
        "ResourceAllocated",
        resource=NUMBERED,
        from_=CODE,
        to=CODE,
        pence=st.just(1),
        purpose=st.just("p"),
        decision=DECISION,
    ),
    _deed("ApproachAnswered", approach=st.just("X9"), answer=st.just("a"), decision=DECISION),
    _deed(
        "BriefIssued",
        brief=NUMBERED,
        representation=st.just("R9"),
        meeting_at=DAYS,
        represents=st.just([]),
        mandate=_one_of("M1", "M2"),
    ),
    _deed(
        "ErrorAdmitted",
        admission=NUMBERED,
        by=CODE,
        to=st.just(["A1"]),
        what=st.just("w"),
        apologised=st.booleans(),
        asked_how_to_put_right=st.booleans(),
        about=DECISION,
    ),
    *(
        _deed(kind, decision=DECISION, by=CODE, **{words: st.just("w")})
        for kind, words in (("DecisionDeparted", "reason"), ("DecisionReviewed", "found"), ("DecisionReversed", "why"))
    ),
)
THEN = {
    "ActionAgreed": lambda one, at: happened("ActionDone", at, action=one["action"]),
    "BriefIssued": lambda one, at: happened("ReportedBack", at, brief=one["brief"], discussed="d", agreed=[]),
    "ErrorAdmitted": lambda one, at: happened("ErrorPutRight", at, admission=one["admission"], how="h"),
}
"""What becomes of some of them."""


def _with_a_name(event: Told) -> Told:
    """So that an organisation whose register was not loaded shows: it would be called by its code."""
    return event | {"name": f"The {event['name']}"} if event["type"] == "OrganisationRegistered" else event


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Decisions as they are made up for the oracle, and what follows from them; typed in two a day."""
    posted = [_with_a_name(one) for one in draw(made_up.decisions())]
    known = {one.get(name) for one in posted for name in ("mandate", "decision")}
    more: list[Told] = [*FIRST]
    for one in draw(st.lists(FOLLOWING, min_size=4, max_size=12, unique_by=str)):
        about = {one.get(name) for name in ("decision", "from_item", "about", "mandate")} - {None}
        if about <= known:
            more.append(one)
            if one["type"] in THEN and draw(st.booleans()):
                more.append(THEN[one["type"]](one, draw(DAYS)))
    begun = times.start("2024-01-01")
    return [
        replace(one, recorded_at=times.Instant(begun + one.position * times.DAY // 4))
        for one in entries(*posted, *more)
    ]


def findings_on(past: Past, about: list[Entry], as_of: int) -> tuple[Finding, ...]:
    return tuple(finding for entry in about for finding in audit(past, entry, as_of))


def standing_of(mandate: str, known: list[Entry], as_of: times.Instant, known_at: int, upto: int) -> MandateAsKnown:
    past = Past(known[:upto], as_of)
    sought = past.history.opener(mandate)
    found = () if sought is None else mandate_standings(past, cast("Any", sought.event).holder, as_of, {})
    moment = times.rfc3339(as_of), times.rfc3339(known_at)
    for one in found:
        if one.mandate == mandate:
            names = ("state", "contested", "scope", "wording", "threshold", "weighting", "weights", "stances")
            parts: dict[str, Any] = {name: getattr(one, name) for name in (*names, "objections", "because")}
            return MandateAsKnown(*moment, upto, **parts)
    return MandateAsKnown(*moment, upto, None)


@FEW
@drawn(st.data())
def test_the_dossier(data: st.DataObject) -> None:
    known = data.draw(histories())
    upto = data.draw(st.one_of(st.just(len(known)), st.integers(1, len(known))))
    as_of = times.as_read(data.draw(st.one_of(st.just("2024-01-20"), DAYS)))
    source = Slices(*known)
    deciding = Deciding(Questions(cast("Store", source), lambda: times.start("2099-01-01")))
    asked = Asked(as_of=times.rfc3339(as_of), upto=upto)
    past = Past(known[:upto], as_of)
    at: dict[str, Any] = {"as_of": as_of, "known_at": source.recorded_at(upto), "position": upto}
    for name in made_up.DECISIONS:
        opener = past.history.opener(name)
        if opener is None:
            with pytest.raises(Refused):
                deciding.dossier(name, asked)
            continue
        about = source.entries([Wanted(frozenset({f"i:{name}"}), EVERYTHING)], upto)
        answer = deciding.dossier(name, asked)
        whole = dossier(past, name, **at, texts={}, findings=findings_on(past, about, as_of), mandate=answer.mandate)
        assert asdict(answer) == asdict(whole)
        assert deciding.dossier(name, asked) == answer
        assert deciding.told(name, asked) == told(past, name, opener, **at)
        mandate = cast("DecisionProposed", opener.event).mandate
        assert (answer.mandate is None) == (mandate is None)
        if mandate is not None and answer.mandate is not None:
            counted_at = times.start(answer.counted_at) if answer.outcomes else as_of
            known_then = min(counted_at, at["known_at"])
            then = min(source.position_at(known_then).position, upto)
            assert answer.mandate.then == standing_of(mandate, known, counted_at, known_then, then)
            assert answer.mandate.now == standing_of(mandate, known, counted_at, at["known_at"], upto)
