"""Are representatives, doors and seats answered over HTTP, and acts that break their rules refused with a reason?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.speaking import (
    PLACE,
    approached,
    briefed,
    comes_in,
    devolved,
    door,
    guards,
    in_the_system,
    leads_speaking,
    reported,
    seat,
    sent_on,
    sits,
    speaks,
    speaks_no_more,
    triaged,
)
from tests.telling import happened, registered

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient

READINGS = ("representation", "access", "seats")
EVENTS = [
    *PLACE,  # 1 to 9
    leads_speaking("lee"),
    speaks(),
    briefed(may_agree=["Dates."]),
    door(),
    comes_in("a"),
    guards("gil"),  # 15
    approached(to="a"),
    sent_on(),
    seat("s", voting=True),
    sits("s", "bob"),
    devolved("estates", "deciding", "icb", by="pcn"),  # 20
]


@pytest.fixture
def read(client: TestClient, post: Callable[..., Any]) -> Callable[[str, str], Any]:
    """Read about the place, once somebody speaks for it and guards its door."""
    assert post(EVENTS)["findings"] == []

    def ask(code: str, name: str) -> Any:
        answer = client.get(f"/v1/organisations/{code}/{name}?as_of=2024-03-05")
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


def test_representation(read: Callable[[str, str], Any]) -> None:
    found = read("glg", "representation")
    assert [(one["person"], one["because"]) for one in found["leads"]] == [("lee", [10])]
    (line,) = found["representatives"]
    assert (line["person"], line["at"], line["at_name"], line["capacity"]) == ("bob", "icb", "ICB", "delegate")
    assert (line["brief"]["brief"], line["brief"]["may_agree"], line["because"]) == ("k", ["Dates."], [11])
    empty = ("speakers", "overdue_reports", "open_actions", "reviews_due", "oversteps", "positions")
    assert [found[name] for name in empty] == [[]] * len(empty)
    assert [one["group"] for one in read("icb", "representation")["speakers"]] == ["glg"]


def test_access(read: Callable[[str, str], Any]) -> None:
    found = read("glg", "access")
    assert (found["opened_at"], found["because"]) == ("2024-01-01T00:00:00Z", [13])
    assert [one["organisation"] for one in found["joined"]] == ["a"]
    assert [one["person"] for one in found["gatekeepers"]] == ["gil"]
    assert found["counts"] == {"waiting": 0, "redirected": 1, "triaged": 0, "answered": 0}
    (line,) = found["approaches"]
    assert (line["approach"], line["body"], line["to"], line["is_with"]) == ("x", "icb", "a", "glg")
    assert (line["state"], line["age_days"], line["because"]) == ("redirected", 33, [16, 17])
    assert (found["redirection"]["reached"], found["redirection"]["share"]) == (1, 1.0)
    assert [one["group"] for one in read("a", "access")["doors"]] == ["glg"]


def test_seats(read: Callable[[str, str], Any]) -> None:
    found = read("glg", "seats")
    assert (found["own"]["held"], found["own"]["empty"], found["own"]["voting"]) == (1, 0, 1)
    assert [(one["person"], one["because"]) for one in found["own"]["seats"]] == [("bob", [18, 19])]
    assert (found["here"]["seats"], [one["scope"] for one in found["powers"]]) == ([], ["estates"])


@pytest.mark.parametrize(
    ("event", "rule", "because"),
    [
        (guards("ivy") | {"group": "glg"}, "too_many_gatekeepers", [15, 22]),
        (triaged(by="zoe"), "not_a_gatekeeper", [16, 17, 15, 22]),
        (guards("sue", group="pcn"), "conflicted_voice", [21]),
        (speaks("sue", representation="r2"), "conflicted_voice", [21]),
        (leads_speaking("ned"), "too_many_leads", [10, 23]),
        (briefed("k2", "2024-08-01", representation="r3", meeting_at="2024-08-10"), "representation_ended", [25]),
        (reported(at="2024-03-09"), "before_meeting", [12]),
    ],
)
def test_what_breaks_a_rule_is_refused_and_recorded_all_the_same_with_a_reason(
    client: TestClient, post: Callable[..., Any], event: Any, rule: str, because: list[int]
) -> None:
    more = (in_the_system("sue", "2023-01-01"), guards("hal"), leads_speaking("max"))
    post([*EVENTS, *more, speaks("eve", representation="r3"), speaks_no_more("2024-06-30", "r3")])
    answer = client.post("/v1/events", json=event)
    assert (answer.status_code, answer.json()["code"]) == (409, "irregular")
    assert [(one["rule"], one["because"]) for one in answer.json()["findings"]] == [(rule, because)]
    (found,) = post(event | {"irregular_because": "The minutes say so."})["findings"]
    assert (found["rule"], found["severity"], found["because"]) == (rule, "stop", because)


def test_what_is_noted_when_it_is_recorded(post: Callable[..., Any]) -> None:
    post(EVENTS)
    events = [
        briefed("k2", latitude="framed"),
        reported("k2", within=(False,)),
        approached("y", "2024-03-01"),
        happened("AgendaSet", "2024-03-02", meeting="n", items=[{"title": "Flu", "approach": "y"}]),
    ]
    assert [(one["rule"], one["severity"], one["position"]) for one in post(events)["findings"]] == [
        ("outside_brief", "note", 22),
        ("shopped_around", "note", 23),
        ("ungated_item", "note", 24),
    ]


@pytest.mark.parametrize("name", READINGS)
def test_what_there_is_no_answer_to(client: TestClient, post: Callable[..., Any], name: str) -> None:
    post(registered("late", at="2040-04-01"))
    nobody = client.get(f"/v1/organisations/nobody/{name}")
    assert (nobody.status_code, nobody.json()["code"]) == (404, "not_found")
    late = client.get(f"/v1/organisations/late/{name}")
    assert (late.status_code, late.json()["code"]) == (404, "not_yet")
