"""Has the same leadership lasted? Against the contract's sentence, taken word for word at every hour that matters."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from ledger import times
from ledger.aggregates.posts import Posts
from ledger.history import Place
from ledger.times import DAY
from tests.telling import Told, entries, goes, leads

PEOPLE = ("amy", "bob")
DAYS = st.integers(0, 90)


def day(number: int) -> str:
    return times.rfc3339(times.start("2024-01-01T00:00:00Z") + number * DAY)


MOVES = st.lists(
    st.one_of(
        st.builds(lambda who, at: leads(who, day(at)), st.sampled_from(PEOPLE), DAYS),
        st.builds(lambda who, at: leads(who, day(at), principal=False), st.sampled_from(PEOPLE), DAYS),
        st.builds(lambda who, at: goes(who, day(at)), st.sampled_from(PEOPLE), DAYS),
    ),
    max_size=8,
)


def led(moves: list[Told], who: str, t: int) -> list[bool]:
    """For every day up to t, after all events of that day: whether somebody led, absences that ended in time aside."""
    known = sorted(
        (one for one in entries(*moves) if one.effective_at <= times.start(day(t))), key=lambda one: one.place
    )
    out, leading = [], False
    for number in range(t + 1):
        for one in known:
            if one.effective_at == times.start(day(number)) and one.event.person == who:  # type: ignore[attr-defined]
                leading = type(one.event).__name__ == "LeaderAppointed" and (leading or one.event.principal)  # type: ignore[attr-defined]
        out.append(leading)
    for start in range(1, t + 1):
        if out[start - 1] and not out[start]:
            back = next((number for number in range(start, t + 1) if out[number]), None)
            if back is not None and back - start <= 31:
                out[start:back] = [True] * (back - start)
    return out


def lasted(moves: list[Told], s: int, t: int) -> bool:
    spans = {who: led(moves, who, t) for who in PEOPLE}
    led_then = [who for who in PEOPLE if spans[who][s]]
    if led_then:
        return any(all(spans[who][s : t + 1]) for who in led_then)
    return not any(
        one.event.principal and times.start(day(s)) < one.effective_at <= times.start(day(t))  # type: ignore[attr-defined]
        for one in entries(*moves)
        if type(one.event).__name__ == "LeaderAppointed"
    )


@given(MOVES, DAYS, DAYS)
@example([leads("amy", day(5)), goes("amy", day(5))], 0, 9)
@example([leads("amy", day(0)), goes("amy", day(5)), leads("amy", day(20)), goes("amy", day(20))], 3, 25)
@example(
    [leads("amy", day(0)), goes("amy", day(5)), leads("amy", day(9)), goes("amy", day(9)), leads("amy", day(40))], 3, 50
)
@example([leads("amy", day(0)), goes("amy", day(10)), leads("amy", day(41))], 5, 60)
@example([leads("amy", day(0)), goes("amy", day(10)), leads("amy", day(42))], 5, 60)
@example([leads("amy", day(0)), leads("bob", day(1)), goes("amy", day(10)), leads("amy", day(20))], 15, 60)
def test_as_the_sentence_says(moves: list[Told], s: int, t: int) -> None:
    s, t = min(s, t), max(s, t)
    posts = Posts()
    for one in entries(*moves):
        posts.take(one)
    place = Place.after_all_of(times.start(day(t)))
    assert posts.leadership_lasted(times.start(day(s)), place) == lasted(moves, s, t)


def test_a_post_is_held_leading_or_not() -> None:
    posts = Posts()
    for one in entries(leads("amy", day(0), principal=False), leads("bob", day(0)), goes("bob", day(5))):
        posts.take(one)
    place = Place.after_all_of(times.start(day(9)))
    assert posts.holds_post("amy", place)
    assert not posts.leads("amy", place)
    assert not posts.holds_post("bob", place)
    assert not posts.holds_post("cal", place)
    assert posts.leaders(place) == ()


def test_the_post_of_a_leader_is_the_latest_one() -> None:
    posts = Posts()
    for one in entries(leads("amy", day(0)), leads("amy", day(5)), leads("bob", day(0))):
        posts.take(one)
    leaders = posts.leaders(Place.after_all_of(times.start(day(9))))
    assert [(one.person, one.appointment.position) for one in leaders] == [("amy", 2), ("bob", 3)]
    assert [one.position for one in posts.changes(Place.after_all_of(times.start(day(9))))] == [1, 3, 2]
