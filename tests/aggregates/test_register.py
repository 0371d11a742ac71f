"""Who belongs to whom? Timelines of the register."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import times
from ledger.aggregates.register import Register
from ledger.history import LAST, Place
from tests.telling import Told, closed, entries, happened, joined, left, listed, registered

ORGANISATIONS = ("p", "q", "x", "y", "z")
CODES = st.sampled_from(ORGANISATIONS)
MONTHS = st.integers(1, 9).map(lambda month: f"2024-0{month}-01")
PAIRS = st.tuples(CODES, CODES).filter(lambda pair: pair[0] != pair[1])
MOVES = st.one_of(
    st.builds(lambda pair, at: joined(pair[0], pair[1], at), PAIRS, MONTHS),
    st.builds(lambda pair, at: joined(pair[0], pair[1], at, standing="attending"), PAIRS, MONTHS),
    st.builds(lambda pair, at: left(pair[0], at, pair[1]), PAIRS, MONTHS),
    st.builds(closed, CODES, MONTHS),
)
HISTORIES = st.lists(MOVES, max_size=12)


def register_of(moves: list[Told]) -> Register:
    places = [registered(one, "practice" if one in "pq" else "pcn") for one in ORGANISATIONS]
    return Register(sorted(entries(*places, *moves), key=lambda one: one.place))


def at(day: str) -> Place:
    return Place.after_all_of(times.as_read(day))


@given(HISTORIES, MONTHS)
def test_reach_from_above_and_from_below_are_the_same(moves: list[Told], day: str) -> None:
    register = register_of(moves)
    for body in ORGANISATIONS:
        reach = register.reach(body, at(day))
        assert reach == {one for one in ORGANISATIONS if register.in_reach(body, one, at(day))}


@given(HISTORIES, MONTHS, MONTHS)
def test_when_it_was_reached_is_when_it_was_in_reach(moves: list[Told], day: str, then: str) -> None:
    register = register_of(moves)
    place, instant = at(day), times.as_read(then)
    if instant > place.effective_at:
        return
    for body in ORGANISATIONS:
        reached = register.reached(body, place)
        practices = {one for one in "pq" if any(start <= instant < end for start, end in reached.get(one, ()))}
        assert practices == register.reach(body, Place.after_all_of(instant))


@given(HISTORIES, MONTHS)
def test_both_sides_of_a_membership_agree(moves: list[Told], day: str) -> None:
    register = register_of(moves)
    for body in ORGANISATIONS:
        for member, membership in register.members(body, at(day)).items():
            assert register.member_of(member, at(day))[body] == membership
            assert register.membership(body, member, at(day)) == membership
    assert sum(len(register.members(one, at(day))) for one in ORGANISATIONS) == sum(
        len(register.member_of(one, at(day))) for one in ORGANISATIONS
    )


@given(HISTORIES)
def test_spells_say_the_same_as_memberships(moves: list[Told]) -> None:
    register = register_of(moves)
    days = [f"2024-0{month}-15" for month in range(1, 10)]
    for member, body in (("p", "x"), ("x", "y")):
        spells = register.core_spells(body, member, Place.after_all_of(LAST))
        for day in days:
            membership = register.membership(body, member, at(day))
            is_core = membership is not None and membership.standing == "core"
            assert is_core == any(start <= times.as_read(day) < end for start, end in spells)


def test_a_name_is_the_latest_and_the_code_where_there_is_none() -> None:
    register = Register(
        entries(
            registered("p", at="2024-01-01"), happened("OrganisationRenamed", "2024-02-01", organisation="p", name="N")
        )
    )
    assert [register.name("p", at(day)) for day in ("2023-12-31", "2024-01-01", "2024-02-01")] == ["p", "P", "N"]
    assert register.kind("p", at("2023-12-31")) is None
    assert register.registration("p", at("2023-12-31")) is None


def test_list_sizes_are_the_latest() -> None:
    register = Register(entries(listed("p", 1, "2024-01-01"), listed("p", 0, "2024-02-01")))
    assert [register.list_size("p", at(day)) for day in ("2023-12-31", "2024-01-01", "2024-02-01")] == [None, 1, 0]


def test_a_remit_and_rules_are_those_in_force() -> None:
    remit = happened("RemitAgreed", "2024-01-01", group="x", scope="estates", belongs_to="group")
    rules = happened("RulesAdopted", "2024-01-01", group="x", method="vote")
    register = Register(entries(remit, rules))
    assert register.remit("x", "estates", at("2024-01-01")).position == 1  # type: ignore[union-attr]
    assert register.remit("x", "digital", at("2024-01-01")) is None
    assert register.rules("x", at("2024-01-01")).position == 2  # type: ignore[union-attr]
    assert register.rules("x", at("2023-12-31")) is None


def test_what_is_in_no_timeline_is_passed_over() -> None:
    devolved = happened("PowerDevolved", "2024-01-01", from_="x", to="y", scope="estates", mode="advisory")
    assert Register(entries(devolved)).members("x", at("2024-01-01")) == {}


def test_the_first_closing_is_the_closing() -> None:
    register = Register(entries(closed("p", "2024-01-31"), closed("p", "2024-02-29")))
    assert register.closing("p", at("2024-03-01")).position == 1  # type: ignore[union-attr]
    assert not register.is_closed("p", at("2024-01-31"))


def test_leaving_twice_or_without_joining_is_no_membership() -> None:
    register = Register(entries(left("p", "2024-01-31", "x"), left("p", "2024-02-29", "x")))
    assert register.membership("x", "p", at("2024-03-01")) is None
    assert register.core_spells("x", "p", at("2024-03-01")) == ()
    assert register.core_spells("x", "nobody", at("2024-03-01")) == ()


@pytest.mark.parametrize("person", ["amy", "bob"])
def test_where_somebody_leads(person: str) -> None:
    appointed = [
        happened("LeaderAppointed", "2024-01-01", organisation=code, person="amy", role="Chair") for code in ("y", "x")
    ]
    register = Register(entries(*appointed))
    assert register.organisations_led(person, at("2024-02-01")) == (("x", "y") if person == "amy" else ())
