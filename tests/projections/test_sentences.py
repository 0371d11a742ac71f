"""Is every event told in a sentence that says who did what?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from ledger.events import TYPES
from ledger.intake import check
from ledger.projections.sentences import SENTENCES, listed, sentence
from ledger.recording.preparing import prepare
from tests.strategies import any_event
from tests.telling import entry, happened, left, told

if TYPE_CHECKING:
    from ledger.events import Event


def in_words(event: dict[str, Any]) -> str:
    return sentence(entry(1, event).event, str.upper)


def test_there_is_one_for_every_type() -> None:
    assert list(SENTENCES) == list(TYPES)


@given(any_event())
def test_any_event_is_told(given_event: dict[str, Any]) -> None:
    event: Event = prepare(check(given_event), 0).event
    text = sentence(event, str)
    assert text.endswith((".", ")."))
    assert not set(text) & set("[]")


def test_organisations_go_by_their_names_and_days_are_in_words() -> None:
    assert in_words(told("elm", "2024-01-01", by="vale")) == "VALE tells ELM about m (visit)."
    action = happened("ActionAgreed", "2024-01-01", action="a", owner="elm", what="Hire.", due_at="2024-03-01")
    assert in_words(action) == "ELM takes on a, due by 1 March 2024."
    brief = happened(
        "BriefIssued", "2024-01-01", brief="b", representation="r", meeting_at="2024-02-01", represents=["elm"]
    )
    assert in_words(brief) == "r gets the brief b for the meeting of 1 February 2024 (trusted)."


def test_what_is_not_there_is_left_out() -> None:
    closed = happened("OrganisationClosed", "2024-01-01", organisation="elm")
    assert in_words(closed) == "ELM closes."
    assert in_words(closed | {"successors": ["ash", "oak"]}) == "ELM closes, succeeded by ASH and OAK."
    vote = happened("VoteCast", "2024-01-01", decision="d", by="elm", choice="stand_aside")
    assert in_words(vote) == "ELM chooses on d: stand aside."
    assert in_words(vote | {"through": "amy"}) == "ELM chooses on d: stand aside, through amy."


def test_words_of_the_language_and_figures_read_well() -> None:
    assert in_words(left("elm", "2024-01-01", "vale")) == "ELM leaves VALE."
    size = happened("ListSizeRecorded", "2024-01-01", organisation="elm", patients=12345)
    assert in_words(size) == "ELM has 12,345 registered patients."
    contact = happened("ContactHeld", "2024-01-01", between=["elm", "vale"], mode="in_person")
    assert in_words(contact) == "ELM and VALE are in touch (in person)."


@pytest.mark.parametrize(
    ("names", "text"), [([], "nobody"), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_in_a_row(names: list[str], text: str) -> None:
    assert listed(names) == text
