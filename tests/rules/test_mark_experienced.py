"""Who benefits from an activity trusts whoever runs it more; who feels hard done by, less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import happened
from tests.trusting import left, texts

if TYPE_CHECKING:
    from tests.telling import Told

STARTED = happened(
    "ActivityStarted", "2024-02-01", activity="v", organisation="pcn", title="Hub", step=1, participants=["a"]
)


def felt(how: str) -> Told:
    return happened("ActivityExperienced", "2024-03-01", activity="v", by="a", felt=how)


def test_each_as_it_says_itself() -> None:
    assert left(STARTED, felt("benefit")) == [("benefited", 0.5, ("a",))]
    assert left(STARTED, felt("hard_done_by")) == [("hard_done_by", -1, ("a",))]
    assert left(STARTED, felt("neutral")) == []
    assert texts(STARTED, felt("benefit"), felt("hard_done_by")) == [
        "A had a benefit from “Hub”, which PCN runs.",
        "A felt hard done by in “Hub”, which PCN runs.",
    ]
    assert left(STARTED, felt("benefit"), code="a") == []
