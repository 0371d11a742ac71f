"""Are events recorded and read as the contract says?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import orjson
import pytest

from tests.telling import happened, registered

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient

JSON = {"Content-Type": "application/json"}


def test_one_event_is_recorded_and_read_back(client: TestClient, post: Callable[..., Any]) -> None:
    event = registered("pcn1", "pcn")
    (line,) = post(event)["events"]
    assert (line["position"], line["type"]) == (1, "OrganisationRegistered")
    read = client.get("/v1/events/1").json()
    assert read == {
        "position": 1,
        "id": line["id"],
        "recorded_at": line["recorded_at"],
        "recorded_by": "local",
        "event": read["event"],
    }
    assert event.items() <= read["event"].items()


def test_the_ids_that_the_ledger_makes_are_in_the_answer(post: Callable[..., Any]) -> None:
    post(registered("pcn1", "pcn"))
    (line,) = post(happened("MandateSought", "2024-01-01", holder="pcn1", scope="s", wording="w"))["events"]
    assert line["mandate"]


def test_a_list_is_recorded_whole_or_not_at_all(client: TestClient) -> None:
    bad = client.post(
        "/v1/events", json=[registered("a"), happened("ListSizeRecorded", "2024-01-01", organisation="a")]
    )
    assert bad.status_code == 422
    assert bad.json()["errors"][0]["pointer"] == "/1/patients"
    assert client.get("/v1/events").json() == {"events": [], "next": None}


def test_notes_come_with_the_answer(post: Callable[..., Any], place: Any) -> None:
    assert place["findings"] == []
    left = happened("MemberLeft", "2024-02-01", organisation="pcn1", member="nobody", irregular_because="so it says")
    (found,) = post([registered("nobody"), left])["findings"]
    assert found.keys() == {"rule", "severity", "text", "position", "index", "because"}
    assert (found["rule"], found["severity"], found["position"], found["index"]) == ("not_a_member", "stop", 16, None)


def test_an_event_against_a_rule_is_refused_with_its_findings(client: TestClient, place: Any) -> None:
    assert place
    refused = client.post("/v1/events", json=happened("MemberJoined", "2024-01-01", organisation="pcn1", member="pr1"))
    assert refused.status_code == 409
    (found,) = refused.json()["findings"]
    assert (found["rule"], found["position"], found["index"]) == ("already_a_member", None, 0)
    assert found["because"]


def test_a_key_gives_the_first_answer_again(client: TestClient, post: Callable[..., Any]) -> None:
    first = post(registered("a"), **{"Idempotency-Key": "k 1"})
    assert post(registered("a"), **{"Idempotency-Key": "k 1"}) == first
    other = client.post("/v1/events", json=registered("b"), headers={"Idempotency-Key": "k 1"})
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert len(client.get("/v1/events").json()["events"]) == 1


@pytest.mark.parametrize("key", ["", "x" * 201, "caf\xe9", " "])
def test_a_key_is_printable_and_short(asker: TestClient, key: str) -> None:
    refused = asker.post("/v1/events", json=registered("a"), headers={b"Idempotency-Key": key.encode("latin-1")})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/Idempotency-Key")


def test_the_same_id_again_is_answered_as_the_first_time(client: TestClient, post: Callable[..., Any]) -> None:
    event = {**registered("a"), "id": str(uuid4())}
    assert post(event) == post(event)
    refused = client.post("/v1/events", json={**event, "name": "Other"})
    assert (refused.status_code, refused.json()["code"]) == (409, "id_reused")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "not_json"),
        (b"{", 400, "not_json"),
        (b"NaN", 400, "not_json"),
        (b"[" * 100 + b"]" * 100, 422, "too_deep"),
        (b'{"type": "OrganisationRegistered", "organisation": "a", "name": "\\u0000", "kind": "pcn"}', 422, "invalid"),
        (b'{"type": "OrganisationRegistered", "organisation": "a", "name": "\\ud800", "kind": "pcn"}', 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b"1", 422, "invalid"),
        (b'{"type": "Nothing"}', 422, "invalid"),
        (b'{"type": "OrganisationClosed", "organisation": "a"}', 422, "unknown_reference"),
        (orjson.dumps([{"type": "OrganisationClosed", "organisation": "a"}] * 10_001), 413, "too_large"),
    ],
)
def test_what_is_no_event_is_refused(asker: TestClient, body: bytes, status: int, code: str) -> None:
    refused = asker.post("/v1/events", content=body, headers=JSON)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert refused.headers["content-type"] == "application/problem+json"
    assert asker.get("/v1/events").json()["events"] == []


def test_a_body_that_is_too_large_is_refused(asker: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.body.BODY_BYTES_MOST", 10)
    told = asker.post("/v1/events", content=b"[" + b" " * 10, headers=JSON)
    untold = asker.post("/v1/events", content=iter([b"[", b" " * 10]), headers=JSON)
    assert [(one.status_code, one.json()["code"]) for one in (told, untold)] == [(413, "too_large")] * 2


@pytest.mark.parametrize(
    "headers",
    [{}, {"Content-Type": "text/plain"}, {"Content-Type": "application/jsonp"}, {**JSON, "Content-Encoding": "gzip"}],
)
def test_a_body_has_to_be_json_as_it_is(asker: TestClient, headers: dict[str, str]) -> None:
    refused = asker.post("/v1/events", content=b"{}", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/ld+json", "Application/JSON"])
def test_json_goes_by_several_names(client: TestClient, kind: str) -> None:
    headers = {"Content-Type": kind}
    assert client.post("/v1/events", content=orjson.dumps(registered("a")), headers=headers).status_code == 201


def test_events_are_listed_a_page_at_a_time(client: TestClient, place: Any) -> None:
    found: list[int] = []
    where = "/v1/events?limit=5&subject=pcn1"
    while where:
        answer = client.get(where)
        page = answer.json()
        found += [one["position"] for one in page["events"]]
        where = answer.links["next"]["url"] if page["next"] else ""
        assert bool(where) == ("Link" in answer.headers)
    assert found == [1, 8, 9, 10, 11, 12]
    assert len(place["events"]) == 14


def test_the_link_keeps_the_other_parameters(client: TestClient, place: Any) -> None:
    assert place
    answer = client.get("/v1/events", params={"limit": 1, "type": "MemberJoined", "as_of": "2024-01-01T00:00:00+00:00"})
    link = "/v1/events?limit=1&type=MemberJoined&as_of=2024-01-01T00%3A00%3A00%2B00%3A00&after=8"
    assert (answer.headers["Link"], answer.json()["next"]) == (f'<{link}>; rel="next"', 8)
    assert client.get(link).json()["events"][0]["position"] == 9


def test_events_are_read_as_far_as_was_known(client: TestClient, place: Any) -> None:
    assert [one["position"] for one in client.get("/v1/events?upto=2").json()["events"]] == [1, 2]
    assert client.get("/v1/events/2?upto=2").status_code == 200
    assert client.get("/v1/events/3?upto=2").json()["code"] == "not_found"
    assert client.get(f"/v1/events/1?known_at={place['events'][0]['recorded_at']}").status_code == 200


@pytest.mark.parametrize("position", [0, 1, 99, 2**53 - 1])
def test_a_position_where_nothing_is_recorded_is_not_found(asker: TestClient, position: int) -> None:
    assert asker.get(f"/v1/events/{position}").json()["code"] == "not_found"


@pytest.mark.parametrize("position", ["x", "-1", "1.0", "1_0", "9" * 5000, "%FF", "%00"])
def test_a_position_is_a_whole_number(asker: TestClient, position: str) -> None:
    refused = asker.get(f"/v1/events/{position}")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/position")
