"""To tell those who gave a mandate what was done with it builds trust among them."""

from __future__ import annotations

from tests.telling import happened, sought
from tests.trusting import counted, left, texts


def test_among_those_who_were_told() -> None:
    told = happened("MandateAccounted", "2024-03-01", mandate="m", to=["b", "a"], done="We met.")
    assert left(sought(), told) == [("accounted", 1, ("a", "b"))]
    assert texts(sought(), told) == ["PCN told A and B what it had done with the mandate on estates."]
    assert left(sought(), told, code="a") == []


def test_once_a_month() -> None:
    first, second = (
        happened("MandateAccounted", at, mandate="m", to=to, done="We met.")
        for at, to in (("2024-03-01", ["a"]), ("2024-03-20", ["a", "b"]))
    )
    assert counted(sought(), first, second) == [("a",), ("b",)]
