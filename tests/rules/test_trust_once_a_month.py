"""Of what is only to be done now and then, the first mark of its kind between the same two counts in a month."""

from __future__ import annotations

from tests.trusting import asked_for_help, counted, held, in_touch, level


def test_the_first_of_one_kind() -> None:
    assert counted(in_touch("2024-02-01"), in_touch("2024-02-20")) == [("a",), ()]
    assert counted(in_touch("2024-02-20"), in_touch("2024-02-01")) == [("a",), ()]
    assert level(in_touch("2024-02-01"), in_touch("2024-02-20")) == level(in_touch("2024-02-01"))


def test_for_each_truster_by_itself() -> None:
    assert counted(in_touch("2024-02-01"), held("2024-02-20", present=["b", "a"])) == [("a",), ("b",)]


def test_and_for_each_kind_by_itself() -> None:
    assert counted(in_touch("2024-02-01"), in_touch("2024-02-20", "phone")) == [("a",), ("a",)]


def test_months_are_those_of_london() -> None:
    end_of_june = in_touch("2024-06-30T22:59:59Z")
    assert counted(end_of_june, in_touch("2024-06-01")) == [("a",), ()]
    assert counted(end_of_june, in_touch("2024-06-30T23:00:00Z")) == [("a",), ("a",)]


def test_the_month_is_that_of_the_mark_and_not_of_its_recording() -> None:
    assert counted(in_touch("2024-03-01"), in_touch("2024-02-29")) == [("a",), ("a",)]


def test_the_same_month_of_another_year_is_another() -> None:
    assert counted(in_touch("2023-02-01"), in_touch("2024-02-01")) == [("a",), ("a",)]


def test_all_else_counts_each_time() -> None:
    assert counted(asked_for_help("2024-02-01"), asked_for_help("2024-02-02")) == [("a",), ("a",)]
