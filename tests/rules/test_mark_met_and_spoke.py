"""To meet in person builds trust on all sides, to speak half as much; a meeting builds it in the group."""

from __future__ import annotations

from tests.trusting import held, in_touch, left, texts


def test_a_contact_is_a_mark_on_each_by_the_others() -> None:
    met = in_touch("2024-02-01", between=["pcn", "b", "a"])
    assert left(met) == [("met", 1, ("a", "b"))]
    assert left(met, code="a") == [("met", 1, ("b", "pcn"))]
    assert left(met, code="c") == []
    assert texts(met) == ["PCN met A and B in person."]


def test_by_video_and_by_phone() -> None:
    for mode in ("video", "phone"):
        assert left(in_touch("2024-02-01", mode)) == [("spoke", 0.5, ("a",))]
        assert texts(in_touch("2024-02-01", mode)) == [f"PCN spoke with A by {mode}."]


def test_a_meeting_is_a_mark_on_the_group_by_those_present() -> None:
    assert left(held("2024-02-01")) == [("met", 1, ("a", "b"))]
    assert left(held("2024-02-01", "phone")) == [("spoke", 0.5, ("a", "b"))]
    assert left(held("2024-02-01"), code="a") == []
    assert texts(held("2024-02-01")) == ["PCN held a meeting with A and B in person."]
    assert texts(held("2024-02-01", "video")) == ["PCN held a meeting with A and B by video."]


def test_a_group_does_not_meet_itself() -> None:
    assert left(held("2024-02-01", present=["pcn", "a"])) == [("met", 1, ("a",))]
