"""Who has said what to a mandate? The fold of its own events, at any place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger import times
from ledger.aggregates.mandate import Mandate
from ledger.aggregates.track import Folded
from ledger.history import Place
from tests.telling import (
    Told,
    entries,
    entry,
    granted,
    happened,
    met,
    narrowed,
    objected,
    on_condition,
    presumed,
    reaffirmed,
    refused,
    relinquished,
    resolved,
    sought,
    told,
    withdrew,
)

DAYS = st.integers(1, 9).map(lambda day: f"2024-01-0{day}")
EVENTS = st.one_of(
    *(
        st.builds(deed, st.sampled_from("ab"), DAYS)
        for deed in (granted, reaffirmed, refused, withdrew, presumed, told)
    ),
    st.builds(lambda by, at: on_condition(by, at, "c1"), st.sampled_from("ab"), DAYS),
    st.builds(lambda by, at: met(by, at, "c1"), st.sampled_from("ab"), DAYS),
    st.builds(objected, st.sampled_from("ab"), DAYS, st.sampled_from("op")),
    st.builds(resolved, DAYS, st.sampled_from("op")),
    st.builds(narrowed, DAYS),
    st.builds(relinquished, DAYS),
)


def folded(events: list[Told], place: Place) -> Mandate:
    mandate = Mandate()
    for one in sorted(entries(*events), key=lambda one: one.place):
        if one.place < place:
            mandate.take(one)
    return mandate


@given(st.lists(EVENTS, max_size=12), st.lists(DAYS, min_size=1, max_size=5))
def test_asked_at_any_places_in_any_order_it_is_the_fold_up_to_there(events: list[Told], days: list[str]) -> None:
    history = [sought("2024-01-01", notice_days=1), *events]
    track = Folded(Mandate)
    for one in entries(*history):
        track.take(one)
        for day in days:
            place = Place.after_all_of(times.as_read(day))
            assert track.at(place) == folded(history[: one.position], place)


def test_before_it_is_sought_nobody_can_have_been_told_of_it() -> None:
    mandate = Mandate()
    assert list(mandate.void_silence(entry(1, presumed("a", "2024-01-01")))) == [("silence_without_notice", ())]
    assert mandate.unmet_conditions("a") == ()


def test_what_is_not_about_it_is_passed_over() -> None:
    mandate = folded([sought(), happened("MandateAccounted", "2024-02-01", mandate="m", to=["a"], done="All.")], LATER)
    assert mandate == folded([sought()], LATER)


def test_the_resolution_of_an_objection_that_is_not_known_is_passed_over() -> None:
    assert folded([sought(), resolved("2024-02-01")], LATER).objections.raised == {}


def test_the_first_resolution_is_the_resolution() -> None:
    mandate = folded([sought(), objected("a", "2024-02-01"), resolved("2024-02-02"), resolved("2024-02-03")], LATER)
    assert mandate.objections.raised["o"].resolved == entry(3, resolved("2024-02-02"))
    assert mandate.objections.open() == []


LATER = Place.after_all_of(times.as_read("2025-01-01"))
