"""Nothing is adopted by consensus over an open objection, nor by consent over an open block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.deciding import all_voted, amended, method_changed, proposed, taken
from tests.telling import Given, Told, a_pcn, answered, audited, given, objected, record, resolved, told

if TYPE_CHECKING:
    from ledger.application import Ledger


def everyone_for(*more: Told, method: str = "consensus", **terms: Any) -> Given:
    """All were told, all agree, and more happened."""
    return given(
        *a_pcn("a", "b"),
        proposed(method=method, **terms),
        told("a", "2024-03-02", about="d"),
        told("b", "2024-03-02", about="d"),
        *all_voted("2024-03-03", a="agree", b="agree"),
        *more,
    )


def objects(by: str = "a", objection: str = "o", weight: str = "concern", at: str = "2024-03-04") -> Told:
    return objected(by, at, objection, "d", weight)


@pytest.mark.parametrize("weight", ["concern", "block"])
def test_a_consensus_over_an_objection_of_any_weight(weight: str) -> None:
    everyone_for(objects(weight=weight)).when(taken()).stops("open_objection")


def test_it_says_which(ledger: Ledger) -> None:
    text = "Two objections are open: o by A, p by B. Record how each was resolved."
    history = everyone_for(objects(), objects("b", "p"))
    history.when(taken()).stops("open_objection", text, because=(12, 13)).also_in(ledger)


def test_one_is_said_as_one() -> None:
    text = "One objection is open: o by A. Record how each was resolved."
    everyone_for(objects()).when(taken()).stops("open_objection", text, because=(12,))


def test_a_consent_over_a_block_but_not_over_a_concern() -> None:
    everyone_for(objects(weight="block"), method="consent").when(taken()).stops("open_objection", because=(12,))
    everyone_for(objects(), method="consent").when(taken()).is_fine()


def test_of_several_only_the_blocks_are_in_the_way_of_a_consent() -> None:
    history = everyone_for(objects(), objects("b", "p", "block"), method="consent")
    history.when(taken()).stops("open_objection", because=(13,))


def test_a_vote_passes_over_any() -> None:
    everyone_for(objects(weight="block"), method="vote").when(taken()).is_fine()


@pytest.mark.parametrize("how", ["amended", "withdrawn", "stood_aside", "overridden"])
def test_one_that_is_resolved_in_any_way_is_closed(how: str) -> None:
    everyone_for(objects(), resolved("2024-03-05", how=how)).when(taken()).is_fine()


def test_one_that_is_resolved_at_that_instant_is_closed_and_one_resolved_later_is_open() -> None:
    everyone_for(objects(), resolved("2024-03-10")).when(taken()).is_fine()
    everyone_for(objects(), resolved("2024-03-10T00:00:00.000001Z")).when(taken()).stops("open_objection")


def test_an_answer_does_not_close_it_and_nor_does_a_changed_text() -> None:
    everyone_for(objects(), answered("b", "2024-03-05")).when(taken()).stops("open_objection")
    everyone_for(objects(), amended("2024-03-05", minor=True, answers=["o"])).when(taken()).stops("open_objection")


def test_a_practice_in_reach_can_stand_in_the_way() -> None:
    from_below = given(
        *a_pcn("a"),
        {"type": "OrganisationRegistered", "effective_at": "2019-07-01", "organisation": "f", "kind": "federation"}
        | {"name": "F"},
        {"type": "MemberJoined", "effective_at": "2019-07-01", "organisation": "f", "member": "pcn"},
        proposed(group="f", by="pcn"),
        *all_voted("2024-03-03", pcn="agree"),
        objects(),
    )
    from_below.when(taken()).stops("open_objection")


def test_an_objection_to_another_decision_is_none() -> None:
    other = everyone_for(proposed(decision="e"), objected("a", "2024-03-04", about="e"))
    other.when(taken()).is_fine()


def test_the_method_in_force_counts() -> None:
    everyone_for(objects(), method_changed("vote", "2024-03-05")).when(taken()).is_fine()
    everyone_for(objects(), method_changed("consensus", "2024-03-05"), method="vote").when(taken()).stops(
        "open_objection"
    )


def test_what_is_rejected_or_put_off_may_be_objected_to() -> None:
    everyone_for(objects()).when(taken("rejected")).is_fine()
    everyone_for(objects()).when(taken("deferred")).is_fine()


def test_an_objection_typed_in_late_brings_it_out(ledger: Ledger) -> None:
    record(ledger, *everyone_for(taken()).events)
    assert audited(ledger, 12) == []
    record(ledger, objects())
    assert [finding.rule for finding in audited(ledger, 12)] == ["open_objection"]
    record(ledger, resolved("2024-03-09"))
    assert audited(ledger, 12) == []
