"""What the system wants is on an agenda only when a gatekeeper has sent it to a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.speaking import PLACE, approached, guards, replied, sent_on, triaged
from tests.telling import given, happened, record, retracted

if TYPE_CHECKING:
    from ledger.application import Ledger
    from tests.telling import Told

GUARDED = given(*PLACE, guards("gil"), approached())
"""Gil guards the door of the group, which is approached: 10 and 11."""


def agenda(*approaches: str | None, at: str = "2024-02-20") -> Told:
    items = [{"title": "A point"} | ({} if name is None else {"approach": name}) for name in approaches]
    return happened("AgendaSet", at, meeting="n", items=items)


def test_an_approach_that_nobody_has_looked_at(ledger: Ledger) -> None:
    text = "x, an approach from ICB about flu, had not been sent to a meeting by then: nobody had settled how."
    GUARDED.when(agenda("x")).notes("ungated_item", text, because=(11,)).also_in(ledger)


def test_one_that_was_to_go_another_way(ledger: Ledger) -> None:
    text = "x, an approach from ICB about flu, had not been sent to a meeting by then: its route was further work."
    history = GUARDED.and_(triaged(route="further_work"))
    history.when(agenda("x")).notes("ungated_item", text, because=(11, 12)).also_in(ledger)


def test_one_that_was_sent_to_a_meeting(ledger: Ledger) -> None:
    GUARDED.and_(triaged()).when(agenda("x", None)).finds().also_in(ledger)
    GUARDED.and_(triaged(), replied()).when(agenda("x")).is_fine()


def test_it_has_to_be_settled_before(ledger: Ledger) -> None:
    late = GUARDED.and_(triaged(at="2024-02-21"))
    late.when(agenda("x")).notes("ungated_item").also_in(ledger)
    late.when(agenda("x", at="2024-02-22")).is_fine()


def test_the_latest_word_on_it_counts() -> None:
    GUARDED.and_(triaged(), triaged(at="2024-02-10", route="declined")).when(agenda("x")).notes("ungated_item")
    GUARDED.and_(triaged(route="paper"), triaged(at="2024-02-10")).when(agenda("x")).is_fine()


def test_one_that_was_sent_on_is_settled_anew() -> None:
    GUARDED.and_(triaged(), sent_on(at="2024-02-10", by="glg", to="pcn")).when(agenda("x")).notes("ungated_item")


def test_each_approach_is_found_once() -> None:
    two = GUARDED.and_(approached("y", topic="rooms"))
    found = two.when(agenda("x", "y", "x")).findings
    assert [(one.rule, one.because) for one in found] == [("ungated_item", (11,)), ("ungated_item", (12,))]


def test_what_comes_from_nobody_is_fine() -> None:
    GUARDED.when(agenda(None)).is_fine()


def test_an_approach_that_is_not_in_the_history_by_then_is_passed_over() -> None:
    GUARDED.and_(retracted(11)).when(agenda("x")).is_fine()
    GUARDED.when(agenda("x", at="2024-01-20")).is_fine()


def test_the_approach_may_stand_in_the_same_list(ledger: Ledger) -> None:
    record(ledger, *PLACE, guards("gil"))
    assert record(ledger, approached(), triaged(), agenda("x"))["findings"] == []
    (found,) = record(ledger, approached("y", topic="rooms"), agenda("y"))["findings"]
    assert found["rule"] == "ungated_item"
