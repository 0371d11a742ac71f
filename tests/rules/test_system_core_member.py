"""The core members of a leadership group are general practice; others may attend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import given, joined, registered

if TYPE_CHECKING:
    from ledger.application import Ledger

GROUP = given(registered("glg", "leadership_group"), registered("icb", "icb"), registered("pcn", "pcn"))


def test_the_system_as_a_core_member(ledger: Ledger) -> None:
    text = "ICB is not general practice but the system, and joins GLG as a core member."
    GROUP.when(joined("icb", "glg", "2024-01-01")).notes("system_core_member", text, because=(2,)).also_in(ledger)


def test_it_may_attend() -> None:
    GROUP.when(joined("icb", "glg", "2024-01-01", standing="attending")).is_fine()


def test_general_practice_may_belong_to_it() -> None:
    GROUP.when(joined("pcn", "glg", "2024-01-01")).is_fine()


def test_other_bodies_may_have_whom_they_like() -> None:
    given(*GROUP.events, registered("fed", "federation")).when(joined("icb", "fed", "2024-01-01")).is_fine()


def test_every_kind_of_the_system_is_noted_and_none_of_general_practice() -> None:
    system = ("neighbourhood_team", "place_board", "icb", "sub_icb", "nhs_trust", "council", "other")
    for kind in system:
        given(registered("glg", "leadership_group"), registered("x", kind)).when(joined("x", "glg")).notes(
            "system_core_member"
        )
    for kind in ("practice", "pcn", "federation", "lmc", "leadership_group"):
        given(registered("glg", "leadership_group"), registered("x", kind)).when(joined("x", "glg")).is_fine()


def test_one_that_is_registered_only_later_is_of_no_kind_yet() -> None:
    given(registered("glg", "leadership_group"), registered("x", "icb", "2024-06-01")).when(
        joined("x", "glg", "2024-01-01")
    ).is_fine()
