"""To ask for help builds trust among those who are asked."""

from __future__ import annotations

from tests.trusting import asked_for_help, left, texts


def test_among_all_who_are_asked() -> None:
    assert left(asked_for_help("2024-02-01", ["b", "a"])) == [("help_asked", 2, ("a", "b"))]
    assert texts(asked_for_help("2024-02-01")) == ["PCN asked A for help."]


def test_who_is_asked_has_not_earned_it_by_that() -> None:
    assert left(asked_for_help("2024-02-01"), code="a") == []
