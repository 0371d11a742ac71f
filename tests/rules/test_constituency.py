"""Asked are the core members, the practices in reach, or those on a list, as they are then and less those closed."""

from __future__ import annotations

from tests.telling import a_pcn, closed, given, joined, left, registered, sought

PLACE = (
    *a_pcn("a", "b"),
    registered("fed", "federation"),
    registered("lone"),
    registered("trust", "nhs_trust"),
    joined("pcn", "fed"),
    joined("lone", "fed"),
    joined("trust", "fed"),
)


def test_members() -> None:
    history = given(*a_pcn("b", "a"), registered("c"), sought(), joined("c", at="2024-02-01"), left("b", "2024-03-31"))
    assert history.constituency("2024-01-31") == ["a", "b"]
    assert history.constituency("2024-02-01") == ["a", "b", "c"]
    assert history.constituency("2024-03-31") == ["a", "b", "c"]
    assert history.constituency("2024-04-01") == ["a", "c"]


def test_attending_members_are_not_asked() -> None:
    assert given(*a_pcn("a"), joined("c", standing="attending"), sought()).constituency("2024-02-01") == ["a"]


def test_practices_in_reach_through_all_levels_once_each() -> None:
    history = given(*PLACE, joined("a", "fed"), sought(holder="fed", constituency="practices"))
    mandate = history.mandate("2024-02-01", holder="fed")
    assert [one.organisation for one in mandate.stances] == ["a", "b", "lone"]


def test_a_practice_reaches_itself() -> None:
    history = given(*a_pcn("a"), sought(holder="a", constituency="practices"))
    assert [one.organisation for one in history.mandate("2024-02-01", holder="a").stances] == ["a"]


def test_a_closed_body_is_not_reached_and_nothing_through_it() -> None:
    history = given(*PLACE, closed("pcn", "2024-03-31"), sought(holder="fed", constituency="practices"))
    at = [one.organisation for one in history.mandate("2024-03-31", holder="fed").stances]
    after = [one.organisation for one in history.mandate("2024-04-01", holder="fed").stances]
    assert (at, after) == (["a", "b", "lone"], ["lone"])


def test_its_memberships_are_not_thereby_ended() -> None:
    history = given(*a_pcn("a"), closed("pcn", "2024-03-31"), sought())
    assert history.constituency("2024-04-01") == ["a"]


def test_a_list() -> None:
    history = given(*PLACE, sought(constituency=["trust", "a"]), closed("a", "2024-03-31"))
    assert history.constituency("2024-03-31") == ["a", "trust"]
    assert history.constituency("2024-04-01") == ["trust"]


def test_members_that_closed_are_not_asked() -> None:
    history = given(*a_pcn("a", "b"), sought(), closed("a", "2024-03-31"))
    assert history.constituency("2024-04-01") == ["b"]


def test_two_bodies_that_are_members_of_each_other() -> None:
    history = given(*PLACE, joined("fed", "pcn"), sought(holder="fed", constituency="practices"))
    mandate = history.mandate("2024-02-01", holder="fed")
    assert [one.organisation for one in mandate.stances] == ["a", "b", "lone"]
