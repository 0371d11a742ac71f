"""Whatever happened, and in whatever order it was recorded: do slices answer about working together as all would?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from ledger import times
from ledger.asking.catalogue import Readings
from ledger.asking.question import Questions
from ledger.history import LAST, Entry, Place
from ledger.judgement import judge
from ledger.loading import Loader
from ledger.moment import Asked
from ledger.past import Case, Past
from ledger.projections.agenda import agenda
from ledger.projections.audit import audit
from ledger.projections.ladder import ladder
from ledger.projections.priorities import priorities
from ledger.projections.services import services
from ledger.projections.shares import shares
from ledger.refusals import Refused
from tests.telling import closed, disputed, entries, granted, joined, left, listed, registered, retracted, sought
from tests.test_loading import Slices
from tests.together import (
    achieved,
    agenda_of,
    allocated,
    assigned,
    ceded,
    done_with,
    ended,
    felt,
    meeting,
    opposed,
    proposed,
    reclaimed,
    reduced,
    settled_on,
    stalled,
    started,
    supported,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.store.store import Store
    from tests.telling import Told

FEW = settings(max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
CODES = ("a", "b", "c", "pcn", "fed", "icb")
DAYS = st.integers(1, 28).map(lambda day: f"2024-03-{day:02}")
WHO = st.sampled_from(CODES)
BODY = st.sampled_from(("pcn", "fed"))
PRACTICE = st.sampled_from(("a", "b", "c"))
PRIORITY = st.sampled_from(("p", "q"))
ACTIVITY = st.sampled_from(("x", "y", "z"))
SOME_PRIORITIES = st.lists(PRIORITY, unique=True)
MINUTES = st.one_of(st.none(), st.integers(0, 60))

DEEDS: list[st.SearchStrategy[Told]] = [
    st.builds(proposed, PRIORITY, DAYS, BODY),
    st.builds(supported, WHO, PRIORITY, DAYS),
    st.builds(opposed, WHO, PRIORITY, DAYS),
    st.builds(lambda names, at, group: settled_on(*names, at=at, group=group), SOME_PRIORITIES, DAYS, BODY),
    st.builds(done_with, PRIORITY, DAYS),
    st.builds(meeting, st.sampled_from(("m1", "m2")), DAYS, BODY),
    st.builds(
        lambda name, at, items: agenda_of(name, at, *items),
        st.sampled_from(("m1", "m2")),
        DAYS,
        st.lists(st.tuples(MINUTES, st.one_of(st.none(), PRIORITY)), max_size=3),
    ),
    st.builds(
        lambda name, step, those, at, by, mandate: started(name, step, *those, at=at, by=by, mandate=mandate),
        ACTIVITY,
        st.integers(1, 3),
        st.lists(WHO, unique=True, max_size=3),
        DAYS,
        BODY,
        st.sampled_from((None, "m")),
    ),
    *(st.builds(turn, ACTIVITY, DAYS) for turn in (achieved, stalled, reduced, ended)),
    st.builds(felt, WHO, ACTIVITY, st.sampled_from(("benefit", "neutral", "hard_done_by")), DAYS),
    *(st.builds(move, WHO, ACTIVITY, st.just("Rotas"), DAYS) for move in (ceded, reclaimed)),
    st.builds(
        lambda name, who, scope, by, at, core: assigned(name, who, scope=scope, by=by, at=at, core_contract=core),
        st.sampled_from(("s1", "s2", "s3")),
        WHO,
        st.sampled_from(("flu", "bloods")),
        WHO,
        DAYS,
        st.booleans(),
    ),
    st.builds(
        lambda name, giver, taker, to_each, at: allocated(name, giver, taker, at=at, whole=7, **to_each),
        st.sampled_from(("r1", "r2")),
        WHO,
        WHO,
        st.dictionaries(PRACTICE, st.integers(0, 900), max_size=2),
        DAYS,
    ),
    st.builds(listed, PRACTICE, st.integers(0, 9000), DAYS),
    st.builds(joined, PRACTICE, BODY, DAYS),
    st.builds(joined, st.just("pcn"), st.just("fed"), DAYS),
    st.builds(left, PRACTICE, DAYS, BODY),
    st.builds(closed, PRACTICE, DAYS),
    st.builds(sought, DAYS, st.just("m"), BODY),
    st.builds(granted, PRACTICE, DAYS),
]
REGISTERED = [
    registered(code, {"pcn": "pcn", "fed": "federation", "icb": "icb"}.get(code, "practice")) for code in CODES
]
_OPENS = {
    "PriorityProposed": "priority",
    "MeetingHeld": "meeting",
    "ActivityStarted": "activity",
    "ServiceAssigned": "service",
    "ResourceAllocated": "resource",
    "MandateSought": "mandate",
}


@st.composite
def histories(draw: st.DrawFn) -> list[Told]:
    """Registrations, deeds in any order, each id opened once, and some corrections."""
    told: list[Told] = list(REGISTERED)
    opened: set[str] = set()
    for event in draw(st.lists(st.one_of(DEEDS), min_size=5, max_size=40)):
        name = event.get(_OPENS.get(event["type"], ""))
        if name is None or name not in opened:
            opened.add(str(name))
            told.append(event)
    for _ in range(draw(st.integers(0, 3))):
        position = draw(st.integers(1, len(told)))
        if told[position - 1]["type"] not in ("EventRetracted", "EntryDisputed"):
            told.append(draw(st.sampled_from([retracted(position), disputed(position, draw(WHO))])))
    return told


FOLDS: dict[str, Callable[..., Any]] = {
    "priorities": priorities,
    "agenda": agenda,
    "ladder": ladder,
    "services": services,
    "shares": shares,
}


@FEW
@drawn(histories(), DAYS)
def test_every_reading(told: list[Told], day: str) -> None:
    known = entries(*told)
    as_of = times.as_read(day)
    source = Slices(*known)
    readings = Readings(Questions(cast("Store", source), lambda: times.start("2099-01-01")))
    asked = Asked(as_of=day, upto=len(known))
    at: dict[str, Any] = {"as_of": as_of, "known_at": source.recorded_at(len(known)), "position": len(known)}
    past = Past(known, as_of)
    for code in CODES:
        if past.register.registration(code, Place.after_all_of(as_of)) is None:
            with pytest.raises(Refused):
                readings.ask("ladder", code, asked)
            continue
        for name, fold in FOLDS.items():
            more: dict[str, Any] = {"texts": {}} if name in ("priorities", "ladder") else {}
            assert readings.ask(name, code, asked) == fold(past, code, **at, **more), name


@FEW
@drawn(histories())
def test_every_finding_of_a_slice_of_everything_and_of_what_came_before(told: list[Told]) -> None:
    known = entries(*told)
    source, whole = Slices(*known), Past(known)
    for one in known:
        alone = Loader(source, len(known))
        alone.audit_of([one])
        assert audit(Past(alone.entries.values()), one, LAST) == audit(whole, one, LAST)


@FEW
@drawn(histories())
def test_the_guard_finds_what_the_audit_finds(told: list[Told]) -> None:
    known: list[Entry] = entries(*told)
    for index, one in enumerate(known):
        guarded = judge(Case(one, Past(known[:index])))
        assert guarded == audit(Past(known[: index + 1]), one, LAST), one
