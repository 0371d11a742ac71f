"""Nobody reports back on a meeting that has not been held yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.speaking import PLACE, briefed, reported, speaks
from tests.telling import given, retracted

if TYPE_CHECKING:
    from ledger.application import Ledger

BRIEFED = given(*PLACE, speaks(), briefed(meeting_at="2024-03-10T14:00:00Z"))
"""A brief for a meeting in the afternoon of 10 March: 11."""


def test_a_report_before_the_meeting(ledger: Ledger) -> None:
    text = "The meeting that k is for is on 10 March 2024, and this is dated 9 March 2024, before it. Check both dates."
    BRIEFED.when(reported(at="2024-03-09")).stops("before_meeting", text, because=(11,)).also_in(ledger)


def test_a_report_after_it(ledger: Ledger) -> None:
    BRIEFED.when(reported()).finds().also_in(ledger)
    BRIEFED.when(reported(at="2024-03-10T14:00:00Z")).is_fine()


def test_a_report_that_is_dated_on_the_day_itself_is_not_before_it() -> None:
    BRIEFED.when(reported(at="2024-03-10")).is_fine()
    BRIEFED.when(reported(at="2024-03-10T10:00:00Z")).stops("before_meeting")
    given(*PLACE, speaks(), briefed()).when(reported(at="2024-03-10")).is_fine()


def test_in_summer_a_day_begins_an_hour_earlier() -> None:
    summer = given(*PLACE, speaks(), briefed(meeting_at="2024-07-10T14:00:00Z"))
    summer.when(reported(at="2024-07-10")).is_fine()
    summer.when(reported(at="2024-07-10T00:00:00Z")).stops("before_meeting")


def test_without_its_brief_it_is_out_of_the_history() -> None:
    BRIEFED.and_(retracted(11)).when(reported(at="2024-03-09")).finds("orphaned")


def test_before_the_brief_nobody_can_say_when_the_meeting_is() -> None:
    BRIEFED.when(reported(at="2024-02-01")).finds("before_opening")
