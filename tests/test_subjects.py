"""What does an event have to do with? Its rows in the store's index."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.events import Event
from ledger.events.reading import read
from ledger.recording.subjects import facet_of, openings_of, stream_of, subjects_of
from ledger.store.rows import Opening, Subject
from tests.strategies import any_event
from tests.telling import (
    Told,
    disputed,
    granted,
    happened,
    joined,
    leads,
    met_with,
    objected,
    registered,
    resolved,
    sought,
    told,
)

MANDATE = Opening("i:m", "mandate", 5, ("mandate i:m", "mandate o:pcn"))
DECISION = Opening("i:d", "decision", 6, ("decision i:d", "decision o:fed"))
OBJECTION = Opening("i:o", "objection", 7, ("mandate i:o", "mandate i:m", "mandate o:pcn"))
OPENINGS = {one.name: one for one in (MANDATE, DECISION, OBJECTION)}


def event_of(told: Told) -> Event:
    return read(told["type"], orjson.dumps(told))


def rows(told: Told) -> set[tuple[str, str, bool]]:
    return {(one.key, one.facet, one.named) for one in subjects_of(event_of(told), OPENINGS)}


def test_all_that_it_names_and_the_roots_of_what_it_needs() -> None:
    assert rows(granted("a", "2024-01-01")) == {
        ("o:a", "mandate", True),
        ("i:m", "mandate", True),
        ("o:pcn", "mandate", False),
    }
    assert rows(resolved("2024-01-01")) == {
        ("i:o", "mandate", True),
        ("i:m", "mandate", False),
        ("o:pcn", "mandate", False),
    }


def test_persons_and_scopes_too() -> None:
    assert rows(leads("amy")) == {("o:pcn", "register", True), ("p:amy", "register", True)}
    assert ("s:estates", "mandate", True) in rows(sought())


def test_what_is_said_to_a_mandate_belongs_to_mandates_and_what_is_said_to_a_decision_does_not() -> None:
    assert facet_of(event_of(told("a", "2024-01-01")), OPENINGS) == "mandate"
    assert facet_of(event_of(told("a", "2024-01-01", about="d")), OPENINGS) == "decision"
    assert facet_of(event_of(objected("a", "2024-01-01")), OPENINGS) == "mandate"
    assert facet_of(event_of(told("a", "2024-01-01", about="unknown")), OPENINGS) == "decision"
    assert facet_of(event_of(joined("a")), {}) == "register"


def test_deeds_towards_an_organisation_are_found_by_those_who_ask_who_is_quiet() -> None:
    assert rows(met_with(["a", "pcn"], "2024-01-01")) == {
        ("o:a", "trust", True),
        ("o:pcn", "trust", True),
        ("o:a", "act", False),
        ("o:pcn", "act", False),
    }
    helped = happened("HelpAsked", "2024-01-01", by="a", of=["pcn"], about="x")
    assert ("o:pcn", "act", False) in rows(helped)
    assert ("o:a", "act", False) not in rows(helped)
    met = happened("MeetingHeld", "2024-01-01", meeting="meet", group="pcn", mode="video", present=["a"])
    assert ("o:pcn", "act", False) in rows(met)
    assert ("o:a", "act", False) not in rows(met)


def test_a_deed_that_names_a_mandate_is_done_towards_its_holder() -> None:
    proposed = happened(
        "DecisionProposed", "2024-01-01", decision="e", group="fed", by="a", title="x", text="x", mandate="m"
    )
    assert ("o:pcn", "act", False) in rows(proposed)
    on_a_decision = happened("VoteCast", "2024-01-01", decision="d", by="a", choice="agree")
    assert {row for row in rows(on_a_decision) if row[1] == "act"} == set()


def test_what_nobody_does_is_no_deed() -> None:
    taken = happened("DecisionTaken", "2024-01-01", decision="d", outcome="adopted", statement="x")
    assert {row for row in rows(taken) if row[1] == "act"} == set()


def test_a_correction_shares_the_rows_of_what_it_corrects() -> None:
    corrected = [Subject("o:a", "mandate", named=True), Subject("i:m", "mandate", named=True)]
    found = subjects_of(event_of(disputed(6, "a")), OPENINGS, corrected)
    assert {(one.key, one.facet, one.named) for one in found} == {
        ("o:a", "correction", True),
        ("e:6", "correction", True),
        ("o:a", "mandate", False),
        ("i:m", "mandate", False),
    }


def test_what_an_event_takes_into_use() -> None:
    assert openings_of(event_of(registered("a")), {}) == (Opening("o:a", "organisation"),)
    assert openings_of(event_of(sought()), {}) == (Opening("i:m", "mandate", roots=("mandate i:m", "mandate o:pcn")),)
    assert openings_of(event_of(objected("a", "2024-01-01")), OPENINGS) == (
        Opening("i:o", "objection", roots=("mandate i:o", "mandate i:m", "mandate o:pcn")),
    )
    assert openings_of(event_of(joined("a")), {}) == ()


def test_an_agenda_puts_its_meeting_in_use() -> None:
    agenda = happened("AgendaSet", "2024-01-01", meeting="meet", items=[])
    assert openings_of(event_of(agenda), {}) == (Opening("i:meet", "agenda", roots=("decision i:meet",)),)


def test_what_hangs_from_an_optional_id_that_is_left_out_hangs_from_the_rest() -> None:
    action = happened("ActionAgreed", "2024-01-01", action="x", owner="a", what="x", due_at="2024-02-01")
    assert openings_of(event_of(action), OPENINGS)[0].roots == ("decision i:x", "decision o:a")
    on = action | {"from_item": "d"}
    roots = openings_of(event_of(on), OPENINGS)[0].roots
    assert set(roots) == {"decision i:x", "decision i:d", "decision o:fed", "decision o:a"}


@pytest.mark.parametrize(
    ("event", "stream"),
    [
        (sought(), "i:m"),
        (granted("a", "2024-01-01"), "i:m"),
        (objected("a", "2024-01-01"), "i:o"),
        (joined("a"), "o:pcn"),
        (disputed(6, "a"), "o:a"),
        (happened("EventRetracted", "2024-01-01", position=6, because_of="x"), "position:6"),
        (happened("AgendaSet", "2024-01-01", meeting="meet", items=[]), "i:meet"),
    ],
)
def test_to_which_stream_it_belongs(event: Told, stream: str) -> None:
    assert stream_of(event_of(event)) == stream


@given(any_event(names=st.sampled_from("abcdef")))
def test_every_event_has_rows_and_a_stream(given_event: Told) -> None:
    event = event_of(given_event)
    found = subjects_of(event, {})
    assert len({(one.key, one.facet) for one in found}) == len(found)
    assert found or stream_of(event).startswith("position:") or given_event["type"] == "EventRetracted"
    assert stream_of(event).partition(":")[0] in ("o", "i", "p", "position")
