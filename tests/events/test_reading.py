"""Does a stored text mean the same for ever, and does every valid event come back as it was given?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given, settings

from ledger import times
from ledger.events import TYPES, ApproachReceived, MandateGranted, declaration
from ledger.events.declare import FieldSpec, Role
from ledger.events.reading import UPCASTS, NotReadable, Upcast, read
from ledger.intake import check
from tests.strategies import any_event, event_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.events import Event

GOLDEN = Path(__file__).with_name("golden.jsonl").read_bytes().splitlines()


def assert_means(event: Event, facts: dict[str, Any]) -> None:
    """Every field of an event is what its JSON says, or its default."""
    for spec in declaration(event).fields:
        value = getattr(event, spec.attribute)
        if spec.name in facts:
            assert value == meant(spec, facts[spec.name]), spec.name
        else:
            assert value == spec.default, spec.name


def meant(spec: FieldSpec, stored: Any) -> Any:
    match spec.role:
        case Role.ENDS:
            return times.end(stored)
        case Role.STARTS:
            return times.start(stored)
        case Role.PARTS:
            return tuple(Same(spec.parts, part) for part in stored)
    return tuple(stored) if isinstance(stored, list) else stored


class Same:
    """Equal to a part with the same values."""

    def __init__(self, parts: tuple[FieldSpec, ...], stored: dict[str, Any]) -> None:
        self.expected = {part.attribute: stored.get(part.name, part.default) for part in parts}

    def __eq__(self, other: object) -> bool:
        return {name: getattr(other, name) for name in self.expected} == self.expected

    __hash__ = None  # type: ignore[assignment]


@settings(max_examples=400)
@given(any_event())
def test_every_valid_event_is_accepted_and_read_back(facts: dict[str, Any]) -> None:
    draft = check(facts)
    assert draft.given is facts
    event = read(draft.declaration.name, orjson.dumps(facts))
    assert type(event) is TYPES[facts["type"]].cls
    assert_means(event, facts)


@pytest.mark.parametrize("name", TYPES)
def test_each_type_is_accepted_and_read_back(name: str) -> None:
    @settings(max_examples=5)
    @given(event_of(name))
    def there_and_back(facts: dict[str, Any]) -> None:
        assert_means(read(check(facts).declaration.name, orjson.dumps(facts)), facts)

    there_and_back()


def test_the_golden_file_has_a_line_of_every_type() -> None:
    assert {orjson.loads(line)["type"] for line in GOLDEN} == set(TYPES)


@pytest.mark.parametrize("line", GOLDEN, ids=lambda line: orjson.loads(line)["type"])
def test_what_was_once_stored_is_readable_for_ever(line: bytes) -> None:
    facts = orjson.loads(line)
    event = read(facts["type"], line)
    assert type(event).__name__ == facts["type"]
    assert_means(event, facts)


def test_members_that_are_no_fields_of_the_type_are_no_hindrance() -> None:
    facts = b'{"type":"MandateGranted","id":"x","effective_at":"2026-03-03","mandate":"m","by":"A","later_added":1}'
    assert read("MandateGranted", facts) == MandateGranted(mandate="m", by="A")


def test_keywords_are_read() -> None:
    facts = b'{"approach":"a","from":"QHL","to":"A81001","topic":"beds"}'
    assert read("ApproachReceived", facts) == ApproachReceived(approach="a", from_="QHL", to="A81001", topic="beds")


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("MandateGranted", b'{"mandate":"m"}'),
        ("MandateGranted", b'{"mandate":"m"'),
        ("ApproachReceived", b'{"approach":"a"}'),
        ("BriefIssued", b'{"brief":"b","representation":"r","represents":[],"meeting_at":"yesterday"}'),
        ("NoSuchType", b"{}"),
    ],
)
def test_a_stored_text_that_means_nothing_says_so(name: str, facts: bytes) -> None:
    with pytest.raises(NotReadable, match=f"A stored text is no {name}"):
        read(name, facts)


@pytest.fixture
def upcasts() -> Iterator[dict[str, tuple[Upcast, ...]]]:
    """The upcasts, given back as they were."""
    before = dict(UPCASTS)
    yield UPCASTS
    UPCASTS.clear()
    UPCASTS.update(before)


# The worked example. Suppose that grants were once stored as `MandateGiven`, by an `organisation`; then under today's
# name, but with one `condition` instead of a list. Lines of all ages are read as today's type.
GIVEN_BY_ORGANISATION = Upcast(
    applies=lambda facts: "organisation" in facts,
    lift=lambda facts: (
        {name: value for name, value in facts.items() if name != "organisation"} | {"by": facts["organisation"]}
    ),
)
ONCE_CALLED_GIVEN = Upcast(applies=lambda _: True, lift=lambda facts: facts | {"type": "MandateGranted"})
ONE_CONDITION = Upcast(
    applies=lambda facts: "condition" in facts,
    lift=lambda facts: facts | {"conditions": [{"id": "only", "text": facts["condition"]}]},
)


def test_older_lines_are_lifted_when_they_are_read(upcasts: dict[str, tuple[Upcast, ...]]) -> None:
    upcasts["MandateGiven"] = (GIVEN_BY_ORGANISATION, ONCE_CALLED_GIVEN)
    upcasts["MandateGranted"] = (ONE_CONDITION,)
    oldest = b'{"type":"MandateGiven","mandate":"m","organisation":"A81001","condition":"3f"}'
    older = b'{"type":"MandateGranted","mandate":"m","by":"A81001","condition":"3f"}'
    today = b'{"type":"MandateGranted","mandate":"m","by":"A81001","conditions":[{"id":"only","text":"3f"}]}'
    event = read("MandateGranted", today)
    assert isinstance(event, MandateGranted)
    assert event.conditions[0].text == "3f"
    assert read("MandateGranted", older) == event
    assert read("MandateGiven", oldest) == event


def test_a_renamed_type_needs_no_upcast_under_its_new_name(upcasts: dict[str, tuple[Upcast, ...]]) -> None:
    upcasts["MandateGiven"] = (ONCE_CALLED_GIVEN,)
    assert read("MandateGiven", b'{"mandate":"m","by":"A"}') == MandateGranted(mandate="m", by="A")
