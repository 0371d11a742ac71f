"""Are minutes recorded over HTTP, all of them or nothing, and refusals pointed at in them?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import orjson
import pytest

from ledger.importers.minutes.language import MINUTES
from ledger.importers.minutes.sheet import read_sheet

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

JSON = {"Content-Type": "application/json"}
PAGE = (Path(__file__).parents[2] / "docs" / "minutes.md").read_text(encoding="utf-8")

HELD: dict[str, Any] = {"group": "pcn1", "held_at": "2024-03-05", "mode": "in_person", "present": ["pr0", "pr1"]}
VOTED: dict[str, Any] = {
    "title": "One rota",
    "text": "We share a rota.",
    "by": "pr0",
    "method": "vote",
    "choices": {"pr0": "agree", "pr1": {"choice": "agree", "reason": "Why not."}},
    "outcome": "adopted",
    "statement": "We share a rota.",
}
MINUTES_OF_ONE_VOTE = HELD | {"decisions": [VOTED]}


def events(client: TestClient) -> int:
    return len(client.get("/v1/events?limit=1000").json()["events"])


def test_minutes_are_recorded(client: TestClient, place: Any) -> None:
    answer = client.post("/v1/meetings", json=MINUTES_OF_ONE_VOTE)
    assert answer.status_code == 201
    told = answer.json()
    assert told.keys() == {"meeting", "events", "findings"}
    assert [one["type"] for one in told["events"]] == [
        "MeetingHeld",
        "DecisionProposed",
        "VoteCast",
        "VoteCast",
        "DecisionTaken",
    ]
    assert told["events"][0]["meeting"] == told["meeting"]
    decision = told["events"][1]["decision"]
    assert client.get(f"/v1/decisions/{decision}").json()["tally"]["for"] == 2
    assert len(place["events"]) + 5 == events(client)


def test_a_dry_run_records_nothing(client: TestClient, place: Any) -> None:
    voted = VOTED | {"outcome": "rejected"}
    answer = client.post("/v1/meetings?dry_run=true", json=HELD | {"decisions": [voted]})
    assert answer.status_code == 200
    told = answer.json()
    assert told["would_be_refused"] is True
    assert told["events"][0] == {
        "index": 0,
        "pointer": "",
        "position": 15,
        "text": told["events"][0]["text"],
        "event": {
            "type": "MeetingHeld",
            "meeting": told["meeting"],
            "group": "pcn1",
            "mode": "in_person",
            "present": ["pr0", "pr1"],
            "effective_at": "2024-03-05",
            "source": "minutes of 5 March 2024",
        },
    }
    (found,) = told["findings"]
    assert (found["rule"], found["position"], found["index"]) == ("outcome_disagrees", None, 4)
    assert found["pointer"] == "/decisions/0/outcome"
    assert len(place["events"]) == events(client)
    assert client.post("/v1/meetings?dry_run=false", json=MINUTES_OF_ONE_VOTE).status_code == 201


def test_what_breaks_a_rule_is_pointed_at(client: TestClient, place: Any) -> None:
    refused = client.post("/v1/meetings", json=HELD | {"decisions": [VOTED | {"outcome": "rejected"}]})
    assert (refused.status_code, refused.json()["code"]) == (409, "irregular")
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/decisions/0/outcome"]
    assert [(one["rule"], one["index"]) for one in refused.json()["findings"]] == [("outcome_disagrees", 4)]
    assert len(place["events"]) == events(client)


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        (b"", 400, "not_json", ""),
        (b"group: pcn1", 400, "not_json", ""),
        (b"[]", 422, "invalid", ""),
        (b"{}", 422, "invalid", "/held_at"),
        (b"[" * 99 + b"]" * 99, 422, "too_deep", ""),
        (b'{"group": "\\u0000"}', 422, "invalid", "/group"),
        (b'{"group": "\\ud800"}', 422, "invalid", "/group"),
        (b'{"decisions": [{"choices": {"a": "agree", "a": "agree"}}]}', 422, "invalid", "/decisions/0/choices/a"),
        (orjson.dumps(HELD | {"present": ["ghost"]}), 422, "unknown_reference", "/group"),
        (orjson.dumps(HELD | {"done": ["x"] * 10_001}), 413, "too_large", ""),
        (b" " * (2**20 + 1), 413, "too_large", None),
    ],
)
def test_what_is_no_minutes_is_refused(
    asker: TestClient, body: bytes, status: int, code: str, pointer: str | None
) -> None:
    refused = asker.post("/v1/meetings", content=body, headers=JSON)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json().get("errors", [{"pointer": None}])[0]["pointer"] == pointer
    assert events(asker) == 0


def test_only_json_comes_over_http(asker: TestClient) -> None:
    refused = asker.post("/v1/meetings", content=b"group: pcn1", headers={"Content-Type": "application/yaml"})
    assert (refused.status_code, refused.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("query", ["dry_run=1", "dry_run=", "dry=true", "dry_run=true&dry_run=true"])
def test_other_parameters_are_refused(asker: TestClient, query: str) -> None:
    refused = asker.post(f"/v1/meetings?{query}", json=HELD)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")


def test_a_key_gives_the_first_answer_again(client: TestClient, place: Any) -> None:
    answers = [client.post("/v1/meetings", json=MINUTES_OF_ONE_VOTE, headers={"Idempotency-Key": "k"}) for _ in "ab"]
    assert answers[0].content == answers[1].content
    assert events(client) == len(place["events"]) + 5
    other = client.post("/v1/meetings", json=HELD, headers={"Idempotency-Key": "k"})
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")


# The description


@pytest.fixture(scope="module")
def described(asker: TestClient) -> Any:
    """Says whether minutes fit the description."""
    components = asker.get("/openapi.json").json()["components"]
    return jsonschema_rs.Draft202012Validator({"$ref": "#/components/schemas/Minutes", "components": components})


def test_the_examples_fit_the_description(described: Any) -> None:
    described.validate(MINUTES_OF_ONE_VOTE)
    for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL):
        described.validate(read_sheet(text.encode(), "example.yaml").value)


@pytest.mark.parametrize(
    "more",
    [
        {"group": 5},
        {"present": None},
        {"agenda": [5]},
        {"told": [{"about": "m", "organisations": []}]},
        {"decisions": [{"decision": "d", "choices": {"a b": "agree"}}]},
        {"decisions": [{"decision": "d", "choices": {"a": "yes"}}]},
        {"decisions": [{"decision": "d", "choices": {"a": {"choice": "agree", "by": "b"}}}]},
        {"decisions": [{"decision": "d", "group": "pcn1"}]},
        {"decisions": [{"decision": "d", "casting_vote": "agree"}]},
        {"done": [{"why": "x"}]},
        {"item": 1},
        {"effective_at": "2024-03-05"},
    ],
)
def test_what_does_not_fit_it_is_refused(asker: TestClient, described: Any, more: dict[str, Any]) -> None:
    assert not described.is_valid(HELD | more)
    refused = asker.post("/v1/meetings", json=HELD | more)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")


def test_every_member_is_described(asker: TestClient) -> None:
    schema = asker.get("/openapi.json").json()["components"]["schemas"]["Minutes"]
    assert list(schema["properties"]) == MINUTES.members()
    assert schema["required"] == ["held_at", "group", "mode", "present"]
