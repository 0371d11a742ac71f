"""Who guards a group's door, and what has become of an approach?"""

from __future__ import annotations

from ledger import times
from ledger.aggregates.access import AccessPoint, Approach, Errand, errand_of
from ledger.events import ApproachReceived
from ledger.history import Place
from tests.speaking import (
    approached,
    comes_in,
    door,
    goes_out,
    guards,
    guards_no_more,
    replied,
    sent_on,
    triaged,
)
from tests.telling import Told, entries, given, happened


def at(day: str) -> Place:
    return Place.after_all_of(times.as_read(day))


def the_door(*events: Told, on: str = "2024-12-31") -> AccessPoint:
    return given(*events).past().access_points.at("glg", at(on))


def approach(*events: Told, on: str = "2024-12-31") -> Approach:
    return given(*events).past().approaches.at("x", at(on))


def test_a_door_that_nobody_has_opened() -> None:
    empty = the_door()
    assert (empty.opened, empty.joined, empty.gatekeepers) == (None, {}, {})


def test_a_door_is_open_since_it_was_first_opened() -> None:
    opened = the_door(door(), door(at="2024-02-01")).opened
    assert opened is not None
    assert opened.position == 1


def test_who_has_joined_it_since_when_and_who_has_left() -> None:
    events = (
        comes_in("a"),
        comes_in("b"),
        comes_in("a", "2024-02-01"),
        goes_out("b", "2024-03-31"),
        goes_out("c", "2024-01-02"),
    )
    assert {code: one.position for code, one in the_door(*events).joined.items()} == {"a": 1}
    assert set(the_door(*events, on="2024-03-31").joined) == {"a", "b"}


def test_who_guards_it_since_when() -> None:
    events = (guards("gil"), guards("hal"), guards("gil", "2024-02-01"), guards_no_more("hal", "2024-03-01"))
    assert {person: one.position for person, one in the_door(*events).gatekeepers.items()} == {"gil": 1}
    assert the_door(*events, guards_no_more("zoe", "2024-03-01")).gatekeepers.keys() == {"gil"}


def test_what_becomes_of_an_approach() -> None:
    story = (approached(to="a"), sent_on(), triaged(route="paper"), replied())
    for day, state, is_with, route in (
        ("2024-01-31", "waiting", None, None),
        ("2024-02-01", "waiting", "a", None),
        ("2024-02-02", "redirected", "glg", None),
        ("2024-02-03", "triaged", "glg", "paper"),
        ("2024-02-10", "answered", "glg", "paper"),
    ):
        one = approach(*story, on=day)
        assert (one.state, one.is_with, one.route) == (state, is_with, route), day


def test_what_is_sent_on_is_triaged_anew() -> None:
    one = approach(approached(), triaged(), sent_on(at="2024-02-05", by="glg", to="pcn"))
    assert (one.state, one.is_with, one.route) == ("redirected", "pcn", None)


def test_the_latest_answer_counts() -> None:
    answered = approach(approached(), replied(), replied(at="2024-03-01")).answered
    assert answered is not None
    assert answered.position == 3


def test_an_errand_is_one_body_s_whatever_the_case_and_the_spaces() -> None:
    events = [one.event for one in entries(approached(), approached(topic=" F LU"), approached(by="trust"))]
    names = [errand_of(one) for one in events if isinstance(one, ApproachReceived)]
    assert names == ["icb flu", "icb flu", "trust flu"]


def test_the_tries_before_one_are_those_elsewhere_within_ninety_days() -> None:
    tries = entries(
        approached("v", "2024-01-01", to="a"),
        approached("w", "2024-03-01", to="a"),
        approached("x", "2024-03-02", to="b"),
        approached("y", "2024-05-01", to="b"),
        approached("z", "2024-05-02", to="a"),
    )
    errand = Errand()
    for one in tries:
        errand.take(one)
    before = [[other.position for other in errand.elsewhere_before(one)] for one in tries]
    assert before == [[], [], [1, 2], [2], [3, 4]]


def test_an_event_about_something_else_changes_nothing() -> None:
    (other,) = entries(happened("MeetingHeld", "2024-01-01", meeting="n", group="glg", mode="video", present=[]))
    for state in (AccessPoint(), Approach()):
        state.take(other)
        assert state == type(state)()
