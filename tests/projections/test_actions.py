"""Who has taken on what, by when, and is it done?"""

from __future__ import annotations

from ledger import times
from ledger.history import Place
from ledger.projections.actions import ActionLine, action_lines
from tests.deciding import agreed_to, done, dropped, proposed
from tests.telling import Given, a_pcn, given, retracted

HISTORY = given(
    *a_pcn("a", "b"),
    proposed(),  # 7
    agreed_to("late", "a", "2024-03-02", "2024-03-31"),
    agreed_to("early", "b", "2024-03-03", "2024-03-15", supported_by="amy"),
    agreed_to("aside", "a", "2024-03-04", "2024-03-15", from_item=None),
    done("early", "2024-03-14"),
    dropped("aside", "2024-03-14"),
)
TEXTS = {(8, "/what"): "Paint the door."}


def lines(as_of: str = "2024-06-01", history: Given = HISTORY) -> tuple[ActionLine, ...]:
    instant = times.as_read(as_of)
    return action_lines(history.past(instant), Place.after_all_of(instant), TEXTS)


def test_the_one_due_first_at_the_top() -> None:
    assert [(one.action, one.state) for one in lines()] == [
        ("aside", "dropped"),
        ("early", "done"),
        ("late", "overdue"),
    ]


def test_everything_about_one() -> None:
    assert lines("2024-03-20")[2] == ActionLine(
        action="late",
        owner="a",
        name="A",
        what="Paint the door.",
        agreed_at="2024-03-02T00:00:00Z",
        due_at="2024-03-31T23:00:00Z",
        state="open",
        ended_at=None,
        from_item="d",
        supported_by=None,
        because=(8,),
    )
    assert (lines()[1].ended_at, lines()[1].supported_by, lines()[1].because) == (
        "2024-03-14T00:00:00Z",
        "amy",
        (9, 11),
    )
    assert (lines()[0].from_item, lines()[0].what) == (None, None)


def test_an_action_is_not_there_before_it_is_agreed() -> None:
    assert [one.action for one in lines("2024-03-02")] == ["late"]


def test_what_follows_from_something_that_was_taken_back_follows_from_nothing() -> None:
    assert [one.from_item for one in lines(history=HISTORY.and_(retracted(7)))] == [None, None, None]
    assert [one.action for one in lines(history=HISTORY.and_(retracted(8)))] == ["aside", "early"]


def test_an_end_without_a_beginning_is_no_action() -> None:
    ended = given(
        *a_pcn("a"), agreed_to("act", "a", "2024-03-04", "2024-03-15", from_item=None), done("act", "2024-03-02")
    )
    instant = times.as_read("2024-06-01")
    past = ended.past(instant)
    before = Place.after_all_of(times.as_read("2024-03-03"))
    assert action_lines(past, before, {}) == ()
    assert [one.state for one in action_lines(past, Place.after_all_of(instant), {})] == ["done"]
