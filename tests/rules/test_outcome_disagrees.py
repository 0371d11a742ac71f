"""The outcome is what the choices give, unless it was put off, or another rule says why it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.deciding import all_voted, casting, proposed, taken, voted
from tests.telling import Given, a_pcn, audited, given, listed, objected, record, told

if TYPE_CHECKING:
    from ledger.application import Ledger


def asked(method: str = "vote", **choices: str) -> Given:
    """Three practices, all told, some of which chose."""
    return given(
        *a_pcn("a", "b", "c"),
        proposed(method=method),
        *(told(one, "2024-03-02", about="d") for one in "abc"),
        *all_voted("2024-03-03", **choices),
    )


def test_adopted_against_the_choices(ledger: Ledger) -> None:
    text = (
        "By vote, the choices give rejected, not adopted: 1 for, 2 against, 0 neutral, 0 silent. Check the choices and "
        "the outcome."
    )
    history = asked(a="agree", b="disagree", c="block")
    history.when(taken()).stops("outcome_disagrees", text, because=(13, 14, 15)).also_in(ledger)


def test_rejected_against_the_choices(ledger: Ledger) -> None:
    text = (
        "By vote, the choices give adopted, not rejected: 1 for, 0 against, 1 neutral, 1 silent. Check the choices and "
        "the outcome."
    )
    history = asked(a="agree", b="abstain")
    history.when(taken("rejected")).stops("outcome_disagrees", text, because=(13, 14)).also_in(ledger)


@pytest.mark.parametrize("method", ["consensus", "consent", "vote"])
def test_what_the_choices_give_is_fine(method: str) -> None:
    asked(method, a="agree", b="agree", c="agree").when(taken()).is_fine()
    asked(method, a="block", b="block", c="block").when(taken("rejected")).is_fine()


@pytest.mark.parametrize("method", ["consensus", "consent", "vote"])
def test_a_rejection_is_never_explained_by_what_is_lacking(method: str) -> None:
    asked(method, a="agree", b="agree", c="agree").when(taken("rejected")).stops("outcome_disagrees")


def test_what_was_put_off_never_disagrees() -> None:
    asked(a="agree").when(taken("deferred")).is_fine()
    asked(a="block").when(taken("deferred")).is_fine()


def test_another_rule_that_says_why_is_enough() -> None:
    asked("consensus", a="agree", b="agree").when(taken()).finds("member_unheard")
    blocked = objected("c", "2024-03-04", about="d", weight="block")
    asked("consent", a="agree", b="agree").and_(blocked).when(taken()).finds("open_objection")
    asked("consent", a="agree").when(taken()).finds("inquorate")


def test_a_rule_that_does_not_say_why_is_not() -> None:
    decided = asked(a="agree", b="agree").and_(taken())
    decided.when(taken("rejected", "2024-03-11")).finds("already_decided", "outcome_disagrees")


def test_where_nothing_else_says_why_it_disagrees() -> None:
    for choices in ({"c": "abstain"}, {"c": "disagree"}, {"c": "block"}):
        asked("consensus", a="agree", b="agree", **choices).when(taken()).stops("outcome_disagrees")
    asked("consensus", a="stand_aside", b="stand_aside", c="stand_aside").when(taken()).stops("outcome_disagrees")
    asked("consent", a="agree", b="agree", c="block").when(taken()).stops("outcome_disagrees")
    asked("consent", a="abstain", b="abstain").when(taken()).stops("outcome_disagrees")
    asked("vote").when(taken()).stops("outcome_disagrees", because=())


def test_patients_are_said_where_they_are_counted() -> None:
    history = given(
        *a_pcn("a", "b"),
        *(listed("a", 9000), listed("b", 12000)),
        proposed(method="vote", weighting="patients"),
        *all_voted("2024-03-03", a="agree", b="disagree"),
    )
    text = (
        "By vote, the choices give rejected, not adopted: 9,000 for, 12,000 against, 0 neutral, 0 silent. Check the "
        "choices and the outcome."
    )
    history.when(taken()).stops("outcome_disagrees", text)


def test_a_tie_is_lost_until_a_casting_vote_breaks_it() -> None:
    tied = asked(a="agree", b="disagree", c="abstain")
    tied.when(taken()).stops("outcome_disagrees")
    tied.and_(casting("agree", "2024-03-10")).when(taken()).is_fine()


def test_nothing_is_said_of_an_outcome_before_the_proposal() -> None:
    asked(a="block").when(taken(at="2024-02-10")).finds("before_opening")


def test_a_choice_typed_in_late_puts_it_right(ledger: Ledger) -> None:
    history = asked(a="agree", b="disagree").and_({**taken(), "irregular_because": "It was said so."})
    record(ledger, *history.events)
    assert [finding.rule for finding in audited(ledger, 15)] == ["outcome_disagrees"]
    record(ledger, voted("c", "2024-03-10"))
    assert audited(ledger, 15) == []
