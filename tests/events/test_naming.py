"""What does an event name, and which of its words can be erased?"""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import given, settings

from ledger.events import (
    TYPES,
    AgendaItem,
    AgendaSet,
    ApproachBypassed,
    BriefIssued,
    Condition,
    DecisionProposed,
    InterestDeclared,
    MandateGranted,
    MandateSought,
    PositionStated,
    ResourceAllocated,
    Share,
    VoteCast,
)
from ledger.events.naming import (
    codes_named,
    ids_named,
    opened,
    opened_if_new,
    persons_named,
    required_ids,
    scopes_named,
    with_words,
    words_of,
)
from ledger.events.reading import read
from ledger.times import Starts
from tests.strategies import any_event

BRIEF = BriefIssued(
    brief="b",
    representation="r",
    meeting_at=Starts(0),
    represents=("A81001", "A81002"),
    mandate="m",
    priorities=("p1", "p2"),
)


def test_codes_are_found_in_fields_lists_and_parts_once_each() -> None:
    money = ResourceAllocated(
        resource="r",
        from_="QHL",
        to="U1",
        pence=3,
        purpose="x",
        shares=(Share(organisation="A81001", pence=1), Share(organisation="U1", pence=2)),
    )
    assert codes_named(money) == ("QHL", "U1", "A81001")
    assert codes_named(PositionStated(by="U1", scope="s", to=("U1", "QHL"), position_text="x")) == ("U1", "QHL")
    assert codes_named(MandateGranted(mandate="m", by="A81001", conditions=(Condition(id="c", text="x"),))) == (
        "A81001",
    )


def test_codes_are_found_in_a_constituency_unless_it_is_a_word() -> None:
    def sought(constituency: str | tuple[str, ...]) -> MandateSought:
        return MandateSought(mandate="m", holder="U1", scope="s", wording="x", constituency=constituency)

    assert codes_named(sought("members")) == ("U1",)
    assert codes_named(sought(("A81001", "A81002"))) == ("U1", "A81001", "A81002")


def test_ids_are_found_also_where_they_are_optional_or_in_lists() -> None:
    assert ids_named(BRIEF) == ("b", "r", "m", "p1", "p2")
    agenda = AgendaSet(meeting="mt", items=(AgendaItem(title="x", decision="d"), AgendaItem(title="y")))
    assert ids_named(agenda) == ("mt", "d")
    assert ids_named(PositionStated(by="U1", scope="s", to=("QHL",), position_text="x")) == ()


def test_required_ids_are_those_without_which_it_means_nothing() -> None:
    assert required_ids(BRIEF) == ("r",)
    assert required_ids(AgendaSet(meeting="mt", items=())) == ()


def test_what_is_opened() -> None:
    assert (opened(BRIEF), opened_if_new(BRIEF)) == ("b", None)
    granted = MandateGranted(mandate="m", by="A81001")
    assert (opened(granted), opened_if_new(granted)) == (None, None)
    agenda = AgendaSet(meeting="mt", items=())
    assert (opened(agenda), opened_if_new(agenda)) == (None, "mt")


def test_persons_and_scopes() -> None:
    assert persons_named(VoteCast(decision="d", by="A81001", choice="agree")) == ()
    assert persons_named(VoteCast(decision="d", by="A81001", choice="agree", through="amy")) == ("amy",)
    assert persons_named(ApproachBypassed(by="A81001", with_="QHL", what="x", reported_by="bob")) == ("bob",)
    declared = InterestDeclared(decision="d", person="amy", by="A81001", interest="x", action="left")
    assert persons_named(declared) == ("amy",)
    proposed = DecisionProposed(decision="d", group="U1", by="A81001", title="x", text="y", matter="estates")
    assert scopes_named(proposed) == ("estates",)


def test_words_have_pointers() -> None:
    brief = {"type": "BriefIssued", "agenda": "a", "may_agree": ["b", "c"], "note": "d", "represents": ["A81001"]}
    expected = {"/agenda": "a", "/may_agree/0": "b", "/may_agree/1": "c", "/note": "d"}
    assert dict(words_of(TYPES["BriefIssued"], brief)) == expected
    grant = {"type": "MandateGranted", "conditions": [{"id": "c", "text": "e"}, {"id": "d"}]}
    assert dict(words_of(TYPES["MandateGranted"], grant)) == {"/conditions/0/text": "e"}


def test_words_are_replaced_in_a_copy() -> None:
    grant = {"type": "MandateGranted", "mandate": "m", "conditions": [{"id": "c", "text": "e"}, {"id": "d"}]}
    before = orjson.dumps(grant)
    replaced = with_words(grant, lambda pointer, text: f"{pointer}={text}")
    assert replaced == grant | {"conditions": [{"id": "c", "text": "/conditions/0/text=e"}, {"id": "d"}]}
    assert orjson.dumps(grant) == before
    brief = {"type": "BriefIssued", "agenda": "a", "may_agree": ["b"]}
    expected = {"type": "BriefIssued", "agenda": "/agenda=a", "may_agree": ["/may_agree/0=b"]}
    assert with_words(brief, lambda pointer, text: f"{pointer}={text}") == expected
    bare = {"type": "MandateGranted", "mandate": "m"}
    assert with_words(bare, lambda pointer, text: pointer + text) == bare


@settings(max_examples=300)
@given(any_event())
def test_replacing_words_reaches_all_of_them_and_nothing_else(facts: dict[str, Any]) -> None:
    declaration = TYPES[facts["type"]]
    seen = dict(words_of(declaration, facts))
    replaced = with_words(facts, lambda pointer, text: f"{pointer} {text}")
    assert dict(words_of(declaration, replaced)) == {pointer: f"{pointer} {text}" for pointer, text in seen.items()}
    assert with_words(replaced, lambda pointer, _: seen[pointer]) == facts


@settings(max_examples=300)
@given(any_event())
def test_what_is_named_stands_in_the_event(facts: dict[str, Any]) -> None:
    event = read(facts["type"], orjson.dumps(facts))
    named = {*codes_named(event), *ids_named(event), *persons_named(event), *scopes_named(event)}
    assert all(f'"{name}"' in orjson.dumps(facts).decode() for name in named)
    assert {*required_ids(event), *filter(None, [opened(event), opened_if_new(event)])} <= set(ids_named(event))
