"""A concern costs trust in the eyes of whoever raises it; an answer gives some of it back."""

from __future__ import annotations

from tests.telling import happened
from tests.trusting import left, texts

RAISED = happened("ConcernRaised", "2024-02-01", concern="w", by="a", about="pcn", what="The money.")
ANSWERED = happened("ConcernAnswered", "2024-02-10", concern="w", answer="Here it is.")


def test_raised_and_answered() -> None:
    assert left(RAISED, ANSWERED) == [("concern_raised", -1, ("a",)), ("concern_answered", 0.5, ("a",))]
    assert texts(RAISED, ANSWERED) == [
        "A raised a concern about PCN.",
        "The concern that A had raised about PCN was answered.",
    ]
    assert left(RAISED, ANSWERED, code="a") == []
