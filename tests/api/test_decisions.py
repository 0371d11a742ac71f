"""Are decisions answered over HTTP as the contract says, to the letter?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.deciding import (
    agreed_to,
    casting,
    departed,
    feels,
    interested,
    proposed,
    taken,
    voted,
)
from tests.telling import all_the_same, objected, resolved, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient

AT = {"as_of": "2024-04-01"}
DECISION = [
    proposed("2024-03-01", "hub", "pcn1", "pr0", method="vote", mandate="m1", matter="estates", affects=["pr2"]),  # 15
    told("pr0", "2024-03-02", about="hub", by="pcn1"),
    interested("pr0", "2024-03-02", decision="hub"),
    feels("pr2", "2024-03-02", "hub"),
    objected("pr2", "2024-03-02", "ob", "hub"),  # 19
    voted("pr0", "2024-03-03", "disagree", "hub", reason="Too big.", through="zoe"),
    resolved("2024-03-04", "ob", "amended"),
    voted("pr0", "2024-03-04", "agree", "hub"),  # 22
    voted("pr1", "2024-03-04", "disagree", "hub"),
    casting("agree", "2024-03-05", "pcn1", "hub"),
    taken(at="2024-03-10", decision="hub", review_at="2024-09-30"),  # 25
    agreed_to("act", "pr0", "2024-03-10", "2024-03-31", "hub"),
    departed("pr1", "2024-03-20", "hub"),
]


@pytest.fixture
def decided(post: Callable[..., Any], place: Any) -> Any:
    """A decision at the place, from proposed to departed from."""
    assert place
    return post(DECISION)


def test_the_dossier_to_the_letter(client: TestClient, decided: Any) -> None:
    read = client.get("/v1/decisions/hub", params=AT).json()
    assert {name: read[name] for name in ("decision", "group", "title", "method", "outcome", "open")} == {
        "decision": "hub",
        "group": "pcn1",
        "title": "Hub",
        "method": "vote",
        "outcome": "adopted",
        "open": False,
    }
    assert read["tally"] == {
        "for": 1,
        "against": 1,
        "neutral": 0,
        "silent": 1,
        "base": 2,
        "quorate": True,
        "carried": True,
    }
    assert read["findings"] == decided["findings"] == []
    assert (read["position"], read["because"]) == (27, [15, 25])
    assert read["as_of"] == "2024-04-01T22:59:59.999999Z"


def test_each_electors_choice_and_choices(client: TestClient, decided: Any) -> None:
    assert decided
    first, second, third = client.get("/v1/decisions/hub", params=AT).json()["electors"]
    assert first == {
        "organisation": "pr0",
        "name": "PR0",
        "choice": "agree",
        "weight": 1,
        "choices": [
            {
                "choice": "disagree",
                "at": "2024-03-03T00:00:00Z",
                "reason": "Too big.",
                "through": "zoe",
                "counts": False,
                "because": [20],
            },
            {
                "choice": "agree",
                "at": "2024-03-04T00:00:00Z",
                "reason": None,
                "through": None,
                "counts": True,
                "because": [22],
            },
        ],
        "because": [20, 22],
    }
    assert (second["organisation"], second["choice"]) == ("pr1", "disagree")
    assert (third["organisation"], third["choice"], third["choices"]) == ("pr2", None, [])


def test_the_rest_of_the_dossier(client: TestClient, decided: Any) -> None:
    assert decided
    read = client.get("/v1/decisions/hub", params=AT).json()
    assert [(one["objection"], one["resolved"]) for one in read["objections"]] == [("ob", "amended")]
    assert (read["mandate"]["mandate"], read["mandate"]["holder"]) == ("m1", "pcn1")
    assert (read["mandate"]["then"]["state"], read["mandate"]["now"]["state"]) == (None, "held")
    assert read["mandate"]["now"]["weights"]["organisations"]["firm"] == 2
    assert [one["text"] for one in read["texts"]] == ["A hub."]
    assert [one["method"] for one in read["methods"]] == ["vote"]
    assert [one["organisation"] for one in read["told"]] == ["pr0"]
    assert [one["action"] for one in read["interests"]] == ["noted"]
    assert [one["by"] for one in read["impacts"]] == ["pr2"]
    assert read["casting_vote"]["choice"] == "agree"
    assert [one["review_at"] for one in read["outcomes"]] == ["2024-09-30T23:00:00Z"]
    assert [(one["action"], one["state"]) for one in read["actions"]] == [("act", "overdue")]
    assert [(one["kind"], one["by"]) for one in read["followed"]] == [("departure", "pr1")]


def test_a_decision_without_a_mandate_has_null(client: TestClient, post: Callable[..., Any], place: Any) -> None:
    assert place
    post(proposed("2024-03-01", "alone", "pcn1", "pr0"))
    read = client.get("/v1/decisions/alone", params=AT).json()
    assert (read["mandate"], read["outcome"], read["open"], read["casting_vote"]) == (None, None, True, None)


def test_findings_stand_in_it_as_in_the_audit(client: TestClient, post: Callable[..., Any], place: Any) -> None:
    assert place
    post([proposed("2024-03-01", "hub", "pcn1", "pr0"), all_the_same(taken(at="2024-03-10", decision="hub"))])
    read = client.get("/v1/decisions/hub", params=AT).json()
    assert read["findings"] == client.get("/v1/findings", params=AT).json()["findings"]
    assert [(one["rule"], one["severity"], one["position"]) for one in read["findings"]] == [
        ("member_unheard", "stop", 16)
    ]


def test_a_stop_refuses_an_outcome(client: TestClient, post: Callable[..., Any], place: Any) -> None:
    assert place
    post(proposed("2024-03-01", "hub", "pcn1", "pr0"))
    answer = client.post("/v1/events", json=taken(at="2024-03-10", decision="hub"))
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "irregular")
    assert [(one["rule"], one["position"], one["index"]) for one in problem["findings"]] == [
        ("member_unheard", None, 0)
    ]


def test_the_list_to_the_letter(client: TestClient, decided: Any) -> None:
    assert decided
    answer = client.get("/v1/decisions", params=AT).json()
    assert answer == {
        "decisions": [
            {
                "decision": "hub",
                "group": "pcn1",
                "name": "PCN1",
                "title": "Hub",
                "matter": "estates",
                "method": "vote",
                "outcome": "adopted",
                "open": False,
                "proposed_at": "2024-03-01T00:00:00Z",
                "taken_at": "2024-03-10T00:00:00Z",
                "review_at": "2024-09-30T23:00:00Z",
                "reversed_at": None,
                "open_objections": 0,
                "findings": 0,
                "because": [15, 25],
            }
        ],
        "next": None,
    }


def test_the_list_comes_a_page_at_a_time(client: TestClient, post: Callable[..., Any], place: Any) -> None:
    assert place
    post([proposed("2024-03-01", name, "pcn1", "pr0") for name in ("one", "two", "three")])
    found: list[str] = []
    where = "/v1/decisions?limit=1&open=true&group=pcn1"
    while where:
        answer = client.get(where)
        found += [one["decision"] for one in answer.json()["decisions"]]
        assert (answer.json()["next"] is None) == ("next" not in answer.links)
        where = answer.links.get("next", {}).get("url", "")
    assert found == ["one", "two", "three"]
    assert client.get("/v1/decisions?limit=1").json()["next"] == 15


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("group=pcn1", ["hub", "rota"]),
        ("group=pr0", []),
        ("open=true", ["rota"]),
        ("open=false", ["hub"]),
        ("method=vote", ["hub"]),
        ("outcome=adopted", ["hub"]),
        ("outcome=rejected", []),
        ("with_findings=true", []),
        ("with_findings=false", ["hub", "rota"]),
        ("from=2024-03-10", ["hub"]),
        ("from=2024-03-11", []),
        ("to=2024-03-09", ["rota"]),
        ("from=2024-03-02&to=2024-03-10", ["hub", "rota"]),
        ("after=15", ["rota"]),
        ("as_of=2024-03-01", ["hub"]),
        ("upto=15", ["hub"]),
    ],
)
def test_decisions_are_found(
    client: TestClient, post: Callable[..., Any], decided: Any, query: str, found: list[str]
) -> None:
    assert decided
    post(proposed("2024-03-02", "rota", "pcn1", "pr0"))
    assert [one["decision"] for one in client.get(f"/v1/decisions?{query}").json()["decisions"]] == found


def test_the_golden_thread_to_the_letter(client: TestClient, decided: Any, post: Callable[..., Any]) -> None:
    assert decided
    post(told("pr0", "2024-03-05T12:00:00Z", about="hub", by="pcn1", channel="email"))
    read = client.get("/v1/told", params={"about": "hub", **AT}).json()
    assert (read["about"], read["kind"], read["group"], read["name"]) == ("hub", "decision", "pcn1", "PCN1")
    assert (read["reached"], read["of"], read["share"], read["because"]) == (1, 3, 0.333, [15])
    assert read["organisations"][0] == {
        "organisation": "pr0",
        "name": "PR0",
        "kind": "practice",
        "times": 2,
        "days": 2,
        "channels": {"email": 1, "visit": 1},
        "first_at": "2024-03-02T00:00:00Z",
        "last_at": "2024-03-05T12:00:00Z",
        "reached": True,
        "because": [16, 28],
    }
    assert client.get("/v1/told?about=m1").json()["kind"] == "mandate"


def test_a_reading_is_repeated_exactly(client: TestClient, decided: Any, post: Callable[..., Any]) -> None:
    assert decided
    paths = ("/v1/decisions/hub?as_of=2024-04-01&upto=27", "/v1/told?about=hub&as_of=2024-04-01&upto=27")
    before = [client.get(path).content for path in paths]
    post(told("pr2", "2024-03-06", about="hub", by="pcn1"))
    assert [client.get(path).content for path in paths] == before
    assert client.get("/v1/told?about=hub&as_of=2024-04-01").json()["organisations"][2]["times"] == 1


@pytest.mark.parametrize("path", ["/v1/decisions/nothing", "/v1/told?about=nothing", "/v1/decisions?group=nobody"])
def test_what_is_unknown_is_not_found(asker: TestClient, path: str) -> None:
    answer = asker.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_an_id_of_something_else_is_not_found(client: TestClient, decided: Any) -> None:
    assert decided
    for path in ("/v1/decisions/m1", "/v1/decisions/pcn1", "/v1/told?about=ob", "/v1/told?about=act"):
        assert client.get(path).json()["code"] == "not_found"


@pytest.mark.parametrize("path", ["/v1/decisions/late?", "/v1/told?about=late&"])
def test_one_that_opens_later_is_not_yet_there(
    client: TestClient, post: Callable[..., Any], place: Any, path: str
) -> None:
    assert place
    post(proposed("2040-04-01", "late", "pcn1", "pr0"))
    answer = client.get(f"{path}as_of=2024-04-01")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_yet")
    assert answer.json()["opened_at"] == "2040-03-31T23:00:00Z"
    assert client.get("/v1/decisions", params=AT).json()["decisions"] == []


@pytest.mark.parametrize(
    ("query", "pointer", "text"),
    [
        ("open=maybe", "/open", "`open` must be true or false."),
        ("with_findings=", "/with_findings", "`with_findings` must be true or false."),
        ("method=show_of_hands", "/method", "`method` must be consensus, consent or vote."),
        ("outcome=open", "/outcome", "`outcome` must be adopted, rejected or deferred."),
        ("group=-", "/group", None),
        ("from=yesterday", "/from", None),
        ("to=2024-02-30", "/to", None),
        ("opne=true", "/opne", "There is no such parameter here. Did you mean open?"),
        ("limit=0", "/limit", None),
    ],
)
def test_what_makes_no_sense_is_invalid(asker: TestClient, query: str, pointer: str, text: str | None) -> None:
    answer = asker.get(f"/v1/decisions?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    (error,) = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert text is None or error["text"] == text


def test_about_what_has_to_be_said(asker: TestClient) -> None:
    answer = asker.get("/v1/told")
    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        [{"pointer": "/about", "text": "`about` is missing."}],
    )
    assert asker.get("/v1/decisions/-").json()["errors"][0]["pointer"] == "/decision"
