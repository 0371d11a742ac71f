"""Are the readings about organisations answered as the contract says?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.telling import happened, registered

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient

READINGS = ["", "/standing", "/grants", "/voice?scope=local-services"]


def test_the_register_of_one(client: TestClient, place: Any) -> None:
    assert place
    read = client.get("/v1/organisations/pcn1").json()
    assert (read["organisation"], read["kind"], read["basis"], read["closed_at"]) == ("pcn1", "pcn", None, None)
    assert [one["organisation"] for one in read["members"]] == ["pr0", "pr1", "pr2"]
    assert read["leaders"][0]["person"] == "amy"
    assert client.get("/v1/organisations/pr0").json()["member_of"][0]["organisation"] == "pcn1"


def test_the_standing_of_one(client: TestClient, place: Any) -> None:
    assert place
    read = client.get("/v1/organisations/pcn1/standing", params={"as_of": "2024-02-01"}).json()
    (mandate,) = read["mandates"]
    assert (mandate["mandate"], mandate["state"], mandate["wording"]) == ("m1", "held", "We negotiate.")
    assert mandate["weights"]["organisations"]["firm"] == 2
    assert mandate["stances"][0]["because"] == [13]
    assert client.get("/v1/organisations/pcn1/standing?scope=other").json()["mandates"] == []


def test_the_grants_of_one(client: TestClient, place: Any) -> None:
    assert place
    (line,) = client.get("/v1/organisations/pr2/grants?as_of=2024-02-01").json()["mandates"]
    assert (line["holder"], line["scope"], line["state"], line["stance"]) == (
        "pcn1",
        "local-services",
        "held",
        "unheard",
    )


def test_the_voice_of_one(client: TestClient, place: Any) -> None:
    assert place
    read = client.get("/v1/organisations/pcn1/voice?scope=local-services&as_of=2024-02-01").json()
    assert (read["answer"], read["mandate"]) == ("yes", "m1")
    assert read["speaks_for"] == {"practices": 2, "of_practices": 3, "patients": 2000, "of_patients": 3000}
    assert client.get("/v1/organisations/pcn1/voice").json()["errors"] == [
        {"pointer": "/scope", "text": "`scope` is missing."}
    ]


def test_a_reading_is_repeated_exactly(client: TestClient, post: Callable[..., Any], place: Any) -> None:
    path = "/v1/organisations/pcn1/standing"
    before = client.get(f"{path}?upto=14").json()
    post(happened("MandateWithdrawn", "2024-02-01", mandate="m1", by="pr0", reason="r", source="minutes"))
    assert client.get(f"{path}?upto=14").json() == before
    assert client.get(f"{path}?known_at={before['known_at']}").json() == before
    assert place["events"][-1]["recorded_at"] == before["known_at"]


def test_a_plus_that_was_not_encoded_is_understood(client: TestClient, place: Any) -> None:
    assert place
    read = client.get("/v1/organisations/pcn1?as_of=2024-02-01T10:00:00+01:00").json()
    assert read["as_of"] == "2024-02-01T09:00:00Z"


@pytest.mark.parametrize("path", READINGS)
def test_an_unknown_code_is_not_found(asker: TestClient, path: str) -> None:
    answer = asker.get(f"/v1/organisations/nobody{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", READINGS)
def test_one_that_opens_later_is_not_yet_there(client: TestClient, post: Callable[..., Any], path: str) -> None:
    post(registered("late", at="2040-04-01"))
    answer = client.get(f"/v1/organisations/late{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_yet")
    assert answer.json()["opened_at"] == "2040-03-31T23:00:00Z"


@pytest.mark.parametrize("code", ["-x", "a" * 65, "a%20b", "%FF", "%00", "a%0A"])
def test_what_cannot_be_a_code_is_invalid(asker: TestClient, code: str) -> None:
    answer = asker.get(f"/v1/organisations/{code}/standing")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/code")


def test_organisations_are_listed_a_page_at_a_time(client: TestClient, place: Any) -> None:
    assert place
    found: list[str] = []
    where = "/v1/organisations?limit=2"
    while where:
        answer = client.get(where)
        found += [one["organisation"] for one in answer.json()["organisations"]]
        where = answer.links.get("next", {}).get("url", "")
    assert found == ["pcn1", "pr0", "pr1", "pr2"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("kind=pcn", ["pcn1"]),
        ("q=R1", ["pr1"]),
        ("member_of=pcn1", ["pr0", "pr1", "pr2"]),
        ("member_of=pcn1&after=pr0", ["pr1", "pr2"]),
        ("upto=1", ["pcn1"]),
    ],
)
def test_organisations_are_found(client: TestClient, place: Any, query: str, codes: list[str]) -> None:
    assert place
    found = client.get(f"/v1/organisations?{query}").json()["organisations"]
    assert [one["organisation"] for one in found] == codes


def test_all_standings_are_listed(client: TestClient, post: Callable[..., Any], place: Any) -> None:
    assert place
    post(
        [
            happened("MandateSought", "2024-01-01", mandate=f"n{i}", holder="pcn1", scope="s", wording="w")
            for i in (1, 2)
        ]
    )
    for then in ("", "&as_of=2024-02-01"):
        found: list[Any] = []
        where = f"/v1/standings?limit=1{then}"
        while where:
            answer = client.get(where)
            found += answer.json()["standings"]
            where = answer.links.get("next", {}).get("url", "")
        assert [one["mandate"] for one in found] == ["m1", "n1", "n2"]
    assert [
        one["mandate"] for one in client.get("/v1/standings?scope=s&contested=false&kind=pcn").json()["standings"]
    ] == [
        "n1",
        "n2",
    ]
    assert client.get("/v1/standings?state=held&as_of=2024-02-01").json()["standings"][0]["firm"] == 2
    assert client.get("/v1/standings?contested=true").json() == {"standings": [], "next": None}


def test_findings_are_listed(client: TestClient, post: Callable[..., Any], place: Any) -> None:
    assert place
    again = happened("MemberJoined", "2024-01-01", organisation="pcn1", member="pr1", irregular_because="minuted")
    post([again, {**again, "member": "pr2"}])
    found: list[Any] = []
    where = "/v1/findings?limit=1&rule=already_a_member"
    while where:
        answer = client.get(where)
        found += answer.json()["findings"]
        where = answer.links.get("next", {}).get("url", "")
        assert answer.json()["next"] is None or isinstance(answer.json()["next"], int)
    assert [(one["rule"], one["severity"], one["position"]) for one in found] == [
        ("already_a_member", "stop", 15),
        ("already_a_member", "stop", 16),
    ]
    assert len(client.get("/v1/findings?organisation=pr1&severity=stop").json()["findings"]) == 1
    assert client.get("/v1/findings?severity=note").json()["findings"] == []
    assert client.get("/v1/findings?organisation=nobody").json()["code"] == "not_found"
