"""What had happened before a place? The register, each mandate, and who is asked for it."""

from __future__ import annotations

from ledger import times
from ledger.events import DecisionProposed, MandateSought
from ledger.history import LAST, Place
from ledger.past import Case, Past
from tests.telling import (
    a_pcn,
    entries,
    entry,
    given,
    granted,
    happened,
    leads,
    objected,
    presumed,
    resolved,
    sought,
    told,
)

END = Place.after_all_of(LAST)
PROPOSED = happened("DecisionProposed", "2024-01-01", decision="d", group="pcn", by="a", title="Hub", text="A hub.")
ASKED = given(*a_pcn("a", "b"), sought(), PROPOSED)


def test_a_mandate_is_none_before_it_is_sought() -> None:
    past = ASKED.past()
    assert past.mandate("m", END) is not None
    assert past.mandate("m", Place.after_all_of(times.as_read("2023-12-31"))) is None
    assert past.mandate("n", END) is None


def test_which_mandate_an_event_is_about() -> None:
    answered = happened("ObjectionAnswered", "2024-01-04", objection="o", by="b", answer="So.")
    past = given(
        *ASKED.events,
        objected("a", "2024-01-02"),
        objected("a", "2024-01-02", "p", about="d"),
        granted("a", "2024-01-03"),
        told("a", "2024-01-03"),
        told("a", "2024-01-03", about="d"),
        resolved("2024-01-03"),
        resolved("2024-01-03", "p"),
        answered,
        answered | {"objection": "p"},
    ).past()
    assert [one.position for one in past.mandates["m"].track.entries] == [7, 9, 11, 12, 14, 16]
    assert past.opened_by("m") is MandateSought
    assert past.opened_by("d") is DecisionProposed
    assert past.opened_by("unknown") is None


def test_what_is_about_a_decision_concerns_no_mandate() -> None:
    past = given(*ASKED.events, told("a", "2024-01-03", about="d")).past()
    assert list(past.mandates) == ["m"]
    assert [one.position for one in past.mandates["m"].track.entries] == [7]


def test_more_can_be_added_singly_together_or_again() -> None:
    known = entries(*ASKED.events, granted("a", "2024-02-01"), told("b", "2024-01-02"), presumed("b", "2024-02-01"))
    whole = Past(known)
    for parts in ([known[:8], known[8:]], [known[:9], known[9:10], known[10:]], [known, known], [known, []]):
        past = Past()
        for some in parts:
            past.add(some)
        assert past.history.entries == whole.history.entries
        state, other = past.mandate("m", END), whole.mandate("m", END)
        assert state is not None
        assert state == other


def test_an_addition_that_hangs_from_nothing_is_left_out() -> None:
    past = Past(entries(*a_pcn("a")))
    past.add([entry(9, granted("a", "2024-02-01"))])
    assert past.mandates == {}


def test_when_the_register_changed() -> None:
    assert ASKED.past().register_instants == {times.start("2019-07-01")}


def test_whether_one_is_asked_says_the_same_as_all_who_are() -> None:
    for constituency in ("members", "practices", ["a", "x"]):
        history = given(*a_pcn("a", "b"), leads("bob"), sought(constituency=constituency))
        past = history.past()
        sought_by = past.history.entry(8)
        assert sought_by is not None
        terms = sought_by.event
        assert isinstance(terms, MandateSought)
        assert past.constituency(terms, END) == tuple(
            sorted(one for one in ("a", "b", "pcn", "x") if past.is_constituent(terms, one, END))
        )


def test_a_case_stands_at_its_own_place() -> None:
    past = ASKED.past()
    mine = entry(9, granted("a", "2024-02-01"))
    case = Case(mine, past)
    assert case.place == mine.place
    assert case.register is past.register
    assert case.name("a") == "A"
