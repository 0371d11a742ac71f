"""Nothing is adopted by vote or consent without the quorum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.deciding import all_voted, proposed, taken, voted
from tests.telling import Given, a_pcn, given, listed, told

if TYPE_CHECKING:
    from ledger.application import Ledger


def asked(**terms: Any) -> Given:
    """Four practices, all told."""
    everyone = "abcd"
    return given(*a_pcn(*everyone), proposed(**terms), *(told(one, "2024-03-02", about="d") for one in everyone))


def test_a_vote_without_it(ledger: Ledger) -> None:
    text = (
        "There was no quorum: those who chose weigh 1 of 4, and 50 percent are needed. Record the choices that are "
        "missing."
    )
    history = asked(method="vote", quorum_percent=50).and_(voted("a", "2024-03-03"))
    history.when(taken()).stops("inquorate", text, because=(16,)).also_in(ledger)


def test_a_consent_without_the_half_that_it_needs_if_nothing_is_said(ledger: Ledger) -> None:
    history = asked(method="consent").and_(voted("a", "2024-03-03"))
    history.when(taken()).stops("inquorate", because=(16,)).also_in(ledger)


@pytest.mark.parametrize("method", ["vote", "consent"])
def test_with_just_enough_it_is_fine(method: str) -> None:
    half = asked(method=method, quorum_percent=50).and_(*all_voted("2024-03-03", a="agree", b="abstain"))
    half.when(taken()).is_fine()
    asked(method=method, quorum_percent=51).and_(*all_voted("2024-03-03", a="agree", b="abstain")).when(taken()).stops(
        "inquorate"
    )


def test_a_vote_needs_none_if_nothing_is_said() -> None:
    asked(method="vote").and_(voted("a", "2024-03-03")).when(taken()).is_fine()


def test_a_consensus_is_never_inquorate() -> None:
    asked(quorum_percent=100).and_(voted("a", "2024-03-03")).when(taken()).stops("member_unheard")


def test_patients_are_counted_where_they_are_what_counts() -> None:
    lists = (listed("a", 5000), listed("b", 4000), listed("c", 500), listed("d", 500))
    terms: dict[str, Any] = {"method": "vote", "quorum_percent": 50, "weighting": "patients"}
    asked(**terms).and_(*lists, voted("a", "2024-03-03")).when(taken()).is_fine()
    text = (
        "There was no quorum: those who chose weigh 4,000 of 10,000, and 50 percent are needed. Record the choices "
        "that are missing."
    )
    asked(**terms).and_(*lists, voted("b", "2024-03-03")).when(taken()).stops("inquorate", text)


def test_what_is_rejected_or_put_off_needs_none() -> None:
    asked(method="vote", quorum_percent=50).when(taken("rejected")).is_fine()
    asked(method="vote", quorum_percent=50).when(taken("deferred")).is_fine()
