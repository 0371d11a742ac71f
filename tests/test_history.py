"""What did the ledger know, of what held, in which order? One by one or at once, the same."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledger import times
from ledger.history import LAST, Entry, History, in_whose_name
from ledger.past import Past
from tests.telling import (
    Told,
    attested,
    disputed,
    entries,
    entry,
    granted,
    happened,
    joined,
    listed,
    objected,
    resolved,
    retracted,
    sought,
)
from tests.telling import given as told_so_far

DAYS = st.integers(1, 9).map(lambda day: f"2024-01-0{day}")
MANDATES = st.sampled_from("mn")
OBJECTIONS = st.sampled_from("op")
PRACTICES = st.sampled_from("ab")
EVENTS = st.one_of(
    st.builds(sought, DAYS, MANDATES),
    st.builds(granted, PRACTICES, DAYS, MANDATES),
    st.builds(objected, PRACTICES, DAYS, OBJECTIONS, MANDATES),
    st.builds(resolved, DAYS, OBJECTIONS),
    st.builds(lambda who, at: joined(who, at=at), PRACTICES, DAYS),
    st.builds(retracted, st.integers(1, 12)),
    st.builds(disputed, st.integers(1, 12), PRACTICES),
    st.builds(attested, st.integers(1, 12), PRACTICES),
)


def recordable(events: list[Told]) -> list[Told]:
    """Those of some events that a ledger could hold: they name what is known, and correct what is there."""
    held: list[Told] = []
    in_use: dict[str, int] = {}
    taken_back: set[int] = set()
    for event in events:
        position = len(held) + 1
        opens = {"MandateSought": "mandate", "ObjectionRaised": "objection"}.get(event["type"])
        needs = {"ObjectionRaised": "about", "ObjectionResolved": "objection", "MandateGranted": "mandate"}
        target = event.get("position", 0)
        if event["type"] in needs and event[needs[event["type"]]] not in in_use:
            continue
        if target and (target >= position or "position" in held[target - 1]):
            continue
        if opens is not None:
            if event[opens] in in_use:
                continue
            in_use[event[opens]] = position
        if event["type"] == "EventRetracted":
            if target in taken_back:
                continue
            taken_back.add(target)
            in_use = {name: opened for name, opened in in_use.items() if opened != target}
        held.append(event)
    return held


HISTORIES = st.lists(EVENTS, max_size=20).map(recordable)


def positions(history: History) -> list[int]:
    return [one.position for one in history.entries]


@given(HISTORIES, DAYS)
def test_it_is_in_effective_order_and_holds_nothing_that_was_taken_back(events: list[Told], day: str) -> None:
    history = History(entries(*events), times.as_read(day))
    places = [one.place for one in history.entries]
    assert places == sorted(places)
    assert not {one.position for one in history.entries} & (history.retracted.keys() | history.disputed.keys())
    assert all(one.effective_at <= times.as_read(day) for one in history.entries)


@given(HISTORIES, st.randoms())
def test_the_order_in_which_entries_are_loaded_changes_nothing(events: list[Told], random: st.DataObject) -> None:
    known = entries(*events)
    shuffled = list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert History(shuffled).entries == History(known).entries


@settings(max_examples=200)
@given(HISTORIES, st.sampled_from([LAST, times.as_read("2024-01-05")]))
@example([sought(), granted("a", "2024-02-01"), retracted(1), sought(mandate="n"), sought()], LAST)
def test_added_one_by_one_it_is_the_same_as_read_at_once(events: list[Told], as_of: int) -> None:
    known = entries(*events)
    past = Past((), as_of)
    for number, one in enumerate(known, 1):
        past.add([one])
        assert past.history.entries == History(known[:number], as_of).entries
    assert {name: track.track.entries for name, track in past.mandates.items() if track.track.entries} == {
        name: track.track.entries for name, track in Past(known, as_of).mandates.items() if track.track.entries
    }


@given(HISTORIES)
def test_no_event_that_is_left_out_with_a_retraction_is_held(events: list[Told]) -> None:
    known = entries(*events)
    history = History(known)
    for one in known:
        if history.orphaned_by(one.event) is not None:
            assert one.position not in positions(history)


def test_what_takes_effect_next() -> None:
    history = told_so_far(sought("2024-01-01"), granted("a", "2024-03-01"), granted("b", "2024-02-01"))
    assert history.history("2024-01-15").later == times.start("2024-02-01")
    assert history.history("2024-02-15").later == times.start("2024-03-01")
    assert history.history("2024-03-15").later is None
    assert told_so_far(*history.events, retracted(3)).history("2024-01-15").later == times.start("2024-03-01")


def test_an_opener_is_the_one_that_is_regarded() -> None:
    again = told_so_far(sought("2024-01-01"), retracted(1), sought("2024-02-01"))
    opener = again.history().opener("m")
    assert opener is not None
    assert opener.position == 3
    assert again.history("2024-01-15").opener("m") is None
    assert again.history().opener("n") is None


def test_in_whose_name_an_entry_stands() -> None:
    assert in_whose_name(entry(1, granted("a", "2024-01-01")).event) == "a"
    assert in_whose_name(entry(1, listed("b", 1)).event) == "b"
    assert in_whose_name(entry(1, sought()).event) is None


def test_an_entry_that_was_not_loaded_is_not_known() -> None:
    assert told_so_far(joined("a")).history().entry(2) is None


def test_what_was_added_after_a_correction_has_to_be_read_anew() -> None:
    history = History(entries(sought(), granted("a", "2024-02-01")))
    assert not history.add(entry(3, retracted(2)))
    assert history.add(entry(3, granted("b", "2024-02-01")))
    assert positions(history) == [1, 2, 3]
    assert history.add(entry(4, resolved("2024-02-01")))
    assert positions(history) == [1, 2, 3]
    assert not history.add(entry(5, objected("a", "2024-02-01")))


def test_an_event_that_takes_effect_later_has_to_be_read_anew() -> None:
    history = History(entries(sought()), times.as_read("2024-01-15"))
    assert not history.add(entry(2, granted("a", "2024-02-01")))


def test_one_may_ask_about_what_was_never_added() -> None:
    unknown: Entry = entry(9, happened("ActionDone", "2024-01-01", action="x"))
    assert not History([]).holds(unknown)
    assert History([]).orphaned_by(unknown.event) is None
