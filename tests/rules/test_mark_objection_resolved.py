"""An objection that an amendment meets builds the objector's trust; one that is overridden costs it."""

from __future__ import annotations

import pytest

from tests.telling import objected, resolved, sought
from tests.trusting import left, proposed, texts


def test_in_the_group_that_decides() -> None:
    told = (proposed("2024-02-01"), objected("a", "2024-02-02", about="d"))
    assert left(*told, resolved("2024-02-03", how="amended")) == [("objection_met", 1, ("a",))]
    assert left(*told, resolved("2024-02-03", how="overridden")) == [("objection_overridden", -1, ("a",))]
    met = resolved("2024-02-03", how="amended")
    assert texts(*told, met) == ["PCN amended “A hub”, and so met the objection of A."]


def test_in_the_holder_of_a_mandate() -> None:
    told = (sought(), objected("a", "2024-02-02"))
    assert left(*told, resolved("2024-02-03", how="amended")) == [("objection_met", 1, ("a",))]
    assert texts(*told, resolved("2024-02-03", how="overridden")) == [
        "PCN overrode the objection of A to the mandate on estates."
    ]
    assert left(*told, resolved("2024-02-03", how="amended"), code="b") == []


@pytest.mark.parametrize("how", ["withdrawn", "stood_aside"])
def test_an_objection_that_was_given_up_leaves_no_mark(how: str) -> None:
    assert left(sought(), objected("a", "2024-02-02"), resolved("2024-02-03", how=how)) == []
