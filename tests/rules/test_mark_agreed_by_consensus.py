"""A decision that is adopted by consensus builds trust in the group among its electors."""

from __future__ import annotations

from tests.telling import happened
from tests.trusting import chose, decided, left, proposed, texts


def test_among_all_electors_whatever_they_chose() -> None:
    told = (proposed("2024-02-01"), chose("a", "2024-02-02", "agree"), decided("2024-02-03"))
    assert left(*told) == [("agreed_by_consensus", 1, ("a", "b", "c"))]
    assert texts(*told) == ["PCN adopted “A hub” by consensus, together with A, B and C."]
    assert left(*told, code="a") == []


def test_not_among_those_who_took_no_part() -> None:
    gone = happened(
        "InterestDeclared", "2024-02-02", decision="d", person="bo", by="b", interest="Theirs.", action="left"
    )
    assert left(proposed("2024-02-01"), gone, decided("2024-02-03")) == [("agreed_by_consensus", 1, ("a", "c"))]


def test_the_method_is_that_in_force_when_it_was_taken() -> None:
    changed = happened("MethodChanged", "2024-02-02", decision="d", method="consensus", why="So.")
    assert left(proposed("2024-02-01", "vote"), changed, decided("2024-02-03"))[0][0] == "agreed_by_consensus"
    assert left(proposed("2024-02-01", "consent"), decided("2024-02-03")) == []


def test_what_is_rejected_or_put_off_builds_none() -> None:
    assert left(proposed("2024-02-01"), decided("2024-02-03", "rejected")) == []
    assert left(proposed("2024-02-01"), decided("2024-02-03", "deferred")) == []


def test_what_was_taken_before_it_was_proposed_leaves_no_mark() -> None:
    assert left(proposed("2024-02-04"), decided("2024-02-03")) == []


def test_that_it_was_reversed_does_not_undo_that_it_was_agreed() -> None:
    reversal = happened("DecisionReversed", "2024-04-01", decision="d", by="a", why="It was wrong.")
    assert left(proposed("2024-02-01"), decided("2024-02-03"), reversal)[0][0] == "agreed_by_consensus"
