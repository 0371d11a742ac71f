"""Under a framed brief a representative agrees only what the brief allows; an honest report is never refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.speaking import PLACE, briefed, reported, speaks
from tests.telling import given

if TYPE_CHECKING:
    from ledger.application import Ledger

FRAMED = given(*PLACE, speaks(), briefed(latitude="framed"))
"""Bob is held to a frame: 11."""


def test_a_point_that_the_brief_did_not_allow(ledger: Ledger) -> None:
    text = "One point was agreed to that k, a framed brief, did not allow."
    FRAMED.when(reported(within=(True, False))).notes("outside_brief", text, because=(11,)).also_in(ledger)


def test_several_are_counted() -> None:
    text = "Two points were agreed to that k, a framed brief, did not allow."
    FRAMED.when(reported(within=(False, True, False))).notes("outside_brief", text)


def test_what_the_brief_allowed_is_fine() -> None:
    FRAMED.when(reported(within=(True, True))).is_fine()
    FRAMED.when(reported()).is_fine()


def test_who_is_trusted_agrees_what_seems_right(ledger: Ledger) -> None:
    given(*PLACE, speaks(), briefed()).when(reported(within=(False,))).finds().also_in(ledger)


def test_before_the_brief_nobody_can_say_what_it_allows() -> None:
    FRAMED.when(reported(at="2024-02-01", within=(False,))).finds("before_opening")
