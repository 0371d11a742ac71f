"""To tell somebody about something, and not in writing, builds a little of their trust."""

from __future__ import annotations

import pytest

from tests.telling import happened, sought
from tests.trusting import counted, left, proposed, texts


@pytest.mark.parametrize(
    ("channel", "how"),
    [("meeting", "at a meeting"), ("visit", "on a visit"), ("call", "in a call"), ("video", "by video")],
)
def test_by_word_of_mouth(channel: str, how: str) -> None:
    told = happened("OrganisationTold", "2024-02-02", about="m", organisation="a", by="pcn", channel=channel)
    assert left(sought(), told) == [("told", 0.25, ("a",))]
    assert texts(sought(), told) == [f"PCN told A about the mandate on estates, {how}."]
    assert left(sought(), told, code="a") == []


def test_about_a_decision_or_a_priority_too() -> None:
    priority = happened("PriorityProposed", "2024-02-01", priority="p", group="pcn", title="Beds", kind="support")
    told = [
        happened("OrganisationTold", "2024-02-02", about=about, organisation="a", by="b", channel="visit")
        for about in ("d", "p")
    ]
    assert texts(proposed("2024-02-01"), priority, *told, code="b") == [
        "B told A about “A hub”, on a visit.",
        "B told A about “Beds”, on a visit.",
    ]
    assert counted(proposed("2024-02-01"), priority, *told, code="b") == [("a",), ()]
