"""Which objections are open, and what became of each?"""

from __future__ import annotations

from ledger.aggregates.objections import Objections
from tests.telling import Told, answered, entries, granted, objected, resolved


def folded(*events: Told) -> Objections:
    objections = Objections()
    for one in sorted(entries(*events), key=lambda one: one.place):
        objections.take(one)
    return objections


def test_one_is_open_until_it_is_resolved() -> None:
    (raised,) = folded(objected("a", "2024-03-02", weight="block")).open()
    assert (raised.by, raised.weight, raised.answers, raised.resolved) == ("a", "block", [], None)
    assert folded(objected("a", "2024-03-02"), resolved("2024-03-03")).open() == []


def test_the_first_resolution_is_the_resolution() -> None:
    objections = folded(objected("a", "2024-03-02"), resolved("2024-03-04"), resolved("2024-03-03"))
    resolution = objections.raised["o"].resolved
    assert resolution is not None
    assert resolution.position == 3
    assert objections.resolved["o"] is resolution


def test_answers_are_kept_in_order_and_close_nothing() -> None:
    objections = folded(objected("a", "2024-03-02"), answered("c", "2024-03-04"), answered("b", "2024-03-03"))
    assert [one.position for one in objections.raised["o"].answers] == [3, 2]
    assert len(objections.open()) == 1


def test_each_is_an_objection_of_its_own() -> None:
    objections = folded(objected("a", "2024-03-02"), objected("a", "2024-03-02", "p"), resolved("2024-03-03", "p"))
    assert [one.raised.position for one in objections.open()] == [1]


def test_one_that_was_resolved_before_it_was_raised_is_closed_and_the_answer_to_it_is_lost() -> None:
    objections = folded(objected("a", "2024-03-04"), resolved("2024-03-03"), answered("b", "2024-03-02"))
    assert objections.open() == []
    assert objections.raised["o"].answers == []


def test_what_is_about_something_else_is_passed_over() -> None:
    assert folded(granted("a", "2024-03-02"), resolved("2024-03-02", "q")).raised == {}
