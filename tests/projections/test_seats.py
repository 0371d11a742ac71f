"""Which seats does an organisation have, who sits on them, and which powers were passed on there?"""

from __future__ import annotations

from ledger import times
from ledger.projections.seats import Seats, seats
from tests.speaking import PLACE, devolved, seat, sits, stands_up
from tests.telling import Given, given, registered, retracted

HISTORY = given(
    *PLACE,
    registered("board", "place_board"),
    registered("nhs", "nhs_trust"),
    seat("s1", board="board", voting=True),  # 12
    seat("s2", board="icb", voting=False),
    seat("s3", board="board", of="pcn"),
    sits("s1", "bob", capacity="delegate"),  # 15
    sits("s3", "cal"),
)


def read(code: str, as_of: str = "2024-06-01", history: Given = HISTORY) -> Seats:
    instant = times.as_read(as_of)
    return seats(history.past(instant), code, as_of=instant, known_at=instant, position=99)


def test_the_head() -> None:
    found = read("glg", "2024-02-01")
    assert (found.organisation, found.name, found.position) == ("glg", "GLG", 99)
    assert found.as_of == found.known_at == "2024-02-01T23:59:59.999999Z"


def test_its_own_seats_wherever_they_are() -> None:
    found = read("glg")
    assert (found.own.held, found.own.empty, found.own.voting) == (1, 1, 1)
    held, empty = found.own.seats
    assert (held.seat, held.at, held.at_name, held.organisation, held.name) == ("s1", "board", "BOARD", "glg", "GLG")
    assert (held.voting, held.established_at, held.person) == (True, "2024-01-01T00:00:00Z", "bob")
    assert (held.capacity, held.since, held.because) == ("delegate", "2024-02-01T00:00:00Z", (12, 15))
    assert (empty.seat, empty.voting, empty.person, empty.capacity, empty.since) == ("s2", False, None, None, None)
    assert empty.because == (13,)
    assert (found.here.held, found.here.empty, found.here.voting, found.here.seats) == (0, 0, 0, ())


def test_the_seats_at_a_board() -> None:
    found = read("board")
    assert (found.own.seats, found.here.held, found.here.empty, found.here.voting) == ((), 2, 0, 1)
    assert [(one.seat, one.voting, one.capacity) for one in found.here.seats] == [
        ("s1", True, "delegate"),
        ("s3", None, None),
    ]


def test_who_sits_there_then() -> None:
    history = HISTORY.and_(stands_up("s1", "bob", "2024-03-31"), sits("s1", "dan", "2024-05-01"))
    for day, who in (
        ("2024-01-31", None),
        ("2024-02-01", "bob"),
        ("2024-03-31", "bob"),
        ("2024-04-01", None),
        ("2024-05-01", "dan"),
    ):
        assert read("glg", day, history).own.seats[0].person == who, day


def test_a_seat_that_was_not_established_or_taken_back_is_none() -> None:
    assert read("glg", "2023-12-31").own.seats == ()
    assert [one.seat for one in read("glg", history=HISTORY.and_(retracted(12))).own.seats] == ["s2"]


def test_powers_that_were_devolved_to_it_by_it_and_to_its_boards() -> None:
    history = HISTORY.and_(
        devolved("estates", "advisory", "board"),  # 17
        devolved("flu", "deciding", "glg"),
        devolved("estates", "deciding", "board", "2024-05-01"),
        devolved("beds", "deciding", "other"),
        devolved("rooms", "advisory", "pcn", by="board"),
        registered("other", "icb"),
    )
    to_board, to_group = read("glg", history=history).powers
    assert (to_board.scope, to_board.mode, to_board.since) == ("estates", "deciding", "2024-04-30T23:00:00Z")
    assert (to_board.devolved_by, to_board.devolved_by_name) == ("nhs", "NHS")
    assert (to_board.devolved_to, to_board.devolved_to_name, to_board.because) == ("board", "BOARD", (19,))
    assert (to_group.scope, to_group.because) == ("flu", (18,))
    assert [one.mode for one in read("glg", "2024-04-01", history).powers] == ["advisory", "deciding"]
    assert [one.scope for one in read("board", history=history).powers] == ["estates", "rooms"]
    assert [one.scope for one in read("nhs", history=history).powers] == ["estates", "flu", "beds"]
    assert read("a", history=history).powers == ()
