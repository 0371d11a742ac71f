"""Whoever has approached one organisation should not try another on the same topic within 90 days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.speaking import PLACE, approached, sent_on
from tests.telling import audited, given, record, registered, retracted

if TYPE_CHECKING:
    from ledger.application import Ledger

ASKED = given(*PLACE, registered("trust", "nhs_trust"), approached(to="a", topic="Flu clinics"))
"""A practice was approached on 1 February: 11."""


def test_another_organisation_on_the_same_topic(ledger: Ledger) -> None:
    text = "ICB approached others about Flu clinics in the 90 days before: A on 1 February 2024 (x)."
    ASKED.when(approached("y", "2024-03-01", topic="Flu clinics")).notes("shopped_around", text, (11,)).also_in(ledger)


def test_case_and_spaces_make_no_difference() -> None:
    for topic in ("flu clinics", " FLU  Clinics", "fluclinics"):
        ASKED.when(approached("y", "2024-03-01", topic=topic)).notes("shopped_around")


def test_another_topic_another_body_or_the_same_organisation_are_fine(ledger: Ledger) -> None:
    ASKED.when(approached("y", "2024-03-01", topic="Flu")).is_fine()
    ASKED.when(approached("y", "2024-03-01", topic="Flu clinics", by="trust")).finds().also_in(ledger)
    ASKED.when(approached("y", "2024-03-01", topic="Flu clinics", to="a")).is_fine()


def test_ninety_days_are_counted_by_the_hour() -> None:
    ASKED.when(approached("y", "2024-05-01T00:00:00Z", topic="Flu clinics")).notes("shopped_around")
    ASKED.when(approached("y", "2024-05-01T00:00:00.000001Z", topic="Flu clinics")).is_fine()


def test_what_comes_after_does_not_count() -> None:
    ASKED.when(approached("y", "2024-01-01", topic="Flu clinics")).is_fine()


def test_at_one_instant_the_one_recorded_first_comes_first() -> None:
    both = ASKED.and_(approached("y", topic="Flu clinics"))
    assert (both.found_at(11), both.found_at(12)) == ([], ["shopped_around"])


def test_where_it_was_sent_on_to_is_no_approach() -> None:
    ASKED.and_(sent_on()).when(approached("y", "2024-03-01", topic="Flu clinics", to="a")).is_fine()


def test_every_earlier_one_is_named() -> None:
    text = (
        "ICB approached others about Flu clinics in the 90 days before: A on 1 February 2024 (x); B on 2 February 2024 "
        "(y)."
    )
    two = ASKED.and_(approached("y", "2024-02-02", to="b", topic="Flu clinics"))
    two.when(approached("z", "2024-03-01", topic="Flu clinics")).notes("shopped_around", text, because=(11, 12))


def test_one_that_was_retracted_is_none() -> None:
    ASKED.and_(retracted(11)).when(approached("y", "2024-03-01", topic="Flu clinics")).is_fine()


def test_one_before_it_in_the_same_list_counts(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    (found,) = record(ledger, approached(to="a"), approached("y", "2024-02-02"))["findings"]
    assert (found["rule"], found["because"], found["position"]) == ("shopped_around", [10], 11)
    assert [one.rule for one in audited(ledger, 11)] == ["shopped_around"]
