"""What has become of something that somebody took on?"""

from __future__ import annotations

import pytest

from ledger import times
from ledger.aggregates.action import Action
from tests.deciding import agreed_to, done, dropped
from tests.telling import Told, entries, granted

AGREED = agreed_to("act", "a", "2024-03-01", "2024-03-31")


def folded(*events: Told) -> Action:
    action = Action()
    for one in sorted(entries(*events), key=lambda one: one.place):
        action.take(one)
    return action


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ((), "open"),
        ((done("act", "2024-03-05"),), "done"),
        ((dropped("act", "2024-03-05"),), "dropped"),
        ((dropped("act", "2024-03-05"), done("act", "2024-03-06")), "done"),
    ],
)
def test_it_is_what_was_made_of_it(more: tuple[Told, ...], state: str) -> None:
    assert folded(AGREED, *more).state(times.as_read("2024-03-10")) == state


def test_at_the_end_of_its_last_day_it_is_overdue() -> None:
    # The clocks go forward on that day: in London it ends an hour before midnight in UTC.
    assert folded(AGREED).state(times.start("2024-03-31T22:59:59.999999Z")) == "open"
    assert folded(AGREED).state(times.start("2024-03-31T23:00:00Z")) == "overdue"


def test_one_that_was_done_or_dropped_is_never_overdue() -> None:
    for ended in (done("act", "2024-05-01"), dropped("act", "2024-05-01")):
        assert folded(AGREED, ended).state(times.start("2024-06-01")) in ("done", "dropped")


def test_the_first_end_is_the_end() -> None:
    action = folded(AGREED, done("act", "2024-03-06"), done("act", "2024-03-05"), dropped("act", "2024-03-08"))
    assert action.done is not None
    assert action.done.position == 3
    twice = folded(AGREED, dropped("act", "2024-03-06"), dropped("act", "2024-03-05"))
    assert twice.dropped is not None
    assert twice.dropped.position == 3


def test_before_it_is_agreed_it_is_open_and_what_is_about_something_else_is_passed_over() -> None:
    assert folded().state(times.start("2030-01-01")) == "open"
    assert folded(AGREED, granted("a", "2024-03-02")) == folded(AGREED)
