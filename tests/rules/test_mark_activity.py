"""A step that an activity achieves builds trust in whoever runs it among those who take part; to stall costs it."""

from __future__ import annotations

from tests.telling import happened
from tests.trusting import left, texts

STARTED = happened(
    "ActivityStarted", "2024-02-01", activity="v", organisation="pcn", title="Hub", step=2, participants=["b", "a"]
)
ACHIEVED = happened("StepAchieved", "2024-03-01", activity="v", evidence="It runs.")
STALLED = happened("ActivityStalled", "2024-04-01", activity="v", why="No rooms.")


def test_by_those_who_take_part() -> None:
    assert left(STARTED, ACHIEVED, STALLED) == [("step_achieved", 1.5, ("a", "b")), ("stalled", -1, ("a", "b"))]
    assert texts(STARTED, ACHIEVED, STALLED) == [
        "PCN achieved step 2 with A and B in “Hub”.",
        "PCN got stuck with A and B in “Hub”.",
    ]
    assert left(STARTED, ACHIEVED, STALLED, code="a") == []


def test_where_nobody_takes_part_there_is_no_mark() -> None:
    assert left(STARTED | {"participants": []}, ACHIEVED) == []
