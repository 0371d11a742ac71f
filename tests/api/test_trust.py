"""Is the trust timeline answered as the contract says, for every mark, from what is stored?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from ledger import times
from ledger.counting.marks import KINDS
from ledger.projections.trust import trust
from tests.telling import (
    Told,
    all_the_same,
    entries,
    given,
    granted,
    happened,
    joined,
    objected,
    reaffirmed,
    refused,
    registered,
    resolved,
    sought,
    told,
    withdrew,
)
from tests.trusting import PLACE, admitted, appointed, asked_for_help, chose, decided, held, in_touch, proposed

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

OF_A_DECISION = [
    proposed("2024-02-01", "vote"),
    chose("a", "2024-02-02", "agree"),
    chose("b", "2024-02-02", "disagree"),
    chose("c", "2024-02-02", "agree"),
    decided("2024-02-03"),
    proposed("2024-02-01") | {"decision": "d2"},
    *(chose(one, "2024-02-02", "agree") | {"decision": "d2"} for one in "abc"),
    objected("c", "2024-02-01", "o1", about="d2"),
    resolved("2024-02-02", "o1", how="amended"),
    decided("2024-02-03") | {"decision": "d2"},
    proposed("2024-02-01", "vote", group="fed") | {"decision": "d3"},
    happened("DecisionDeparted", "2024-03-01", decision="d3", by="pcn", reason="x"),
]
OF_PROMISES = [
    appointed(),
    *(
        happened("BriefIssued", "2024-02-01", brief=one, representation="r", meeting_at="2024-03-01", represents=["a"])
        for one in ("b1", "b2")
    ),
    happened("ReportedBack", "2024-03-02", brief="b1", discussed="x", agreed=[]),
    happened("OverstepFound", "2024-03-03", brief="b1", by="b", what="x"),
    *(
        happened("ActionAgreed", "2024-02-03", action=one, owner="pcn", what="x", due_at="2024-03-01", from_item=item)
        for one, item in (("x1", "d2"), ("x2", "d3"))
    ),
    happened("ActionDone", "2024-02-20", action="x1"),
]
OF_DOORS_AND_ACTIVITIES = [
    happened("AccessPointJoined", "2024-01-01", group="fed", organisation="pcn"),
    happened("ApproachReceived", "2024-02-01", approach="y", from_="icb", to="a", topic="x"),
    happened("ApproachRedirected", "2024-02-02", approach="y", by="pcn", to="fed"),
    happened("ApproachBypassed", "2024-02-03", by="pcn", with_="icb", what="x", reported_by="a"),
    happened("ActivityStarted", "2024-02-01", activity="v", organisation="pcn", title="x", step=1, participants=["a"]),
    happened("StepAchieved", "2024-02-02", activity="v", evidence="x"),
    happened("ActivityStalled", "2024-02-03", activity="v", why="x"),
    happened("ActivityExperienced", "2024-02-04", activity="v", by="a", felt="benefit"),
    happened("ActivityExperienced", "2024-02-05", activity="v", by="a", felt="hard_done_by"),
]
OF_MANDATES = [
    sought(),
    granted("a", "2024-02-01"),
    reaffirmed("a", "2024-02-02"),
    refused("b", "2024-02-03"),
    withdrew("a", "2024-02-04"),
    happened("MandateAccounted", "2024-02-05", mandate="m", to=["a"], done="x"),
    objected("b", "2024-02-06"),
    resolved("2024-02-07", how="overridden"),
    told("a", "2024-02-08"),
]
OF_TALKS = [
    admitted("2024-02-01", ["a"], sorry=True, asked=True),
    happened("ErrorPutRight", "2024-02-02", admission="e", how="x"),
    asked_for_help("2024-02-03"),
    in_touch("2024-02-04"),
    in_touch("2024-02-05", "phone"),
    in_touch("2024-02-05", "email"),
    held("2024-02-06"),
    happened("ConcernRaised", "2024-02-07", concern="w", by="b", about="pcn", what="x"),
    happened("ConcernAnswered", "2024-02-08", concern="w", answer="x"),
]
WORLD: tuple[Told, ...] = (
    *PLACE,
    registered("fed", "federation"),
    joined("pcn", "fed"),
    joined("a", "fed"),
    *(all_the_same(one) for one in [*OF_A_DECISION, *OF_PROMISES, *OF_DOORS_AND_ACTIVITIES, *OF_MANDATES, *OF_TALKS]),
)
AT = "2024-06-30"


@pytest.fixture
def world(client: TestClient) -> None:
    answer = client.post("/v1/events", json=list(WORLD))
    assert answer.status_code == 201, answer.text


def read(client: TestClient, code: str = "pcn", **asked: Any) -> dict[str, Any]:
    answer = client.get(f"/v1/organisations/{code}/trust", params={"as_of": AT, **asked})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.usefixtures("world")
def test_every_kind_of_mark_is_found_from_the_organisation_that_is_trusted(client: TestClient) -> None:
    found = read(client)
    assert {one["kind"] for one in found["timeline"]} == {*KINDS, "wrote"}
    at = times.as_read(AT)
    for code in ("pcn", "a", "fed"):
        told_by_all = trust(given(*WORLD).past(at), code, as_of=at, known_at=at, position=len(entries(*WORLD)))
        expected = orjson.loads(orjson.dumps(told_by_all))
        assert read(client, code) | {"known_at": None} == expected | {"known_at": None}


@pytest.mark.usefixtures("world")
def test_the_answer_has_the_members_of_the_contract(client: TestClient) -> None:
    found = read(client)
    assert {"organisation", "as_of", "known_at", "policy", "level", "label", "trusters", "by"} <= set(found)
    assert set(found["by"][0]) == {"organisation", "level"}
    for line in found["timeline"]:
        assert set(line) == {"at", "kind", "weight", "by", "counted_by", "position", "text"}
    assert set(found["rhythm"]) == {"conversations", "weeks_with_conversation", "in_person_last", "email_share"}
    assert found["policy"] == "trust-1"
    assert [one["at"] for one in found["timeline"]] == sorted(one["at"] for one in found["timeline"])
    assert {one["kind"] for one in found["timeline"] if one["by"] == "all"} == {"action_done", "action_overdue"}


@pytest.mark.usefixtures("world")
def test_in_the_eyes_of_one(client: TestClient) -> None:
    whole, one = read(client), read(client, by="b")
    assert one["level"] == next(each["level"] for each in whole["by"] if each["organisation"] == "b")
    assert (one["truster"], one["label"], one["by"]) == ("b", None, whole["by"])
    unknown = client.get("/v1/organisations/pcn/trust?by=nobody")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    assert client.get("/v1/organisations/nobody/trust").status_code == 404
    early = client.get("/v1/organisations/pcn/trust?as_of=2001-01-01").json()
    assert (early["code"], early["opened_at"]) == ("not_yet", "2019-06-30T23:00:00Z")


@pytest.mark.usefixtures("world")
def test_a_reading_is_repeated_exactly(client: TestClient) -> None:
    before = read(client)
    assert client.post("/v1/events", json=in_touch("2024-02-01", "video")).status_code == 201
    assert read(client)["timeline"] != before["timeline"]
    assert read(client, upto=before["position"]) | {"known_at": None} == before | {"known_at": None}
