"""What is part of the core contract of practices should be delivered by general practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from ledger.vocabulary import GENERAL_PRACTICE, OrganisationKind
from tests.telling import a_pcn, given, registered
from tests.together import assigned

if TYPE_CHECKING:
    from ledger.application import Ledger

PCN = (*a_pcn("a"), registered("trust", "nhs_trust"))


def test_the_system_delivers_core_work(ledger: Ledger) -> None:
    text = (
        "TRUST is not general practice but the system, and is to deliver flu, which is part of the core contract of "
        "practices."
    )
    given(*PCN).when(assigned("s", "trust", by="a", core_contract=True)).notes(
        "core_work_outsourced", text, because=(5,)
    ).also_in(ledger)


@pytest.mark.parametrize("core", [False, None])
def test_other_work_may_be_done_by_anybody(core: bool | None) -> None:  # noqa: FBT001 the value is what is tried
    given(*PCN).when(assigned("s", "trust", core_contract=core)).is_fine()


@pytest.mark.parametrize("kind", get_args(OrganisationKind))
def test_every_kind_of_the_system_is_noted_and_none_of_general_practice(kind: str) -> None:
    found = [] if kind in GENERAL_PRACTICE else ["core_work_outsourced"]
    given(*a_pcn("a"), registered("x", kind)).when(assigned("s", "x", core_contract=True)).finds(*found)


def test_one_that_is_registered_only_later_is_of_no_kind_yet() -> None:
    given(*a_pcn("a"), registered("x", "icb", "2024-06-01")).when(assigned("s", "x", core_contract=True)).is_fine()
