"""What gets in, and what does everything else hear?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.events import TYPES
from ledger.intake import (
    EVENT_BYTES_MOST,
    FAULTS_MOST,
    LEVELS_MOST,
    LIST_MOST,
    Draft,
    Fault,
    NotAccepted,
    check,
    check_all,
    event_schema,
    parse,
)
from tests.strategies import any_event

if TYPE_CHECKING:
    from collections.abc import Iterator

REGISTERED = {"type": "OrganisationRegistered", "organisation": "A81001", "name": "Larkfield", "kind": "practice"}
SOUGHT = {"type": "MandateSought", "mandate": "m", "holder": "U1", "scope": "estates", "wording": "To speak."}
GRANTED = {"type": "MandateGranted", "mandate": "m", "by": "A81001"}
LISTED = {"type": "ListSizeRecorded", "organisation": "A81001", "patients": 9000}
STARTED = {
    "type": "ActivityStarted",
    "activity": "a",
    "organisation": "U1",
    "title": "Hub",
    "step": 1,
    "participants": [],
}
TOUCHED = {"type": "ContactHeld", "between": ["A81001", "U1"], "mode": "video"}
MONEY = {"type": "ResourceAllocated", "resource": "r", "from": "QHL", "to": "U1", "pence": 1000, "purpose": "beds"}
ADMITTED = {
    "type": "ErrorAdmitted",
    "by": "U1",
    "to": ["A81001"],
    "what": "x",
    "apologised": True,
    "asked_how_to_put_right": False,
}
BRIEF = {"type": "BriefIssued", "representation": "r", "meeting_at": "2026-03-03", "represents": []}
WORDS = "must be text of 1 to 20,000 characters, and not only spaces."
TEXT = "must be text of 1 to 500 characters, and not only spaces."
HOW = "must be one of partners_meeting, vote, signature, email, verbal."
WHO = "must be 'members', 'practices' or a list of organisation codes."
AGAIN = "is there already: name each one once."
NAME = "1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or a digit"
CODE = f"must be an organisation code: {NAME}."


def refused(value: object, *, pointer: str = "") -> NotAccepted:
    with pytest.raises(NotAccepted) as caught:
        check(value, pointer=pointer)
    return caught.value


def the_fault(value: object) -> tuple[str, str]:
    refusal = refused(value)
    assert refusal.code == "invalid"
    (fault,) = refusal.faults
    assert refusal.message == fault.text
    return fault.pointer, fault.text


# What gets in


@pytest.mark.parametrize(
    "event",
    [
        REGISTERED,
        SOUGHT,
        {name: value for name, value in SOUGHT.items() if name != "mandate"},
        SOUGHT | {"constituency": "practices"},
        SOUGHT | {"constituency": ["A81001"], "expires_at": "2027-03-31", "reaffirm_within_days": 0},
        GRANTED | {"id": "123e4567-e89b-12d3-a456-426614174000"},
        GRANTED | {"id": "123E4567-E89B-12D3-A456-426614174000"},
        GRANTED | {"effective_at": "2026-03-03T14:30:00.123456+01:00", "conditions": [{"id": "c", "text": "x"}]},
        GRANTED | {"by": "a" * 64, "note": "é" * 20_000, "source": "x" * 500},
        MONEY | {"shares": [{"organisation": "A81001", "pence": 400}, {"organisation": "A81002", "pence": 600}]},
        MONEY | {"shares": []},
        ADMITTED,
        BRIEF,
        {"type": "PrioritiesAdopted", "group": "U1", "priorities": []},
        {"type": "AgendaSet", "meeting": "m1", "items": []},
        {"type": "OrganisationTold", "about": "m", "organisation": "A81001", "by": "A81001", "channel": "call"},
        {"type": "OrganisationClosed", "organisation": "A81001", "successors": ["A81002"]},
        STARTED,
        TOUCHED,
    ],
)
def test_what_is_in_order_gets_in_exactly_as_given(event: dict[str, Any]) -> None:
    before = orjson.dumps(event)
    assert check(event) == Draft(TYPES[str(event["type"])], event)
    assert orjson.dumps(event) == before


def test_one_event_or_a_list_of_them() -> None:
    assert check_all(REGISTERED) == [check(REGISTERED)]
    assert check_all([REGISTERED, GRANTED]) == [check(REGISTERED), check(GRANTED)]
    assert len(check_all([GRANTED] * LIST_MOST)) == LIST_MOST


# What is wrong with a member


@pytest.mark.parametrize(
    ("event", "pointer", "text"),
    [
        (REGISTERED | {"organisation": "a b"}, "/organisation", f"`organisation` {CODE}"),
        (REGISTERED | {"organisation": "abc\n"}, "/organisation", f"`organisation` {CODE}"),
        (REGISTERED | {"organisation": "a" * 65}, "/organisation", f"`organisation` {CODE}"),
        (REGISTERED | {"organisation": ""}, "/organisation", f"`organisation` {CODE}"),
        (REGISTERED | {"organisation": 5}, "/organisation", f"`organisation` {CODE}"),
        (REGISTERED | {"name": " \n"}, "/name", f"`name` {TEXT}"),
        (REGISTERED | {"name": "x" * 501}, "/name", f"`name` {TEXT}"),
        (REGISTERED | {"basis": None}, "/basis", "`basis` is null: leave it out instead."),
        (REGISTERED | {"name": None}, "/name", "`name` is null: an OrganisationRegistered needs it."),
        (SOUGHT | {"mandate": None}, "/mandate", "`mandate` is null: leave it out instead."),
        (REGISTERED | {"founded_by": "A1"}, "/founded_by", "`founded_by` must be a list of at most 2,000 entries."),
        (
            REGISTERED | {"founded_by": ["A1", "A2", "A1"]},
            "/founded_by/2",
            f"Entry 3 of `founded_by` {AGAIN}",
        ),
        (
            REGISTERED | {"founded_by": ["A1", None]},
            "/founded_by/1",
            "Entry 2 of `founded_by` is null: leave it out instead.",
        ),
        (
            REGISTERED | {"founded_by": [f"A{n}" for n in range(2001)]},
            "/founded_by",
            "`founded_by` must be a list of at most 2,000 entries.",
        ),
        (GRANTED | {"mandate": "-"}, "/mandate", f"`mandate` must be an id: {NAME}."),
        (SOUGHT | {"scope": "a b"}, "/scope", f"`scope` must be a slug such as 'negotiate-local-services': {NAME}."),
        (SOUGHT | {"wording": "x" * 20_001}, "/wording", f"`wording` {WORDS}"),
        (GRANTED | {"decided_how": "guess"}, "/decided_how", f"`decided_how` {HOW}"),
        (LISTED | {"organisation": "A", "patients": -1}, "/patients", "a whole number from 0 to 1,000,000,000,000,000"),
        (LISTED | {"patients": "5"}, "/patients", "without quotes or a decimal point."),
        (LISTED | {"patients": 5.0}, "/patients", "`patients` must be a whole number"),
        (LISTED | {"patients": True}, "/patients", "`patients` must be a whole number"),
        (LISTED | {"patients": 2**60}, "/patients", "`patients` must be a whole number"),
        (STARTED | {"step": True}, "/step", "`step` must be one of 1, 2, 3, 4, 5."),
        (STARTED | {"step": "1"}, "/step", "`step` must be one of 1, 2, 3, 4, 5."),
        (STARTED | {"step": 6}, "/step", "`step` must be one of 1, 2, 3, 4, 5."),
        (ADMITTED | {"apologised": 1}, "/apologised", "`apologised` must be true or false, without quotes."),
        (ADMITTED | {"to": []}, "/to", "`to` must be a list of 1 to 2,000 entries."),
        (TOUCHED | {"between": ["A1"]}, "/between", "`between` must be a list of 2 to 2,000 entries."),
        (TOUCHED | {"between": ["A1", "A1"]}, "/between/1", f"Entry 2 of `between` {AGAIN}"),
        (STARTED | {"participants": ["A1", "A1"]}, "/participants/1", f"Entry 2 of `participants` {AGAIN}"),
        (
            SOUGHT | {"expires_at": "2026-02-30"},
            "/expires_at",
            "`expires_at` is not a time that can be kept. There is no such date.",
        ),
        (SOUGHT | {"expires_at": 5}, "/expires_at", "`expires_at` must be a date like 2026-03-03, or"),
        (
            BRIEF | {"meeting_at": "tomorrow"},
            "/meeting_at",
            "`meeting_at` is not a time that can be kept. Write a date like",
        ),
        (BRIEF | {"meeting_at": "x" * 65}, "/meeting_at", "`meeting_at` must be a date like 2026-03-03, or"),
        (GRANTED | {"effective_at": "2026-03-03T10:00:00"}, "/effective_at", "a time with its offset like"),
        (GRANTED | {"effective_at": "2026-03-03T10:00:00.1234567Z"}, "/effective_at", "at most six digits"),
        (GRANTED | {"effective_at": None}, "/effective_at", "`effective_at` is null: leave it out instead."),
        (GRANTED | {"id": "5"}, "/id", "`id` must be a UUID like 123e4567-e89b-12d3-a456-426614174000."),
        (GRANTED | {"id": "123e4567-e89b-12d3-a456-426614174000\n"}, "/id", "`id` must be a UUID like"),
        (SOUGHT | {"constituency": "all"}, "/constituency", f"`constituency` {WHO}"),
        (SOUGHT | {"constituency": None}, "/constituency", "`constituency` is null: leave it out instead."),
        (SOUGHT | {"constituency": []}, "/constituency", "`constituency` must be a list of 1 to 2,000 entries."),
        (SOUGHT | {"constituency": ["A1", "?"]}, "/constituency/1", f"Entry 2 of `constituency` {CODE}"),
        (SOUGHT | {"constituency": ["A1", "A1"]}, "/constituency/1", f"Entry 2 of `constituency` {AGAIN}"),
        (
            GRANTED | {"conditions": [5]},
            "/conditions/0",
            "Entry 1 of `conditions` must be an object with `id` and `text`.",
        ),
        (GRANTED | {"conditions": {}}, "/conditions", "`conditions` must be a list of at most 2,000 entries."),
        (
            GRANTED | {"conditions": [{"id": "c", "text": "x"}, {"id": "d"}]},
            "/conditions/1/text",
            "`text` in entry 2 of `conditions` is missing: an entry of `conditions` needs it.",
        ),
        (
            GRANTED | {"conditions": [{"id": "c", "txt": "x", "text": "x"}]},
            "/conditions/0/txt",
            "`txt` is not a field of an entry of `conditions`. Did you mean `text`?",
        ),
        ({"type": "MandateGranted", "mandate": "m"}, "/by", "`by` is missing: a MandateGranted needs it."),
        (
            REGISTERED | {"organization": "x"},
            "/organization",
            "`organization` is not a field of an OrganisationRegistered. Did you mean `organisation`?",
        ),
        (GRANTED | {"zzz": 1}, "/zzz", "`zzz` is not a field of a MandateGranted. Leave it out."),
        (GRANTED | {"a/b~c": 1}, "/a~1b~0c", "`a/b~c` is not a field of a MandateGranted. Leave it out."),
        (
            GRANTED | {"q\x07" + "z" * 60: 1},
            "/q\x07" + "z" * 60,
            "`q\N{REPLACEMENT CHARACTER}" + "z" * 38 + "…` is not a field",
        ),
    ],
)
def test_what_is_wrong_with_a_member(event: dict[str, Any], pointer: str, text: str) -> None:
    where, said = the_fault(event)
    assert where == pointer
    assert text in said


# What is wrong between members


@pytest.mark.parametrize(
    ("event", "pointer", "text"),
    [
        (
            MONEY | {"shares": [{"organisation": "A1", "pence": 400}, {"organisation": "A2", "pence": 500}]},
            "/shares",
            "The shares add up to 900 pence, but `pence` is 1,000: make both the same.",
        ),
        (
            MONEY | {"shares": [{"organisation": "A1", "pence": 400}, {"organisation": "A1", "pence": 600}]},
            "/shares/1/organisation",
            "Another share is this organisation's: give each one a single share.",
        ),
        (
            ADMITTED | {"to": ["A81001", "U1"]},
            "/to/1",
            "An organisation owns up to others, not to itself: leave it out here.",
        ),
        (
            GRANTED | {"conditions": [{"id": "c", "text": "x"}, {"id": "c", "text": "y"}]},
            "/conditions/1/id",
            "Another condition of this grant has this `id`: name each one once.",
        ),
        (
            {"type": "MemberJoined", "organisation": "U1", "member": "U1"},
            "/member",
            "`organisation` and `member` are the same: an organisation cannot be a member of itself.",
        ),
        (
            {"type": "OrganisationClosed", "organisation": "A1", "successors": ["A2", "A1"]},
            "/successors/1",
            "An organisation that closes cannot be its own successor.",
        ),
        (
            {"type": "PowerDevolved", "from": "Q", "to": "Q", "scope": "s", "mode": "deciding"},
            "/to",
            "`from` and `to` are the same: a power is passed on to another.",
        ),
    ],
)
def test_what_is_wrong_between_members(event: dict[str, Any], pointer: str, text: str) -> None:
    assert the_fault(event) == (pointer, text)


# What is no event at all


@pytest.mark.parametrize(
    ("value", "pointer", "text"),
    [
        (5, "", "An event must be an object"),
        (None, "", "An event must be an object"),
        ({}, "/type", "`type` is missing"),
        ({"type": 5}, "/type", "`type` must be text"),
        ({"type": ["MandateGranted"]}, "/type", "`type` must be text"),
        ({"type": "MandateGrantd"}, "/type", 'There is no event type "MandateGrantd". Did you mean MandateGranted'),
        ({"type": "Q" * 1000}, "/type", f'There is no event type "{"Q" * 40}…". The reference page lists all of them.'),
    ],
)
def test_what_is_no_event(value: object, pointer: str, text: str) -> None:
    where, said = the_fault(value)
    assert where == pointer
    assert said.startswith(text)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    refusal = refused({"type": "OrganisationRegistered", "organisation": "?", "kind": "club"}, pointer="/3")
    assert [fault.pointer for fault in refusal.faults] == ["/3/organisation", "/3/name", "/3/kind"]
    assert refusal.message.endswith("(And 2 more.)")


def test_no_answer_is_longer_than_anybody_reads() -> None:
    refusal = refused(GRANTED | {f"q{n}": 1 for n in range(500)})
    assert len(refusal.faults) == FAULTS_MOST


def test_no_answer_says_a_given_value_back() -> None:
    private = "Mrs Jones of 4 Mill Lane"
    for event in (GRANTED | {"by": private}, GRANTED | {"note": [private]}, BRIEF | {"may_agree": [private, " "]}):
        assert not any(private in fault.text for fault in refused(event).faults)


def test_an_event_is_not_too_large() -> None:
    heavy = BRIEF | {"may_agree": ["x" * 20_000] * 60}
    assert len(orjson.dumps(heavy)) > EVENT_BYTES_MOST
    assert refused(heavy).code == "too_large"
    assert refused(GRANTED | {"by": "x" * EVENT_BYTES_MOST}, pointer="/2").faults[0].pointer == "/2"
    with pytest.raises(NotAccepted) as caught:
        check_all([GRANTED | {"by": ""}, heavy])
    assert caught.value.code == "too_large"


# Lists


def test_a_list_tells_all_that_is_wrong_with_any_of_its_events() -> None:
    with pytest.raises(NotAccepted) as caught:
        check_all([GRANTED, 5, GRANTED | {"by": ""}, MONEY | {"shares": [{"organisation": "A", "pence": 1}]}])
    assert [fault.pointer for fault in caught.value.faults] == ["/1", "/2/by", "/3/shares"]


def test_a_list_tells_no_more_than_anybody_reads() -> None:
    with pytest.raises(NotAccepted) as caught:
        check_all([GRANTED | {"by": "", "mandate": ""}] * 500)
    assert len(caught.value.faults) == FAULTS_MOST


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ([], "invalid", "The list is empty: send at least one event."),
        ([GRANTED] * (LIST_MOST + 1), "too_large", "The list is too long: send at most 10,000 events at once."),
    ],
)
def test_a_list_has_1_to_10_000_events(value: object, code: str, text: str) -> None:
    with pytest.raises(NotAccepted) as caught:
        check_all(value)
    assert (caught.value.code, caught.value.faults) == (code, (Fault("", text),))


# Text


def unparsed(body: bytes, **limits: int) -> NotAccepted:
    with pytest.raises(NotAccepted) as caught:
        parse(body, **limits)
    return caught.value


@given(st.lists(any_event(), max_size=3))
def test_json_is_read(events: list[dict[str, Any]]) -> None:
    assert parse(orjson.dumps(events)) == events


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"a":1,}', b"NaN", b"[Infinity]", b"1e999", b"\xff", b'"\xed\xa0\x80"', b'{"a": "\0"}', b"{'a': 1}"],
)
def test_what_is_not_json_says_where(body: bytes) -> None:
    refusal = unparsed(body)
    assert refusal.code == "not_json"
    assert "This is not JSON: " in refusal.message
    assert "at line 1, column " in refusal.message


def test_a_line_is_counted() -> None:
    assert "at line 2, column " in unparsed(b'{"a": 1,\n"b" 2}').message


def test_text_is_not_too_large() -> None:
    assert parse(b"[1]", limit_bytes=3) == [1]
    refusal = unparsed(b"[1]", limit_bytes=2)
    assert (refusal.code, refusal.message) == ("too_large", "This is too large: send at most 2 bytes at once.")


@pytest.mark.parametrize(
    "body",
    [
        b"[" * (LEVELS_MOST + 1) + b"]" * (LEVELS_MOST + 1),
        b'{"a":' * (LEVELS_MOST + 1) + b"1" + b"}" * (LEVELS_MOST + 1),
        b"[" * 100_000 + b"]" * 100_000,
        b'["\\ud800",' + b"[" * 40 + b"]" * 40 + b"]",
        b'["\\ud800",' + b"[" * 100_000 + b"]" * 100_000 + b"]",
    ],
)
def test_text_is_not_nested_too_deeply(body: bytes) -> None:
    assert unparsed(body).code == "too_deep"


def test_32_levels_are_not_too_deep() -> None:
    assert parse(b"[" * LEVELS_MOST + b"]" * LEVELS_MOST)


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        (rb'"\u0000"', [""]),
        (rb'[{"note": "a\u0000b"}, {"x": 5, "a/b": ["\u0000"]}]', ["/0/note", "/1/a~1b/0"]),
        (rb'{"a": {"\u0000": 1}}', ["/a"]),
        (rb'{"a": "\ud800", "b": "\ud83d\ude00", "c": ["\udc00x"]}', ["/a", "/c/0"]),
    ],
)
def test_text_holds_no_character_that_nothing_can_keep(body: bytes, pointers: list[str]) -> None:
    refusal = unparsed(body)
    assert refusal.code == "invalid"
    assert [fault.pointer for fault in refusal.faults] == pointers


def test_a_backslash_before_u0000_is_only_a_backslash() -> None:
    assert parse(rb'"\\u0000"') == "\\u0000"


# The schema


def described(component: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from component.get("properties", {}).values()


def refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from [value["$ref"]] if "$ref" in value else []
        for inner in value.values():
            yield from refs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from refs(inner)


def test_the_schema_has_a_component_for_every_type_with_every_field_described() -> None:
    components = event_schema()
    mapping = {name: f"#/components/schemas/{name}" for name in TYPES}
    assert components["Event"]["discriminator"] == {"propertyName": "type", "mapping": mapping}
    assert [one["$ref"] for one in components["Event"]["oneOf"]] == list(mapping.values())
    for name, its in TYPES.items():
        assert components[name]["description"] == its.says
        assert {"type", "id", "effective_at", *(spec.name for spec in its.fields)} == set(
            components[name]["properties"]
        )
        assert components[name]["additionalProperties"] is False
    for name, component in components.items():
        for member in described(component):
            assert member["description"], name
            assert member.get("default", 0) is not None, name
    assert {ref.removeprefix("#/components/schemas/") for ref in refs(components)} <= set(components)


def test_the_schema_requires_what_the_ledger_cannot_make() -> None:
    components = event_schema()
    assert components["MandateSought"]["required"] == ["type", "holder", "scope", "wording"]
    assert components["MandateGranted"]["required"] == ["type", "mandate", "by"]
    assert components["ActivityStarted"]["properties"]["step"]["enum"] == [1, 2, 3, 4, 5]
    assert components["ContactHeld"]["properties"]["between"]["uniqueItems"] is True
    assert components["MandateSought"]["properties"]["threshold"]["default"] == "majority"
