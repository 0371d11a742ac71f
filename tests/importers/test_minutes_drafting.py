"""Which events do minutes make, and is everything that is wrong with them said, with its place?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.events import TYPES
from ledger.importers.minutes.drafted import Minutes
from ledger.importers.minutes.drafting import minutes_of
from ledger.importers.minutes.language import DECISION, MINUTES, Shape
from ledger.intake import FAULTS_MOST, LIST_MOST, NotAccepted

HELD: dict[str, Any] = {"group": "pcn", "held_at": "2026-03-03", "mode": "video", "present": ["a", "b"]}
PROPOSED: dict[str, Any] = {"decision": "d", "title": "Rooms", "text": "We share them.", "by": "a"}


def drafted(**more: Any) -> Minutes:
    return minutes_of(HELD | more)


def events(**more: Any) -> list[dict[str, Any]]:
    """The events that minutes make, the meeting aside, less what all of them say."""
    _, *rest = (one.draft.given for one in drafted(**more).drafted)
    return [{name: value for name, value in one.items() if name not in ("effective_at", "source")} for one in rest]


def decided(**more: Any) -> list[dict[str, Any]]:
    """The events that an entry about a decision makes that is known."""
    return events(decisions=[{"decision": "d", **more}])


def faults(value: Any) -> dict[str, str]:
    with pytest.raises(NotAccepted) as caught:
        minutes_of(value)
    return {one.pointer: one.text for one in caught.value.faults}


def wrong(**more: Any) -> dict[str, str]:
    return faults(HELD | more)


# What is said


def test_a_meeting() -> None:
    (meeting,) = drafted(apologies=["c"], attending=["icb"], meeting="m", note="In the dark.").drafted
    assert meeting.draft.given == {
        "type": "MeetingHeld",
        "meeting": "m",
        "group": "pcn",
        "mode": "video",
        "present": ["a", "b"],
        "apologies": ["c"],
        "attending": ["icb"],
        "effective_at": "2026-03-03",
        "source": "minutes of 3 March 2026",
        "note": "In the dark.",
    }
    assert (meeting.pointer, meeting.made) == ("", {})


def test_an_agenda_may_hold_titles_alone() -> None:
    (agenda,) = events(meeting="m", agenda=["Welcome", {"title": "Rooms", "minutes": 20}])
    assert agenda == {
        "type": "AgendaSet",
        "meeting": "m",
        "items": [{"title": "Welcome"}, {"title": "Rooms", "minutes": 20}],
    }


def test_a_proposal_and_all_that_came_of_it() -> None:
    found = events(
        decisions=[
            {
                **PROPOSED,
                "method": "vote",
                "told": ["a", {"organisations": ["b", "c"], "channel": "email", "by": "a"}],
                "interests": [{"person": "joe", "by": "b", "interest": "A brother.", "action": "left"}],
                "impacts": {"c": "Less room.", "b": {"impact": "More.", "note": "Much."}},
                "amendments": [{"by": "b", "text": "We share some.", "minor": True}],
                "method_changed": {"method": "consent", "why": "Quicker."},
                "choices": {"a": "agree", "b": {"choice": "block", "reason": "No.", "through": "joe"}},
                "casting_vote": {"by": "a", "choice": "agree"},
                "outcome": "adopted",
                "statement": "We share them.",
                "review_at": "2027-03-03",
                "awaits": "Keys.",
                "actions": [{"action": "keys", "owner": "a", "what": "Cut keys.", "due_at": "2026-04-01"}],
            }
        ]
    )
    assert found == [
        {"type": "DecisionProposed", **PROPOSED, "group": "pcn", "method": "vote"},
        {"type": "ProposalAmended", "decision": "d", "by": "b", "text": "We share some.", "minor": True},
        {
            "type": "ActionAgreed", "action": "keys", "owner": "a", "what": "Cut keys.", "due_at": "2026-04-01",
            "from_item": "d",
        },
        {"type": "MethodChanged", "decision": "d", "method": "consent", "why": "Quicker."},
        {"type": "OrganisationTold", "about": "d", "organisation": "a", "by": "pcn", "channel": "meeting"},
        {"type": "OrganisationTold", "about": "d", "organisation": "b", "by": "a", "channel": "email"},
        {"type": "OrganisationTold", "about": "d", "organisation": "c", "by": "a", "channel": "email"},
        {
            "type": "InterestDeclared", "decision": "d", "person": "joe", "by": "b", "interest": "A brother.",
            "action": "left",
        },
        {"type": "ImpactStated", "decision": "d", "by": "c", "impact": "Less room."},
        {"type": "ImpactStated", "decision": "d", "by": "b", "impact": "More.", "note": "Much."},
        {"type": "VoteCast", "decision": "d", "by": "a", "choice": "agree"},
        {"type": "VoteCast", "decision": "d", "by": "b", "choice": "block", "reason": "No.", "through": "joe"},
        {"type": "CastingVoteUsed", "decision": "d", "by": "a", "choice": "agree"},
        {
            "type": "DecisionTaken", "decision": "d", "outcome": "adopted", "statement": "We share them.",
            "review_at": "2027-03-03", "awaits": "Keys.",
        },
    ]  # fmt: skip


def test_a_decision_that_is_known_goes_on() -> None:
    assert [one["type"] for one in decided(choices={"a": "agree"}, outcome="adopted", statement="So.")] == [
        "VoteCast",
        "DecisionTaken",
    ]


def test_objections_are_raised_answered_and_resolved() -> None:
    found = decided(
        objections=[
            {"objection": "o", "by": "a", "reason": "So.", "weight": "block", "answered": "No.", "resolved": "amended"},
            {"objection": "p", "answered": {"by": "b", "answer": "Yes."}, "resolved": {"how": "withdrawn"}},
        ]
    )
    assert found == [
        {"type": "ObjectionRaised", "objection": "o", "about": "d", "by": "a", "reason": "So.", "weight": "block"},
        {"type": "ObjectionAnswered", "objection": "o", "by": "pcn", "answer": "No."},
        {"type": "ObjectionResolved", "objection": "o", "how": "amended"},
        {"type": "ObjectionAnswered", "objection": "p", "by": "b", "answer": "Yes."},
        {"type": "ObjectionResolved", "objection": "p", "how": "withdrawn"},
    ]


def test_what_is_about_no_decision() -> None:
    action = {"action": "x", "owner": "a", "what": "Ask.", "due_at": "2026-04-01", "from_item": "brief"}
    assert events(
        objections=[{"objection": "o", "about": "m", "by": "a", "reason": "So."}],
        told=[{"about": "m", "organisation": "a"}],
        actions=[action],
        done=["y"],
        dropped=[{"action": "z", "why": "Late."}],
        contacts=[{"between": ["a", "b"], "mode": "phone", "minutes": 5}],
    ) == [
        {"type": "ObjectionRaised", "objection": "o", "about": "m", "by": "a", "reason": "So."},
        {"type": "ActionAgreed", **action},
        {"type": "OrganisationTold", "about": "m", "organisation": "a", "by": "pcn", "channel": "meeting"},
        {"type": "ActionDone", "action": "y"},
        {"type": "ActionDropped", "action": "z", "why": "Late."},
        {"type": "ContactHeld", "between": ["a", "b"], "mode": "phone", "minutes": 5},
    ]


# Time and source


def said(name: str, minutes: Minutes) -> list[tuple[str, Any]]:
    return [(one.draft.declaration.name, one.draft.given.get(name)) for one in minutes.drafted]


def test_everything_takes_effect_at_the_meeting_unless_it_says_otherwise() -> None:
    entry = {
        **PROPOSED,
        "effective_at": "2026-03-01",
        "choices": {"a": "agree", "b": {"choice": "agree", "effective_at": "2026-03-02"}},
    }
    assert said("effective_at", drafted(decisions=[entry], done=["y"])) == [
        ("MeetingHeld", "2026-03-03"),
        ("DecisionProposed", "2026-03-01"),
        ("VoteCast", "2026-03-01"),
        ("VoteCast", "2026-03-02"),
        ("ActionDone", "2026-03-03"),
    ]


def test_the_source_is_the_minutes_with_the_item() -> None:
    minutes = drafted(
        agenda=["Welcome", {"title": "Rooms", "decision": "d"}],
        decisions=[
            {**PROPOSED, "impacts": {"a": {"impact": "So.", "source": "a letter"}, "b": {"impact": "So.", "item": 1}}}
        ],
        done=[{"action": "y", "item": 1}, {"action": "z", "source": "a call", "item": 2}],
    )
    assert said("source", minutes) == [
        ("MeetingHeld", "minutes of 3 March 2026"),
        ("DecisionProposed", "minutes of 3 March 2026, item 2"),
        ("AgendaSet", "minutes of 3 March 2026"),
        ("ImpactStated", "a letter"),
        ("ImpactStated", "minutes of 3 March 2026, item 1"),
        ("ActionDone", "minutes of 3 March 2026, item 1"),
        ("ActionDone", "a call, item 2"),
    ]
    assert said("source", drafted(source="my notes", done=["y"])) == [
        ("MeetingHeld", "my notes"),
        ("ActionDone", "my notes"),
    ]


def test_what_is_said_of_an_entry_belongs_to_one_event() -> None:
    taken = {"outcome": "rejected", "statement": "No."}
    both = drafted(decisions=[{**PROPOSED, **taken, "because": "They did.", "note": "Loudly."}], because="It was.")
    assert said("irregular_because", both) == [
        ("MeetingHeld", "It was."),
        ("DecisionProposed", None),
        ("DecisionTaken", "They did."),
    ]
    assert said("note", both)[-1] == ("DecisionTaken", "Loudly.")
    assert said("note", drafted(decisions=[{**PROPOSED, "note": "Softly."}]))[-1] == ("DecisionProposed", "Softly.")


# Ids and order


def test_ids_that_are_left_out_are_the_same_each_time() -> None:
    entry: dict[str, Any] = {"title": "Rooms", "text": "We share them.", "by": "a", "choices": {"a": "agree"}}
    entry["objections"] = [{"by": "a", "reason": "So."}]
    entry["actions"] = [{"owner": "a", "what": "Ask.", "due_at": "2026-04-01"}]
    first, again = (drafted(decisions=[entry, entry]) for _ in range(2))
    assert first == again
    ids = [value for one in first.drafted for value in one.made.values()]
    assert len(set(ids)) == len(ids) == 7
    assert first.meeting == first.drafted[0].made["meeting"]
    choice = next(one.draft.given for one in first.drafted if one.draft.declaration.name == "VoteCast")
    assert choice["decision"] == first.drafted[1].made["decision"]
    other = minutes_of(HELD | {"held_at": "2026-03-04"})
    assert other.meeting not in ids
    assert minutes_of(HELD | {"held_at": "2026-03-03T00:00:00Z"}).meeting == first.meeting


def test_what_opens_an_id_comes_before_all_that_may_name_it() -> None:
    minutes = drafted(
        agenda=[{"title": "Rooms", "decision": "d"}],
        decisions=[{**PROPOSED, "objections": [{"by": "a", "reason": "So.", "resolved": "amended"}]}],
        actions=[{"owner": "a", "what": "Ask.", "due_at": "2026-04-01"}],
    )
    phases = [one.draft.declaration.phase for one in minutes.drafted]
    assert phases == sorted(phases)


def test_every_place_is_kept() -> None:
    minutes = drafted(
        agenda=["Welcome"],
        decisions=[
            {**PROPOSED, "told": ["a", {"organisations": ["b", "c"]}], "outcome": "deferred", "statement": "Later."}
        ],
    )
    assert [one.pointer for one in minutes.drafted] == [
        "",
        "/decisions/0",
        "/agenda",
        "/decisions/0/told/0",
        "/decisions/0/told/1",
        "/decisions/0/told/1",
        "/decisions/0/outcome",
    ]


# What is wrong


@pytest.mark.parametrize("value", [None, 5, "minutes", [], [HELD]])
def test_minutes_are_a_mapping(value: Any) -> None:
    assert faults(value) == {
        "": "Minutes are a mapping, with `held_at`, `group`, `mode`, `present` and whatever else there is to say."
    }


def test_nothing_at_all() -> None:
    assert faults({}) == {
        "/held_at": "`held_at` is missing: say when the meeting was held, as a date or a time with its offset.",
        "/group": "`group` is missing: a MeetingHeld needs it.",
        "/mode": "`mode` is missing: a MeetingHeld needs it.",
        "/present": "`present` is missing: a MeetingHeld needs it.",
    }


def test_what_follows_from_one_mistake_is_not_told() -> None:
    entry = {**PROPOSED, "told": ["a"], "choices": {"a": "agree"}}
    assert faults({**HELD, "held_at": "2026-02-30", "decisions": [entry]}) == {
        "/held_at": "`held_at` is not a time that can be kept. There is no such date."
    }
    assert faults({**HELD, "group": "p c n", "decisions": [entry]}).keys() == {"/group"}
    without = {name: value for name, value in HELD.items() if name != "group"}
    assert faults({**without, "decisions": [entry]}).keys() == {"/group"}
    nameless = {"choices": {"a": "agree"}, "outcome": "adopted", "statement": "So."}
    text = "Say with `decision` which one this is about, or begin one, with `by`, `title`, `text`."
    assert wrong(decisions=[nameless]) == {"/decisions/0/decision": text}


@pytest.mark.parametrize("held_at", [None, 5, "yesterday", [], "2026-03-03T10:00:00"])
def test_a_time_that_is_none(held_at: Any) -> None:
    assert faults({**HELD, "held_at": held_at}).keys() == {"/held_at"}


@pytest.mark.parametrize(
    ("more", "pointer", "text"),
    [
        ({"presents": []}, "/presents", "`presents` means nothing in minutes. Did you mean `present`?"),
        ({"zzz": 1}, "/zzz", "`zzz` means nothing in minutes. Leave it out."),
        ({"decisions": {}}, "/decisions", "`decisions` must be a list of entries."),
        ({"decisions": None}, "/decisions", "`decisions` is empty: leave it out instead."),
        ({"decisions": ["d"]}, "/decisions/0", "What is said in `decisions` must be a mapping, with `by`, `title`, `"),
        ({"decisions": [{"decision": "d"}]}, "/decisions/0", "Nothing is said here about a decision: say more, or le"),
        ({"decisions": [{"decision": "d", "choices": {}}]}, "/decisions/0", "Nothing is said here about a decision"),
        ({"agenda": "Welcome"}, "/agenda", "`agenda` must be a list of at most 2,000 entries."),
        ({"agenda": [5]}, "/agenda/0", "`title` in entry 1 of `agenda` must be text of 1 to 500 characters, and not"),
        ({"agenda": [{"minutes": 5}]}, "/agenda/0/title", "`title` in entry 1 of `agenda` is missing"),
        ({"agenda": [{"title": "x", "minute": 5}]}, "/agenda/0/minute", "`minute` is not a field of an entry of `age"),
        ({"agenda": None}, "/agenda", "`agenda` is null"),
        ({"present": "a"}, "/present", "`present` must be a list of at most 2,000 entries."),
        ({"present": [42]}, "/present/0", "Entry 1 of `present` must be an organisation code"),
        ({"present": ["a", "a"]}, "/present/1", "Entry 2 of `present` is there already: name each one once."),
        ({"mode": "letter"}, "/mode", "`mode` must be one of in_person, video, phone."),
        ({"because": ""}, "/because", "`because` must be text"),
        ({"source": 5}, "/source", "`source` must be text of 1 to 500 characters, and not only spaces. Put it in quo"),
        ({"done": [{"action": "y", "item": 0}]}, "/done/0/item", "`item` must be the number of an agenda item, from"),
        ({"agenda": ["x"], "done": [{"action": "y", "item": 2}]}, "/done/0/item", "`item` must be the number of an a"),
        ({"done": [{"action": "y", "item": True}]}, "/done/0/item", "`item` must be the number of an agenda item"),
        ({"done": [{"why": "x"}]}, "/done/0/action", "`action` is missing: an ActionDone needs it."),
        ({"done": [None]}, "/done/0", "`action` is null: an ActionDone needs it."),
        ({"told": ["a"]}, "/told/0/about", "`about` is missing: an OrganisationTold needs it."),
        ({"contacts": [{"between": ["a"], "mode": "phone"}]}, "/contacts/0/between", "`between` must be a list of 2"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_minutes(more: dict[str, Any], pointer: str, text: str) -> None:
    (found,) = wrong(**more).items()
    assert found[0] == pointer
    assert found[1].startswith(text), found[1]


@pytest.mark.parametrize(
    ("more", "pointer", "text"),
    [
        ({"choices": {"a": "yes"}}, "/choices/a", "`choice` must be one of agree, agree_with_reservations, stand_asi"),
        ({"choices": {"a": {"reason": "x"}}}, "/choices/a/choice", "`choice` is missing: a VoteCast needs it."),
        ({"choices": {"a": {"choice": "agree", "by": "b"}}}, "/choices/a/by", "`by` is said in front already: leave"),
        ({"choices": {"a": {"choice": "agree", "why": "x"}}}, "/choices/a/why", "`why` means nothing in a choice. Le"),
        ({"choices": {"a b": "agree"}}, "/choices/a b", "What stands in front here must be an organisation code: 1 to"),
        ({"choices": ["a"]}, "/choices", "`choices` must be a mapping from organisation codes, each with what it says"),
        ({"choices": "agree"}, "/choices", "`choices` must be a mapping from organisation codes"),
        ({"impacts": {"a": None}}, "/impacts/a", "`impact` is null: an ImpactStated needs it."),
        ({"casting_vote": "agree"}, "/casting_vote", "What is said in `casting_vote` must be a mapping, with `by`, `"),
        ({"casting_vote": [{"by": "a"}]}, "/casting_vote", "What is said in `casting_vote` must be a mapping"),
        ({"outcome": "adopted"}, "/statement", "`statement` is missing: a DecisionTaken needs it."),
        ({"outcome": "agreed", "statement": "So."}, "/outcome", "`outcome` must be one of adopted, rejected, deferre"),
        ({"review_at": "soon", "outcome": "adopted", "statement": "So."}, "/review_at", "`review_at` is not a time t"),
        ({"told": [{"organisations": "a"}]}, "/told/0/organisations", "`organisations` must be a list of at least one"),
        ({"told": [{"organisations": []}]}, "/told/0/organisations", "`organisations` must be a list of at least one"),
        ({"told": [{"organisations": ["a", "a"]}]}, "/told/0/organisations/1", "Entry 2 of `organisations` is there"),
        ({"told": [{"organisations": ["a"], "organisation": "b"}]}, "/told/0/organisations", "`organisation` and "),
        ({"told": [{"organisations": ["a", "b c"]}]}, "/told/0/organisations/1", "`organisation` must be an organisa"),
        ({"objections": [{"answered": "x"}]}, "/objections/0/objection", "Say with `objection` which one this is abo"),
        ({"objections": [{"by": "a"}]}, "/objections/0/reason", "`reason` is missing: an ObjectionRaised needs it."),
        ({"objections": [{"objection": "o"}]}, "/objections/0", "Nothing is said here about an objection"),
        ({"choices": {"a": "agree"}, "because": "x"}, "/because", "Nothing is recorded here that `because` could be"),
        ({"choices": {"a": "agree"}, "note": "x"}, "/note", "Nothing is recorded here that `note` could be about"),
        ({"choices": {"a": "agree"}, "effective_at": "soon"}, "/effective_at", "`effective_at` is not a time that ca"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_decision(more: dict[str, Any], pointer: str, text: str) -> None:
    (found,) = wrong(decisions=[{"decision": "d", **more}]).items()
    assert found[0] == f"/decisions/0{pointer}"
    assert found[1].startswith(text), found[1]


def test_a_number_that_should_be_text_goes_in_quotes() -> None:
    found = wrong(present=[42], decisions=[{**PROPOSED, "title": 2026}], told=[{"about": "m", "organisation": True}])
    assert found["/present/0"].endswith(' Put it in quotes: "42".')
    assert found["/decisions/0/title"].endswith(' Put it in quotes: "2026".')
    assert "quotes" not in found["/told/0/organisation"]


def test_nobody_chooses_twice_at_one_time() -> None:
    again = [{"decision": "d", "choices": {"a": "agree"}}, {"decision": "d", "choices": {"a": "disagree"}}]
    assert wrong(decisions=again) == {
        "/decisions/1/choices/a": "a has chosen on d in these minutes already: leave one of the two out."
    }
    again[1]["effective_at"] = "2026-03-05"
    assert len(drafted(decisions=again).drafted) == 3


def test_no_more_is_told_than_helps() -> None:
    assert len(wrong(done=[{}] * (FAULTS_MOST + 1))) == FAULTS_MOST
    with pytest.raises(NotAccepted) as caught:
        drafted(done=["x"] * (LIST_MOST + 1))
    assert caught.value.code == "too_large"


# Any minutes


def members(shape: Shape) -> list[str]:
    return [*shape.members(), *(name for section in shape.sections for name in section.shape.members())]


NAMES = st.sampled_from([*members(MINUTES), *members(DECISION), "a", "pcn", "d", ""])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 2**63)
    | st.floats(allow_nan=False)
    | st.sampled_from(["a", "d", "agree", "video", "2026-03-03", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=30,
)
SECTIONS = st.fixed_dictionaries({}, optional={section.name: VALUES for section in MINUTES.sections})
ENTRIES = st.lists(st.dictionaries(st.sampled_from(DECISION.members()), VALUES), max_size=3)


@given(
    st.one_of(
        VALUES, st.builds(lambda one: HELD | one, SECTIONS), st.builds(lambda one: HELD | {"decisions": one}, ENTRIES)
    )
)
def test_whatever_is_given_there_are_events_or_a_refusal(value: Any) -> None:
    try:
        minutes = minutes_of(value)
    except NotAccepted as refused:
        for fault in refused.faults:
            assert fault.pointer == "" or fault.pointer.startswith("/")
    else:
        assert {one.draft.declaration.name for one in minutes.drafted} <= TYPES.keys()
        assert minutes.meeting
