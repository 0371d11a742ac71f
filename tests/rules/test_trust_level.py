"""The level is the median among those with a mark of their own; what is in everyone's eyes counts for each."""

from __future__ import annotations

from ledger.projections.trust import TrustOf
from tests.telling import given, happened
from tests.trusting import PLACE, asked_for_help, in_touch, level, trust

NOON = "2024-03-01T12:00:00Z"
OVERDUE = happened("ActionAgreed", "2024-02-01", action="x", owner="pcn", what="x", due_at=NOON)


def test_the_middle_one_of_three() -> None:
    told = (asked_for_help(NOON), in_touch(NOON, between=["pcn", "b"]), in_touch(NOON, "phone", ["pcn", "c"]))
    assert level(*told, as_of=NOON) == 1.0
    assert trust(given(*PLACE, *told), NOON).trusters == 3


def test_of_an_even_number_the_mean_of_the_two_in_the_middle() -> None:
    assert level(asked_for_help(NOON), in_touch(NOON, between=["pcn", "b"]), as_of=NOON) == 1.5


def test_each_truster_in_the_order_of_the_codes() -> None:
    answer = trust(given(*PLACE, asked_for_help(NOON, ["b", "a"]), in_touch(NOON)), NOON)
    assert answer.by == (TrustOf("a", 3.0), TrustOf("b", 2.0))
    assert answer.names == {"a": "A", "b": "B"}


def test_what_is_in_everyones_eyes_counts_for_each_of_them_whenever_it_was() -> None:
    assert level(OVERDUE, asked_for_help(NOON), as_of=NOON) == 1.0
    assert level(OVERDUE, asked_for_help("2024-03-01T12:00:01Z"), as_of="2024-03-01T12:00:01Z") == 1.0
    assert level(asked_for_help("2024-03-01T11:59:59Z"), OVERDUE, as_of=NOON) == 1.0


def test_and_makes_nobody_a_truster() -> None:
    answer = trust(given(*PLACE, OVERDUE), NOON)
    assert (answer.level, answer.trusters, len(answer.timeline)) == (None, 0, 1)


def test_without_marks_there_is_none() -> None:
    answer = trust(given(*PLACE), NOON)
    assert (answer.level, answer.label, answer.trusters, answer.timeline) == (None, "not_enough", 0, ())
    assert (answer.policy, answer.kind, answer.truster) == ("trust-1", "pcn", None)
