"""The level can be drawn through time: at the end of each month since the first mark, and where leaders come and go."""

from __future__ import annotations

from ledger.projections.trust import CoursePoint
from tests.telling import given, goes, happened, leads
from tests.trusting import PLACE, asked_for_help, level, trust


def points(*told: dict[str, object], as_of: str, by: str | None = None) -> list[tuple[str, float | None]]:
    return [(one.at, one.level) for one in trust(given(*PLACE, *told), as_of, truster=by).course]


def test_the_ends_of_months_in_london_and_the_moment_itself() -> None:
    told = asked_for_help("2024-05-20")
    assert points(told, as_of="2024-07-10T00:00:00Z") == [
        (at, level(told, as_of=at))
        for at in ("2024-05-31T22:59:59.999999Z", "2024-06-30T22:59:59.999999Z", "2024-07-10T00:00:00Z")
    ]


def test_the_last_moment_before_and_the_first_after_a_leader_goes() -> None:
    told = (asked_for_help("2024-05-20"), goes("amy", "2024-06-09"))
    assert points(*told, as_of="2024-06-20T00:00:00Z")[1:3] == [
        ("2024-06-09T22:59:59.999999Z", level(*told, as_of="2024-06-09")),
        ("2024-06-09T23:00:00Z", level(*told, as_of="2024-06-09T23:00:00Z")),
    ]


def test_an_absence_that_has_ended_since_was_none() -> None:
    told = (asked_for_help("2024-05-20"), goes("amy", "2024-06-09"), leads("amy", "2024-06-20"))
    line = points(*told, as_of="2024-06-25T00:00:00Z")
    assert [at for at, _ in line] == ["2024-05-31T22:59:59.999999Z", "2024-06-25T00:00:00Z"]


def test_sixty_months_back_and_no_more() -> None:
    line = points(asked_for_help("2000-05-20"), as_of="2024-07-10T00:00:00Z")
    assert len(line) == 61
    assert line[0][0] == "2019-07-31T22:59:59.999999Z"


def test_while_only_everyone_had_an_opinion_there_was_no_level() -> None:
    overdue = happened("ActionAgreed", "2024-01-01", action="x", owner="pcn", what="x", due_at="2024-01-10")
    told = (overdue, asked_for_help("2024-02-10"))
    assert points(*told, as_of="2024-02-20")[0] == ("2024-01-31T23:59:59.999999Z", None)
    assert points(*told, as_of="2024-02-20", by="b")[0][1] == level(overdue, as_of="2024-01-31", by="b")


def test_without_marks_it_is_a_single_point() -> None:
    assert trust(given(*PLACE), "2024-02-20T00:00:00Z").course == (CoursePoint("2024-02-20T00:00:00Z", None),)
