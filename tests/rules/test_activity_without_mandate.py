"""Working together should rest on a mandate that is carried then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import a_pcn, given, granted, joined, record, registered, retracted, sought, withdrew
from tests.together import started

if TYPE_CHECKING:
    from ledger.application import Ledger

PCN = (*a_pcn("a", "b", "c"), sought(), granted("a", "2024-02-01"), granted("b", "2024-02-01"))
"""The mandate is sought by event 9."""


def test_no_mandate_is_named(ledger: Ledger) -> None:
    text = "It is not said which mandate it rests on. Seek one if there is none."
    given(*PCN).when(started("one", 1, "a")).notes("activity_without_mandate", text, because=()).also_in(ledger)


def test_every_step_needs_one() -> None:
    for step in (1, 5):
        given(*PCN).when(started("one", step, mandate=None)).notes("activity_without_mandate", because=())


def test_one_that_is_not_carried(ledger: Ledger) -> None:
    text = "It rests on m, the mandate of PCN on estates, which was lost then: not enough stand behind it."
    history = given(*PCN, withdrew("b", "2024-02-10"))
    history.when(started("one", 1, "a", mandate="m")).notes("activity_without_mandate", text, because=(9,)).also_in(
        ledger
    )


def test_one_that_is_carried_in_any_way() -> None:
    given(*PCN).when(started("one", 1, "a", mandate="m")).is_fine()
    given(*PCN).when(started("one", 1, "a", at="2026-03-01", mandate="m")).is_fine()


def test_one_that_is_carried_only_later() -> None:
    given(*PCN).when(started("one", 1, "a", at="2024-01-15", mandate="m")).notes("activity_without_mandate")


def test_one_that_is_not_in_the_history_counts_as_none() -> None:
    text = "It rests on m, which nobody had sought by then."
    begun = started("one", 1, "a", mandate="m")
    given(*PCN, retracted(9)).when(begun).notes("activity_without_mandate", text, because=())
    given(*PCN).when(started("one", 1, "a", at="2023-06-01", mandate="m")).notes("activity_without_mandate", text)


def test_the_mandate_of_another_that_asks_the_practices_in_its_reach(ledger: Ledger) -> None:
    wide = (
        registered("fed", "federation"),
        joined("pcn", "fed"),
        sought(mandate="n", holder="fed", constituency="practices"),
        granted("a", "2024-02-01", "n"),
        granted("b", "2024-02-01", "n"),
    )
    given(*PCN, *wide).when(started("one", 1, "a", mandate="n")).is_fine()
    record(ledger, *PCN, *wide)
    assert record(ledger, started("one", 1, "a", mandate="n"))["findings"] == []


def test_all_of_it_in_one_list(ledger: Ledger) -> None:
    assert record(ledger, *PCN, started("one", 1, "a", mandate="m"))["findings"] == []
