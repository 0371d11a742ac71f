"""Word has reached who was told on two days or more, once at least not in writing."""

from __future__ import annotations

import pytest

from ledger import times
from ledger.projections.told import ReachedLine
from ledger.projections.told import told as golden_thread
from tests.deciding import amended, proposed
from tests.telling import Told, a_pcn, given, registered, retracted, told

HISTORY = given(*a_pcn("a"), registered("x"), proposed())


def line(*tellings: Told, as_of: str = "2024-06-01") -> ReachedLine:
    instant = times.as_read(as_of)
    past = HISTORY.and_(*tellings).past(instant)
    opener = past.history.opener("d")
    assert opener is not None
    answer = golden_thread(past, "d", opener, as_of=instant, known_at=instant, position=9)
    (one,) = answer.organisations
    return one


def to_a(at: str, channel: str = "visit") -> Told:
    return told("a", at, about="d", channel=channel)


def test_one_day_is_not_enough_however_often() -> None:
    assert not line(to_a("2024-03-02"), to_a("2024-03-02T12:00:00Z", "call")).reached


def test_two_days_are() -> None:
    assert line(to_a("2024-03-02"), to_a("2024-03-03")).reached


@pytest.mark.parametrize("channel", ["email", "letter", "message"])
def test_writing_alone_is_not(channel: str) -> None:
    assert not line(to_a("2024-03-02", channel), to_a("2024-03-03", "email"), to_a("2024-03-04", "letter")).reached


@pytest.mark.parametrize("channel", ["meeting", "visit", "call", "video"])
def test_writing_and_a_word_are(channel: str) -> None:
    assert line(to_a("2024-03-02", "email"), to_a("2024-03-03", channel)).reached


def test_days_are_those_in_london() -> None:
    # In summer an hour before midnight in UTC is the next day already.
    assert line(to_a("2024-06-03T22:59:59Z"), to_a("2024-06-03T23:00:00Z"), as_of="2024-06-05").days == 2
    assert line(to_a("2024-06-03T23:00:00Z"), to_a("2024-06-04T22:59:59Z"), as_of="2024-06-05").days == 1
    assert line(to_a("2024-01-03T23:00:00Z"), to_a("2024-01-04T00:00:00Z")).days == 2


def test_what_is_still_to_come_has_reached_nobody() -> None:
    assert not line(to_a("2024-03-02"), to_a("2024-03-03"), as_of="2024-03-02").reached


def test_a_telling_that_was_taken_back_is_none() -> None:
    assert not line(to_a("2024-03-02"), to_a("2024-03-03"), retracted(8)).reached


def test_word_of_an_earlier_text_is_word_all_the_same() -> None:
    assert line(to_a("2024-03-02"), amended("2024-03-03"), to_a("2024-03-04")).reached


def test_word_to_another_or_of_another_matter_is_none() -> None:
    other = (proposed(decision="e"), told("a", "2024-03-03", about="e"), told("x", "2024-03-03", about="d"))
    assert not line(to_a("2024-03-02"), *other).reached
