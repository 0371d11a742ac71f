"""A consensus needs every elector's choice, and a consent needs every elector to have been told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deciding import all_voted, amended, left_for_interest, method_changed, proposed, taken, voted
from tests.telling import a_pcn, closed, given, joined, objected, registered, told

if TYPE_CHECKING:
    from ledger.application import Ledger

CONSENSUS = given(*a_pcn("a", "b", "c"), proposed())
CONSENT = given(
    *a_pcn("a", "b", "c"),
    proposed(method="consent"),
    *(told(one, "2024-03-02", about="d") for one in "ab"),
    *all_voted("2024-03-03", a="agree", b="agree"),
)


def test_a_consensus_without_some_choices(ledger: Ledger) -> None:
    text = "Two members have not been heard: B, C. Record their choice."
    history = CONSENSUS.and_(voted("a", "2024-03-02"))
    history.when(taken()).stops("member_unheard", text, because=()).also_in(ledger)


def test_one_is_said_as_one() -> None:
    text = "One member has not been heard: C. Record their choice."
    history = CONSENSUS.and_(*all_voted("2024-03-02", a="agree", b="agree"))
    history.when(taken()).stops("member_unheard", text)


def test_with_every_choice_it_is_fine_whether_or_not_they_were_told() -> None:
    CONSENSUS.and_(*all_voted("2024-03-02", a="agree", b="agree", c="stand_aside")).when(taken()).is_fine()


def test_a_choice_at_that_instant_is_in_time_and_a_later_one_is_not() -> None:
    two = CONSENSUS.and_(*all_voted("2024-03-02", a="agree", b="agree"))
    two.and_(voted("c", "2024-03-10")).when(taken()).is_fine()
    two.and_(voted("c", "2024-03-10T00:00:00.000001Z")).when(taken()).stops("member_unheard")


def test_a_choice_on_an_earlier_text_is_none() -> None:
    history = CONSENSUS.and_(*all_voted("2024-03-02", a="agree", b="agree", c="agree"), amended("2024-03-03"))
    history.when(taken()).stops("member_unheard")
    minor = CONSENSUS.and_(*all_voted("2024-03-02", a="agree", b="agree", c="agree"), amended("2024-03-03", minor=True))
    minor.when(taken()).is_fine()


def test_an_objection_or_a_telling_is_no_choice() -> None:
    two = CONSENSUS.and_(*all_voted("2024-03-02", a="agree", b="agree"), told("c", "2024-03-02", about="d"))
    two.when(taken()).stops("member_unheard")
    two.and_(objected("c", "2024-03-03", about="d")).when(taken()).finds("open_objection", "member_unheard")


def test_who_is_no_elector_need_not_be_heard() -> None:
    two = CONSENSUS.and_(*all_voted("2024-03-02", a="agree", b="agree"))
    two.and_(left_for_interest("c", "2024-03-03")).when(taken()).is_fine()
    two.and_(closed("c", "2024-03-03")).when(taken()).is_fine()
    attending = two.and_(left_for_interest("c", "2024-03-03"), registered("x"), joined("x", standing="attending"))
    attending.when(taken()).is_fine()


def test_a_consent_without_some_told(ledger: Ledger) -> None:
    text = "One member has not been told of the text as it stands: C. Record when they were told."
    CONSENT.when(taken()).stops("member_unheard", text, because=()).also_in(ledger)


def test_several_are_said_as_several() -> None:
    text = "Three members have not been told of the text as it stands: A, B, C. Record when they were told."
    CONSENT.and_(amended("2024-03-04"), *all_voted("2024-03-05", a="agree", b="agree")).when(taken()).stops(
        "member_unheard", text
    )


def test_a_consent_with_all_told_needs_no_choice_of_all() -> None:
    CONSENT.and_(told("c", "2024-03-10", about="d")).when(taken()).is_fine()


def test_to_have_chosen_is_not_to_have_been_told() -> None:
    CONSENT.and_(voted("c", "2024-03-03")).when(taken()).stops("member_unheard")


def test_what_was_told_of_an_earlier_text_is_not_enough() -> None:
    early = given(*a_pcn("a"), proposed(method="consent"), told("a", "2024-03-02", about="d"), amended("2024-03-03"))
    early.and_(voted("a", "2024-03-04")).when(taken()).stops("member_unheard")
    early.and_(voted("a", "2024-03-04"), told("a", "2024-03-03", about="d")).when(taken()).is_fine()


def test_a_vote_needs_neither() -> None:
    CONSENSUS.and_(method_changed("vote", "2024-03-02"), voted("a", "2024-03-03")).when(taken()).is_fine()


def test_what_is_rejected_or_put_off_needs_neither() -> None:
    CONSENSUS.when(taken("rejected")).is_fine()
    CONSENSUS.when(taken("deferred")).is_fine()
