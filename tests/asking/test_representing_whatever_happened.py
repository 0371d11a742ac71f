"""Whatever happened, and in whatever order it was recorded: do slices answer about doors and speakers as all would?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from ledger import times
from ledger.asking.catalogue import Readings
from ledger.asking.question import Questions
from ledger.history import CORRECTIONS, LAST, Place
from ledger.judgement import judge
from ledger.loading import Loader
from ledger.moment import Asked
from ledger.past import Case, Past
from ledger.projections.access import access
from ledger.projections.audit import audit
from ledger.projections.representation import representation
from ledger.projections.seats import seats
from ledger.refusals import Refused
from tests.speaking import (
    approached,
    briefed,
    bypassed,
    comes_in,
    devolved,
    door,
    goes_out,
    guards,
    guards_no_more,
    in_the_system,
    leads_speaking,
    leads_speaking_no_more,
    out_of_the_system,
    overstepped,
    ratified,
    replied,
    reported,
    reviewed,
    seat,
    sent_on,
    sits,
    speaks,
    speaks_no_more,
    stands_up,
    stated,
    triaged,
)
from tests.telling import closed, disputed, entries, happened, leads, registered, retracted
from tests.test_loading import Slices

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.store.store import Store
    from tests.telling import Told

FEW = settings(max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
KINDS = {"a": "practice", "b": "practice", "pcn": "pcn", "glg": "leadership_group", "icb": "icb", "trust": "nhs_trust"}
CODES = tuple(KINDS)
DAYS = st.integers(1, 28).map(lambda day: f"2024-03-{day:02}")
WHO = st.sampled_from(CODES)
GROUP = st.sampled_from(("glg", "glg", "pcn"))
PRACTICE = st.sampled_from(("a", "b"))
BODY = st.sampled_from(("icb", "icb", "trust"))
PERSON = st.sampled_from(("ann", "bob", "cat"))
APPROACH = st.sampled_from(("x", "y", "z"))
SPEAKING = st.sampled_from(("r", "s"))
BRIEF = st.sampled_from(("k", "l"))
SEAT = st.sampled_from(("s1", "s2"))
SCOPE = st.sampled_from(("flu", "rooms"))


def agenda(at: str, approaches: list[str]) -> Told:
    return happened("AgendaSet", at, meeting="n", items=[{"title": "A point", "approach": one} for one in approaches])


def acted(name: str, at: str, owner: str, brief: str) -> Told:
    return happened("ActionAgreed", at, action=name, owner=owner, what="Ask.", due_at="2024-03-20", from_item=brief)


OPENINGS: list[st.SearchStrategy[Told]] = [
    st.builds(approached, st.just("x"), DAYS, to=WHO, topic=SCOPE, by=BODY),
    st.builds(approached, st.just("y"), DAYS, to=PRACTICE, topic=SCOPE, by=BODY),
    st.builds(approached, st.just("z"), DAYS, to=GROUP, topic=SCOPE, by=BODY),
    *(
        st.builds(
            speaks, PERSON, DAYS, representation=st.just(name), group=GROUP, body=BODY, review_every_days=st.just(9)
        )
        for name in ("r", "s")
    ),
    *(
        st.builds(
            briefed,
            st.just(name),
            DAYS,
            meeting_at=DAYS,
            representation=SPEAKING,
            latitude=st.sampled_from(("trusted", "framed")),
            represents=st.lists(WHO, max_size=2, unique=True),
        )
        for name in ("k", "l")
    ),
    *(st.builds(acted, st.just(name), DAYS, WHO, BRIEF) for name in ("m1", "m2")),
    *(st.builds(seat, st.just(name), DAYS, board=BODY, of=GROUP, voting=st.booleans()) for name in ("s1", "s2")),
]
"""Each opens an id of its own."""

DEEDS: list[st.SearchStrategy[Told]] = [
    st.builds(door, GROUP, DAYS),
    *[st.builds(comes_in, PRACTICE, DAYS, GROUP)] * 2,
    st.builds(goes_out, PRACTICE, DAYS, GROUP),
    *[st.builds(guards, PERSON, DAYS, GROUP)] * 3,
    st.builds(guards_no_more, PERSON, DAYS, GROUP),
    *[st.builds(sent_on, APPROACH, DAYS, by=PRACTICE, to=GROUP)] * 2,
    *[st.builds(triaged, APPROACH, DAYS, by=PERSON, route=st.sampled_from(("meeting", "paper")))] * 3,
    st.builds(replied, APPROACH, DAYS),
    st.builds(bypassed, WHO, DAYS, BODY, approach=st.one_of(st.none(), APPROACH)),
    *[st.builds(agenda, DAYS, st.lists(APPROACH, min_size=1, max_size=2))] * 2,
    st.builds(speaks_no_more, DAYS, SPEAKING),
    *[st.builds(leads_speaking, PERSON, DAYS, GROUP)] * 2,
    st.builds(leads_speaking_no_more, PERSON, DAYS, GROUP),
    *[st.builds(reported, BRIEF, DAYS, within=st.lists(st.booleans(), max_size=2).map(tuple))] * 2,
    st.builds(overstepped, WHO, BRIEF, DAYS),
    st.builds(ratified, WHO, BRIEF, DAYS),
    st.builds(reviewed, DAYS, SPEAKING),
    st.builds(stated, SCOPE, DAYS, BODY, by=GROUP),
    st.builds(lambda name, at: happened("ActionDone", at, action=name), st.sampled_from(("m1", "m2")), DAYS),
    st.builds(sits, SEAT, PERSON, DAYS),
    st.builds(stands_up, SEAT, PERSON, DAYS),
    st.builds(devolved, SCOPE, st.sampled_from(("advisory", "deciding")), WHO, DAYS, BODY),
    st.builds(in_the_system, PERSON, DAYS),
    st.builds(out_of_the_system, PERSON, DAYS),
    st.builds(leads, PERSON, DAYS, WHO),
    st.builds(closed, PRACTICE, DAYS),
]


@st.composite
def histories(draw: st.DrawFn) -> list[Told]:
    """Registrations, some openings and deeds, each id opened before it is named, and some corrections."""
    told: list[Told] = [registered(code, kind) for code, kind in KINDS.items()]
    told += [draw(opening) for opening in OPENINGS]
    told += draw(st.lists(st.one_of(DEEDS), min_size=10, max_size=50))
    for _ in range(draw(st.integers(0, 3))):
        position = draw(st.integers(len(KINDS) + 1, len(told)))
        if told[position - 1]["type"] not in ("EventRetracted", "EntryDisputed"):
            told.append(draw(st.sampled_from([retracted(position), disputed(position, draw(WHO))])))
    return told


FOLDS: dict[str, Callable[..., Any]] = {"representation": representation, "access": access, "seats": seats}


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
                readings.ask("seats", code, asked)
            continue
        for name, fold in FOLDS.items():
            more: dict[str, Any] = {} if name == "seats" else {"texts": {}}
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
    known = entries(*told)
    for index, one in enumerate(known):
        # A correction may change what it is judged on: a closing that is disputed by the one that closed, say.
        if not isinstance(one.event, CORRECTIONS):
            assert judge(Case(one, Past(known[:index]))) == audit(Past(known[: index + 1]), one, LAST), one
