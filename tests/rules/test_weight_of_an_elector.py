"""Each elector counts one, or its registered patients when the choices are counted."""

from __future__ import annotations

from typing import Any

from tests.deciding import all_voted, proposed, taken
from tests.telling import Given, a_pcn, given, listed


def asked(**terms: Any) -> Given:
    return given(
        *a_pcn("a", "b", "c"),
        *(listed("a", 9000), listed("b", 4000)),
        proposed(**{"method": "vote"} | terms),
        *all_voted("2024-03-02", a="agree", b="disagree", c="agree"),
    )


def test_one_each() -> None:
    assert asked().count("2024-03-31").weights == {"a": 1, "b": 1, "c": 1}


def test_their_patients() -> None:
    assert asked(weighting="patients").count("2024-03-31").weights == {"a": 9000, "b": 4000, "c": 0}


def test_the_smaller_number_can_win_by_its_patients() -> None:
    few = asked(weighting="patients").and_(*all_voted("2024-03-03", b="agree", a="disagree"))
    assert few.outcome() == "rejected"
    assert asked(weighting="patients").and_(*all_voted("2024-03-03", c="disagree")).outcome() == "adopted"


def test_who_has_none_can_still_choose_but_weighs_nothing() -> None:
    history = asked(weighting="patients")
    assert history.count("2024-03-31").for_ == ("a", "c")
    assert history.count("2024-03-31").weight(("a", "c")) == 9000


def test_the_list_of_the_time_of_counting_counts() -> None:
    growing = asked(weighting="patients").and_(listed("b", 10000, "2024-03-05"), listed("b", 20000, "2024-03-11"))
    assert growing.count("2024-03-04").weights["b"] == 4000
    assert growing.count("2024-03-05").weights["b"] == 10000
    assert growing.and_(taken()).count("2024-03-31").weights["b"] == 10000
