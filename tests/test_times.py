"""When is that? Plain dates in London, and times to the microsecond."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import times
from tests.strategies import DATES, MOMENTS

INSTANTS = st.datetimes(datetime(1700, 1, 1), datetime(2400, 1, 1), timezones=st.just(UTC)).map(times.from_datetime)  # noqa: DTZ001 Hypothesis takes naive bounds


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-01-15", "2026-01-15T00:00:00Z", "2026-01-16T00:00:00Z"),
        ("2026-07-15", "2026-07-14T23:00:00Z", "2026-07-15T23:00:00Z"),
        ("2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z"),
        ("2026-10-25", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"),
        ("2024-02-29", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"),
    ],
)
def test_a_plain_date_stands_for_its_start_its_end_or_its_last_microsecond(text: str, start: str, end: str) -> None:
    assert times.rfc3339(times.start(text)) == start
    assert times.rfc3339(times.end(text)) == end
    assert times.as_read(text) == times.end(text) - 1
    assert times.is_plain_date(text)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2026-03-03T14:30:00Z", "2026-03-03T14:30:00Z"),
        ("2026-03-03t14:30:00z", "2026-03-03T14:30:00Z"),
        ("2026-03-03T14:30:00+01:00", "2026-03-03T13:30:00Z"),
        ("2026-03-03T14:30:00-05:30", "2026-03-03T20:00:00Z"),
        ("2026-03-03T14:30:00.5Z", "2026-03-03T14:30:00.500000Z"),
        ("2026-03-03T14:30:00.000001Z", "2026-03-03T14:30:00.000001Z"),
        ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
    ],
)
def test_a_time_is_itself_wherever_it_stands(text: str, same: str) -> None:
    assert times.start(text) == times.end(text) == times.as_read(text)
    assert times.rfc3339(times.start(text)) == same
    assert not times.is_plain_date(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-02-30", "There is no such date."),
        ("2026-13-01", "There is no such date."),
        ("0000-01-01", "There is no such date."),
        ("2026-02-30T00:00:00Z", "There is no such time."),
        ("2026-02-03T25:00:00Z", "There is no such time."),
        ("2026-02-03T00:00:00+99:00", "There is no such time."),
        ("0001-01-01T00:00:00+01:00", "There is no such time."),
        (
            "2026-02-03T00:00:00.1234567Z",
            "Times are kept to the microsecond: write at most six digits after the point.",
        ),
        ("tomorrow", "Write a date like 2026-03-03, or a time with its offset like 2026-03-03T14:30:00+00:00."),
        (
            "2026-02-03T00:00:00",
            "Write a date like 2026-03-03, or a time with its offset like 2026-03-03T14:30:00+00:00.",
        ),
        ("2026-2-3", "Write a date like 2026-03-03, or a time with its offset like 2026-03-03T14:30:00+00:00."),
        ("", "Write a date like 2026-03-03, or a time with its offset like 2026-03-03T14:30:00+00:00."),
    ],
)
def test_anything_else_is_no_time(text: str, says: str) -> None:
    for reads in (times.start, times.end, times.as_read):
        with pytest.raises(times.NotATime) as caught:
            reads(text)
        assert str(caught.value) == says


def test_the_last_day_of_the_calendar_does_not_end() -> None:
    with pytest.raises(times.NotATime):
        times.end("9999-12-31")


@given(INSTANTS)
def test_what_is_written_is_read_again(instant: int) -> None:
    assert times.start(times.rfc3339(instant)) == instant


@given(INSTANTS)
def test_a_datetime_and_back(instant: int) -> None:
    assert times.from_datetime(times.to_datetime(instant)) == instant


@given(DATES)
def test_a_day_ends_where_the_next_begins(day: str) -> None:
    assert times.start(day) < times.as_read(day) < times.end(day)


@given(MOMENTS)
def test_every_time_is_read(text: str) -> None:
    assert times.start(text) == times.end(text)


def test_beyond_the_years_of_a_datetime_the_last_one_stands() -> None:
    assert times.rfc3339(2**63 - 1) == "9999-12-31T23:59:59.999999Z"
    assert times.rfc3339(-(2**63)) == "0001-01-01T00:00:00Z"
    assert times.in_words(2**63 - 1) == "31 December 9999"
    assert times.in_words(-(2**63)) == "1 January 1"


def test_in_words_a_day_is_a_day_in_london() -> None:
    assert times.in_words(times.start("2026-07-15T23:30:00Z")) == "16 July 2026"
    assert times.last_day_in_words(times.end("2026-03-03")) == "3 March 2026"


def test_a_month_is_a_month_in_london() -> None:
    june = times.start("2026-06-01"), times.start("2026-07-01")
    for text in ("2026-05-31T23:00:00Z", "2026-06-15", "2026-06-30T22:59:59.999999Z"):
        assert times.month_in_london(times.start(text)) == june
    assert times.month_in_london(times.start("2026-12-31")) == (times.start("2026-12-01"), times.start("2027-01-01"))


def test_the_last_month_of_the_calendar_does_not_end() -> None:
    assert times.month_in_london(times.start("9999-12-31T12:00:00Z")) == (times.start("9999-12-01"), 2**63 - 1)
