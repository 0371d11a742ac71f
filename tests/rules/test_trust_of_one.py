"""In one truster's eyes only its own marks and those by all count, and no label is given."""

from __future__ import annotations

from tests.telling import given, happened, registered
from tests.trusting import PLACE, asked_for_help, in_touch, level, trust

NOON = "2024-03-01T12:00:00Z"
OVERDUE = happened("ActionAgreed", "2024-02-01", action="x", owner="pcn", what="x", due_at=NOON)
TOLD = (asked_for_help(NOON, ["a", "b"]), in_touch(NOON), OVERDUE)


def test_its_level_and_its_timeline() -> None:
    answer = trust(given(*PLACE, *TOLD), NOON, truster="b")
    assert (answer.truster, answer.level, answer.label) == ("b", 1.0, None)
    assert [one.kind for one in answer.timeline] == ["help_asked", "action_overdue"]
    assert [(one.at, one.level) for one in answer.course][-1] == (NOON, 1.0)


def test_what_all_say_together_stands_beside_it() -> None:
    answer = trust(given(*PLACE, *TOLD), NOON, truster="b")
    assert answer.trusters == 2
    assert [one.level for one in answer.by] == [2.0, 1.0]


def test_who_has_no_mark_of_its_own_has_only_those_by_all() -> None:
    assert level(*TOLD, as_of=NOON, by="c") == -1.0
    assert level(as_of=NOON, by="c") == 0.0
    assert trust(given(*PLACE, *TOLD, registered("d")), NOON, truster="d").names["d"] == "D"


def test_who_was_only_written_to_has_none_either() -> None:
    assert level(*TOLD, in_touch(NOON, "email", ["pcn", "c"]), as_of=NOON, by="c") == -1.0
