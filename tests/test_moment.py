"""Which moment is asked about?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger import times
from ledger.application import Ledger
from ledger.moment import Asked, Moment, moment
from ledger.refusals import Refused
from tests.telling import a_pcn, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ledger.times import Instant

NOON = times.start("2024-06-01T12:00:00Z")
NOW = times.start("2024-07-01T12:00:00Z")


@pytest.fixture
def five(database_dsn: str, ledger_schema: str) -> Iterator[Ledger]:
    """Five events, recorded at noon of five days on end."""
    days = iter(range(100))
    one = Ledger(database_dsn, ledger_schema, lambda: times.Instant(NOON + (next(days) // 2) * times.DAY))
    for event in a_pcn("a", "b")[:5]:
        record(one, event)
    yield one
    one.close()


@pytest.fixture
def at(five: Ledger) -> Callable[..., Moment]:
    def ask(now: Instant = NOW, **asked: object) -> Moment:
        with five.store.reading() as reader:
            return moment(Asked(**asked), reader, now)  # type: ignore[arg-type]

    return ask


def recorded(five: Ledger) -> list[int]:
    return [times.start(one.recorded_at) for one in five.listing.events(Asked()).lines]


def test_now_is_what_holds_now_as_known_now(at: Callable[..., Moment]) -> None:
    now = times.start("2024-07-01T12:00:00Z")
    assert at() == Moment(now, now, 5, is_now=True)


def test_as_of_alone_is_asked_with_all_that_is_known(at: Callable[..., Moment]) -> None:
    found = at(as_of="2020-01-01")
    assert (found.as_of, found.known_at, found.position) == (
        times.as_read("2020-01-01"),
        times.start("2024-07-01T12:00:00Z"),
        5,
    )
    assert not found.is_now


def test_known_at_alone_asks_what_held_then(five: Ledger, at: Callable[..., Moment]) -> None:
    second = recorded(five)[1]
    found = at(known_at=times.rfc3339(second))
    assert (found.as_of, found.known_at, found.position) == (second, second, 2)
    assert at(known_at=times.rfc3339(second - 1)).position == 1
    assert at(known_at="2020-01-01").position == 0


def test_a_plain_date_is_known_to_its_end(at: Callable[..., Moment]) -> None:
    found = at(known_at="2024-06-02")
    assert found.known_at == found.as_of == times.as_read("2024-06-02")


def test_today_stands_for_now(at: Callable[..., Moment]) -> None:
    found = at(known_at="2024-07-01")
    assert found.known_at == found.as_of == times.start("2024-07-01T12:00:00Z")
    assert found.position == 5


def test_upto_repeats_a_reading(five: Ledger, at: Callable[..., Moment]) -> None:
    third = recorded(five)[2]
    found = at(upto=3)
    assert (found.as_of, found.known_at, found.position) == (third, third, 3)
    assert at(upto=3, as_of="2020-01-01").as_of == times.as_read("2020-01-01")


def test_as_of_may_be_in_the_future(at: Callable[..., Moment]) -> None:
    assert at(as_of="2030-01-01").as_of == times.as_read("2030-01-01")


def test_what_was_recorded_a_moment_ago_is_known_to_a_clock_that_lags(five: Ledger, at: Callable[..., Moment]) -> None:
    found = at(now=NOON - times.DAY)
    assert (found.position, found.known_at) == (5, recorded(five)[-1])


@pytest.mark.parametrize(
    ("asked", "pointer", "says"),
    [
        ({"as_of": "tomorrow"}, "/as_of", "Write a date like"),
        ({"as_of": "2024-02-30"}, "/as_of", "There is no such date."),
        ({"known_at": "2024-06-01"}, None, ""),
        ({"known_at": "now"}, "/known_at", "Write a date like"),
        ({"known_at": "2024-07-02"}, "/known_at", "The ledger cannot know the future"),
        ({"known_at": "2024-07-01T12:00:00.000001Z"}, "/known_at", "The ledger cannot know the future"),
        ({"upto": 0}, "/upto", "the ledger has 5 of them"),
        ({"upto": 6}, "/upto", "the ledger has 5 of them"),
        ({"upto": 2, "known_at": "2024-06-01"}, "/upto", "not both"),
    ],
)
def test_what_cannot_be_asked(
    at: Callable[..., Moment], asked: dict[str, object], pointer: str | None, says: str
) -> None:
    if pointer is None:
        at(**asked)
        return
    with pytest.raises(Refused) as caught:
        at(**asked)
    assert caught.value.code == "invalid"
    assert caught.value.faults[0].pointer == pointer
    assert says in caught.value.faults[0].text


def test_everything_that_is_wrong_is_said_at_once(at: Callable[..., Moment]) -> None:
    with pytest.raises(Refused) as caught:
        at(as_of="x", known_at="y")
    assert [fault.pointer for fault in caught.value.faults] == ["/as_of", "/known_at"]


def test_a_ledger_that_is_empty_has_nothing_to_repeat(ledger: Ledger) -> None:
    with ledger.store.reading() as reader, pytest.raises(Refused):
        moment(Asked(upto=1), reader, NOON)
