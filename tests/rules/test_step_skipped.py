"""Whoever goes up a step should have achieved the one below it first, or a higher one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.telling import a_pcn, audited, given, granted, record, registered, retracted, sought
from tests.together import achieved, ended, started

if TYPE_CHECKING:
    from ledger.application import Ledger

PCN = (*a_pcn("a", "b"), sought(), granted("a", "2024-02-01"), granted("b", "2024-02-01"))
"""A network with a mandate that is held: 1 to 9."""
LATER = "2024-06-01"


def test_one_who_has_not_achieved_the_step_below(ledger: Ledger) -> None:
    text = (
        "Step 2 builds on step 1, which was achieved by no activity that these have taken part in, nor was any higher "
        "one: B."
    )
    history = given(*PCN, started("one", 1, "a", mandate="m"), achieved("one"))
    history.when(started("two", 2, "a", "b", at=LATER, mandate="m")).notes("step_skipped", text, because=()).also_in(
        ledger
    )


def test_what_the_short_ones_have_achieved_is_what_it_rests_on(ledger: Ledger) -> None:
    history = given(*PCN, started("one", 1, "a", "b", mandate="m"), achieved("one"))
    history.when(started("three", 3, "a", "b", at=LATER, mandate="m")).notes("step_skipped", because=(10, 11)).also_in(
        ledger
    )


def test_the_first_step_skips_none() -> None:
    given(*PCN).when(started("one", 1, "a", "b", mandate="m")).is_fine()


def test_the_step_below_or_a_higher_one_is_enough() -> None:
    for step in (2, 3, 5):
        history = given(*PCN, started("x", step, "a", mandate="m"), achieved("x"))
        history.when(started("three", 3, "a", at=LATER, mandate="m")).is_fine()
    low = given(*PCN, started("x", 1, "a", mandate="m"), achieved("x"))
    low.when(started("three", 3, "a", at=LATER, mandate="m")).finds("step_skipped")


def test_it_has_to_be_achieved_and_before() -> None:
    begun = (*PCN, started("one", 1, "a", mandate="m"))
    two = started("two", 2, "a", at=LATER, mandate="m")
    given(*begun).when(two).finds("step_skipped")
    given(*begun, achieved("one", "2024-06-02")).when(two).finds("step_skipped")
    given(*begun, achieved("one"), retracted(11)).when(two).finds("step_skipped")
    given(*begun, achieved("one"), ended("one", "2024-05-01")).when(two).is_fine()


def test_the_one_that_runs_it_takes_no_part_unless_it_is_named() -> None:
    history = given(*PCN, started("one", 1, "a", mandate="m"), achieved("one"))
    history.when(started("two", 2, "a", at=LATER, mandate="m")).is_fine()
    history.when(started("two", 2, "a", "pcn", at=LATER, mandate="m")).finds("step_skipped")


def test_nobody_takes_part() -> None:
    given(*PCN).when(started("five", 5, mandate="m")).is_fine()


@pytest.mark.parametrize("together", [True, False])
def test_what_was_achieved_with_others_counts_also_within_one_list(ledger: Ledger, *, together: bool) -> None:
    record(ledger, *PCN, registered("fed", "federation"), started("one", 1, "a", by="fed", mandate="m"))
    events = (achieved("one"), started("two", 2, "a", at=LATER, mandate="m"))
    answers = [record(ledger, *events)] if together else [record(ledger, one) for one in events]
    assert [answer["findings"] for answer in answers] == [[] for _ in answers]
    assert audited(ledger, 13) == []
