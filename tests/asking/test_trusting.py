"""Are the slices of an organisation enough to tell how far it is trusted, and no more than it takes?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import assume
from hypothesis import given as drawn
from hypothesis import strategies as st

from ledger.asking.question import Questions
from ledger.asking.trusting import Trusting
from ledger.events.naming import opened
from ledger.history import Place
from ledger.moment import Asked
from ledger.past import Past
from ledger.projections.trust import trust
from ledger.refusals import Refused
from ledger.times import DAY, Instant, rfc3339, start
from tests.oracle import trust_histories as made_up
from tests.telling import entries, granted, happened, joined, registered, sought
from tests.test_loading import Slices
from tests.trusting import PLACE, asked_for_help, chose, decided, proposed
from tests.two_sides import some

if TYPE_CHECKING:
    from ledger.history import Entry
    from ledger.store.store import Store
    from tests.telling import Told


def asking(*told: Told) -> tuple[Trusting, Slices]:
    source = Slices(*entries(*told))
    return Trusting(Questions(cast("Store", source), lambda: start("2099-01-01"))), source


def moments(known: list[Entry]) -> st.SearchStrategy[int]:
    instants = sorted({int(one.effective_at) for one in known})
    return st.builds(int.__add__, st.sampled_from(instants), st.sampled_from([0, 0, 1, 8 * DAY, 91 * DAY, 365 * DAY]))


def is_opened_twice(known: list[Entry]) -> bool:
    names = [name for one in known if (name := opened(one.event)) is not None]
    return len(names) > len(set(names))


@some(60)
@drawn(st.data())
def test_slices_answer_as_all_would(data: st.DataObject) -> None:
    posted = data.draw(made_up.trust(most=40))
    known = entries(*posted)
    # What was recorded about an id stays with whoever had opened it, though that was retracted and others opened it.
    assume(not is_opened_twice(known))
    upto = data.draw(st.one_of(st.just(len(known)), st.integers(1, len(known))))
    as_of = Instant(data.draw(moments(known)))
    trusting, source = asking(*posted)
    past = Past(known[:upto], as_of)
    for code in made_up.TRUSTED:
        asked = Asked(as_of=rfc3339(as_of), upto=upto)
        if past.register.registration(code, Place.after_all_of(as_of)) is None:
            with pytest.raises(Refused):
                trusting.trust(code, asked)
            continue
        known_at = source.recorded_at(upto)
        assert trusting.trust(code, asked) == trust(past, code, as_of=as_of, known_at=known_at, position=upto)


DECIDED = (
    *PLACE,
    registered("fed", "federation"),
    joined("x", "fed"),
    joined("pcn", "fed"),
    registered("x"),
    proposed("2024-02-01", group="fed"),
    chose("x", "2024-02-02", "agree"),
    decided("2024-02-03"),
    happened("DecisionDeparted", "2024-03-01", decision="d", by="pcn", reason="So."),
)


def test_a_departure_is_seen_by_members_of_a_group_that_it_does_not_run() -> None:
    trusting, _ = asking(*DECIDED)
    (mark,) = trusting.trust("pcn", Asked(as_of="2024-04-01")).timeline
    assert (mark.kind, mark.by, mark.text) == (
        "departed",
        ("x",),
        "PCN went its own way on “A hub”, in a group with X.",
    )


def test_however_many_marks_there_are_a_handful_of_queries_is_enough() -> None:
    told = [asked_for_help(f"2024-02-{day:02}", [who]) for day in range(1, 29) for who in "abc"]
    few, many = (asking(*DECIDED, sought(), granted("a", "2024-02-01"), *some) for some in ([], told))
    for trusting, _ in (few, many):
        trusting.trust("pcn", Asked(as_of="2024-04-01"))
    assert len(many[1].asked) == len(few[1].asked) <= 5


def test_of_a_question_that_others_decide_only_what_it_departed_from_is_looked_into() -> None:
    trusting, source = asking(*DECIDED)
    trusting.trust("x", Asked(as_of="2024-04-01"))
    assert all("i:d" not in subjects for subjects, _ in source.asked)


def test_nobody_knows_a_truster_that_is_not_registered() -> None:
    trusting, _ = asking(*PLACE, registered("late", at="2025-01-01"))
    with pytest.raises(Refused) as unknown:
        trusting.trust("pcn", Asked(as_of="2024-04-01"), by="nobody")
    assert unknown.value.code == "not_found"
    with pytest.raises(Refused) as later:
        trusting.trust("pcn", Asked(as_of="2024-04-01"), by="late")
    assert later.value.code == "not_yet"
