"""Has word of it got through? The golden thread of a decision, mandate or priority."""

from __future__ import annotations

import pytest

from ledger import times
from ledger.events import DecisionProposed, MandateSought, PriorityProposed
from ledger.projections.told import Told as Thread
from ledger.projections.told import group_of, kind_of
from ledger.projections.told import told as golden_thread
from tests.deciding import proposed
from tests.telling import Given, closed, entry, given, happened, joined, registered, sought, told

PRIORITY = happened("PriorityProposed", "2024-03-01", priority="p", group="fed", title="Rooms", kind="support")
FEDERATION = (
    registered("fed", "federation"),
    registered("pcn", "pcn"),
    registered("lmc", "lmc"),
    registered("a"),
    registered("b"),
    registered("x"),
    joined("pcn", "fed"),
    joined("lmc", "fed"),
    joined("a", "pcn"),
    joined("b", "pcn"),
    joined("x", "fed", standing="attending"),
)
HISTORY = given(*FEDERATION, proposed(group="fed", by="pcn"), PRIORITY, sought(holder="fed"))  # 12, 13, 14


def thread(about: str = "d", as_of: str = "2024-06-01", history: Given = HISTORY) -> Thread:
    instant = times.as_read(as_of)
    past = history.past(instant)
    opener = past.history.opener(about)
    assert opener is not None
    return golden_thread(past, about, opener, as_of=instant, known_at=instant, position=len(history.events))


def test_every_practice_in_reach_and_every_core_member_by_code() -> None:
    found = thread()
    assert [(one.organisation, one.kind) for one in found.organisations] == [
        ("a", "practice"),
        ("b", "practice"),
        ("lmc", "lmc"),
        ("pcn", "pcn"),
    ]
    assert (found.of, found.reached, found.share) == (4, 0, 0.0)


@pytest.mark.parametrize(
    ("about", "kind", "position"), [("d", "decision", 12), ("p", "priority", 13), ("m", "mandate", 14)]
)
def test_of_whatever_somebody_can_be_told(about: str, kind: str, position: int) -> None:
    history = HISTORY.and_(told("a", "2024-03-02", about=about), told("a", "2024-03-03", about=about))
    found = thread(about, history=history)
    assert (found.about, found.kind, found.group, found.name) == (about, kind, "fed", "FED")
    assert (found.because, found.position) == ((position,), 16)
    assert found.as_of == found.known_at == "2024-06-01T22:59:59.999999Z"
    assert [one.organisation for one in found.organisations if one.reached] == ["a"]
    assert (found.reached, found.share) == (1, 0.25)


def test_how_often_on_how_many_days_and_how() -> None:
    tellings = (
        told("a", "2024-03-02T12:00:00Z", about="d", channel="visit"),
        told("a", "2024-03-01T09:00:00Z", about="d", channel="email"),
        told("a", "2024-03-01T17:00:00Z", about="d", channel="email"),
    )
    one, other, *_ = thread(history=HISTORY.and_(*tellings)).organisations
    assert (one.name, one.times, one.days, dict(one.channels)) == ("A", 3, 2, {"email": 2, "visit": 1})
    assert (one.first_at, one.last_at) == ("2024-03-01T09:00:00Z", "2024-03-02T12:00:00Z")
    assert (one.reached, one.because) == (True, (16, 17, 15))
    assert (other.times, other.days, dict(other.channels), other.because) == (0, 0, {}, ())
    assert (other.first_at, other.last_at, other.reached) == (None, None, False)


def test_the_share_is_of_three_decimals() -> None:
    three = given(*FEDERATION, closed("lmc", "2024-01-01"), proposed(group="fed", by="pcn"))
    both = three.and_(told("a", "2024-03-02", about="d"), told("a", "2024-03-03", about="d"))
    assert (thread(history=both).of, thread(history=both).share) == (3, 0.333)


def test_where_there_is_nobody_to_reach_there_is_no_share() -> None:
    alone = given(registered("fed", "federation"), proposed(group="fed", by="fed"))
    assert (thread(history=alone).of, thread(history=alone).share) == (0, None)


def test_members_are_those_of_the_time_of_reading() -> None:
    later = HISTORY.and_(registered("c"), joined("c", "pcn", "2024-05-01"))
    assert "c" not in [one.organisation for one in thread(as_of="2024-04-30", history=later).organisations]
    assert "c" in [one.organisation for one in thread(as_of="2024-05-01", history=later).organisations]


def test_a_member_that_is_not_registered_yet_has_no_kind_of_its_own() -> None:
    early = given(registered("fed", "federation"), joined("new", "fed"), proposed(group="fed", by="fed"))
    assert [(one.name, one.kind) for one in thread(history=early).organisations] == [("new", "other")]


def test_whose_members_ought_to_hear_of_it() -> None:
    events = [entry(1, one).event for one in (proposed(), sought(), PRIORITY)]
    assert [type(one) for one in events] == [DecisionProposed, MandateSought, PriorityProposed]
    assert [(kind_of(one), group_of(one)) for one in events] == [
        ("decision", "pcn"),
        ("mandate", "pcn"),
        ("priority", "fed"),
    ]
