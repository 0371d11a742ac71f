"""A decision falls by the method that was last chosen for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deciding import all_voted, method_changed, proposed, taken
from tests.telling import a_pcn, given

if TYPE_CHECKING:
    from ledger.application import Ledger

TWO_OF_THREE = given(*a_pcn("a", "b", "c"), proposed(), *all_voted("2024-03-02", a="agree", b="agree"))


def test_it_begins_as_a_consensus_if_nothing_is_said() -> None:
    assert TWO_OF_THREE.count("2024-03-31").method == "consensus"
    assert TWO_OF_THREE.outcome() == "rejected"


def test_the_one_chosen_last_counts(ledger: Ledger) -> None:
    history = TWO_OF_THREE.and_(method_changed("consent", "2024-03-03"), method_changed("vote", "2024-03-04"))
    assert [history.count(f"2024-03-0{day}").method for day in (2, 3, 4)] == ["consensus", "consent", "vote"]
    assert history.outcome() == "adopted"
    history.when(taken()).also_in(ledger)


def test_the_order_of_recording_makes_no_difference() -> None:
    history = TWO_OF_THREE.and_(method_changed("vote", "2024-03-04"), method_changed("consent", "2024-03-03"))
    assert history.count("2024-03-31").method == "vote"


def test_one_chosen_after_the_outcome_is_too_late_for_it() -> None:
    late = TWO_OF_THREE.and_(taken("rejected"), method_changed("vote", "2024-03-11"))
    assert late.count("2024-03-31").method == "consensus"
    row = late.decision_row("2024-03-31")
    assert row is not None
    assert row.method == "consensus"


def test_its_quorum_is_that_of_the_method_unless_one_was_set() -> None:
    changed = method_changed("consent", "2024-03-03")
    assert TWO_OF_THREE.count("2024-03-31").quorum_percent == 0
    assert TWO_OF_THREE.and_(changed).count("2024-03-31").quorum_percent == 50
    fixed = given(*a_pcn("a"), proposed(quorum_percent=20), changed)
    assert fixed.count("2024-03-31").quorum_percent == 20


def test_what_a_vote_is_measured_by_is_asked_only_of_a_vote() -> None:
    cast = TWO_OF_THREE.and_(method_changed("vote", "2024-03-03"))
    assert [history.count("2024-03-31").base for history in (TWO_OF_THREE, cast)] == [3, 2]
