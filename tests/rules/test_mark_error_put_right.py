"""To put an error right builds trust among those to whom it was admitted."""

from __future__ import annotations

from tests.telling import happened
from tests.trusting import admitted, left, texts

PUT_RIGHT = happened("ErrorPutRight", "2024-03-01", admission="e", how="We paid.")


def test_whoever_admitted_it_put_it_right() -> None:
    told = (admitted("2024-02-01", ["b", "a"]), PUT_RIGHT)
    assert left(*told)[1:] == [("error_put_right", 2, ("a", "b"))]
    assert texts(*told)[1:] == ["PCN put right the error that it had admitted to A and B."]
    assert left(*told, code="a") == []


def test_not_before_it_was() -> None:
    assert left(admitted("2024-02-01"), PUT_RIGHT, as_of="2024-02-29") == [("error_admitted", 1, ("a",))]
