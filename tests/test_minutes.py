"""Are minutes recorded in one go, all of them or nothing, and is what the rules say about them told in their places?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import orjson
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as supposing
from hypothesis import strategies as st

from ledger.importers.minutes.drafting import minutes_of
from ledger.importers.minutes.language import MINUTES, Shape
from ledger.importers.minutes.recording import foresee, record
from ledger.importers.minutes.sheet import read_sheet
from ledger.intake import NotAccepted, check_all, parse
from ledger.moment import Asked
from ledger.recording.outcomes import Request
from ledger.refusals import Refused
from ledger.vocabulary import Choice
from tests import telling
from tests.telling import a_pcn, registered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.application import Ledger

DOCS = Path(__file__).resolve().parent.parent / "docs"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", (DOCS / "minutes.md").read_text(encoding="utf-8"), re.DOTALL)

HELD: dict[str, Any] = {"group": "pcn", "held_at": "2026-03-03", "mode": "video", "present": ["a", "b"]}
ROOMS: dict[str, Any] = {"decision": "d", "title": "Rooms", "text": "We share them.", "by": "a", "method": "vote"}
VOTED = ROOMS | {"choices": {"a": "agree", "b": "agree"}, "outcome": "adopted", "statement": "We share them."}


@pytest.fixture
def place(ledger: Ledger) -> Ledger:
    """A network of two practices, and a practice outside."""
    telling.record(ledger, *a_pcn("a", "b"), registered("x"))
    return ledger


def recorded(ledger: Ledger, **more: Any) -> dict[str, Any]:
    return record(ledger, minutes_of(HELD | more), "local")


def held(ledger: Ledger) -> int:
    return len(ledger.listing.events(Asked(), limit=1000).lines)


def refusal(ledger: Ledger, **more: Any) -> Refused:
    before = held(ledger)
    with pytest.raises(Refused) as caught:
        recorded(ledger, **more)
    assert held(ledger) == before
    return caught.value


def places(refused: Refused) -> list[str]:
    return [one.pointer for one in refused.faults]


# Recorded


def test_the_examples_of_the_page_are_recorded_without_a_finding(ledger: Ledger) -> None:
    ledger.recording.record(Request(check_all(parse((DOCS / "first-steps.json").read_bytes())), "local"))
    answers = []
    for text in EXAMPLES:
        read = read_sheet(text.encode(), "example.yaml")
        foreseen = foresee(ledger, minutes_of(read.value), "local")
        assert (foreseen.findings, foreseen.would_be_refused) == ((), False)
        assert all(read.line(one.pointer) for one in foreseen.events)
        answers.append(record(ledger, minutes_of(read.value), "local"))
    assert [answer["findings"] for answer in answers] == [[], []]
    assert ledger.deciding.dossier("d-flu-clinic", Asked()).outcome == "adopted"
    assert ledger.deciding.dossier("d-rota", Asked()).outcome == "adopted"


def sections(shape: Shape) -> Iterator[str]:
    yield from shape.members()
    for section in shape.sections:
        yield from sections(section.shape)


def test_the_page_names_every_word_of_the_language() -> None:
    page = (DOCS / "minutes.md").read_text(encoding="utf-8")
    for name in sections(MINUTES):
        assert f"`{name}`" in page, name


def test_every_section_is_in_an_example() -> None:
    for section in (one for shape in (MINUTES, MINUTES.sections[0].shape) for one in shape.sections):
        assert re.search(rf"^ *{section.name}:", "\n".join(EXAMPLES), re.MULTILINE), section.name


def test_the_answer_has_the_meeting_and_the_ids_that_were_made_up(place: Ledger) -> None:
    answer = recorded(place, decisions=[{name: value for name, value in VOTED.items() if name != "decision"}])
    meeting, proposed, *_ = answer["events"]
    assert meeting["meeting"] == answer["meeting"]
    assert place.deciding.dossier(proposed["decision"], Asked()).outcome == "adopted"
    assert [one["type"] for one in answer["events"]] == [
        "MeetingHeld",
        "DecisionProposed",
        "VoteCast",
        "VoteCast",
        "DecisionTaken",
    ]
    assert answer["findings"] == []
    given = recorded(place, meeting="m", held_at="2026-04-03")
    assert (given["meeting"], given["events"][0].keys()) == ("m", {"position", "id", "recorded_at", "type"})


def test_every_event_has_its_source(place: Ledger) -> None:
    recorded(place, agenda=["Welcome", {"title": "Rooms", "decision": "d"}], decisions=[VOTED])
    stored = place.listing.events(Asked(), subject="d").lines
    assert {one.event["source"] for one in stored} == {"minutes of 3 March 2026, item 2", "minutes of 3 March 2026"}


def test_a_choice_counts_wherever_it_stands_in_the_file(place: Ledger) -> None:
    taken = {"decision": "d", "outcome": "adopted", "statement": "So."}
    answer = recorded(place, decisions=[ROOMS, taken, {"decision": "d", "choices": {"a": "agree", "b": "agree"}}])
    assert answer["findings"] == []


def test_what_is_excused_is_recorded_with_its_finding(place: Ledger) -> None:
    voted = VOTED | {"choices": VOTED["choices"] | {"x": {"choice": "agree", "because": "They were asked."}}}
    answer = recorded(place, decisions=[voted])
    (found,) = answer["findings"]
    assert (found["rule"], found["severity"]) == ("not_a_core_member", "stop")
    assert found["position"] == next(one["position"] for one in answer["events"] if one["type"] == "VoteCast") + 2


def test_a_key_gives_the_first_answer_again(place: Ledger) -> None:
    first, again = (record(place, minutes_of(HELD), "local", key="k", body=b"x") for _ in range(2))
    assert first == again
    with pytest.raises(Refused) as caught:
        record(place, minutes_of(HELD), "local", key="k", body=b"y")
    assert caught.value.code == "key_reused"


# Foreseen


def test_a_dry_run_shows_each_event_and_each_finding_and_records_nothing(place: Ledger) -> None:
    before = held(place)
    voted = VOTED | {"choices": {"a": "agree", "x": "agree", "b": "disagree"}, "affects": ["x"]}
    found = foresee(place, minutes_of(HELD | {"decisions": [voted]}), "local")
    assert held(place) == before
    assert [(one.index, one.pointer, one.position, one.text) for one in found.events] == [
        (0, "", 8, "PCN meets (video; A and B)."),
        (1, "/decisions/0", 9, "A puts a question to PCN: Rooms (d), to be decided by vote."),
        (2, "/decisions/0/choices/a", 10, "A chooses on d: agree."),
        (3, "/decisions/0/choices/x", 11, "X chooses on d: agree."),
        (4, "/decisions/0/choices/b", 12, "B chooses on d: disagree."),
        (5, "/decisions/0/outcome", 13, "d is adopted."),
    ]
    assert [(one.rule, one.index, one.position, one.pointer) for one in found.findings] == [
        ("not_a_core_member", 3, None, "/decisions/0/choices/x"),
        ("outcome_disagrees", 5, None, "/decisions/0/outcome"),
    ]
    assert found.would_be_refused
    assert orjson.loads(orjson.dumps(found))["findings"][0].keys() == {
        "rule",
        "severity",
        "text",
        "because",
        "position",
        "index",
        "pointer",
    }


def test_it_shows_the_ids_that_the_recording_makes(place: Ledger) -> None:
    minutes = minutes_of(HELD)
    assert foresee(place, minutes, "local").meeting == record(place, minutes, "local")["meeting"]


def test_notes_do_not_stand_in_the_way(place: Ledger) -> None:
    found = foresee(place, minutes_of(HELD | {"decisions": [VOTED | {"affects": ["x"]}]}), "local")
    assert [(one.rule, one.pointer) for one in found.findings] == [("affected_unheard", "/decisions/0/outcome")]
    assert not found.would_be_refused


def test_what_cannot_even_be_judged_is_refused_in_a_dry_run_too(place: Ledger) -> None:
    with pytest.raises(Refused) as caught:
        foresee(place, minutes_of(HELD | {"apologies": ["ghost"]}), "local")
    assert places(caught.value) == ["/apologies/0"]


# Refused


def test_every_unknown_name_is_told_at_once_where_it_stands(place: Ledger) -> None:
    refused = refusal(
        place,
        present=["a", "ghost"],
        agenda=[{"title": "x", "decision": "nothing"}],
        decisions=[
            VOTED | {"choices": {"a": "agree", "spook": "agree"}, "told": [{"organisations": ["a", "ghost"]}]},
            {"decision": "none", "choices": {"a": "agree"}},
        ],
        done=["nothing"],
    )
    assert refused.code == "unknown_reference"
    assert places(refused) == [
        "/present/1",
        "/agenda/0/decision",
        "/decisions/0/told/0/organisations/1",
        "/decisions/0/choices/spook",
        "/decisions/1/decision",
        "/done/0",
    ]


def test_an_unknown_group_is_told_once(place: Ledger) -> None:
    refused = refusal(place, group="ghost", told=[{"about": "x", "organisation": "a"}], decisions=[VOTED])
    assert places(refused).count("/group") == 1


def test_all_that_rules_stop_is_told_at_once_where_it_stands(place: Ledger) -> None:
    refused = refusal(place, decisions=[VOTED | {"choices": {"a": "agree", "x": "agree"}, "outcome": "rejected"}])
    assert refused.code == "irregular"
    assert [(one.rule, one.index) for one in refused.findings] == [("not_a_core_member", 3), ("outcome_disagrees", 4)]
    assert places(refused) == ["/decisions/0/choices/x", "/decisions/0/outcome"]
    assert refused.text == refused.faults[0].text
    assert refused.text.endswith("(not_a_core_member) If it happened all the same, give `because`.")


def test_a_decision_is_not_taken_twice(place: Ledger) -> None:
    recorded(place, decisions=[VOTED])
    refused = refusal(
        place, held_at="2026-04-07", decisions=[{"decision": "d", "outcome": "rejected", "statement": "No."}]
    )
    assert [one.rule for one in refused.findings] == ["already_decided", "outcome_disagrees"]


def test_everyone_has_to_be_heard_for_a_consensus(place: Ledger) -> None:
    refused = refusal(place, decisions=[VOTED | {"method": "consensus", "choices": {"a": "agree"}}])
    assert [(one.rule, one.index) for one in refused.findings] == [("member_unheard", 3)]
    assert places(refused) == ["/decisions/0/outcome"]


def test_the_same_minutes_are_not_recorded_twice(place: Ledger) -> None:
    recorded(place)
    refused = refusal(place, present=["a"])
    assert (refused.code, places(refused)) == ("already_exists", [""])
    assert refused.text.startswith("This is recorded already, from minutes of the same group and time.")
    recorded(place, meeting="second")
    refused = refusal(place, meeting="second")
    assert (refused.code, places(refused)) == ("already_exists", ["/meeting"])
    assert refused.text == "The id second is in use. Choose another, or leave an id out to have one made."


def test_a_note_alone_among_what_is_stopped_is_not_pointed_at(place: Ledger) -> None:
    refused = refusal(place, decisions=[VOTED | {"affects": ["x"], "choices": {"a": "agree", "b": "disagree"}}])
    assert [one.rule for one in refused.findings] == ["outcome_disagrees", "affected_unheard"]
    assert places(refused) == ["/decisions/0/outcome"]


# Any minutes


CODES = st.sampled_from(["a", "b", "x", "pcn", "ghost"])
DECISIONS = st.lists(
    st.fixed_dictionaries(
        {"decision": st.sampled_from(["d", "e"])},
        optional={
            "title": st.just("Rooms"),
            "text": st.just("So."),
            "by": CODES,
            "method": st.sampled_from(["consensus", "consent", "vote"]),
            "told": st.lists(CODES, max_size=2),
            "choices": st.dictionaries(CODES, st.sampled_from(get_args(Choice)), max_size=3),
            "outcome": st.sampled_from(["adopted", "rejected", "deferred"]),
            "statement": st.just("So."),
            "effective_at": st.sampled_from(["2026-03-01", "2026-03-05"]),
            "because": st.just("They did."),
        },
    ),
    max_size=3,
)


@supposing(DECISIONS)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_a_dry_run_foresees_is_what_happens(place: Ledger, decisions: list[dict[str, Any]]) -> None:
    before = held(place)
    value = HELD | {"decisions": decisions, "meeting": f"m{before}"}
    try:
        minutes = minutes_of(value)
        foreseen = foresee(place, minutes, "local")
    except (NotAccepted, Refused):
        assert held(place) == before
        return
    if foreseen.would_be_refused:
        with pytest.raises(Refused) as caught:
            record(place, minutes, "local")
        assert caught.value.code == "irregular"
        assert held(place) == before
        return
    answer = record(place, minutes, "local")
    assert [one["position"] for one in answer["events"]] == [one.position for one in foreseen.events]
    assert [(one["rule"], one["position"]) for one in answer["findings"]] == [
        (one.rule, foreseen.events[one.index or 0].position) for one in foreseen.findings
    ]
