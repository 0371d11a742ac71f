"""Who speaks for a group, with what brief, and what came of it?"""

from __future__ import annotations

from ledger import times
from ledger.aggregates.representation import Brief, Leads, Representation
from ledger.history import Place
from tests.speaking import (
    briefed,
    leads_speaking,
    leads_speaking_no_more,
    overstepped,
    ratified,
    reported,
    reviewed,
    speaks,
    speaks_no_more,
)
from tests.telling import Told, entries, given, happened

LATE = Place.after_all_of(times.as_read("2025-12-31"))


def representation(*events: Told) -> Representation:
    return given(*events).past().representations.at("r", LATE)


def brief(*events: Told) -> Brief:
    return given(speaks(), *events).past().briefs.at("k", LATE)


def test_nobody_is_appointed() -> None:
    none = representation()
    assert (none.appointed, none.terms, none.ended, none.reviewed) == (None, None, None, None)


def test_it_ends_when_they_first_stand_down() -> None:
    one = representation(speaks(), speaks_no_more("2024-05-01"), speaks_no_more("2024-06-01"))
    assert one.terms is not None
    assert one.ended is not None
    assert (one.terms.person, one.ended.position) == ("bob", 2)


def test_it_is_to_be_looked_at_so_long_after_the_appointment_or_the_latest_review() -> None:
    assert representation(speaks()).review_due_at == times.start("2024-01-01") + 180 * times.DAY
    looked_at = representation(speaks(review_every_days=10), reviewed("2024-02-01"), reviewed("2024-03-01"))
    assert looked_at.review_due_at == times.start("2024-03-11")


def test_the_first_report_counts() -> None:
    one = brief(briefed(), reported(), reported(at="2024-04-01"))
    assert one.issued is not None
    assert one.reported is not None
    assert (one.issued.position, one.reported.position) == (2, 3)


def test_what_went_too_far_and_who_stands_behind_it() -> None:
    one = brief(briefed(), overstepped("a"), overstepped("b"), ratified("glg"))
    assert [entry.position for entry in one.oversteps] == [3, 4]
    assert [entry.position for entry in one.ratifications] == [5]


def test_who_looks_after_it_since_when() -> None:
    events = (leads_speaking("lee"), leads_speaking("max"), leads_speaking("lee", "2024-02-01"))
    past = given(
        *events, leads_speaking_no_more("max", "2024-03-01"), leads_speaking_no_more("ned", "2024-03-01")
    ).past()
    assert {person: one.position for person, one in past.leads.at("glg", LATE).persons.items()} == {"lee": 1}


def test_an_event_about_something_else_changes_nothing() -> None:
    (other,) = entries(happened("MeetingHeld", "2024-01-01", meeting="n", group="glg", mode="video", present=[]))
    for state in (Representation(), Brief(), Leads()):
        state.take(other)
        assert state == type(state)()
