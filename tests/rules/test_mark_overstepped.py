"""To go further than the brief costs the group trust in the eyes of whoever finds that."""

from __future__ import annotations

from tests.telling import happened
from tests.trusting import appointed, left, texts

BRIEFED = happened("BriefIssued", "2024-02-01", brief="q", representation="r", meeting_at="2024-03-01", represents=[])
FOUND = happened("OverstepFound", "2024-03-02", brief="q", by="b", what="It gave rooms away.")


def test_the_mark_is_by_whoever_finds_it() -> None:
    assert left(appointed(), BRIEFED, FOUND) == [("overstepped", -2, ("b",))]
    assert texts(appointed(), BRIEFED, FOUND) == [
        "B found that PCN went further than the brief for the meeting of 1 March 2024."
    ]
    assert left(appointed(group="a"), BRIEFED, FOUND) == []


def test_to_stand_behind_it_later_leaves_no_mark() -> None:
    behind = happened("OverstepRatified", "2024-03-03", brief="q", by="b", why="It was right.")
    assert left(appointed(), BRIEFED, FOUND, behind) == [("overstepped", -2, ("b",))]
