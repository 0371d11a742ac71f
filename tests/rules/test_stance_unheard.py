"""An organisation that has said nothing, or whose silence was wrongly taken for assent, is unheard."""

from __future__ import annotations

from tests.telling import a_pcn, all_the_same, given, granted, objected, presumed, sought, told

ASKED = given(*a_pcn("a", "b"), sought())


def test_one_that_has_said_nothing() -> None:
    line = ASKED.line("a", "2024-02-01")
    assert (line.stance, line.since, line.because) == ("unheard", None, ())


def test_being_told_or_objecting_is_no_stance() -> None:
    history = given(*ASKED.events, told("a", "2024-01-02"), objected("a", "2024-01-03"))
    assert history.stance("a", "2024-02-01") == "unheard"


def test_silence_without_notice_is_none_either() -> None:
    assert given(*ASKED.events, all_the_same(presumed("a", "2024-02-01"))).stance("a", "2024-03-01") == "unheard"


def test_it_comes_to_count_when_the_telling_is_typed_in() -> None:
    late = given(*ASKED.events, all_the_same(presumed("a", "2024-02-01")), told("a", "2024-01-02"))
    assert late.stance("a", "2024-03-01") == "presumed"
    assert late.stance("a", "2024-03-01", upto=8) == "unheard"


def test_a_wrong_presumption_leaves_an_earlier_grant_standing() -> None:
    history = given(*ASKED.events, granted("a", "2024-01-15"), all_the_same(presumed("a", "2024-02-01")))
    assert history.stance("a", "2024-03-01") == "firm"
