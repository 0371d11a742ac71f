"""What has a group said about what to work on?"""

from __future__ import annotations

from ledger import times
from ledger.aggregates.priorities import Priority
from ledger.history import LAST, Place
from tests.telling import Given, a_pcn, entry, given, registered
from tests.together import done_with, opposed, proposed, settled_on, supported

END = Place.after_all_of(LAST)
HISTORY = given(
    *a_pcn("a", "b"),
    proposed("p"),  # 7
    supported("a", "p"),
    supported("b", "p", "2024-01-02"),
    opposed("b", "p", "2024-01-03"),
    settled_on("p", at="2024-02-01"),  # 11
    done_with("p", "2024-03-01"),
    settled_on(at="2024-04-01"),
)


def place(day: str) -> Place:
    return Place.after_all_of(times.start(day))


def words(history: Given, at: Place) -> dict[str, int]:
    return {by: entry.position for by, entry in history.past().priorities.at("p", at).spoken.items()}


def test_the_latest_word_of_each() -> None:
    assert words(HISTORY, END) == {"a": 8, "b": 10}
    assert words(HISTORY, place("2024-01-02")) == {"a": 8, "b": 9}
    assert words(HISTORY, place("2024-01-01")) == {}


def test_nothing_is_proposed_before_it_is() -> None:
    past = HISTORY.past()
    assert past.priorities.at("p", place("2023-12-31")).proposed is None
    proposal = past.priorities.at("p", END).proposed
    assert proposal is not None
    assert proposal.position == 7
    assert past.priorities.at("unknown", END).proposed is None


def test_when_it_was_closed() -> None:
    priority = HISTORY.past().priorities.at("p", END)
    closing = priority.closings[0].place
    assert [one.position for one in priority.closings] == [12]
    assert priority.closed_between(place("2024-02-01"), END)
    assert not priority.closed_between(closing, END)
    assert not priority.closed_between(place("2024-02-01"), closing)


def test_each_list_that_was_adopted() -> None:
    past = HISTORY.past()
    assert [one.position for one in past.priority_lists.at("pcn", END).adoptions] == [11, 13]
    assert [one.position for one in past.priority_lists.at("pcn", place("2024-03-01")).adoptions] == [11]
    assert past.priority_lists.at("a", END).adoptions == []


def test_what_is_not_about_it_changes_nothing() -> None:
    priority = Priority()
    priority.take(entry(1, registered("a")))
    assert priority == Priority()
