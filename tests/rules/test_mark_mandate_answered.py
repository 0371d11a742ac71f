"""A grant or a reaffirmation shows trust in the holder, a refusal the lack of it, and a withdrawal its loss."""

from __future__ import annotations

from tests.telling import given, granted, presumed, reaffirmed, refused, sought, withdrew
from tests.trusting import PLACE, left, texts, trust


def test_each_answer_is_a_mark_by_whoever_gives_it() -> None:
    told = (
        sought(),
        granted("a", "2024-02-01"),
        reaffirmed("a", "2024-03-01"),
        refused("b", "2024-04-01"),
        withdrew("a", "2024-05-01"),
    )
    assert left(*told) == [
        ("mandate_granted", 1, ("a",)),
        ("mandate_reaffirmed", 1, ("a",)),
        ("mandate_refused", -1, ("b",)),
        ("mandate_withdrawn", -3, ("a",)),
    ]
    assert texts(*told) == [
        "A granted PCN a mandate on estates.",
        "A reaffirmed the mandate of PCN on estates.",
        "B refused PCN a mandate on estates.",
        "A withdrew from the mandate of PCN on estates.",
    ]
    assert left(*told, code="a") == []


def test_silence_is_no_mark() -> None:
    assert trust(given(*PLACE, sought(), presumed("a", "2024-02-01"))).timeline == ()
