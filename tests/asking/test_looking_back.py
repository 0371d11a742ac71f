"""Is an organisation's history walked through in order, and is every difference told with what made it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger import times
from ledger.asking.looking_back import Earlier
from ledger.moment import Asked
from ledger.refusals import Refused
from tests.story import STORY
from tests.telling import (
    a_pcn,
    closed,
    goes,
    granted,
    joined,
    leads,
    left,
    listed,
    met_with,
    narrowed,
    objected,
    record,
    registered,
    relinquished,
    resolved,
    retracted,
    sought,
    withdrew,
)

if TYPE_CHECKING:
    from ledger.application import Ledger
    from ledger.projections.changes import Changes
    from ledger.projections.replay import Step

PLACE = (
    *a_pcn("a", "b", "c"),  # 1 to 8
    sought("2024-01-01"),
    granted("a", "2024-01-10"),
    granted("b", "2024-01-20"),  # 11
    goes("amy", "2024-03-31"),
    leads("bob", "2024-04-01"),
    withdrew("b", "2024-05-01"),  # 14
)


def told(found: Changes) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.what, one.organisation or one.mandate, one.was, one.now) for one in found.differences]


def changes(ledger: Ledger, since: str | None, until: str, **more: Any) -> Changes:
    return ledger.looking_back.changes("pcn", Earlier(since, more.pop("known_from", None)), Asked(until, **more))


def test_two_dates_differ_by_leaders_mandates_stances_and_trust(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    found = changes(ledger, "2024-03-31", "2024-04-01")
    assert told(found)[:2] == [("leader", None, "amy", None), ("leader", None, None, "bob")]
    assert told(found)[2:5] == [
        ("mandate", "m", "held", "unconfirmed"),
        ("stance", "a", "firm", "unconfirmed"),
        ("stance", "b", "firm", "unconfirmed"),
    ]
    assert told(found)[5][0] == "trust"
    assert found.differences[2].because == (10, 11, 12, 13)
    assert [(one.position, one.side, one.text) for one in found.events] == [
        (12, "now", "amy leaves the post at PCN."),
        (13, "now", "bob becomes Clinical Director of PCN."),
    ]
    assert (found.was.as_of, found.now.as_of) == ("2024-03-31T22:59:59.999999Z", "2024-04-01T22:59:59.999999Z")
    assert found.was.level is not None
    assert found.now.level is not None
    assert found.was.level > found.now.level


def test_one_date_as_known_at_two_times(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    record(ledger, withdrew("a", "2024-02-01"), retracted(11))
    now = changes(ledger, None, "2024-03-01", known_from=_recorded_at(ledger, 14))
    assert told(now)[:3] == [
        ("mandate", "m", "held", "sought"),
        ("contested", "m", "not contested", "contested"),
        ("stance", "a", "firm", "withdrawn"),
    ]
    assert told(now)[3] == ("stance", "b", "firm", "unheard")
    assert [(one.position, one.side) for one in now.events] == [(11, "was"), (15, "now")]
    assert (now.was.position, now.now.position) == (14, 16)
    assert now.was.as_of == now.now.as_of


def _recorded_at(ledger: Ledger, position: int) -> str:
    return ledger.listing.event(position).recorded_at


def test_a_mandate_that_comes_or_goes_is_told_as_such(ledger: Ledger) -> None:
    record(ledger, *PLACE, sought("2024-06-01", "n", scope="hub"))
    ((what, name, was, now),) = [one for one in told(changes(ledger, "2024-05-31", "2024-06-01")) if one[1] == "n"]
    assert (what, name, was, now) == ("mandate", "n", None, "sought")
    record(ledger, retracted(15))
    gone = changes(ledger, None, "2024-06-01", known_from=_recorded_at(ledger, 15))
    assert told(gone) == [("mandate", "n", "sought", None)]


def test_what_nobody_stands_to_any_more_does_not_change(ledger: Ledger) -> None:
    record(ledger, *PLACE, relinquished("2024-06-30"), leads("cat", "2024-08-01"), goes("bob", "2024-08-01"))
    assert [one[:2] for one in told(changes(ledger, "2024-07-31", "2024-09-01"))][:2] == [
        ("leader", None),
        ("leader", None),
    ]
    assert not [one for one in told(changes(ledger, "2024-07-31", "2024-09-01")) if one[0] == "stance"]


def test_who_is_no_longer_asked_is_told_and_what_those_asked_weigh(ledger: Ledger) -> None:
    record(ledger, *PLACE, left("b", "2024-06-30"), listed("a", 4000, "2024-07-01"), closed("c", "2024-06-30"))
    record(ledger, registered("x"), listed("x", 4000, "2024-07-01"))
    found = changes(ledger, "2024-06-30", "2024-07-01")
    assert ("stance", "b", "withdrawn", None) in told(found)
    assert ("stance", "c", "unheard", None) in told(found)
    assert [one.position for one in found.events] == [15, 16, 17]


def test_contested_and_no_longer(ledger: Ledger) -> None:
    record(ledger, *PLACE, objected("c", "2024-02-01", weight="block"), resolved("2024-02-10"))
    begun = changes(ledger, "2024-01-31", "2024-02-01")
    assert told(begun)[0] == ("contested", "m", "not contested", "contested")
    assert begun.differences[0].text == "m is now contested."
    ended = changes(ledger, "2024-02-01", "2024-02-10")
    assert told(ended)[0] == ("contested", "m", "contested", "not contested")


def test_nothing_is_different_between_a_moment_and_itself(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    same = changes(ledger, "2024-04-01", "2024-04-01")
    assert (same.differences, same.events) == ((), ())


def test_what_to_compare_with_has_to_be_said_and_to_be_known(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    for earlier, asked, code in (
        (Earlier(), Asked(), "invalid"),
        (Earlier("tomorrow"), Asked(), "invalid"),
        (Earlier("2024-01-01"), Asked("2019-01-01"), "not_yet"),
    ):
        with pytest.raises(Refused) as caught:
            ledger.looking_back.changes("pcn", earlier, asked)
        assert caught.value.code == code
    with pytest.raises(Refused):
        ledger.looking_back.changes("nobody", Earlier("2024-01-01"), Asked())
    before = ledger.looking_back.changes("pcn", Earlier("2019-01-01"), Asked("2019-08-01"))
    assert told(before) == [("leader", None, None, "amy")]


# Replay


def test_a_step_for_each_event_with_what_it_changed(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    page = ledger.looking_back.replay("pcn", times.start("2024-01-01"), Asked("2024-12-31"))
    assert [one.position for one in page.lines] == [9, 10, 11, 12, 13, 14]
    sought_, first, second, goes_, comes, withdrawal = page.lines
    assert [(one.what, one.now) for one in sought_.changed] == [("mandate", "sought")]
    assert next((one.what, one.was, one.now) for one in first.changed) == ("stance", "unheard", "firm")
    assert [(one.what, one.was, one.now) for one in second.changed][:2] == [
        ("mandate", "sought", "held"),
        ("stance", "unheard", "firm"),
    ]
    assert [one.what for one in goes_.changed] == ["leader", "mandate", "stance", "stance", "trust"]
    assert [(one.what, one.now) for one in comes.changed] == [("leader", "bob")]
    assert withdrawal.text == "B withdraws from m."
    assert ("stance", "b", "unconfirmed", "withdrawn") in [
        (one.what, one.organisation, one.was, one.now) for one in withdrawal.changed
    ]
    assert withdrawal.level is not None
    assert page.next is None


def test_what_time_alone_changed_stands_before_the_next_step(ledger: Ledger) -> None:
    record(ledger, *PLACE[:11], met_with(["c", "pcn"], "2025-06-01"))
    *_, last = ledger.looking_back.replay("pcn", None, Asked()).lines
    assert [(one.what, one.was, one.now) for one in last.meanwhile] == [
        ("mandate", "held", "stale"),
        ("stance", "firm", "stale"),
        ("stance", "firm", "stale"),
    ]
    assert {one.what for one in last.changed} <= {"trust"}


def test_pages_put_together_are_the_whole(ledger: Ledger) -> None:
    record(ledger, *STORY)
    whole = ledger.looking_back.replay("pcn", None, Asked(), limit=1000)
    assert whole.next is None
    steps: list[Step] = []
    after = 0
    while True:
        page = ledger.looking_back.replay("pcn", None, Asked(), after=after, limit=4)
        steps += page.lines
        if page.next is None:
            break
        after = int(page.next)
    assert steps == list(whole.lines)


def test_beginning_in_the_middle_tells_what_the_events_before_had_come_to(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    (last,) = ledger.looking_back.replay("pcn", times.start("2024-05-01"), Asked()).lines
    assert last.meanwhile == ()
    assert ledger.looking_back.replay("pcn", times.start("2024-05-02"), Asked()).lines == ()


def test_the_order_of_recording_changes_no_step(ledger: Ledger) -> None:
    late = (*PLACE[:9], *PLACE[11:], PLACE[10], PLACE[9])
    record(ledger, *late)
    page = ledger.looking_back.replay("pcn", times.start("2024-01-02"), Asked("2024-12-31"))
    assert [one.text for one in page.lines] == [
        "A grants m.",
        "B grants m.",
        "amy leaves the post at PCN.",
        "bob becomes Clinical Director of PCN.",
        "B withdraws from m.",
    ]


def test_only_its_own_history_is_walked_through(ledger: Ledger) -> None:
    record(ledger, *PLACE, registered("fed", "federation"), joined("a", "fed", "2024-02-01"), narrowed("2024-06-01"))
    page = ledger.looking_back.replay("pcn", times.start("2024-01-02"), Asked())
    assert [one.position for one in page.lines] == [10, 11, 12, 13, 14, 17]
