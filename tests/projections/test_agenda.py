"""On what does a group spend its meetings?"""

from __future__ import annotations

from ledger import times
from ledger.projections.agenda import Agenda, agenda
from tests.telling import Given, a_pcn, given, registered, retracted
from tests.together import agenda_of, done_with, meeting, proposed, settled_on

HISTORY = given(
    *a_pcn("a"),  # 1 to 4
    proposed("p"),
    proposed("q"),
    settled_on("p"),  # 7, on 1 February
    agenda_of("early", "2024-01-02", (30, "p"), (30, None)),
    meeting("early", "2024-01-10"),  # 9
    meeting("full", "2024-02-10"),  # 10
    agenda_of("full", "2024-02-12", (40, "p"), (10, "p"), (20, "q"), (None, "p"), (50, None)),
    meeting("bare", "2024-03-10"),  # 12
)


def read(as_of: str = "2024-04-01", history: Given = HISTORY, group: str = "pcn") -> Agenda:
    instant = times.as_read(as_of)
    return agenda(history.past(instant), group, as_of=instant, known_at=instant, position=12)


def test_the_minutes_of_what_was_on_the_list_at_the_time_of_the_meeting() -> None:
    found = read()
    assert [(one.meeting, one.minutes, one.on_priorities, one.share) for one in found.meetings] == [
        ("early", 60, 0, 0.0),
        ("full", 120, 50, 0.417),
        ("bare", 0, 0, None),
    ]
    assert (found.minutes, found.on_priorities, found.share) == (180, 50, 0.278)
    assert (found.organisation, found.name, found.position, found.because) == ("pcn", "PCN", 12, (7,))
    assert found.as_of == found.known_at == "2024-04-01T22:59:59.999999Z"


def test_one_meeting_point_by_point() -> None:
    full, bare = read().meetings[1:]
    assert (full.held_at, full.mode, full.items, full.untimed) == ("2024-02-10T00:00:00Z", "video", 5, 1)
    assert full.because == (10, 11)
    assert [(one.priority, one.title, one.minutes, one.because) for one in full.priorities] == [
        ("p", "The matter of p", 50, (5, 7)),
    ]
    assert (bare.items, bare.untimed, bare.priorities, bare.because) == (None, 0, (), (12,))


def test_every_priority_on_the_list_and_each_that_got_minutes_while_it_was_on_it() -> None:
    history = given(*HISTORY.events, settled_on("q", at="2024-03-20"))
    assert [(one.priority, one.minutes, one.because) for one in read(history=history).priorities] == [
        ("q", 0, (6,)),
        ("p", 50, (5, 10, 11)),
    ]


def test_a_list_of_the_instant_of_the_meeting_is_in_force() -> None:
    history = given(*HISTORY.events, settled_on("q", at="2024-02-10"))
    assert read(history=history).meetings[1].on_priorities == 20


def test_what_is_closed_is_no_longer_on_the_list() -> None:
    history = given(*HISTORY.events, done_with("p", "2024-02-05"))
    assert read(history=history).on_priorities == 0


def test_the_latest_agenda_of_a_meeting_as_far_as_it_holds() -> None:
    history = given(*HISTORY.events, agenda_of("full", "2024-03-01", (10, "p")))
    assert read("2024-02-29", history).meetings[1].minutes == 120
    assert read("2024-03-01", history).meetings[1].minutes == 10
    assert read("2024-02-11", history).meetings[1].items is None


def test_points_without_minutes_alone_give_no_share() -> None:
    history = given(*HISTORY.events[:7], meeting("m", "2024-02-10"), agenda_of("m", "2024-02-10", (None, "p")))
    (only,) = read(history=history).meetings
    assert (only.minutes, only.share, [one.minutes for one in only.priorities]) == (0, None, [0])


def test_only_meetings_of_the_group_up_to_the_day() -> None:
    history = given(*HISTORY.events, registered("fed", "federation"), meeting("theirs", "2024-02-11", "fed"))
    assert [one.meeting for one in read("2024-02-20", history).meetings] == ["early", "full"]
    theirs = read(history=history, group="fed")
    assert [one.meeting for one in theirs.meetings] == ["theirs"]
    assert (theirs.share, theirs.priorities, theirs.because) == (None, (), ())


def test_a_meeting_that_was_retracted_is_none() -> None:
    assert [one.meeting for one in read(history=given(*HISTORY.events, retracted(10))).meetings] == ["early", "bare"]
