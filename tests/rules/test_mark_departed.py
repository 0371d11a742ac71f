"""Who goes its own way loses trust among the group's other core members."""

from __future__ import annotations

from tests.telling import closed, happened, joined
from tests.telling import left as leaving
from tests.trusting import decided, left, proposed, texts

GONE = happened("DecisionDeparted", "2024-03-01", decision="d", by="a", reason="It does not suit us.")
TOLD = (proposed("2024-02-01", "consent"), decided("2024-02-03"), GONE)


def test_the_mark_is_on_whoever_departs() -> None:
    assert left(*TOLD, code="a") == [("departed", -3, ("b", "c"))]
    assert texts(*TOLD, code="a") == ["A went its own way on “A hub”, in a group with B and C."]
    assert left(*TOLD) == []


def test_by_the_core_members_at_that_time_less_those_closed() -> None:
    guest = joined("icb", at="2024-02-01", standing="attending")
    moved = (leaving("b", "2024-02-10"), closed("c", "2024-02-20"), guest)
    assert left(*TOLD, *moved, code="a") == []
    assert left(*TOLD, moved[0], code="a") == [("departed", -3, ("c",))]
    assert left(*TOLD, leaving("b", "2024-03-10"), code="a") == [("departed", -3, ("b", "c"))]


def test_to_come_back_leaves_no_mark() -> None:
    back = happened("DecisionRejoined", "2024-04-01", decision="d", by="a", reason="It does.")
    assert left(*TOLD, back, code="a") == left(*TOLD, code="a")
