"""What does a group want to work on?"""

from __future__ import annotations

from ledger import times
from ledger.projections.priorities import Priorities, PriorityLine, priorities
from tests.telling import Given, Told, a_pcn, given, happened, left, registered, retracted
from tests.together import done_with, opposed, proposed, settled_on, supported

HISTORY = given(
    *a_pcn("a", "b", "c"),  # 1 to 8
    registered("fed", "federation"),
    proposed("p"),  # 10
    proposed("q", kind="influence"),
    proposed("r"),
    proposed("s", group="fed"),
    supported("a", "p"),  # 14
    opposed("b", "p"),
    supported("fed", "p"),
    settled_on("q", "p"),  # 17
    happened("ActionAgreed", "2024-02-02", action="x", owner="b", what="Ask.", due_at="2024-03-01", from_item="p"),
)
TEXTS = {(14, "/reason"): "We need it.", (18, "/what"): "Ask."}


def read(as_of: str = "2024-02-15", history: Given = HISTORY, texts: dict[tuple[int, str], str] = TEXTS) -> Priorities:
    instant = times.as_read(as_of)
    return priorities(history.past(instant), "pcn", as_of=instant, known_at=instant, position=18, texts=texts)


def after(*events: Told) -> Given:
    return given(*HISTORY.events, *events)


def listed(found: Priorities) -> tuple[list[str], list[str], list[str]]:
    return names(found.adopted), names(found.proposed), names(found.closed)


def names(lines: tuple[PriorityLine, ...]) -> list[str]:
    return [one.priority for one in lines]


def test_the_list_in_its_order_and_what_else_is_proposed_to_the_group() -> None:
    found = read()
    assert listed(found) == (["q", "p"], ["r"], [])
    assert (found.organisation, found.name, found.position, found.because) == ("pcn", "PCN", 18, (17,))
    assert found.as_of == found.known_at == "2024-02-15T23:59:59.999999Z"


def test_before_it_settles_on_anything() -> None:
    found = read("2024-01-15")
    assert listed(found) == ([], ["p", "q", "r"], [])
    assert found.because == ()
    assert read("2023-12-31").proposed == ()


def test_who_spoke_and_how_much_of_the_reach_was_heard() -> None:
    line = read().adopted[1]
    assert (line.title, line.kind, line.proposed_at) == ("The matter of p", "support", "2024-01-01T00:00:00Z")
    assert (line.supporting, line.opposing) == (2, 1)
    assert [(one.organisation, one.name, one.reason, one.because) for one in line.supported_by] == [
        ("a", "A", "We need it.", (14,)),
        ("fed", "FED", None, (16,)),
    ]
    assert [(one.organisation, one.at) for one in line.opposed_by] == [("b", "2024-01-02T00:00:00Z")]
    assert (line.heard, line.of, line.share) == (2, 3, 0.667)
    assert (line.adopted_since, line.closed_at, line.outcome) == ("2024-02-01T00:00:00Z", None, None)
    assert line.because == (10, 17)


def test_the_reach_is_that_of_the_day_and_may_be_nobody() -> None:
    assert read(history=after(left("c", "2024-02-10"))).adopted[1].share == 1.0
    alone = given(registered("pcn", "pcn"), proposed("p"))
    (line,) = read(history=alone).proposed
    assert (line.heard, line.of, line.share) == (0, 0, None)


def test_actions_that_follow_from_it() -> None:
    found = read()
    assert [(one.action, one.what, one.state) for one in found.adopted[1].actions] == [("x", "Ask.", "open")]
    assert found.adopted[0].actions == ()


def test_since_when_it_has_been_on_the_list_without_a_break() -> None:
    kept = after(settled_on("p", at="2024-03-01"), settled_on("p", "q", at="2024-04-01"))
    lines = read("2024-05-01", kept).adopted
    assert [(one.priority, one.adopted_since) for one in lines] == [
        ("p", "2024-02-01T00:00:00Z"),
        ("q", "2024-03-31T23:00:00Z"),
    ]
    dropped = read("2024-03-15", kept)
    assert listed(dropped) == (["p"], ["q", "r"], [])
    assert dropped.proposed[0].adopted_since is None


def test_closing_takes_it_off_the_list() -> None:
    found = read("2024-03-15", after(done_with("p", "2024-03-01")), {(19, "/outcome"): "It is done."})
    assert listed(found) == (["q"], ["r"], ["p"])
    (line,) = found.closed
    assert (line.closed_at, line.outcome, line.adopted_since) == ("2024-03-01T00:00:00Z", "It is done.", None)
    assert line.because == (10, 19)
    assert read("2024-02-29", after(done_with("p", "2024-03-01"))).closed == ()


def test_closing_what_was_never_adopted() -> None:
    found = read("2024-03-15", after(done_with("r", "2024-03-01")))
    assert listed(found) == (["q", "p"], [], ["r"])
    assert found.closed[0].outcome is None


def test_a_later_list_may_have_it_again() -> None:
    history = after(done_with("p", "2024-03-01"), settled_on("p", at="2024-04-02"))
    found = read("2024-05-01", history)
    assert listed(found) == (["p"], ["q", "r"], [])
    assert (found.adopted[0].adopted_since, found.adopted[0].closed_at) == (
        "2024-04-01T23:00:00Z",
        "2024-03-01T00:00:00Z",
    )


def test_a_list_of_the_day_on_which_it_was_closed_has_it() -> None:
    # A closing is a deed and a list an outcome, which comes after all deeds of its instant.
    history = after(settled_on("p", at="2024-04-02"), done_with("p", "2024-04-02"))
    assert listed(read("2024-05-01", history))[0] == ["p"]


def test_a_list_may_have_what_was_proposed_to_another_group() -> None:
    found = read("2024-05-01", after(settled_on("s", at="2024-04-02")))
    assert listed(found) == (["s"], ["p", "q", "r"], [])
    # What it once adopted stays in sight when another list leaves it out.
    found = read("2024-06-01", after(settled_on("s", at="2024-04-02"), settled_on(at="2024-05-02")))
    assert listed(found) == ([], ["p", "q", "r", "s"], [])


def test_what_was_retracted_is_on_no_list() -> None:
    assert listed(read(history=after(retracted(10)))) == (["q"], ["r"], [])
    assert listed(read(history=after(retracted(17)))) == ([], ["p", "q", "r"], [])
