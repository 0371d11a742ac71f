"""What is in the ledger, line by line, and page by page?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.moment import Asked
from ledger.refusals import Refused
from tests.story import STORY
from tests.telling import (
    a_pcn,
    all_the_same,
    closed,
    given,
    granted,
    happened,
    joined,
    left,
    listed,
    record,
    recorded_by,
    registered,
    retracted,
    sought,
)

if TYPE_CHECKING:
    from ledger.application import Ledger


def codes(ledger: Ledger, *, asked: Asked | None = None, **filters: Any) -> list[str]:
    """The codes of all pages."""
    out: list[str] = []
    after = ""
    while True:
        page = ledger.listing.organisations(asked or Asked(), after=after, **filters)
        out += [line.organisation for line in page.lines]
        if page.next is None:
            return out
        after = page.next


def test_organisations_in_the_order_of_their_codes(ledger: Ledger) -> None:
    record(ledger, *a_pcn("b", "a"), registered("fed", "federation"))
    assert codes(ledger) == ["a", "b", "fed", "pcn"]
    for limit in (1, 2, 3, 4, 5):
        assert codes(ledger, limit=limit) == ["a", "b", "fed", "pcn"]


def test_of_one_kind_or_with_a_part_of_the_name_or_code(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"), happened("OrganisationRenamed", "2023-01-01", organisation="pcn", name="Harbour"))
    assert codes(ledger, kind="practice") == ["a"]
    assert codes(ledger, q="HARB") == ["pcn"]
    assert codes(ledger, q="pc") == ["pcn"]
    assert codes(ledger, q="x") == []
    assert codes(ledger, q="A", kind="pcn", limit=1) == ["pcn"]


def test_members_of_one_body(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a", "b", "c"), left("b", "2023-12-31"), joined("pcn", "a", standing="attending"))
    assert codes(ledger, member_of="pcn") == ["a", "c"]
    assert codes(ledger, member_of="pcn", limit=1) == ["a", "c"]
    assert codes(ledger, member_of="a") == ["pcn"]
    assert codes(ledger, member_of="pcn", asked=Asked(as_of="2023-12-31")) == ["a", "b", "c"]
    with pytest.raises(Refused):
        codes(ledger, member_of="nobody")


def test_only_those_that_are_registered_by_then(ledger: Ledger) -> None:
    record(ledger, registered("a"), registered("b", at="2024-01-01"), registered("c"), retracted(3))
    assert codes(ledger, asked=Asked(as_of="2023-12-31")) == ["a"]
    assert codes(ledger) == ["a", "b"]
    assert codes(ledger, asked=Asked(upto=3, as_of="2024-06-01")) == ["a", "b", "c"]


def test_a_line_says_what_there_is_to_know(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"), listed("a", 9000), closed("a", "2023-12-31"))
    line = ledger.listing.organisations(Asked()).lines[0]
    assert (line.organisation, line.name, line.kind, line.patients, line.closed_at) == (
        "a",
        "A",
        "practice",
        9000,
        "2024-01-01T00:00:00Z",
    )


def test_events_in_the_order_of_recording(ledger: Ledger) -> None:
    events = (*a_pcn("a"), sought(), recorded_by("a", granted("a", "2024-02-01")))
    record(ledger, *events)
    page = ledger.listing.events(Asked(), limit=4)
    assert ([one.position for one in page.lines], page.next) == ([1, 2, 3, 4], "4")
    rest = ledger.listing.events(Asked(), limit=4, after=4)
    assert ([one.position for one in rest.lines], rest.next) == ([5, 6], None)
    shown = [one.event for one in (*page.lines, *rest.lines)]
    assert shown == [{k: v for k, v in one.items() if k != "recorded_by"} for one in events]
    assert [one.recorded_by for one in rest.lines] == ["local", "a"]
    assert rest.lines[0].recorded_at < rest.lines[1].recorded_at


def test_events_of_one_type_or_about_one_thing(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a", "b"), sought(), granted("a", "2024-02-01"))

    def positions(**filters: Any) -> list[int]:
        return [one.position for one in ledger.listing.events(Asked(), **filters).lines]

    assert positions(type_name="MemberJoined") == [4, 5]
    assert positions(subject="a") == [2, 4, 8]
    assert positions(subject="m") == [7, 8]
    assert positions(subject="amy") == [6]
    assert positions(subject="a", type_name="MemberJoined") == [4]
    assert positions(subject="nobody") == []


def test_events_as_known_then(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"))
    assert [one.position for one in ledger.listing.events(Asked(upto=2)).lines] == [1, 2]


def test_one_event_and_none(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"), sought())
    assert ledger.listing.event(5).event["wording"] == "To speak."
    ledger.store.erase(5)
    assert ledger.listing.event(5).event["wording"] == "[erased]"
    with pytest.raises(Refused) as caught:
        ledger.listing.event(6)
    assert caught.value.code == "not_found"


def test_findings_of_a_whole_story_are_those_of_the_audit(ledger: Ledger) -> None:
    record(ledger, *STORY)
    history = given(*STORY)
    listed_ones: list[tuple[int | None, str]] = []
    after = 0
    while True:
        page = ledger.listing.findings(Asked(as_of="2030-01-01"), after=after, limit=2)
        listed_ones += [(one.position, one.rule) for one in page.lines]
        if page.next is None:
            break
        after = int(page.next)
    expected = [
        (position, rule) for position in range(1, len(STORY) + 1) for rule in history.found_at(position, "2030-01-01")
    ]
    assert listed_ones == expected
    for code in ("a", "d", "fed"):
        page = ledger.listing.findings(Asked(as_of="2030-01-01"), organisation=code)
        named = {one.position for one in ledger.listing.events(Asked(), subject=code).lines}
        assert [(one.position, one.rule) for one in page.lines] == [one for one in expected if one[0] in named]


def test_findings_of_one_organisation_rule_or_severity(ledger: Ledger) -> None:
    record(
        ledger,
        *a_pcn("a", "b"),
        registered("x"),
        sought(),
        all_the_same(granted("x", "2024-02-01")),
        granted("a", "2024-02-01", source=None),
        all_the_same(granted("x", "2024-02-02", source=None)),
    )

    def found(**filters: Any) -> list[tuple[int | None, str]]:
        return [(one.position, one.rule) for one in ledger.listing.findings(Asked(), **filters).lines]

    assert found() == [
        (9, "not_in_constituency"),
        (10, "unattested"),
        (11, "not_in_constituency"),
        (11, "unattested"),
    ]
    assert found(organisation="x") == [(9, "not_in_constituency"), (11, "not_in_constituency"), (11, "unattested")]
    assert found(rule="unattested") == [(10, "unattested"), (11, "unattested")]
    assert found(severity="stop") == [(9, "not_in_constituency"), (11, "not_in_constituency")]
    assert found(organisation="b") == []
    with pytest.raises(Refused):
        found(organisation="nobody")


def test_findings_come_in_pages_with_all_of_an_event_or_none(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"), registered("x"), sought(), all_the_same(granted("x", "2024-02-01", source=None)))
    page = ledger.listing.findings(Asked(), limit=1)
    assert [one.rule for one in page.lines] == ["not_in_constituency", "unattested"]
    assert page.next is None
    record(ledger, granted("a", "2024-02-01"))
    page = ledger.listing.findings(Asked(), limit=1)
    assert (len(page.lines), page.next) == (2, "7")
    assert ledger.listing.findings(Asked(), limit=1, after=7).lines == ()


def test_an_empty_ledger_has_no_lines(ledger: Ledger) -> None:
    assert codes(ledger) == []
    assert ledger.listing.events(Asked()).lines == ()
    assert ledger.listing.findings(Asked()).lines == ()
