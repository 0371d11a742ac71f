"""A mandate is lost that grants once carried, and carry no longer; before that it is only sought."""

from __future__ import annotations

from tests.telling import (
    a_pcn,
    all_the_same,
    closed,
    disputed,
    given,
    goes,
    granted,
    joined,
    left,
    listed,
    narrowed,
    on_condition,
    presumed,
    refused,
    registered,
    retracted,
    sought,
    told,
    withdrew,
)

ASKED = given(*a_pcn("a", "b", "c"), sought())
HELD = given(*ASKED.events, granted("a", "2024-02-01"), granted("b", "2024-02-01"))


def test_after_a_withdrawal() -> None:
    history = given(*HELD.events, withdrew("a", "2024-03-01"))
    assert history.state("2024-02-29") == "held"
    assert history.state("2024-03-01") == "lost"


def test_at_the_very_instant_of_the_withdrawal() -> None:
    at = "2024-03-01T12:00:00Z"
    assert given(*HELD.events, withdrew("a", at)).state(at) == "lost"
    once = given(*ASKED.events, granted("a", at), granted("b", at), withdrew("a", at))
    assert once.state(at) == "sought"


def test_nothing_that_was_not_carried_is_lost() -> None:
    history = given(*ASKED.events, granted("a", "2024-02-01"), withdrew("a", "2024-03-01"))
    assert history.state("2024-03-01") == "sought"
    assert given(*ASKED.events, refused("a", "2024-02-01")).state("2024-03-01") == "sought"


def test_what_was_only_presumed_is_not_lost() -> None:
    silent = [told(one, "2024-01-02") for one in "ab"] + [presumed(one, "2024-02-01") for one in "ab"]
    history = given(*ASKED.events, *silent, goes("amy", "2024-03-01"))
    assert history.state("2024-02-15") == "presumed"
    assert history.state("2024-03-02") == "sought"


def test_what_was_carried_on_conditions_only_can_be_lost() -> None:
    history = given(
        *ASKED.events,
        on_condition("a", "2024-02-01", "c1"),
        on_condition("b", "2024-02-01", "c1"),
        withdrew("a", "2024-03-01"),
    )
    assert history.state("2024-02-15") == "conditional"
    assert history.state("2024-03-01") == "lost"


def test_carried_only_within_one_instant_is_not_carried() -> None:
    at = "2024-02-01T12:00:00Z"
    history = given(*ASKED.events, granted("a", at), granted("b", at), withdrew("a", at))
    assert history.state("2024-03-01") == "sought"


def test_by_others_who_join() -> None:
    history = given(
        *HELD.events,
        *(registered(one) for one in ("d", "e")),
        *(joined(one, at="2024-03-01") for one in ("d", "e")),
    )
    assert history.state("2024-02-29") == "held"
    assert history.state("2024-03-01") == "lost"


def test_by_a_supporter_who_leaves_or_closes() -> None:
    assert given(*HELD.events, left("a", "2024-02-29")).state("2024-03-01") == "lost"
    assert given(*HELD.events, closed("a", "2024-02-29")).state("2024-03-01") == "lost"


def test_and_won_back_when_those_against_it_leave() -> None:
    history = given(*HELD.events, withdrew("a", "2024-03-01"), left("a", "2024-03-31"), left("c", "2024-03-31"))
    assert history.state("2024-03-15") == "lost"
    assert history.state("2024-04-01") == "held"


def test_by_a_change_of_list_sizes() -> None:
    by_patients = given(
        *a_pcn("a", "b"),
        listed("a", 6000),
        listed("b", 5000),
        sought(weighting="patients"),
        granted("a", "2024-02-01"),
        listed("b", 7000, "2024-03-01"),
    )
    assert by_patients.state("2024-02-29") == "held"
    assert by_patients.state("2024-03-01") == "lost"


def test_carried_once_by_a_change_of_list_sizes_alone() -> None:
    by_patients = given(
        *a_pcn("a", "b"),
        listed("a", 4000),
        listed("b", 5000),
        sought(weighting="patients"),
        granted("a", "2024-02-01"),
        listed("b", 3000, "2024-03-01"),
        listed("b", 6000, "2024-04-01"),
    )
    assert [by_patients.state(day) for day in ("2024-02-15", "2024-03-15", "2024-04-15")] == ["sought", "held", "lost"]


def test_carried_once_because_others_had_left_for_a_while() -> None:
    history = given(
        *ASKED.events,
        granted("a", "2024-02-01"),
        left("b", "2024-02-28"),
        left("c", "2024-02-28"),
        joined("b", at="2024-04-01"),
        joined("c", at="2024-04-01"),
    )
    assert [history.state(day) for day in ("2024-02-15", "2024-03-15", "2024-04-15")] == ["sought", "held", "lost"]


def test_wrong_presumptions_do_not_come_between() -> None:
    history = given(*HELD.events, all_the_same(presumed("c", "2024-02-15")), withdrew("a", "2024-03-01"))
    assert history.state("2024-03-01") == "lost"


def test_no_time_that_runs_out_loses_it() -> None:
    # Grants that nobody reaffirms carry it still, as stale ones.
    assert HELD.state("2034-01-01") == "stale"


def test_the_lost_state_is_rewritten_when_the_grant_turns_out_wrong() -> None:
    history = given(*HELD.events, withdrew("a", "2024-03-01"), retracted(10))
    assert history.state("2024-03-01") == "sought"
    assert history.state("2024-03-01", upto=12) == "lost"
    assert given(*HELD.events, withdrew("a", "2024-03-01"), disputed(11, "b")).state("2024-03-01") == "sought"


def test_narrowing_does_not_bring_it_back() -> None:
    history = given(*HELD.events, withdrew("a", "2024-03-01"), narrowed("2024-04-01"))
    assert history.state("2024-04-01") == "lost"


def test_grants_from_before_it_was_sought_carry_it_from_the_seeking_on() -> None:
    early = [all_the_same(granted(one, "2023-12-01")) for one in "ab"]
    history = given(*ASKED.events, *early, withdrew("a", "2024-03-01"))
    assert history.state("2024-02-01") == "held"
    assert history.state("2024-03-01") == "lost"


def test_both_regained_and_lost_again() -> None:
    history = given(*HELD.events, withdrew("a", "2024-03-01"), granted("a", "2024-04-01"), withdrew("a", "2024-05-01"))
    assert [history.state(day) for day in ("2024-03-15", "2024-04-15", "2024-05-15")] == ["lost", "held", "lost"]
