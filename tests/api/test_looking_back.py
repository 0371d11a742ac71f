"""Can an organisation's history be walked through and compared over HTTP?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.telling import goes, happened

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient

pytestmark = pytest.mark.usefixtures("place")

LEFT = goes("amy", "2024-02-29", "pcn1")


def test_a_replay_comes_a_page_at_a_time(client: TestClient, post: Callable[..., Any]) -> None:
    post(LEFT)
    first = client.get("/v1/organisations/pcn1/replay?from=2024-01-01&to=2024-12-31&limit=2")
    assert first.status_code == 200
    steps = first.json()["steps"]
    assert [one["type"] for one in steps] == ["MandateSought", "MandateGranted"]
    assert set(steps[0]) == {"position", "at", "recorded_at", "type", "text", "meanwhile", "changed", "level"}
    assert steps[1]["changed"][0] | {"because": []} == {
        "what": "stance",
        "mandate": "m1",
        "organisation": "pr0",
        "was": "unheard",
        "now": "firm",
        "text": "PR0 on m1: unheard before, firm now.",
        "because": [],
    }
    rest = client.get(first.links["next"]["url"]).json()
    assert [one["type"] for one in rest["steps"]] == ["MandateGranted", "LeaderLeft"]
    assert rest["next"] is None


def test_two_dates_are_compared(client: TestClient, post: Callable[..., Any]) -> None:
    post(LEFT)
    found = client.get("/v1/organisations/pcn1/changes?from=2024-02-29&to=2024-03-01").json()
    assert {one["what"] for one in found["differences"]} == {"leader", "mandate", "stance", "trust"}
    assert [one["type"] for one in found["events"]] == ["LeaderLeft"]
    assert found["was"]["position"] == found["now"]["position"]


def test_one_date_as_known_at_two_times_is_compared(client: TestClient, post: Callable[..., Any]) -> None:
    known = client.get("/v1/organisations/pcn1/standing").json()["known_at"]
    post(happened("MandateWithdrawn", "2024-01-20", mandate="m1", by="pr1", reason="No.", source="minutes"))
    found = client.get(f"/v1/organisations/pcn1/changes?to=2024-02-01&known_from={known}").json()
    assert ("mandate", "held", "sought") not in [(d["what"], d["was"], d["now"]) for d in found["differences"]]
    assert ("stance", "firm", "withdrawn") in [(d["what"], d["was"], d["now"]) for d in found["differences"]]
    assert [one["side"] for one in found["events"]] == ["now"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("changes", "/from"),
        ("changes?from=tomorrow", "/from"),
        ("changes?known_from=yesterday", "/known_from"),
        ("changes?from=2024-01-01&to=2024-02-01&as_of=2024-02-01", "/to"),
        ("changes?known_from=2999-01-01", "/known_at"),
        ("replay?from=2024-02-30", "/from"),
        ("replay?to=2024-02-30", "/to"),
        ("replay?after=-1", "/after"),
        ("replay?until=2024-02-01", "/until"),
    ],
)
def test_what_makes_no_sense_is_pointed_at(client: TestClient, query: str, pointer: str) -> None:
    answer = client.get(f"/v1/organisations/pcn1/{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_nobody_has_no_history(client: TestClient) -> None:
    for query in ("replay", "changes?from=2024-01-01"):
        assert client.get(f"/v1/organisations/nobody/{query}").json()["code"] == "not_found"
