"""A decision should not ask for less than the group's own rules do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.deciding import proposed
from tests.telling import Told, a_pcn, given, happened

if TYPE_CHECKING:
    from ledger.application import Ledger


def adopts(at: str, **rules: Any) -> Told:
    return happened("RulesAdopted", at, group="pcn", **rules)


STRICT = given(*a_pcn("a"), adopts("2023-01-01", threshold="two_thirds", quorum_percent=60, notice_days=21))


def test_everything_that_is_weaker_is_named(ledger: Ledger) -> None:
    text = "The rules of PCN of 1 January 2023 ask for more: two thirds, not majority; a quorum of 60 percent, not 0."
    STRICT.when(proposed(method="vote")).notes("weaker_than_rules", text, because=(5,)).also_in(ledger)


def test_a_consent_has_a_quorum_and_no_threshold(ledger: Ledger) -> None:
    text = "The rules of PCN of 1 January 2023 ask for more: a quorum of 60 percent, not 50."
    STRICT.when(proposed(method="consent")).notes("weaker_than_rules", text, because=(5,)).also_in(ledger)
    STRICT.when(proposed(method="consent", quorum_percent=60)).is_fine()


def test_a_consensus_has_neither() -> None:
    STRICT.when(proposed()).is_fine()
    STRICT.when(proposed(threshold="majority", quorum_percent=0)).is_fine()


def test_the_same_as_the_rules_and_more_is_fine() -> None:
    STRICT.when(proposed(method="vote", threshold="two_thirds", quorum_percent=60)).is_fine()
    STRICT.when(proposed(method="vote", threshold="unanimous", quorum_percent=100)).is_fine()


def test_one_percent_decides() -> None:
    STRICT.when(proposed(method="vote", threshold="two_thirds", quorum_percent=59)).notes("weaker_than_rules")


def test_thresholds_grow_from_a_majority_to_all() -> None:
    order = ["majority", "two_thirds", "three_quarters", "unanimous"]
    for index, rule in enumerate(order):
        history = given(*a_pcn("a"), adopts("2023-01-01", threshold=rule))
        for weaker in order[:index]:
            history.when(proposed(method="vote", threshold=weaker)).notes("weaker_than_rules")
        for enough in order[index:]:
            history.when(proposed(method="vote", threshold=enough)).is_fine()


def test_what_a_proposal_leaves_out_is_what_its_method_takes() -> None:
    half = given(*a_pcn("a"), adopts("2023-01-01", quorum_percent=50))
    half.when(proposed(method="consent")).is_fine()
    half.when(proposed(method="vote")).notes("weaker_than_rules")


def test_neither_weighting_is_weaker_than_the_other() -> None:
    given(*a_pcn("a"), adopts("2023-01-01", weighting="patients")).when(proposed(method="vote")).is_fine()


@pytest.mark.parametrize("method", ["consensus", "consent", "vote"])
def test_no_method_is_weaker_than_another(method: str) -> None:
    given(*a_pcn("a"), adopts("2023-01-01", method="consensus")).when(proposed(method=method)).is_fine()


def test_the_latest_rules_hold_and_replace_all_earlier_ones() -> None:
    STRICT.and_(adopts("2023-06-01", notice_days=14)).when(proposed(method="vote")).is_fine()
    STRICT.and_(adopts("2024-03-02", notice_days=14)).when(proposed(method="vote")).notes("weaker_than_rules")


def test_rules_of_the_same_day_hold_already_and_those_of_another_group_never() -> None:
    given(*a_pcn("a"), adopts("2024-03-01", quorum_percent=1)).when(proposed(method="vote")).notes("weaker_than_rules")
    other = adopts("2023-01-01", quorum_percent=1) | {"group": "a"}
    given(*a_pcn("a"), other).when(proposed(method="vote")).is_fine()


def test_without_rules_anything_is_fine() -> None:
    given(*a_pcn("a")).when(proposed(method="vote")).is_fine()
