"""Why was this decided? Every part of a dossier, and what it rests on."""

from __future__ import annotations

from dataclasses import asdict
from itertools import permutations
from typing import TYPE_CHECKING, Any

from ledger import times
from ledger.findings import Finding
from ledger.projections.decisions.dossier import dossier
from ledger.projections.decisions.shapes import (
    AnswerLine,
    CastingLine,
    ChoiceLine,
    Dossier,
    ElectorLine,
    ImpactLine,
    InterestLine,
    MandateAsKnown,
    MandateBehind,
    MethodLine,
    ObjectionStory,
    OutcomeLine,
    TextLine,
    ToldLine,
)
from tests.deciding import (
    agreed_to,
    amended,
    casting,
    done,
    feels,
    interested,
    left_for_interest,
    method_changed,
    proposed,
    reversed_,
    taken,
    voted,
)
from tests.telling import Given, a_pcn, all_the_same, answered, given, listed, objected, registered, resolved, told

if TYPE_CHECKING:
    from collections.abc import Iterable


def words(history: Given) -> dict[tuple[int, str], str]:
    """Every text of a history."""
    return {
        (position, f"/{name}"): value
        for position, event in enumerate(history.events, 1)
        for name, value in event.items()
        if name in ("text", "why", "reason", "interest", "impact", "answer", "statement", "awaits", "what")
    }


def read(history: Given, as_of: str = "2024-06-01", **more: Any) -> Dossier:
    instant = times.as_read(as_of)
    parts: dict[str, Any] = {"texts": words(history), "findings": (), "mandate": None} | more
    moment: dict[str, Any] = {"as_of": instant, "known_at": instant, "position": len(history.events)}
    return dossier(history.past(instant), "d", **moment, **parts)


def at(day: str) -> str:
    return f"{day}T00:00:00Z"


HISTORY = given(
    *a_pcn("a", "b", "c"),  # 1 to 8
    *(listed(code, patients) for code, patients in (("a", 9000), ("b", 5000), ("c", 7000))),
    registered("x"),  # 12
    proposed(matter="estates", affects=["x"], quorum_percent=40),  # 13
    told("a", "2024-03-02", about="d", channel="email"),
    told("b", "2024-03-01T18:00:00Z", about="d", by="c"),
    interested("a", "2024-03-02"),
    left_for_interest("c", "2024-03-03"),
    feels("x", "2024-03-03"),  # 18
    voted("a", "2024-03-02", "disagree", reason="Too big.", through="zoe"),
    objected("b", "2024-03-03", about="d", weight="block"),  # 20
    answered("a", "2024-03-04"),
    amended("2024-03-05", answers=["o"]),  # 22
    resolved("2024-03-05", how="amended"),
    amended("2024-03-06", by="b", minor=True) | {"text": "A small hub."},  # 24
    method_changed("vote", "2024-03-06"),
    voted("a", "2024-03-07"),  # 26
    voted("b", "2024-03-07", "block"),
    voted("b", "2024-03-08", "disagree"),
    casting("agree", "2024-03-09", by="pcn"),  # 29
    all_the_same(voted("x", "2024-03-09")),  # 30
    taken("deferred", "2024-03-09"),
    taken(review_at="2024-09-30", awaits="The lease."),  # 32
)


def test_what_it_is_about_and_how_it_stands() -> None:
    found = read(HISTORY)
    assert (found.decision, found.group, found.group_name, found.title) == ("d", "pcn", "PCN", "Hub")
    assert (found.method, found.outcome, found.open) == ("vote", "adopted", False)
    assert (found.as_of, found.known_at, found.position) == (*["2024-06-01T22:59:59.999999Z"] * 2, 32)
    assert (found.proposed_at, found.proposed_by, found.counted_at) == (at("2024-03-01"), "a", at("2024-03-10"))
    assert (found.matter, found.affects, found.quorum_percent) == ("estates", ("x",), 40)
    assert (found.threshold, found.of, found.weighting) == ("majority", "cast", "organisations")
    assert found.because == (13, 31, 32)


def test_the_question_and_every_version_of_its_text() -> None:
    assert read(HISTORY).texts == (
        TextLine("A hub.", at("2024-03-01"), "a", "A", minor=False, answers=(), because=(13,)),
        TextLine("A smaller hub.", at("2024-03-05"), "a", "A", minor=False, answers=("o",), because=(22,)),
        TextLine("A small hub.", at("2024-03-06"), "b", "B", minor=True, answers=(), because=(24,)),
    )


def test_the_methods() -> None:
    assert read(HISTORY).methods == (
        MethodLine("consensus", at("2024-03-01"), None, (13,)),
        MethodLine("vote", at("2024-03-06"), "Time is short.", (25,)),
    )


def test_who_was_told_when_and_how() -> None:
    assert read(HISTORY).told == (
        ToldLine("b", "B", "c", "visit", "2024-03-01T18:00:00Z", (15,)),
        ToldLine("a", "A", "pcn", "email", at("2024-03-02"), (14,)),
    )


def test_interests_and_impacts() -> None:
    found = read(HISTORY)
    assert found.interests == (
        InterestLine("zoe", "a", "A", "A lease.", "noted", at("2024-03-02"), (16,)),
        InterestLine("zoe", "c", "C", "A lease.", "left", at("2024-03-03"), (17,)),
    )
    assert found.impacts == (ImpactLine("x", "X", "More work.", at("2024-03-03"), (18,)),)


def test_each_electors_choices_in_order_and_which_one_counts() -> None:
    first = ChoiceLine("disagree", at("2024-03-02"), "Too big.", "zoe", counts=False, because=(19,))
    second = ChoiceLine("agree", at("2024-03-07"), None, None, counts=True, because=(26,))
    block = ChoiceLine("block", at("2024-03-07"), None, None, counts=False, because=(27,))
    no = ChoiceLine("disagree", at("2024-03-08"), None, None, counts=True, because=(28,))
    assert read(HISTORY).electors == (
        ElectorLine("a", "A", "agree", 1, (first, second), (19, 26)),
        ElectorLine("b", "B", "disagree", 1, (block, no), (27, 28)),
    )


def test_those_who_chose_and_are_no_electors_stand_apart() -> None:
    stray = ChoiceLine("agree", at("2024-03-09"), None, None, counts=False, because=(30,))
    assert read(HISTORY).others == (ElectorLine("x", "X", None, 0, (stray,), (30,)),)
    also = HISTORY.and_(all_the_same(voted("c", "2024-03-02")))
    assert [(one.organisation, one.choice, one.weight) for one in read(also).others] == [("c", None, 0), ("x", None, 0)]


def test_an_elector_that_is_silent_is_there_all_the_same() -> None:
    found = read(given(*a_pcn("a"), proposed()))
    assert found.electors == (ElectorLine("a", "A", None, 1, (), ()),)


def test_each_objection_from_raised_to_resolved() -> None:
    (one,) = read(HISTORY).objections
    reply = AnswerLine("a", "A", "For this reason.", at("2024-03-04"), (21,))
    assert one == ObjectionStory(
        objection="o",
        by="b",
        name="B",
        weight="block",
        reason="So.",
        raised_at=at("2024-03-03"),
        answers=(reply,),
        resolved="amended",
        resolved_at=at("2024-03-05"),
        because=(20, 21, 23),
    )
    (still_open,) = read(HISTORY, "2024-03-03").objections
    assert (still_open.resolved, still_open.resolved_at, still_open.because) == (None, None, (20,))


def test_the_tally_and_the_casting_vote() -> None:
    found = read(HISTORY)
    assert dict(found.tally) == {
        "for": 1,
        "against": 1,
        "neutral": 0,
        "silent": 0,
        "base": 2,
        "quorate": True,
        "carried": True,
    }
    assert found.casting_vote == CastingLine("pcn", "PCN", "agree", at("2024-03-09"), (29,))
    assert read(HISTORY, "2024-03-05").casting_vote is None
    assert read(HISTORY, "2024-03-08").tally["carried"] is False


def test_the_tally_counts_patients_where_they_are_what_counts() -> None:
    by_patients = given(*HISTORY.events[:12], proposed(method="vote", of="electorate", weighting="patients"))
    found = read(by_patients.and_(voted("a", "2024-03-02"), voted("b", "2024-03-02", "abstain")))
    assert dict(found.tally) == {
        "for": 9000,
        "against": 0,
        "neutral": 5000,
        "silent": 7000,
        "base": 21000,
        "quorate": True,
        "carried": False,
    }
    assert [one.weight for one in found.electors] == [9000, 5000, 7000]


def test_every_outcome() -> None:
    assert read(HISTORY).outcomes == (
        OutcomeLine("deferred", "So be it.", at("2024-03-09"), None, None, (31,)),
        OutcomeLine("adopted", "So be it.", at("2024-03-10"), "2024-09-30T23:00:00Z", "The lease.", (32,)),
    )


def test_before_there_is_one_it_is_open_and_counted_as_it_is() -> None:
    found = read(HISTORY, "2024-03-07")
    assert (found.outcome, found.open, found.outcomes) == (None, True, ())
    assert found.counted_at == found.as_of == "2024-03-07T23:59:59.999999Z"
    assert [one.choice for one in found.electors] == ["agree", "block"]


def test_once_it_is_reversed_it_is_open_again_and_the_outcome_is_told() -> None:
    found = read(HISTORY.and_(reversed_("a", "2024-04-01")))
    assert (found.outcome, found.open) == ("adopted", True)
    assert found.because == (13, 31, 32, 33)


def test_actions_that_follow_from_it_and_no_others() -> None:
    history = HISTORY.and_(
        agreed_to("act", "a", "2024-03-10", "2024-04-30"),
        done("act", "2024-04-15"),
        agreed_to("else", "a", "2024-03-10", "2024-04-30", from_item=None),
    )
    assert [(one.action, one.state) for one in read(history).actions] == [("act", "done")]


def test_findings_and_the_mandate_are_given_as_they_were_found() -> None:
    finding = Finding("inquorate", "stop", "There was no quorum.", (), 32)
    unknown = MandateAsKnown(at("2024-03-10"), at("2024-03-10"), 0, None)
    behind = MandateBehind("m", "pcn", unknown, unknown)
    found = read(HISTORY, findings=(finding,), mandate=behind)
    assert (found.findings, found.mandate) == ((finding,), behind)


def test_a_text_that_was_erased_is_null() -> None:
    found = read(HISTORY, texts={})
    texts = [
        *(one.text for one in found.texts),
        *(one.interest for one in found.interests),
        *(one.impact for one in found.impacts),
        *(one.statement for one in found.outcomes),
        *(one.reason for one in found.objections),
        *(reply.answer for one in found.objections for reply in one.answers),
        *(choice.reason for one in found.electors for choice in one.choices),
    ]
    assert set(texts) == {None}


def test_an_outcome_before_the_proposal_is_counted_as_at_the_reading() -> None:
    early = given(*a_pcn("a"), proposed(), voted("a", "2024-03-02"), all_the_same(taken(at="2024-02-01")))
    found = read(early)
    assert (found.outcome, found.counted_at) == ("adopted", at("2024-02-01"))
    assert [one.choice for one in found.electors] == ["agree"]


def without_positions(value: Any) -> Any:
    """An answer less the positions in it, which the order of recording gives."""
    if isinstance(value, dict):
        return {key: without_positions(one) for key, one in value.items() if key not in ("because", "position")}
    if isinstance(value, (list, tuple)):
        return [without_positions(one) for one in value]
    return value


def shown(events: Iterable[dict[str, Any]]) -> Any:
    return without_positions(asdict(read(given(*events))))


def test_the_order_of_recording_changes_nothing() -> None:
    told_in_order = shown(HISTORY.events)
    before, after = HISTORY.events[:12], HISTORY.events[12:]
    assert shown((*before, *reversed(after))) == told_in_order
    for first, second, third in permutations((after[:7], after[7:13], after[13:])):
        assert shown((*first, *before, *second, *third)) == told_in_order
