"""What was granted under leaders who are gone, or before the organisation joined again, is unconfirmed."""

from __future__ import annotations

from tests.telling import a_pcn, closed, given, goes, granted, joined, leads, left, reaffirmed, registered, sought

GRANTED = given(*a_pcn("a", "b"), sought(), granted("a", "2024-02-01"))


def test_when_the_only_leader_has_left() -> None:
    history = given(*GRANTED.events, goes("amy", "2024-03-31"), leads("bob", "2024-04-01"))
    assert history.stance("a", "2024-03-31") == "firm"
    assert history.stance("a", "2024-04-01") == "unconfirmed"
    assert history.line("a", "2024-04-01").because == (8, 9, 10)


def test_until_it_is_reaffirmed() -> None:
    history = given(*GRANTED.events, goes("amy", "2024-03-31"), reaffirmed("a", "2024-04-15"))
    assert history.stance("a", "2024-04-20") == "firm"


def test_when_it_left_and_joined_again() -> None:
    history = given(*GRANTED.events, left("a", "2024-03-31"), joined("a", at="2024-05-01"))
    assert history.stance("a", "2024-05-01") == "unconfirmed"
    assert given(*history.events, reaffirmed("a", "2024-05-02")).stance("a", "2024-05-02") == "firm"


def test_while_it_is_away_it_is_not_asked() -> None:
    history = given(*GRANTED.events, left("a", "2024-03-31"), joined("a", at="2024-05-01"))
    assert history.constituency("2024-04-15") == ["b"]


def test_one_who_leaves_and_joins_on_the_next_day_was_never_away() -> None:
    history = given(*GRANTED.events, left("a", "2024-03-31"), joined("a", at="2024-04-01"))
    assert history.stance("a", "2024-05-01") == "firm"


def test_one_who_only_attended_for_a_while_was_away() -> None:
    history = given(
        *GRANTED.events,
        joined("a", at="2024-03-01", standing="attending"),
        joined("a", at="2024-04-01", standing="core"),
    )
    assert history.constituency("2024-03-15") == ["b"]
    assert history.stance("a", "2024-05-01") == "unconfirmed"


def test_a_grant_before_it_joined_at_all() -> None:
    history = given(
        *a_pcn("b"),
        registered("a"),
        sought(),
        granted("a", "2024-02-01", irregular_because="The letter came early."),
        joined("a", at="2024-03-01"),
    )
    assert history.stance("a", "2024-03-01") == "unconfirmed"


def test_a_grant_on_the_day_of_joining_itself_is_firm() -> None:
    history = given(*a_pcn("b"), registered("a"), sought(), joined("a", at="2024-03-01"), granted("a", "2024-03-01"))
    assert history.stance("a", "2024-03-01") == "firm"


def test_a_list_of_organisations_asks_nobody_to_be_a_member() -> None:
    history = given(
        *a_pcn("a", "b"),
        sought(constituency=["a"]),
        granted("a", "2024-02-01"),
        left("a", "2024-03-31"),
        joined("a", at="2024-05-01"),
    )
    assert history.stance("a", "2024-05-01") == "firm"


REACHED = given(
    registered("fed", "federation"),
    registered("pcn", "pcn"),
    registered("qcn", "pcn"),
    registered("a"),
    joined("pcn", "fed"),
    joined("qcn", "fed"),
    joined("a", "pcn"),
    sought(holder="fed", constituency="practices"),
    granted("a", "2024-02-01"),
)


def test_among_practices_in_reach_every_way_counts() -> None:
    moved = given(*REACHED.events, left("a", "2024-03-31", "pcn"), joined("a", "qcn", "2024-04-01"))
    assert moved.mandate("2024-05-01", holder="fed").stances[0].stance == "firm"
    later = given(*REACHED.events, left("a", "2024-03-31", "pcn"), joined("a", "qcn", "2024-04-02"))
    assert later.mandate("2024-05-01", holder="fed").stances[0].stance == "unconfirmed"
    both = given(*REACHED.events, joined("a", "qcn", "2024-03-01"), left("a", "2024-03-31", "pcn"))
    assert both.mandate("2024-05-01", holder="fed").stances[0].stance == "firm"


def test_a_way_that_was_closed_for_a_while_breaks_the_reach() -> None:
    between = given(
        *REACHED.events,
        left("pcn", "2024-03-31", "fed"),
        joined("pcn", "fed", "2024-05-01"),
    )
    assert between.mandate("2024-04-15", holder="fed").stances == ()
    assert between.mandate("2024-05-01", holder="fed").stances[0].stance == "unconfirmed"
    replaced = given(*REACHED.events, closed("pcn", "2024-03-31"), joined("a", "qcn", "2024-04-02"))
    assert replaced.mandate("2024-05-01", holder="fed").stances[0].stance == "unconfirmed"


def test_being_unconfirmed_comes_before_being_stale() -> None:
    assert given(*GRANTED.events, goes("amy", "2024-03-31")).stance("a", "2026-01-01") == "unconfirmed"
