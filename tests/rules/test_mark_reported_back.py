"""A report by its due time builds trust in the group among those whom it was for; none by then costs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telling import happened
from tests.trusting import NEXT, appointed, left, texts, timeline

if TYPE_CHECKING:
    from tests.telling import Told

R = appointed()


def briefed(**more: Any) -> Told:
    given = {"meeting_at": "2024-03-01", "represents": ["b", "a"], **more}
    return happened("BriefIssued", "2024-02-01", brief="q", representation="r", **given)


def reported(at: str) -> Told:
    return happened("ReportedBack", at, brief="q", discussed="Rooms.", agreed=[])


def test_it_is_due_seven_days_after_the_meeting() -> None:
    assert left(R, briefed(), reported("2024-03-08")) == [("reported_back", 0.5, ("a", "b"))]
    assert left(R, briefed(), reported("2024-03-08T00:00:01Z"))[0][0] == "report_overdue"
    assert texts(R, briefed(), reported("2024-03-08")) == [
        "PCN reported back to A and B in time on the meeting of 1 March 2024."
    ]


def test_or_at_the_end_of_the_day_that_the_brief_says() -> None:
    soon = briefed(report_due_at="2024-03-02")
    assert left(R, soon, reported("2024-03-03")) == [("reported_back", 0.5, ("a", "b"))]
    assert left(R, soon, reported("2024-03-03T00:00:01Z")) == [("report_overdue", -1, ("a", "b"))]


def test_the_time_passes_without_an_event() -> None:
    assert left(R, briefed(), as_of="2024-03-07") == []
    (overdue,) = timeline(R, briefed(), as_of="2024-03-08T00:00:00Z")
    assert (overdue.at, overdue.position) == ("2024-03-08T00:00:00Z", NEXT + 1)
    assert overdue.text == "PCN had not reported back to A and B by 7 March 2024 on the meeting of 1 March 2024."


def test_a_late_report_leaves_no_mark_of_its_own() -> None:
    assert left(R, briefed(), reported("2024-03-20")) == [("report_overdue", -1, ("a", "b"))]


def test_a_report_that_is_typed_in_late_was_in_time() -> None:
    told = (R, briefed(), happened("ListSizeRecorded", "2024-03-10", organisation="a", patients=1))
    assert left(*told)[0][0] == "report_overdue"
    assert left(*told, reported("2024-03-05"))[0][0] == "reported_back"


def test_a_brief_for_another_group_is_none_of_its_business() -> None:
    assert left(appointed(group="a"), briefed()) == []
    assert left(appointed(group="a"), briefed(), reported("2024-03-08")) == []
    assert left(appointed(group="a"), briefed(), reported("2024-03-08"), code="a")[0][0] == "reported_back"
