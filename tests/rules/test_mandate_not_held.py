"""What is adopted on the strength of a mandate should rest on one that is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.deciding import method_changed, proposed, taken, voted
from tests.telling import (
    Given,
    Told,
    a_pcn,
    audited,
    given,
    goes,
    granted,
    leads,
    narrowed,
    on_condition,
    record,
    refused,
    relinquished,
    retracted,
    sought,
    withdrew,
)

if TYPE_CHECKING:
    from ledger.application import Ledger


def resting_on_it(*more: Told, seeking: Told | None = None, **terms: Any) -> Given:
    """Two practices agree to something that rests on the mandate `m`."""
    return given(
        *a_pcn("a", "b"),
        sought() if seeking is None else seeking,
        proposed(mandate="m", **terms),
        voted("a", "2024-03-02"),
        voted("b", "2024-03-02"),
        *more,
    )


GRANTS = (granted("a", "2024-02-01"), granted("b", "2024-02-01"))


def test_one_that_is_only_sought(ledger: Ledger) -> None:
    text = "It rests on m, the mandate of PCN on estates, which was sought then, not held."
    resting_on_it().when(taken()).notes("mandate_not_held", text, because=(7,)).also_in(ledger)


def test_one_that_is_held_is_fine() -> None:
    resting_on_it(*GRANTS).when(taken()).is_fine()


@pytest.mark.parametrize(
    ("state", "more", "seeking"),
    [
        ("relinquished", (*GRANTS, relinquished("2024-03-05")), None),
        ("expired", GRANTS, sought(expires_at="2024-03-09")),
        ("stale", GRANTS, sought(reaffirm_within_days=30)),
        ("unconfirmed", (*GRANTS, goes("amy", "2024-03-05"), leads("bob", "2024-03-06")), None),
        ("conditional", (GRANTS[0], on_condition("b", "2024-02-01", "c")), None),
        ("lost", (*GRANTS, withdrew("b", "2024-03-05")), None),
    ],
)
def test_it_says_in_which_state_it_was(state: str, more: tuple[Told, ...], seeking: Told | None) -> None:
    text = f"It rests on m, the mandate of PCN on estates, which was {state} then, not held."
    resting_on_it(*more, seeking=seeking).when(taken()).notes("mandate_not_held", text)


def test_it_rests_on_what_the_state_rests_on() -> None:
    resting_on_it(GRANTS[0], refused("b", "2024-02-01")).when(taken()).notes("mandate_not_held", because=(7, 11, 12))
    given_back = resting_on_it(*GRANTS, relinquished("2024-03-05"))
    given_back.when(taken()).notes("mandate_not_held", because=(7, 11, 12, 13))


def test_what_changes_at_that_instant_counts_and_what_changes_later_does_not() -> None:
    resting_on_it(GRANTS[0], granted("b", "2024-03-10")).when(taken()).is_fine()
    resting_on_it(GRANTS[0], granted("b", "2024-03-11")).when(taken()).notes("mandate_not_held")
    resting_on_it(*GRANTS, withdrew("b", "2024-03-11")).when(taken()).is_fine()


def test_its_matter_is_named_as_it_was_then() -> None:
    text = "It rests on m, the mandate of PCN on heating, which was sought then, not held."
    resting_on_it(narrowed("2024-02-05", scope="heating")).when(taken()).notes("mandate_not_held", text)


def test_one_that_nobody_had_sought_by_then(ledger: Ledger) -> None:
    text = "It rests on m, which nobody had sought by then."
    history = resting_on_it(seeking=sought("2024-03-11"))
    history.when(taken()).notes("mandate_not_held", text, because=()).also_in(ledger)


def test_one_that_was_taken_back() -> None:
    text = "It rests on m, which nobody had sought by then."
    resting_on_it(*GRANTS, retracted(7)).when(taken()).notes("mandate_not_held", text, because=())


def test_a_decision_that_rests_on_none_is_fine() -> None:
    given(*a_pcn("a"), proposed(), voted("a", "2024-03-02")).when(taken()).is_fine()


def test_what_is_rejected_or_put_off_rests_on_nothing() -> None:
    against = given(*a_pcn("a"), sought(), proposed(mandate="m"), voted("a", "2024-03-02", "block"))
    against.when(taken("rejected")).is_fine()
    resting_on_it().when(taken("deferred")).is_fine()


def test_any_method_needs_it() -> None:
    resting_on_it(method_changed("vote", "2024-03-03")).when(taken()).notes("mandate_not_held")


def test_nothing_is_said_before_the_proposal() -> None:
    resting_on_it().when(taken(at="2024-02-10")).finds("before_opening")


def test_a_grant_typed_in_late_settles_it(ledger: Ledger) -> None:
    record(ledger, *resting_on_it(taken()).events)
    assert [finding.rule for finding in audited(ledger, 11)] == ["mandate_not_held"]
    record(ledger, *GRANTS)
    assert audited(ledger, 11) == []
