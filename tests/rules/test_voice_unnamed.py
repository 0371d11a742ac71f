"""In a leadership group it should be known through whom an organisation chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.deciding import proposed, voted
from tests.telling import Given, given, joined, registered

if TYPE_CHECKING:
    from ledger.application import Ledger


def group(kind: str) -> Given:
    return given(registered("g", kind), registered("a"), joined("a", "g"), proposed(group="g"))


def test_a_choice_in_a_leadership_group_through_nobody(ledger: Ledger) -> None:
    text = "It is not said who spoke for A in G: give `through`."
    group("leadership_group").when(voted("a", "2024-03-02")).notes("voice_unnamed", text, because=()).also_in(ledger)


def test_through_somebody_it_is_fine() -> None:
    group("leadership_group").when(voted("a", "2024-03-02", through="zoe")).is_fine()


@pytest.mark.parametrize("kind", ["pcn", "federation", "lmc", "practice", "other"])
def test_elsewhere_nobody_need_be_named(kind: str) -> None:
    group(kind).when(voted("a", "2024-03-02")).is_fine()


def test_nothing_is_said_before_the_proposal() -> None:
    group("leadership_group").when(voted("a", "2024-02-02")).finds("before_opening")
