"""To be outvoted costs the group trust in the eyes of each elector on the side that lost."""

from __future__ import annotations

from tests.trusting import chose, decided, left, proposed, texts

VOTED = (
    proposed("2024-02-01", "vote"),
    chose("a", "2024-02-02", "agree"),
    chose("b", "2024-02-02", "block"),
    chose("c", "2024-02-02", "abstain"),
)


def test_those_against_what_was_adopted() -> None:
    assert left(*VOTED, decided("2024-02-03")) == [("outvoted", -1, ("b",))]
    assert texts(*VOTED, decided("2024-02-03")) == ["PCN adopted “A hub” against the votes of B."]


def test_those_for_what_was_rejected() -> None:
    assert left(*VOTED, decided("2024-02-03", "rejected")) == [("outvoted", -1, ("a",))]
    assert texts(*VOTED, decided("2024-02-03", "rejected")) == ["PCN rejected “A hub” against the votes of A."]


def test_what_was_put_off_outvotes_nobody() -> None:
    assert left(*VOTED, decided("2024-02-03", "deferred")) == []


def test_where_all_are_of_one_mind_nobody_is() -> None:
    assert left(VOTED[0], VOTED[1], decided("2024-02-03")) == []


def test_a_vote_typed_in_later_counts() -> None:
    assert left(*VOTED, decided("2024-02-03"), chose("c", "2024-02-03", "disagree")) == [("outvoted", -1, ("b", "c"))]
