"""At least half of the practices in a group's reach should be heard on each priority that it adopts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, audited, closed, given, happened, joined, left, record, registered, retracted
from tests.together import done_with, opposed, proposed, settled_on, supported

if TYPE_CHECKING:
    from ledger.application import Ledger

PCN = (*a_pcn("a", "b", "c", "d"), proposed("p"), proposed("q"))
"""Four practices in reach (1 to 10), and two priorities: 11 and 12."""


def test_a_priority_on_which_fewer_than_half_spoke(ledger: Ledger) -> None:
    text = (
        "PCN reaches four practices, and on these priorities fewer than half had spoken, for or against: "
        "The matter of q (q), 1."
    )
    history = given(*PCN, supported("a", "p"), opposed("b", "p"), supported("a", "q"))
    history.when(settled_on("p", "q")).notes("unheard_priorities", text, because=(12, 15)).also_in(ledger)


def test_half_is_enough_and_against_is_heard_as_well() -> None:
    given(*PCN, supported("a", "p"), opposed("b", "p")).when(settled_on("p")).is_fine()
    given(*PCN, supported("a", "p")).when(settled_on("p")).finds("unheard_priorities")


def test_who_changes_its_mind_is_heard_once() -> None:
    given(*PCN, supported("a", "p"), opposed("a", "p", "2024-01-03")).when(settled_on("p")).finds("unheard_priorities")


def test_of_an_odd_number_it_takes_more_than_the_smaller_half() -> None:
    history = (*PCN, left("d", "2024-01-10"), supported("a", "p"))
    given(*history).when(settled_on("p")).finds("unheard_priorities")
    given(*history, supported("b", "p")).when(settled_on("p")).is_fine()


def test_only_practices_in_reach_count() -> None:
    outside = (registered("x"), supported("x", "p"), supported("pcn", "p"), supported("a", "p"))
    given(*PCN, *outside).when(settled_on("p")).finds("unheard_priorities")


def test_a_practice_that_has_closed_is_neither_heard_nor_missed() -> None:
    gone = (closed("c", "2024-01-10"), closed("d", "2024-01-10"), supported("a", "p"))
    given(*PCN, *gone).when(settled_on("p")).is_fine()


def test_what_is_said_afterwards_or_at_the_same_instant() -> None:
    late = (supported("a", "p", "2024-02-02"), supported("b", "p", "2024-02-02"))
    given(*PCN, *late).when(settled_on("p")).finds("unheard_priorities")
    then = (supported("a", "p", "2024-02-01"), supported("b", "p", "2024-02-01"))
    given(*PCN, *then).when(settled_on("p")).is_fine()


def test_the_practices_of_members_of_a_leadership_group(ledger: Ledger) -> None:
    group = (*a_pcn("a", "b"), registered("glg", "leadership_group"), joined("pcn", "glg"), proposed("p", group="glg"))
    given(*group, supported("pcn", "p")).when(settled_on("p", group="glg")).notes("unheard_priorities").also_in(ledger)


def test_members_who_join_in_the_same_list(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a", "b"), registered("glg", "leadership_group"), proposed("p", group="glg"))
    answer = record(ledger, joined("pcn", "glg"), settled_on("p", group="glg"))
    assert [one["rule"] for one in answer["findings"]] == ["unheard_priorities"]
    assert [one.rule for one in audited(ledger, 10)] == ["unheard_priorities"]


def test_a_group_that_reaches_nobody_has_nobody_to_hear() -> None:
    given(registered("pcn", "pcn"), proposed("p")).when(settled_on("p")).is_fine()


def test_a_list_of_none() -> None:
    given(*PCN).when(settled_on()).is_fine()


def test_a_priority_that_is_not_in_the_history_is_passed_over() -> None:
    given(*PCN, retracted(11)).when(settled_on("p")).is_fine()
    later = happened("PriorityProposed", "2024-03-01", priority="r", group="pcn", title="Later", kind="support")
    given(*PCN, later).when(settled_on("r")).is_fine()


def test_a_priority_that_was_closed_may_be_adopted_again_by_those_heard_before() -> None:
    again = (supported("a", "p"), supported("b", "p"), done_with("p", "2024-01-10"))
    given(*PCN, *again).when(settled_on("p")).is_fine()
