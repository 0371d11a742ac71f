"""What has been said and done about one question? The fold of its own events, at any place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger import times
from ledger.aggregates.decision import QUORUMS, Decision, quorum_of
from ledger.aggregates.track import Folded
from ledger.events import DecisionProposed
from ledger.history import Place
from tests.deciding import (
    amended,
    casting,
    departed,
    feels,
    interested,
    left_for_interest,
    method_changed,
    proposed,
    rejoined,
    reversed_,
    reviewed,
    taken,
    voted,
)
from tests.telling import Told, answered, entries, entry, happened, objected, resolved, told

DAYS = st.integers(2, 9).map(lambda day: f"2024-03-0{day}")
WHO = st.sampled_from("ab")
EVENTS = st.one_of(
    st.builds(voted, WHO, DAYS, st.sampled_from(["agree", "block", "abstain"])),
    st.builds(told, WHO, DAYS, st.just("d")),
    *(st.builds(deed, WHO, DAYS) for deed in (interested, left_for_interest, feels, reviewed, reversed_, departed)),
    st.builds(rejoined, WHO, DAYS),
    st.builds(lambda at, minor: amended(at, minor=minor), DAYS, st.booleans()),
    st.builds(method_changed, st.sampled_from(["consent", "vote"]), DAYS),
    st.builds(casting, st.sampled_from(["agree", "disagree"]), DAYS),
    st.builds(taken, st.sampled_from(["adopted", "rejected", "deferred"]), DAYS),
    st.builds(objected, WHO, DAYS, st.sampled_from("op"), st.just("d")),
    st.builds(answered, WHO, DAYS, st.sampled_from("op")),
    st.builds(resolved, DAYS, st.sampled_from("op")),
)
LATER = Place.after_all_of(times.as_read("2025-01-01"))


def folded(events: list[Told], place: Place = LATER) -> Decision:
    decision = Decision()
    for one in sorted(entries(*events), key=lambda one: one.place):
        if one.place < place:
            decision.take(one)
    return decision


@given(st.lists(EVENTS, max_size=12), st.lists(DAYS, min_size=1, max_size=5))
def test_asked_at_any_places_in_any_order_it_is_the_fold_up_to_there(events: list[Told], days: list[str]) -> None:
    history = [proposed("2024-03-01"), *events]
    track = Folded(Decision)
    for one in entries(*history):
        track.take(one)
        for day in days:
            place = Place.after_all_of(times.as_read(day))
            assert track.at(place) == folded(history[: one.position], place)


def test_every_event_is_kept_in_order_under_what_it_is() -> None:
    events = [
        proposed(),  # 1
        told("a", "2024-03-02", about="d"),
        interested("a", "2024-03-02"),
        feels("b", "2024-03-02"),
        amended("2024-03-03"),
        amended("2024-03-04", minor=True),
        method_changed("vote", "2024-03-05"),
        voted("a", "2024-03-05"),
        objected("b", "2024-03-05", about="d"),  # 9
        casting("agree", "2024-03-06"),
        taken(),
        reviewed("a", "2024-03-11"),
        departed("b", "2024-03-11"),
        rejoined("b", "2024-03-12"),
        reversed_("a", "2024-03-13"),
    ]
    state = folded(events)
    kept = {
        name: [one.position for one in getattr(state, name)]
        for name in ("texts", "methods", "tellings", "interests", "impacts", "votes", "taken", "reviews", "reversals")
    }
    assert kept == {
        "texts": [1, 5, 6],
        "methods": [7],
        "tellings": [2],
        "interests": [3],
        "impacts": [4],
        "votes": [8],
        "taken": [11],
        "reviews": [12],
        "reversals": [15],
    }
    assert [one.position for one in state.partings] == [13, 14]
    assert list(state.objections.raised) == ["o"]
    assert (state.proposed, state.worded, state.casting) == (
        entry(1, events[0]),
        entry(5, events[4]),
        entry(10, events[9]),
    )
    assert state.decided is None


def test_what_is_void_is_still_kept_among_all_that_happened() -> None:
    state = folded([proposed(), voted("a", "2024-03-02"), told("a", "2024-03-02", about="d"), amended("2024-03-03")])
    assert (state.choices, state.told) == ({}, set())
    assert (len(state.votes), len(state.tellings), list(state.heard)) == (1, 1, ["a"])


def test_the_first_word_is_when_it_was_heard() -> None:
    state = folded([proposed(), voted("a", "2024-03-03"), feels("a", "2024-03-02"), objected("a", "2024-03-04")])
    assert state.heard["a"].position == 3


def test_what_is_not_about_it_is_passed_over() -> None:
    stranger = happened("MandateAccounted", "2024-03-02", mandate="m", to=["a"], done="All.")
    assert folded([proposed(), stranger]) == folded([proposed()])


def test_every_method_has_its_quorum_and_a_proposal_may_set_another() -> None:
    plain, fixed = (entry(1, event).event for event in (proposed(), proposed(quorum_percent=7)))
    assert isinstance(plain, DecisionProposed)
    assert isinstance(fixed, DecisionProposed)
    for method, quorum in QUORUMS.items():
        assert quorum_of(plain, method) == quorum
        assert quorum_of(fixed, method) == 7
    assert folded([proposed(), method_changed("consent", "2024-03-02")]).quorum_percent == 50
