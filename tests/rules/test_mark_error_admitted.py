"""To admit an error builds trust; to apologise for it, and to ask how to put it right, each build more."""

from __future__ import annotations

from tests.trusting import admitted, left, texts


def test_an_admission_alone() -> None:
    assert left(admitted("2024-02-01", ["b", "a"])) == [("error_admitted", 1, ("a", "b"))]
    assert texts(admitted("2024-02-01")) == ["PCN admitted an error to A."]


def test_with_an_apology_with_a_question_and_with_both() -> None:
    assert left(admitted("2024-02-01", sorry=True)) == [("error_admitted", 2, ("a",))]
    assert left(admitted("2024-02-01", asked=True)) == [("error_admitted", 2, ("a",))]
    assert left(admitted("2024-02-01", sorry=True, asked=True)) == [("error_admitted", 3, ("a",))]
    assert texts(admitted("2024-02-01", sorry=True)) == ["PCN admitted an error to A and apologised."]
    assert texts(admitted("2024-02-01", asked=True)) == ["PCN admitted an error to A and asked how to put it right."]
    assert texts(admitted("2024-02-01", ["a", "b", "c"], sorry=True, asked=True)) == [
        "PCN admitted an error to A, B and C, apologised and asked how to put it right."
    ]


def test_it_says_nothing_of_those_to_whom_it_was_admitted() -> None:
    assert left(admitted("2024-02-01"), code="a") == []
