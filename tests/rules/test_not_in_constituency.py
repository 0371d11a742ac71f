"""Only an organisation that is asked for a mandate can take a stance on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import (
    a_pcn,
    audited,
    closed,
    given,
    granted,
    joined,
    left,
    met,
    narrowed,
    presumed,
    reaffirmed,
    record,
    refused,
    registered,
    sought,
    told,
    withdrew,
)

if TYPE_CHECKING:
    from ledger.application import Ledger

ASKED = given(*a_pcn("a", "b"), registered("x"), sought())
A_FEDERATION = (
    registered("fed", "federation"),
    registered("pcn", "pcn"),
    registered("a"),
    registered("x"),
    joined("pcn", "fed"),
    joined("a", "pcn"),
)
BY_PRACTICES = given(*A_FEDERATION, sought(holder="fed", constituency="practices"))
BY_LIST = given(*A_FEDERATION, sought(holder="fed", constituency=["a", "pcn"]))


def test_a_stranger_cannot_grant(ledger: Ledger) -> None:
    text = (
        "X is not among those whom PCN asked for estates then. "
        "Check who did this and when; record its joining first if that is missing."
    )
    ASKED.when(granted("x", "2024-02-01")).stops("not_in_constituency", text, because=(8,)).also_in(ledger)


def test_nor_can_it_take_any_other_stance() -> None:
    for stance in (refused, withdrew):
        ASKED.when(stance("x", "2024-02-01")).stops("not_in_constituency")
    ASKED.when(reaffirmed("x", "2024-02-01")).finds("not_in_constituency", "nothing_to_reaffirm")
    ASKED.when(presumed("x", "2024-02-01")).finds("not_in_constituency", "silence_without_notice")


def test_being_told_or_meeting_a_condition_is_no_stance() -> None:
    ASKED.when(told("x", "2024-02-01")).is_fine()
    ASKED.when(met("x", "2024-02-01", "c1")).is_fine()


def test_a_core_member_can() -> None:
    ASKED.when(granted("a", "2024-02-01")).is_fine()


def test_an_attending_member_is_not_asked() -> None:
    attending = given(*ASKED.events, joined("x", at="2024-01-15", standing="attending"))
    attending.when(granted("x", "2024-02-01")).stops("not_in_constituency")


def test_one_who_joins_on_the_day_itself_can() -> None:
    given(*ASKED.events, joined("x", at="2024-02-01")).when(granted("x", "2024-02-01")).is_fine()


def test_one_who_leaves_can_on_the_last_day_and_not_on_the_next() -> None:
    leaving = given(*ASKED.events, left("a", "2024-01-31"))
    leaving.when(granted("a", "2024-01-31")).is_fine()
    leaving.when(granted("a", "2024-02-01")).stops("not_in_constituency")


def test_the_practices_in_reach_are_asked_through_all_levels(ledger: Ledger) -> None:
    BY_PRACTICES.when(granted("a", "2024-02-01")).is_fine()
    BY_PRACTICES.when(granted("pcn", "2024-02-01")).stops("not_in_constituency")
    BY_PRACTICES.when(granted("x", "2024-02-01")).stops("not_in_constituency").also_in(ledger)


def test_a_practice_in_reach_is_found_so_on_a_ledger(ledger: Ledger) -> None:
    record(ledger, *BY_PRACTICES.events, granted("a", "2024-02-01"))
    assert audited(ledger, 8) == []


def test_nobody_is_reached_through_a_closed_body() -> None:
    closing = given(*BY_PRACTICES.events, closed("pcn", "2024-01-31"))
    closing.when(granted("a", "2024-01-31")).is_fine()
    closing.when(granted("a", "2024-02-01")).stops("not_in_constituency")


def test_nor_through_an_attending_one() -> None:
    attending = given(*BY_PRACTICES.events, joined("pcn", "fed", "2024-01-15", standing="attending"))
    attending.when(granted("a", "2024-02-01")).stops("not_in_constituency")


def test_two_bodies_that_are_members_of_each_other_are_no_trap() -> None:
    circle = given(*BY_PRACTICES.events, joined("fed", "pcn", "2024-01-15"))
    circle.when(granted("a", "2024-02-01")).is_fine()
    circle.when(granted("x", "2024-02-01")).stops("not_in_constituency")


def test_a_circle_that_does_not_reach_the_holder() -> None:
    circle = given(
        *BY_PRACTICES.events,
        registered("y", "pcn"),
        registered("z", "pcn"),
        joined("y", "z"),
        joined("z", "y"),
        joined("x", "y"),
    )
    circle.when(granted("x", "2024-02-01")).stops("not_in_constituency")


def test_those_on_a_list_are_asked_whoever_belongs_to_whom(ledger: Ledger) -> None:
    BY_LIST.when(granted("a", "2024-02-01")).is_fine()
    BY_LIST.when(granted("pcn", "2024-02-01")).is_fine()
    BY_LIST.when(granted("x", "2024-02-01")).stops("not_in_constituency").also_in(ledger)


def test_it_is_named_by_the_scope_that_the_mandate_has_then() -> None:
    given(*ASKED.events, narrowed("2024-01-15", scope="heating")).when(granted("x", "2024-02-01")).stops(
        "not_in_constituency",
        "X is not among those whom PCN asked for heating then. "
        "Check who did this and when; record its joining first if that is missing.",
    )


def test_a_joining_that_is_typed_in_later_puts_it_right(ledger: Ledger) -> None:
    irregular = granted("x", "2024-02-01", irregular_because="It is in the minutes.")
    record(ledger, *ASKED.events, irregular)
    assert [finding.rule for finding in audited(ledger, 9)] == ["not_in_constituency"]
    record(ledger, joined("x", at="2024-01-20"))
    assert audited(ledger, 9) == []
