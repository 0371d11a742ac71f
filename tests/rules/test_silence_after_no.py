"""Silence after a refusal, a withdrawal or an objection that is still open is not assent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import (
    a_pcn,
    all_the_same,
    given,
    granted,
    objected,
    presumed,
    refused,
    resolved,
    sought,
    told,
    withdrew,
)

if TYPE_CHECKING:
    from ledger.application import Ledger

TOLD = given(*a_pcn("a", "b"), sought(), told("a", "2024-01-02"), told("b", "2024-01-02"))


def test_after_a_refusal(ledger: Ledger) -> None:
    text = "A has said no to m, so its silence is no assent."
    history = given(*TOLD.events, refused("a", "2024-01-10"))
    history.when(presumed("a", "2024-02-01")).stops("silence_after_no", text, because=(10,)).also_in(ledger)


def test_after_a_withdrawal() -> None:
    history = given(*TOLD.events, granted("a", "2024-01-05"), withdrew("a", "2024-01-10"))
    history.when(presumed("a", "2024-02-01")).stops("silence_after_no", because=(11,))


def test_not_after_a_grant_that_followed_the_refusal() -> None:
    history = given(*TOLD.events, refused("a", "2024-01-05"), granted("a", "2024-01-10"))
    history.when(presumed("a", "2024-02-01")).is_fine()


def test_while_an_objection_of_whichever_weight_is_open() -> None:
    for weight in ("concern", "block"):
        history = given(*TOLD.events, objected("a", "2024-01-10", weight=weight))
        history.when(presumed("a", "2024-02-01")).stops("silence_after_no", because=(10,))


def test_not_after_the_objection_was_resolved() -> None:
    history = given(*TOLD.events, objected("a", "2024-01-10"), resolved("2024-01-31"))
    history.when(presumed("a", "2024-02-01")).is_fine()


def test_but_still_before_that() -> None:
    history = given(*TOLD.events, objected("a", "2024-01-10"), resolved("2024-02-02"))
    history.when(presumed("a", "2024-02-01")).stops("silence_after_no")


def test_the_objection_of_another_is_not_its_own() -> None:
    given(*TOLD.events, objected("b", "2024-01-10")).when(presumed("a", "2024-02-01")).is_fine()


def test_a_refusal_and_an_open_objection_are_both_said() -> None:
    history = given(*TOLD.events, refused("a", "2024-01-10"), objected("a", "2024-01-11"))
    history.when(presumed("a", "2024-02-01")).finds("silence_after_no", "silence_after_no")


def test_a_refusal_on_the_same_day_that_was_typed_in_later_comes_later() -> None:
    given(*TOLD.events, refused("a", "2024-02-02")).when(presumed("a", "2024-02-01")).is_fine()


def test_an_assent_so_found_is_no_stance_for_any_rule() -> None:
    # The refusal remains its latest word, so that there is nothing to reaffirm, and silence is no assent a second time.
    history = given(*TOLD.events, refused("a", "2024-01-10"), all_the_same(presumed("a", "2024-02-01")))
    history.when(presumed("a", "2024-03-01")).stops("silence_after_no", because=(10,))
    assert history.stance("a", "2024-03-01") == "refused"
