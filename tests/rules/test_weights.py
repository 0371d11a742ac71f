"""Each organisation counts one, or its registered patients at the time of reading."""

from __future__ import annotations

from tests.telling import a_pcn, given, granted, listed, refused, sought

HISTORY = given(
    *a_pcn("a", "b", "c"),
    listed("a", 9000),
    listed("b", 1000),
    listed("b", 12000, "2024-06-01"),
    sought(weighting="patients"),
    granted("a", "2024-02-01"),
    refused("b", "2024-02-01"),
)


def test_both_ways_of_counting_are_shown() -> None:
    weights = HISTORY.mandate("2024-03-01").weights
    names = ("firm", "stale", "unconfirmed", "conditional", "presumed", "unheard", "refused", "withdrawn", "total")
    assert set(weights["organisations"]) == set(names) == set(weights["patients"])
    assert {name: n for name, n in weights["organisations"].items() if n} == {
        "firm": 1,
        "unheard": 1,
        "refused": 1,
        "total": 3,
    }
    assert {name: n for name, n in weights["patients"].items() if n} == {"firm": 9000, "refused": 1000, "total": 10000}


def test_list_sizes_are_those_of_the_day() -> None:
    assert HISTORY.state("2024-05-31") == "held"
    assert HISTORY.state("2024-06-01") == "lost"
    assert HISTORY.mandate("2024-06-01").weights["patients"]["total"] == 21000


def test_each_line_shows_its_patients() -> None:
    assert [one.patients for one in HISTORY.mandate("2024-03-01").stances] == [9000, 1000, None]
