"""Whoever a decision affects should have chosen, stated an impact or objected before it is adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deciding import amended, feels, proposed, taken, voted
from tests.telling import Told, a_pcn, audited, given, objected, record, registered, resolved, retracted, told

if TYPE_CHECKING:
    from ledger.application import Ledger

AFFECTS = given(
    *a_pcn("a", "b"),
    registered("x"),
    registered("y"),
    proposed(method="vote", affects=["a", "b", "x", "y"]),
    voted("a", "2024-03-02"),
)


def test_those_of_whom_nothing_is_recorded(ledger: Ledger) -> None:
    text = "It affects B, X, Y, of whom nothing is recorded: no choice, impact or objection."
    AFFECTS.when(taken()).notes("affected_unheard", text, because=()).also_in(ledger)


def heard(*more: Told) -> list[str]:
    return [one.rule for one in AFFECTS.and_(*more).when(taken()).findings]


def test_a_choice_an_impact_and_an_objection_are_each_a_word() -> None:
    words = (voted("b", "2024-03-03", "abstain"), feels("x", "2024-03-03"))
    by_a_practice = given(*AFFECTS.events[:8], proposed(method="vote", affects=["b"]), voted("a", "2024-03-02"))
    assert heard(*words) == ["affected_unheard"]
    assert heard(*words, feels("y", "2024-03-03")) == []
    by_a_practice.and_(objected("b", "2024-03-03", about="d")).when(taken()).is_fine()


def test_one_word_of_each_is_enough_whatever_became_of_the_text_or_the_objection() -> None:
    history = given(*AFFECTS.events[:8], proposed(method="vote", affects=["a", "b"]), voted("a", "2024-03-02"))
    spoke = history.and_(objected("b", "2024-03-03", about="d"), resolved("2024-03-04"))
    spoke.and_(amended("2024-03-05"), voted("a", "2024-03-06")).when(taken()).is_fine()


def test_to_have_been_told_is_not_to_have_been_heard() -> None:
    assert heard(feels("b", "2024-03-03"), feels("x", "2024-03-03"), told("y", "2024-03-03", about="d")) == [
        "affected_unheard"
    ]


def test_a_word_at_that_instant_is_in_time_and_a_later_one_is_not() -> None:
    others = (feels("b", "2024-03-03"), feels("x", "2024-03-03"))
    assert heard(*others, feels("y", "2024-03-10")) == []
    assert heard(*others, feels("y", "2024-03-10T00:00:00.000001Z")) == ["affected_unheard"]


def test_a_word_on_another_decision_is_none() -> None:
    other = (proposed(decision="e"), feels("b", "2024-03-03", "e"), feels("x", "2024-03-03"), feels("y", "2024-03-03"))
    assert heard(*other) == ["affected_unheard"]


def test_one_that_affects_nobody_is_fine() -> None:
    given(*a_pcn("a"), proposed(), voted("a", "2024-03-02")).when(taken()).is_fine()


def test_what_is_rejected_or_put_off_affects_nobody() -> None:
    against = given(*a_pcn("a", "b"), proposed(affects=["b"]), voted("a", "2024-03-02", "block"))
    against.when(taken("rejected")).is_fine()
    AFFECTS.when(taken("deferred")).is_fine()


def test_nothing_is_said_before_the_proposal() -> None:
    AFFECTS.when(taken(at="2024-02-10")).finds("before_opening")


def test_a_word_typed_in_late_settles_it_and_one_taken_back_does_not(ledger: Ledger) -> None:
    record(ledger, *AFFECTS.events, taken())
    assert [finding.rule for finding in audited(ledger, 11)] == ["affected_unheard"]
    record(ledger, feels("b", "2024-03-03"), feels("x", "2024-03-03"), feels("y", "2024-03-03"))
    assert audited(ledger, 11) == []
    record(ledger, retracted(14))
    assert [finding.rule for finding in audited(ledger, 11)] == ["affected_unheard"]
