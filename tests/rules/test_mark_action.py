"""What is done by its due time builds trust in everyone's eyes; what is neither done nor dropped by then costs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import happened
from tests.trusting import NEXT, counted, left, texts, timeline

if TYPE_CHECKING:
    from tests.telling import Told

AGREED = happened("ActionAgreed", "2024-02-01", action="x", owner="pcn", what="To ask.", due_at="2024-03-01")


def ended(at: str, how: str = "Done", action: str = "x") -> Told:
    return happened(f"Action{how}", at, action=action)


def test_done_in_time() -> None:
    assert left(AGREED, ended("2024-03-01")) == [("action_done", 0.5, "all")]
    assert texts(AGREED, ended("2024-03-01")) == ["PCN did in time what it had taken on to do by 1 March 2024 (x)."]
    assert left(AGREED, ended("2024-03-01"), code="a") == []


def test_the_time_passes_without_an_event() -> None:
    assert left(AGREED, as_of="2024-03-01") == []
    (overdue,) = timeline(AGREED, as_of="2024-03-02T00:00:00Z")
    assert (overdue.kind, overdue.weight, overdue.by, overdue.counted_by) == ("action_overdue", -1, "all", "all")
    assert (overdue.at, overdue.position) == ("2024-03-02T00:00:00Z", NEXT)
    assert overdue.text == "PCN had not done what it had taken on to do by 1 March 2024 (x)."
    assert left(AGREED, code="a") == []


def test_done_late_it_was_overdue_all_the_same() -> None:
    assert left(AGREED, ended("2024-03-02T00:00:01Z")) == [("action_overdue", -1, "all")]


def test_dropped_in_time_it_leaves_no_mark() -> None:
    assert left(AGREED, ended("2024-03-01", "Dropped")) == []
    assert left(AGREED, ended("2024-03-03", "Dropped")) == [("action_overdue", -1, "all")]


def test_what_is_done_counts_once_a_month_and_what_is_overdue_each_time() -> None:
    other = AGREED | {"action": "y"}
    assert counted(AGREED, other, ended("2024-02-10"), ended("2024-02-11", action="y")) == ["all", ()]
    assert counted(AGREED, other, ended("2024-01-31"), ended("2024-02-11", action="y")) == ["all", "all"]
    assert counted(AGREED, other) == ["all", "all"]
