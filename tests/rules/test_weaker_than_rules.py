"""A mandate should not ask for less than the holder's own rules do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telling import a_pcn, given, happened, sought

if TYPE_CHECKING:
    from ledger.application import Ledger


def adopts(at: str, **rules: object) -> dict[str, object]:
    return happened("RulesAdopted", at, group="pcn", **rules)


STRICT = given(
    *a_pcn("a"),
    adopts("2023-01-01", threshold="two_thirds", notice_days=21, reaffirm_within_days=180, quorum_percent=50),
)


def test_everything_that_is_weaker_is_named(ledger: Ledger) -> None:
    text = (
        "The rules of PCN of 1 January 2023 ask for more: two thirds, not majority; notice of 21 days, not 14; "
        "reaffirmation within 180 days, not 365."
    )
    STRICT.when(sought()).notes("weaker_than_rules", text, because=(5,)).also_in(ledger)


def test_the_same_as_the_rules_is_fine() -> None:
    STRICT.when(sought(threshold="two_thirds", notice_days=21, reaffirm_within_days=180)).is_fine()


def test_more_than_the_rules_is_fine() -> None:
    STRICT.when(sought(threshold="unanimous", notice_days=28, reaffirm_within_days=90)).is_fine()


def test_thresholds_grow_from_a_majority_to_all() -> None:
    order = ["majority", "two_thirds", "three_quarters", "unanimous"]
    for index, rule in enumerate(order):
        history = given(*a_pcn("a"), adopts("2023-01-01", threshold=rule))
        for weaker in order[:index]:
            history.when(sought(threshold=weaker)).notes("weaker_than_rules")
        for enough in order[index:]:
            history.when(sought(threshold=enough)).is_fine()


def test_one_day_decides() -> None:
    asked: dict[str, Any] = {"threshold": "two_thirds", "notice_days": 21, "reaffirm_within_days": 180}
    STRICT.when(sought(**asked | {"notice_days": 20})).notes("weaker_than_rules")
    STRICT.when(sought(**asked | {"reaffirm_within_days": 181})).notes("weaker_than_rules")


def test_neither_weighting_is_weaker_than_the_other() -> None:
    by_patients = given(*a_pcn("a"), adopts("2023-01-01", weighting="patients"))
    by_patients.when(sought()).is_fine()


def test_what_the_rules_do_not_say_they_do_not_ask() -> None:
    given(*a_pcn("a"), adopts("2023-01-01", method="vote")).when(sought()).is_fine()


def test_the_latest_rules_hold_and_replace_all_earlier_ones() -> None:
    given(*STRICT.events, adopts("2023-06-01", notice_days=14)).when(sought()).is_fine()


def test_rules_of_the_same_day_hold_already_and_later_ones_not_yet() -> None:
    given(*a_pcn("a"), adopts("2024-01-01", notice_days=21)).when(sought("2024-01-01")).notes("weaker_than_rules")
    given(*a_pcn("a"), adopts("2024-01-02", notice_days=21)).when(sought("2024-01-01")).is_fine()


def test_without_rules_anything_is_fine() -> None:
    given(*a_pcn("a")).when(sought(notice_days=0)).is_fine()
