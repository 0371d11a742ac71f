"""What has become of something that organisations do together?"""

from __future__ import annotations

import pytest

from ledger import times
from ledger.aggregates.activity import Activity
from ledger.history import LAST, Place
from tests.telling import Told, a_pcn, given
from tests.together import achieved, ceded, ended, felt, reclaimed, reduced, stalled, started

PCN = (*a_pcn("a", "b"), started("hub", 1, "a", "b"))
"""The activity is event 7."""


def state(*events: Told, day: str | None = None) -> Activity:
    instant = LAST if day is None else times.as_read(day)
    return given(*PCN, *events).past().activities.at("hub", Place.after_all_of(instant))


@pytest.mark.parametrize(
    ("events", "is_now", "turned"),
    [
        ((), "running", 7),
        ((achieved("hub"),), "achieved", 8),
        ((stalled("hub", "2024-04-01"),), "stalled", 8),
        ((reduced("hub", "2024-04-01"),), "reduced", 8),
        ((ended("hub", "2024-04-01"),), "ended", 8),
        ((stalled("hub", "2024-04-01"), achieved("hub", "2024-05-01")), "achieved", 9),
        ((achieved("hub"), stalled("hub", "2024-05-01"), reduced("hub", "2024-06-01")), "reduced", 10),
        ((achieved("hub"), ended("hub", "2024-05-01")), "ended", 9),
    ],
)
def test_the_last_turn_is_its_state(events: tuple[Told, ...], is_now: str, turned: int) -> None:
    activity = state(*events)
    assert activity.turned is not None
    assert (activity.state, activity.turned.position) == (is_now, turned)


def test_its_end_is_the_last_word_and_what_it_achieved_stays() -> None:
    activity = state(ended("hub", "2024-04-01"), stalled("hub", "2024-05-01"), achieved("hub", "2024-06-01"))
    assert activity.state == "ended"
    assert activity.turned is not None
    assert activity.turned.position == 8
    assert activity.achieved is not None
    assert activity.achieved.position == 10


def test_on_its_last_day_it_still_runs() -> None:
    assert state(ended("hub", "2024-04-01"), day="2024-04-01").state == "running"
    assert state(ended("hub", "2024-04-01"), day="2024-04-02").state == "ended"


def test_a_step_is_achieved_once() -> None:
    activity = state(achieved("hub"), achieved("hub", "2024-05-01"))
    assert activity.achieved is not None
    assert activity.achieved.position == 8


def test_nothing_is_there_before_it_starts() -> None:
    activity = state(day="2024-02-29")
    assert (activity.started, activity.terms, activity.turned, activity.state) == (None, None, None, "running")


def test_how_it_was_for_each_and_what_each_ceded() -> None:
    activity = state(
        felt("a", "hub", "neutral", "2024-04-01"),
        felt("a", "hub", "benefit", "2024-05-01"),
        ceded("b", "hub", "Bookings"),
        reclaimed("b", "hub", "Bookings"),
    )
    assert {by: entry.position for by, entry in activity.felt.items()} == {"a": 9}
    assert {by: [one.position for one in moves] for by, moves in activity.autonomy.items()} == {"b": [10, 11]}
