"""A mark in nobody's eyes is none."""

from __future__ import annotations

from tests.telling import given, happened, retracted
from tests.trusting import NEXT, PLACE, admitted, appointed, held, left, trust


def test_a_meeting_at_which_nobody_was() -> None:
    assert left(held("2024-02-01", present=[])) == []


def test_what_was_retracted_or_comes_later_left_none() -> None:
    assert left(admitted("2024-02-01"), retracted(NEXT)) == []
    assert left(admitted("2024-02-02"), as_of="2024-02-01") == []


def test_an_id_that_was_opened_anew_as_something_else_is_about_nothing() -> None:
    put_right = happened("ErrorPutRight", "2024-03-01", admission="e", how="x")
    anew = happened("ConcernRaised", "2024-02-20", concern="e", by="b", about="pcn", what="x")
    assert left(admitted("2024-02-01"), put_right, retracted(NEXT), anew) == [("concern_raised", -1, ("b",))]
    answered = happened("ConcernAnswered", "2024-03-02", concern="e", answer="x")
    assert left(anew, answered, retracted(NEXT), admitted("2024-02-01")) == [("error_admitted", 1, ("a",))]


def test_nor_is_what_hangs_from_it() -> None:
    brief = happened(
        "BriefIssued", "2024-02-01", brief="q", representation="r", meeting_at="2024-02-02", represents=["a"]
    )
    found = happened("OverstepFound", "2024-03-01", brief="q", by="a", what="x")
    anew = happened("ActionAgreed", "2024-01-01", action="r", owner="b", what="x", due_at="2024-12-01")
    assert trust(given(*PLACE, appointed(), brief, found)).timeline != ()
    assert trust(given(*PLACE, appointed(), brief, found, retracted(NEXT), anew)).timeline == ()
