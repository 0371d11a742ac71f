"""May it be recorded? Names that are in use or unknown, corrections that have nothing to correct, and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.moment import Asked
from ledger.refusals import Refused
from tests.telling import (
    Told,
    a_pcn,
    all_the_same,
    attested,
    disputed,
    granted,
    happened,
    joined,
    met,
    objected,
    on_condition,
    post,
    reaffirmed,
    record,
    refusal,
    registered,
    resolved,
    retracted,
    sought,
    told,
)

if TYPE_CHECKING:
    from ledger.application import Ledger

BASIC = (*a_pcn("a", "b"), sought())


def said(ledger: Ledger, *events: Told) -> tuple[str, list[str]]:
    """The code of a refusal, and where it points."""
    before = len(ledger.listing.events(Asked(), limit=1000).lines)
    refused = refusal(ledger, *events)
    assert len(ledger.listing.events(Asked(), limit=1000).lines) == before
    return refused.code, [fault.pointer for fault in refused.faults]


# Lists


def test_later_ones_may_name_what_earlier_ones_open(ledger: Ledger) -> None:
    record(ledger, *BASIC, objected("a", "2024-01-02"), resolved("2024-01-03"))
    assert len(ledger.listing.events(Asked()).lines) == 9


def test_but_not_the_other_way_round(ledger: Ledger) -> None:
    assert said(ledger, *a_pcn("a"), granted("a", "2024-02-01"), sought()) == ("unknown_reference", ["/4/mandate"])


def test_later_ones_are_judged_as_if_the_earlier_ones_were_recorded(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    record(ledger, granted("a", "2024-02-01"), reaffirmed("a", "2024-03-01"))
    refused = refusal(ledger, granted("b", "2024-02-01"), joined("a", at="2024-03-01"))
    assert refused.code == "irregular"
    assert [(one.rule, one.index, one.position) for one in refused.findings] == [("already_a_member", 1, None)]


def test_also_where_the_earlier_ones_are_later_in_time(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    record(ledger, told("a", "2024-01-02"), granted("a", "2024-03-01"), {**granted("a", "2024-02-01"), "note": "Late."})
    refused = refusal(ledger, granted("b", "2024-03-01"), reaffirmed("b", "2024-02-01"))
    assert [(one.rule, one.index) for one in refused.findings] == [("nothing_to_reaffirm", 1)]


def test_one_that_breaks_a_rule_records_none_and_says_which(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    assert said(ledger, granted("a", "2024-02-01"), granted("b", "2024-02-01"), reaffirmed("pcn", "2024-02-01")) == (
        "irregular",
        [],
    )


def test_one_may_say_that_it_happened_all_the_same_and_the_answer_shows_the_stop(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    answer = record(ledger, granted("a", "2024-02-01"), all_the_same(reaffirmed("b", "2024-02-01")))
    assert [(one["rule"], one["severity"], one["position"]) for one in answer["findings"]] == [
        ("nothing_to_reaffirm", "stop", 9)
    ]


def test_all_findings_of_a_refused_event_are_told_notes_too(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    refused = refusal(ledger, reaffirmed("a", "2024-02-01", source=None))
    assert [(one.rule, one.severity) for one in refused.findings] == [
        ("nothing_to_reaffirm", "stop"),
        ("unattested", "note"),
    ]
    assert refused.text.startswith("A has not granted m")
    assert refused.text.endswith("If it happened all the same, give `irregular_because`.")


# Names


def test_codes_and_ids_in_use_are_refused(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    assert said(ledger, registered("a")) == ("already_exists", ["/0/organisation"])
    assert said(ledger, sought("2024-02-01")) == ("already_exists", ["/0/mandate"])
    assert refusal(ledger, registered("a")).text.startswith("The code a is in use.")
    assert refusal(ledger, sought()).text.startswith("The id m is in use.")


def test_all_ids_share_one_name_space_and_codes_are_apart(ledger: Ledger) -> None:
    record(ledger, *BASIC, sought(mandate="a"))
    assert said(ledger, objected("a", "2024-02-01", objection="m")) == ("already_exists", ["/0/objection"])


def test_twice_in_one_list(ledger: Ledger) -> None:
    assert said(ledger, registered("a"), registered("a")) == ("already_exists", ["/1/organisation"])


def test_a_single_event_is_pointed_into_without_an_index(ledger: Ledger) -> None:
    with pytest.raises(Refused) as caught:
        post(ledger, joined("a"))
    assert [fault.pointer for fault in caught.value.faults] == ["/organisation", "/member"]


def test_what_is_unknown_is_all_told_at_once(ledger: Ledger) -> None:
    assert said(ledger, joined("a"), joined("b")) == ("unknown_reference", ["/0/organisation", "/0/member"])


def test_a_reference_is_known_whatever_its_time(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"), sought("2030-01-01"))
    record(ledger, all_the_same(granted("a", "2024-02-01")))


def test_a_name_whose_opening_was_retracted_is_unknown_and_free(ledger: Ledger) -> None:
    record(ledger, *BASIC, retracted(7))
    assert said(ledger, granted("a", "2024-02-01")) == ("unknown_reference", ["/0/mandate"])
    record(ledger, sought("2024-02-01"), granted("a", "2024-02-02"))
    record(ledger, retracted(2))
    assert said(ledger, told("a", "2024-02-01")) == ("unknown_reference", ["/0/organisation"])
    record(ledger, registered("a"), told("a", "2024-02-03"))


def test_that_holds_within_a_list_as_well(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    record(ledger, retracted(7), sought("2024-02-01"), granted("a", "2024-02-02"))
    assert said(ledger, sought(mandate="n"), retracted(11), granted("a", "2024-02-02", "n")) == (
        "unknown_reference",
        ["/2/mandate"],
    )


def test_retracting_the_first_of_two_that_used_a_name_frees_it_only_once(ledger: Ledger) -> None:
    record(ledger, *BASIC, retracted(7), sought("2024-02-01"))
    assert said(ledger, retracted(7)) == ("already_retracted", ["/0/position"])
    assert said(ledger, sought()) == ("already_exists", ["/0/mandate"])


# Agendas and meetings


def agenda(meeting: str = "meet", at: str = "2024-02-01") -> Told:
    return happened("AgendaSet", at, meeting=meeting, items=[])


def meeting(name: str = "meet") -> Told:
    return happened("MeetingHeld", "2024-02-02", meeting=name, group="pcn", mode="video", present=["a"])


def test_an_agenda_may_come_before_its_meeting_and_after_it_and_twice(ledger: Ledger) -> None:
    record(ledger, *BASIC, agenda(), agenda(), meeting(), agenda())
    assert said(ledger, meeting()) == ("already_exists", ["/0/meeting"])


def test_an_agenda_cannot_take_the_id_of_something_else(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    assert said(ledger, agenda("m")) == ("already_exists", ["/0/meeting"])
    record(ledger, agenda("x"))
    assert said(ledger, sought(mandate="x")) == ("already_exists", ["/0/mandate"])


def test_the_agenda_that_was_retracted_leaves_the_meeting_in_use(ledger: Ledger) -> None:
    record(ledger, *BASIC, agenda(), meeting(), retracted(8))
    assert said(ledger, meeting()) == ("already_exists", ["/0/meeting"])
    record(ledger, retracted(9), meeting())


# Corrections


def test_there_must_be_something_to_correct(ledger: Ledger) -> None:
    record(ledger, *BASIC)
    for correction in (retracted(99), disputed(99, "a"), attested(99, "a")):
        assert said(ledger, correction) == ("unknown_reference", ["/0/position"])


def test_a_correction_cannot_itself_be_corrected(ledger: Ledger) -> None:
    record(ledger, *BASIC, granted("a", "2024-02-01"), disputed(8, "a"), attested(8, "a"), retracted(8))
    for position in (9, 10, 11):
        for correction in (retracted(position), disputed(position, "a"), attested(position, "a")):
            assert said(ledger, correction) == ("invalid", ["/0/position"])


def test_nothing_is_retracted_twice(ledger: Ledger) -> None:
    record(ledger, *BASIC, granted("a", "2024-02-01"), retracted(8))
    assert said(ledger, retracted(8)) == ("already_retracted", ["/0/position"])
    assert said(ledger, granted("a", "2024-02-01"), retracted(10), retracted(10)) == (
        "already_retracted",
        ["/2/position"],
    )


def test_an_event_of_the_same_list_can_be_retracted(ledger: Ledger) -> None:
    record(ledger, *BASIC, granted("a", "2024-02-01"), retracted(8))
    (mandate,) = ledger.asking.standing("pcn", Asked(as_of="2024-03-01")).mandates
    assert mandate.stances[0].stance == "unheard"


# Conditions


def test_a_condition_is_known_if_the_organisation_has_set_it(ledger: Ledger) -> None:
    record(ledger, *BASIC, on_condition("a", "2024-02-01", "c1"))
    record(ledger, met("a", "2024-03-01", "c1"))
    assert said(ledger, met("a", "2024-03-01", "c2")) == ("unknown_reference", ["/0/condition"])
    assert said(ledger, met("b", "2024-03-01", "c1")) == ("unknown_reference", ["/0/condition"])


def test_also_by_a_grant_of_the_same_list(ledger: Ledger) -> None:
    record(
        ledger, *BASIC, granted("a", "2024-01-05"), on_condition("a", "2024-02-01", "c1"), met("a", "2024-03-01", "c1")
    )


def test_not_by_a_grant_of_another_mandate_or_one_that_was_retracted(ledger: Ledger) -> None:
    record(ledger, *BASIC, sought(mandate="n"), on_condition("a", "2024-02-01", "c1"), retracted(9))
    assert said(ledger, met("a", "2024-03-01", "c1", "n")) == ("unknown_reference", ["/0/condition"])
    assert said(ledger, met("a", "2024-03-01", "c1")) == ("unknown_reference", ["/0/condition"])
