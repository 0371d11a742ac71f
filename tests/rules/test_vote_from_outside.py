"""Only a core member of the group chooses in its decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deciding import proposed, voted
from tests.telling import a_pcn, closed, given, joined, left, record, registered, retracted

if TYPE_CHECKING:
    from ledger.application import Ledger

ASKED = given(*a_pcn("a", "b"), registered("x"), proposed())


def test_a_stranger_does_not_choose(ledger: Ledger) -> None:
    text = (
        "X is no member of PCN then, and only core members choose. Check who chose, in which group, and when; record "
        "its joining first if that is missing."
    )
    ASKED.when(voted("x", "2024-03-02")).stops("not_a_core_member", text, because=()).also_in(ledger)


def test_a_core_member_does() -> None:
    ASKED.when(voted("a", "2024-03-02")).is_fine()


def test_an_attending_member_does_not() -> None:
    text = (
        "X is an attending member of PCN then, and only core members choose. Check who chose, in which group, and "
        "when; record its joining first if that is missing."
    )
    attends = ASKED.and_(joined("x", at="2024-02-01", standing="attending"))
    attends.when(voted("x", "2024-03-02")).stops("not_a_core_member", text, because=(9,))


def test_one_whose_standing_has_changed_is_what_it_is_then() -> None:
    changed = ASKED.and_(joined("x", at="2024-02-01", standing="attending"), joined("x", at="2024-03-05"))
    changed.when(voted("x", "2024-03-04")).stops("not_a_core_member")
    changed.when(voted("x", "2024-03-05")).is_fine()


def test_one_that_joins_at_that_instant_does_and_one_that_joins_later_does_not() -> None:
    ASKED.and_(joined("x", at="2024-03-02")).when(voted("x", "2024-03-02")).is_fine()
    ASKED.and_(joined("x", at="2024-03-03")).when(voted("x", "2024-03-02")).stops("not_a_core_member")


def test_on_the_day_on_which_it_leaves_it_still_does() -> None:
    leaves = ASKED.and_(left("b", "2024-03-02"))
    leaves.when(voted("b", "2024-03-02T23:59:59.999999Z")).is_fine()
    leaves.when(voted("b", "2024-03-03")).stops("not_a_core_member")


def test_a_practice_of_a_member_is_no_member() -> None:
    federation = (registered("fed", "federation"), joined("pcn", "fed"), proposed(group="fed", by="pcn"))
    given(*a_pcn("a"), *federation).when(voted("a", "2024-03-02")).stops("not_a_core_member")
    given(*a_pcn("a"), *federation).when(voted("pcn", "2024-03-02")).is_fine()


def test_one_that_has_closed_is_found_by_that_alone() -> None:
    ASKED.and_(closed("b", "2024-02-01")).when(voted("b", "2024-03-02")).stops("after_closing")


def test_before_it_is_proposed_nobody_can_say_whose_decision_it_is() -> None:
    ASKED.when(voted("x", "2024-02-02")).finds("before_opening")


def test_a_joining_typed_in_late_puts_it_right_and_one_taken_back_brings_it_out(ledger: Ledger) -> None:
    record(ledger, *ASKED.events)
    history = ASKED.and_(joined("x", at="2024-02-01"), voted("x", "2024-03-02"))
    assert history.found_at(10) == []
    assert history.and_(retracted(9)).found_at(10) == ["not_a_core_member"]
