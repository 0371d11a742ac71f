"""Who guards a group's door, what comes to it, and who goes round it?"""

from __future__ import annotations

from ledger import times
from ledger.projections.access import Access, access
from tests.speaking import (
    PLACE,
    approached,
    bypassed,
    comes_in,
    door,
    goes_out,
    guards,
    guards_no_more,
    replied,
    sent_on,
    triaged,
)
from tests.telling import Given, closed, given, registered, retracted

DOOR = given(*PLACE, door(), comes_in("a"), comes_in("pcn", "2024-01-15"), guards("gil"))
"""The group opens a door (10), which a practice and the network join (11, 12), and Gil guards (13)."""


def read(history: Given, as_of: str, code: str = "glg", texts: dict[tuple[int, str], str] | None = None) -> Access:
    instant = times.as_read(as_of)
    return access(history.past(instant), code, as_of=instant, known_at=instant, position=99, texts=texts or {})


def states(history: Given, as_of: str, code: str = "glg") -> dict[str, str]:
    return {line.approach: line.state for line in read(history, as_of, code).approaches}


def test_the_head() -> None:
    found = read(DOOR, "2024-02-01")
    assert (found.organisation, found.name, found.position) == ("glg", "GLG", 99)
    assert found.as_of == found.known_at == "2024-02-01T23:59:59.999999Z"


def test_the_door() -> None:
    found = read(DOOR, "2024-02-01")
    assert (found.opened_at, found.because) == ("2024-01-01T00:00:00Z", (10,))
    assert [(one.organisation, one.name, one.since, one.because) for one in found.joined] == [
        ("a", "A", "2024-01-01T00:00:00Z", (11,)),
        ("pcn", "PCN", "2024-01-15T00:00:00Z", (12,)),
    ]
    (gil,) = found.gatekeepers
    assert (gil.person, gil.since, gil.because) == ("gil", "2024-01-01T00:00:00Z", (13,))


def test_before_and_after() -> None:
    before = read(DOOR, "2023-12-31")
    assert (before.opened_at, before.joined, before.gatekeepers, before.because) == (None, (), (), ())
    gone = DOOR.and_(goes_out("a", "2024-01-31"), guards_no_more("gil", "2024-01-31"), closed("pcn", "2024-01-31"))
    assert (len(read(gone, "2024-01-31").joined), len(read(gone, "2024-01-31").gatekeepers)) == (2, 1)
    assert (read(gone, "2024-02-01").joined, read(gone, "2024-02-01").gatekeepers) == ((), ())


def test_whose_doors_it_has_joined() -> None:
    history = DOOR.and_(registered("fed", "federation"), door("fed"), comes_in("a", "2024-01-20", "fed"))
    found = read(history, "2024-02-01", "a")
    assert (found.opened_at, found.joined) == (None, ())
    assert [(one.group, one.name, one.since, one.because) for one in found.doors] == [
        ("fed", "FED", "2024-01-20T00:00:00Z", (16,)),
        ("glg", "GLG", "2024-01-01T00:00:00Z", (11,)),
    ]
    assert [one.group for one in read(history.and_(closed("fed", "2024-01-31")), "2024-02-01", "a").doors] == ["glg"]
    assert read(DOOR, "2024-02-01").doors == ()


def test_what_becomes_of_an_approach() -> None:
    history = DOOR.and_(
        approached(to="a", channel="email", force="directive"),
        sent_on(),
        triaged(route="paper"),
        replied(stance="declined"),
    )
    (line,) = read(history, "2024-02-01", "a").approaches
    assert (line.approach, line.body, line.body_name, line.to, line.to_name) == ("x", "icb", "ICB", "a", "A")
    assert (line.topic, line.channel, line.force) == ("flu", "email", "directive")
    assert (line.is_with, line.is_with_name, line.state, line.route) == ("a", "A", "waiting", None)
    assert (line.received_at, line.age_days, line.because) == ("2024-02-01T00:00:00Z", 0, (14,))
    assert read(history, "2024-02-01").approaches == ()
    (line,) = read(history, "2024-02-02").approaches
    assert (line.is_with, line.is_with_name, line.state, line.age_days) == ("glg", "GLG", "redirected", 1)
    assert line.because == (14, 15)
    (line,) = read(history, "2024-02-03").approaches
    assert (line.state, line.route, line.stance, line.answer, line.because) == (
        "triaged",
        "paper",
        None,
        None,
        (14, 15, 16),
    )
    (line,) = read(history, "2024-12-31", texts={(17, "/answer"): "No room."}).approaches
    assert (line.state, line.stance, line.answer, line.age_days) == ("answered", "declined", "No room.", 9)
    assert line.because == (14, 15, 16, 17)


def test_all_that_it_made_received_or_was_sent() -> None:
    history = DOOR.and_(
        approached("v", to="a"), approached("w", to="b"), approached("x"), approached("y", to="a"), sent_on("y")
    )
    for code, mine in (("glg", "xy"), ("a", "vy"), ("b", "w"), ("pcn", ""), ("icb", "vwxy")):
        assert "".join(sorted(states(history, "2024-03-01", code))) == mine, code


def test_what_waits_longest_comes_first() -> None:
    history = DOOR.and_(
        approached("new", "2024-02-10"),
        approached("old"),
        approached("done"),
        approached("seen"),
        approached("sent", to="a"),
        replied("done"),
        triaged("seen"),
        sent_on("sent"),
    )
    found = read(history, "2024-03-01")
    assert [line.approach for line in found.approaches] == ["old", "new", "sent", "seen", "done"]
    assert found.counts == {"waiting": 2, "redirected": 1, "triaged": 1, "answered": 1}
    assert read(DOOR, "2024-03-01").counts == {"waiting": 0, "redirected": 0, "triaged": 0, "answered": 0}


def test_an_answer_before_the_approach_takes_no_time() -> None:
    (line,) = read(DOOR.and_(approached(), replied(at="2024-01-20")), "2024-03-01").approaches
    assert (line.state, line.age_days) == ("answered", 0)


def test_of_those_that_reached_who_had_joined_how_many_were_sent_on() -> None:
    history = DOOR.and_(
        approached("one", to="a"),  # 14
        sent_on("one"),
        approached("two", to="a"),
        approached("three", to="pcn"),
        sent_on("three", by="pcn"),  # 18
        approached("four", to="b"),
        sent_on("four", by="b"),
        approached("early", "2024-01-10", to="pcn"),
        approached("five", to="a"),  # 22
        sent_on("five", to="pcn"),
        approached("six"),
        goes_out("a", "2024-02-20"),
        approached("late", "2024-02-21", to="a"),
    )
    found = read(history, "2024-03-01").redirection
    assert (found.reached, found.redirected, found.share) == (4, 2, 0.5)
    assert [line.approach for line in found.kept] == ["two", "five"]
    assert found.because == (14, 15, 16, 17, 18, 22)
    assert read(history, "2024-02-01").redirection.share == 0.0


def test_at_the_instant_of_joining_one_has_joined() -> None:
    history = DOOR.and_(comes_in("b", "2024-02-01"), approached(to="b"))
    assert read(history, "2024-03-01").redirection.reached == 1


def test_without_any_there_is_no_share() -> None:
    for code in ("glg", "a", "icb"):
        found = read(DOOR.and_(approached()), "2024-03-01", code).redirection
        assert (found.reached, found.redirected, found.share, found.kept, found.because) == (0, 0, None, (), ())


def test_who_went_past_the_door() -> None:
    history = DOOR.and_(
        bypassed("a"),  # 14
        bypassed("b"),
        bypassed("pcn", approach="x"),
        approached(to="pcn"),
        goes_out("a", "2024-02-20"),
        bypassed("a", "2024-02-21"),
    )
    first, second = read(history, "2024-03-01", texts={(14, "/what"): "Lunch."}).bypasses
    assert (first.organisation, first.name, first.body, first.body_name) == ("a", "A", "icb", "ICB")
    assert (first.what, first.reported_by, first.approach, first.at) == ("Lunch.", "b", None, "2024-02-05T00:00:00Z")
    assert first.because == (14,)
    assert (second.organisation, second.what, second.approach) == ("pcn", None, "x")
    assert [one.because for one in read(history, "2024-03-01", "b").bypasses] == [(15,)]
    assert [one.because for one in read(history, "2024-03-01", "a").bypasses] == [(14,), (19,)]
    assert len(read(history, "2024-03-01", "icb").bypasses) == 4
    taken_back = history.and_(retracted(17))
    assert read(taken_back, "2024-03-01").bypasses[1].approach is None


def test_who_asks_more_than_one() -> None:
    history = DOOR.and_(
        approached("x1", to="a"),  # 14
        approached("x2", "2024-03-01", to="b", topic="Flu"),
        approached("x3", "2024-03-02", to="b"),
        approached("x4", "2024-12-01", to="a"),
        approached("y", "2024-03-01", to="b", topic="rooms"),
        approached("z1", "2024-01-10", to="b", topic="beds"),
        approached("z2", "2024-01-11", topic="beds"),  # 20
    )
    flu, beds = read(history, "2025-01-01").shopping
    assert (flu.body, flu.body_name, flu.topic, flu.because) == ("icb", "ICB", "flu", (14, 15, 16))
    assert [(one.approach, one.to, one.to_name, one.because) for one in flu.tries] == [
        ("x1", "a", "A", (14,)),
        ("x2", "b", "B", (15,)),
        ("x3", "b", "B", (16,)),
    ]
    assert flu.tries[0].at == "2024-02-01T00:00:00Z"
    assert [one.approach for one in beds.tries] == ["z1", "z2"]
    assert [one.topic for one in read(history, "2025-01-01", "b").shopping] == ["flu", "beds"]
    assert read(history, "2025-01-01", "pcn").shopping == ()
    assert read(history, "2024-02-28").shopping == (beds,)
