"""Is what organisations do together answered over HTTP, and bad input refused with a reason?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.telling import happened, met_with, registered
from tests.together import (
    achieved,
    agenda_of,
    allocated,
    assigned,
    ceded,
    felt,
    meeting,
    proposed,
    settled_on,
    started,
    supported,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient

READINGS = ("composition", "priorities", "agenda", "ladder", "services", "shares")
AT = "as_of=2024-07-15"


@pytest.fixture
def read(client: TestClient, post: Callable[..., Any], place: Any) -> Callable[[str, str], Any]:
    """Read about the place, once something is done there together."""
    assert place
    post(
        [
            registered("icb", "icb"),  # 15
            proposed("p", group="pcn1"),
            supported("pr0", "p"),
            settled_on("p", group="pcn1"),  # 18
            meeting("m", "2024-02-10", "pcn1") | {"present": ["pr0"]},
            agenda_of("m", "2024-02-10", (20, "p"), (40, None)),
            started("hub", 1, "pr0", "pr1", by="pcn1", mandate="m1"),  # 21
            achieved("hub"),
            felt("pr0", "hub", "benefit"),
            ceded("pr1", "hub", "Bookings"),
            assigned("s", "icb", by="pcn1", core_contract=True),  # 25
            allocated("money", "icb", "pcn1", pr0=300, pr1=500),
        ]
    )

    def ask(code: str, name: str) -> Any:
        answer = client.get(f"/v1/organisations/{code}/{name}?{AT}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


def test_what_is_noted_when_it_is_recorded(post: Callable[..., Any], place: Any) -> None:
    assert place
    events = [
        registered("icb", "icb"),
        proposed("p", group="pcn1"),
        settled_on("p", group="pcn1"),
        started("hub", 2, "pr0", by="pcn1"),
        assigned("s", "icb", by="pcn1", core_contract=True),
    ]
    assert [(one["rule"], one["severity"], one["position"]) for one in post(events)["findings"]] == [
        ("unheard_priorities", "note", 17),
        ("step_skipped", "note", 18),
        ("activity_without_mandate", "note", 18),
        ("core_work_outsourced", "note", 19),
    ]


def test_composition(read: Callable[[str, str], Any]) -> None:
    found = read("pcn1", "composition")
    assert [one["organisation"] for one in found["core"]["practice"]] == ["pr0", "pr1", "pr2"]
    assert (found["attending"], found["missing"], found["because"]) == ({}, ["pcn", "lmc", "federation"], [1])


def test_priorities(read: Callable[[str, str], Any]) -> None:
    found = read("pcn1", "priorities")
    (line,) = found["adopted"]
    assert (line["priority"], line["supporting"], line["opposing"]) == ("p", 1, 0)
    assert (line["heard"], line["of"], line["share"], line["because"]) == (1, 3, 0.333, [16, 18])
    assert (found["proposed"], found["closed"], found["because"]) == ([], [], [18])


def test_agenda(read: Callable[[str, str], Any]) -> None:
    found = read("pcn1", "agenda")
    assert (found["minutes"], found["on_priorities"], found["share"]) == (60, 20, 0.333)
    assert [(one["meeting"], one["share"], one["because"]) for one in found["meetings"]] == [("m", 0.333, [19, 20])]
    assert [(one["priority"], one["minutes"]) for one in found["priorities"]] == [("p", 20)]


def test_ladder(read: Callable[[str, str], Any]) -> None:
    found = read("pcn1", "ladder")
    assert (found["highest"], found["next"], found["because"]) == (1, 2, [21, 22])
    (activity,) = found["activities"]
    assert (activity["step"], activity["state"], activity["mandate"]) == (1, "achieved", "m1")
    assert [(one["organisation"], one["felt"]) for one in activity["participants"]] == [
        ("pr0", "benefit"),
        ("pr1", None),
    ]
    assert [one["what"] for one in activity["participants"][1]["ceded"]] == ["Bookings"]
    assert (read("pr2", "ladder")["highest"], read("pr2", "ladder")["next"]) == (0, 1)


def test_services(read: Callable[[str, str], Any]) -> None:
    (line,) = read("icb", "services")["services"]
    assert (line["responsible"], line["delivered_by"], line["core_contract"], line["ended"]) == (
        "pcn1",
        "icb",
        True,
        False,
    )
    assert read("icb", "services")["earlier"] == []


def test_shares(read: Callable[[str, str], Any]) -> None:
    found = read("pr0", "shares")
    assert [(one["organisation"], one["pence"], one["per_patient"]) for one in found["practices"]] == [
        ("pr0", 300, 0.3),
        ("pr1", 500, 0.5),
    ]
    assert (found["mean_per_patient"], found["others"]) == (0.4, [])
    (money,) = found["resources"]
    assert (money["given_by"], money["given_to"], money["pence"], money["because"]) == ("icb", "pcn1", 800, [26])


@pytest.mark.parametrize("name", READINGS)
def test_what_there_is_no_answer_to(client: TestClient, post: Callable[..., Any], name: str) -> None:
    post(registered("late", at="2040-04-01"))
    nobody = client.get(f"/v1/organisations/nobody/{name}")
    assert (nobody.status_code, nobody.json()["code"]) == (404, "not_found")
    late = client.get(f"/v1/organisations/late/{name}")
    assert (late.status_code, late.json()["code"], late.json()["opened_at"]) == (
        404,
        "not_yet",
        "2040-03-31T23:00:00Z",
    )


ADMITTED = {"by": "pr0", "what": "x", "apologised": True, "asked_how_to_put_right": False}


@pytest.mark.parametrize(
    ("event", "pointer", "text"),
    [
        (met_with(["pr0", "pr0"], "2024-03-01"), "/between/1", "Entry 2 of `between` is there already"),
        (met_with(["pr0"], "2024-03-01"), "/between", "`between` must be a list of 2 to"),
        (happened("ErrorAdmitted", "2024-03-01", to=[], **ADMITTED), "/to", "`to` must be a list of 1 to"),
        (happened("ErrorAdmitted", "2024-03-01", to=["pr0"], **ADMITTED), "/to/0", "owns up to others, not to itself"),
        (started("hub", 6, "pr0", by="pcn1"), "/step", "`step` must be one of 1, 2, 3, 4, 5."),
        (started("hub", 1, "pr0", "pr0", by="pcn1"), "/participants/1", "Entry 2 of `participants` is there already"),
        (
            allocated("money", "pcn1", "pcn1", pr0=300, pr1=500) | {"pence": 900},
            "/shares",
            "The shares add up to 800 pence, but `pence` is 900: make both the same.",
        ),
        (
            allocated("money", "pcn1", "pcn1", pr0=300)
            | {"pence": 600, "shares": [{"organisation": "pr0", "pence": 300}] * 2},
            "/shares/1/organisation",
            "Another share is this organisation's",
        ),
    ],
)
def test_bad_input_is_refused_with_a_reason(asker: TestClient, event: Any, pointer: str, text: str) -> None:
    answer = asker.post("/v1/events", json=event)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == pointer
    assert text in fault["text"]
