"""How far have organisations got in working together?"""

from __future__ import annotations

from ledger import times
from ledger.projections.ladder import Ladder, PartLine, ladder
from tests.telling import Given, Told, a_pcn, closed, given, registered, retracted, sought
from tests.together import achieved, ceded, ended, felt, reclaimed, stalled, started

Texts = dict[tuple[int, str], str]

PLACE = (*a_pcn("a", "b"), registered("fed", "federation"), registered("c"), sought())
"""A network, a federation and a practice of neither: 1 to 9, of which 9 seeks a mandate."""
ONE = (started("one", 1, "a", "b", mandate="m"), achieved("one"))
"""10 and 11."""
HISTORY = given(*PLACE, *ONE, started("two", 2, "a"), achieved("two"))
"""And 12 and 13, with one of them."""


def read(code: str = "pcn", as_of: str = "2025-01-01", history: Given = HISTORY, texts: Texts | None = None) -> Ladder:
    instant = times.as_read(as_of)
    return ladder(history.past(instant), code, as_of=instant, known_at=instant, position=13, texts=texts or {})


def climbed(found: Ladder) -> tuple[dict[str, int], int, int]:
    return {one.organisation: one.highest for one in found.climbers}, found.highest, found.next


def test_the_highest_step_that_all_who_take_part_have_achieved() -> None:
    found = read()
    assert climbed(found) == ({"a": 2, "b": 1}, 1, 2)
    assert [(one.name, one.because) for one in found.climbers] == [("A", (12, 13)), ("B", (10, 11))]
    assert found.because == (10, 11, 12, 13)
    assert (found.organisation, found.name, found.position) == ("pcn", "PCN", 13)
    assert found.as_of == found.known_at == "2025-01-01T23:59:59.999999Z"


def test_one_that_runs_nothing_climbs_by_itself() -> None:
    assert climbed(read("a")) == ({"a": 2}, 2, 3)
    assert climbed(read("c")) == ({"c": 0}, 0, 1)


def test_what_they_achieved_with_others_counts() -> None:
    with_fed = given(*HISTORY.events, started("high", 3, "b", "c", by="fed"), achieved("high"))
    assert climbed(read(history=with_fed)) == ({"a": 2, "b": 3}, 2, 3)
    assert climbed(read("fed", history=with_fed)) == ({"b": 3, "c": 3}, 3, 4)


def test_there_is_no_step_beyond_the_fifth() -> None:
    top = given(*HISTORY.events, started("top", 5, "a", "b"), achieved("top"))
    assert climbed(read(history=top)) == ({"a": 5, "b": 5}, 5, 5)


def test_a_participant_that_has_achieved_nothing_holds_all_back_until_it_closes() -> None:
    begun = (*HISTORY.events, started("more", 1, "a", "c"))
    assert climbed(read(history=given(*begun))) == ({"a": 2, "b": 1, "c": 0}, 0, 1)
    gone = given(*begun, closed("c", "2024-12-01"))
    assert climbed(read(history=gone)) == ({"a": 2, "b": 1}, 1, 2)


def test_as_it_was_before() -> None:
    assert climbed(read(as_of="2024-03-31")) == ({"a": 0, "b": 0}, 0, 1)
    assert read(as_of="2024-02-29").activities == ()


def test_the_activities_that_it_runs_or_takes_part_in() -> None:
    assert [one.activity for one in read().activities] == ["one", "two"]
    assert [one.activity for one in read("b").activities] == ["one"]
    assert read("fed").activities == ()
    line = read().activities[0]
    assert (line.title, line.run_by, line.run_by_name, line.step) == ("The work of one", "pcn", "PCN", 1)
    assert (line.started_at, line.mandate) == ("2024-03-01T00:00:00Z", "m")
    assert (line.state, line.since, line.achieved_at) == ("achieved", "2024-03-31T23:00:00Z", "2024-03-31T23:00:00Z")
    assert line.because == (10, 11)


def test_its_state_and_what_it_had_achieved() -> None:
    history = given(*HISTORY.events, stalled("one", "2024-06-01"), ended("two", "2024-06-01"))
    stuck, over = read(history=history).activities
    assert (stuck.state, stuck.since, stuck.achieved_at) == (
        "stalled",
        "2024-05-31T23:00:00Z",
        "2024-03-31T23:00:00Z",
    )
    assert stuck.because == (10, 11, 14)
    assert (over.state, over.since) == ("ended", "2024-06-01T23:00:00Z")
    begun = read(as_of="2024-03-31").activities[0]
    assert (begun.state, begun.since, begun.achieved_at, begun.because) == (
        "running",
        "2024-03-01T00:00:00Z",
        None,
        (10,),
    )


def test_a_mandate_that_is_not_in_the_history_is_passed_over() -> None:
    assert read(history=given(*HISTORY.events, retracted(9))).activities[0].mandate is None
    assert read().activities[1].mandate is None


# Each one's part


def part(code: str, *events: Told, texts: Texts | None = None) -> PartLine:
    found = read(history=given(*PLACE, *ONE, *events), texts=texts)
    return next(one for one in found.activities[0].participants if one.organisation == code)


def test_how_each_last_said_that_it_was() -> None:
    said = (felt("a", "one", "hard_done_by"), felt("a", "one", "benefit", "2024-06-01"))
    mine = part("a", *said, texts={(12, "/why"): "Too early.", (13, "/why"): "It got better."})
    assert (mine.name, mine.felt, mine.felt_at, mine.why) == ("A", "benefit", "2024-05-31T23:00:00Z", "It got better.")
    assert (mine.takes_part, mine.because) == (True, (13,))
    silent = part("b", *said)
    assert (silent.felt, silent.felt_at, silent.why, silent.ceded, silent.because) == (None, None, None, (), ())


def test_one_that_speaks_without_taking_part_comes_after_those_who_do() -> None:
    found = read(history=given(*PLACE, *ONE, felt("c", "one", "neutral"), ceded("fed", "one", "Rotas")))
    assert [(one.organisation, one.takes_part) for one in found.activities[0].participants] == [
        ("a", True),
        ("b", True),
        ("c", False),
        ("fed", False),
    ]


def what(of: PartLine) -> tuple[list[str | None], list[str | None]]:
    return [one.what for one in of.ceded], [one.what for one in of.reclaimed]


WHAT = {(12, "/what"): "Bookings", (13, "/what"): "Rotas", (14, "/what"): "bookings "}
CEDED = (ceded("a", "one", "Bookings"), ceded("a", "one", "Rotas"))


def test_what_is_ceded_and_not_reclaimed() -> None:
    both = part("a", *CEDED, texts=WHAT)
    assert what(both) == (["Bookings", "Rotas"], [])
    assert [(one.at, one.because) for one in both.ceded] == [("2024-03-02T00:00:00Z", (n,)) for n in (12, 13)]
    assert what(part("b", *CEDED, texts=WHAT)) == ([], [])


def test_a_reclaim_undoes_the_cession_in_the_same_words_whatever_case_and_spaces() -> None:
    mine = part("a", *CEDED, reclaimed("a", "one", "bookings "), texts=WHAT)
    assert what(mine) == (["Rotas"], [])
    assert mine.because == (12, 13, 14)


def test_of_two_cessions_in_the_same_words_the_later_one() -> None:
    same = WHAT | {(13, "/what"): "BOOKINGS"}
    assert what(part("a", *CEDED, reclaimed("a", "one", "bookings"), texts=same)) == (["Bookings"], [])


def test_a_reclaim_in_other_words_undoes_the_only_cession() -> None:
    other = {(12, "/what"): "Bookings", (13, "/what"): "The diary"}
    assert what(part("a", CEDED[0], reclaimed("a", "one", "The diary"), texts=other)) == ([], [])


def test_a_reclaim_of_which_it_cannot_be_told_what_it_undoes_is_shown_beside() -> None:
    other = WHAT | {(14, "/what"): "The diary"}
    assert what(part("a", *CEDED, reclaimed("a", "one", "The diary"), texts=other)) == (
        ["Bookings", "Rotas"],
        ["The diary"],
    )
    assert what(part("a", reclaimed("a", "one", "Bookings"), texts={(12, "/what"): "Bookings"})) == ([], ["Bookings"])


def test_erased_words_match_none() -> None:
    assert what(part("a", *CEDED, reclaimed("a", "one", "Bookings"))) == ([None, None], [None])
    assert what(part("a", CEDED[0], reclaimed("a", "one", "Bookings"))) == ([], [])
