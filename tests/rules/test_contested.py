"""A mandate is contested if more than a quarter of the weight said no, or one of those asked blocks it."""

from __future__ import annotations

from tests.telling import (
    a_pcn,
    all_the_same,
    closed,
    given,
    granted,
    left,
    listed,
    objected,
    refused,
    registered,
    resolved,
    sought,
    withdrew,
)

FOUR = given(*a_pcn("a", "b", "c", "d"), sought(), granted("a", "2024-02-01"))


def test_a_quarter_exactly_does_not_contest_it() -> None:
    assert not given(*FOUR.events, refused("b", "2024-02-01")).contested("2024-03-01")


def test_more_than_a_quarter_does() -> None:
    history = given(*FOUR.events, refused("b", "2024-02-01"), withdrew("a", "2024-02-15"))
    assert not history.contested("2024-02-14")
    assert history.contested("2024-02-15")


def test_by_patients_where_they_are_counted() -> None:
    lists = (listed("a", 7501), listed("b", 2500))
    history = (*a_pcn("a", "b"), *lists, sought(weighting="patients"), refused("b", "2024-02-01"))
    assert not given(*history).contested("2024-03-01")
    assert given(*history, listed("b", 2501, "2024-02-01")).contested("2024-03-01")


def test_a_block_of_one_contests_it_until_it_is_resolved() -> None:
    history = given(*FOUR.events, objected("b", "2024-02-10", weight="block"), resolved("2024-03-10"))
    assert not history.contested("2024-02-09")
    assert history.contested("2024-02-10")
    assert not history.contested("2024-03-10")


def test_a_concern_does_not() -> None:
    history = given(*FOUR.events, objected("b", "2024-02-10"))
    assert not history.contested("2024-03-01")
    (line,) = history.mandate("2024-03-01").objections
    assert (line.objection, line.by, line.name, line.weight, line.because) == ("o", "b", "B", "concern", (13,))
    assert line.since == "2024-02-10T00:00:00Z"
    assert 13 in history.mandate("2024-03-01").because


def test_a_block_of_one_that_is_no_longer_asked_does_not() -> None:
    blocked = (*FOUR.events, objected("b", "2024-02-10", weight="block"))
    assert not given(*blocked, left("b", "2024-02-29")).contested("2024-03-01")
    assert not given(*blocked, closed("b", "2024-02-29")).contested("2024-03-01")
    assert len(given(*blocked, left("b", "2024-02-29")).mandate("2024-03-01").objections) == 1


def test_a_block_by_a_stranger_does_not() -> None:
    stranger = all_the_same(objected("x", "2024-02-10", weight="block"))
    assert not given(*FOUR.events, registered("x"), stranger).contested("2024-03-01")


def test_dissent_of_any_size_is_listed() -> None:
    history = given(*FOUR.events, refused("b", "2024-02-01"))
    assert [one.stance for one in history.mandate("2024-03-01").stances] == ["firm", "refused", "unheard", "unheard"]


def test_where_nobody_weighs_anything_nobody_outweighs_a_quarter() -> None:
    history = given(*a_pcn("a"), sought(weighting="patients"), refused("a", "2024-02-01"))
    assert not history.contested("2024-03-01")
