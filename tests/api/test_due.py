"""What is due, over HTTP and as a calendar: from whom, how far ahead, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from tests.telling import happened

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient


OVERDUE = happened("ActionAgreed", "2024-02-01", action="x", owner="pr0", what="It.", due_at="2024-03-01")
NEXT_YEAR = happened("ActionAgreed", "2024-02-01", action="y", owner="pr1", what="It.", due_at="2024-12-24")
AT = {"as_of": "2024-12-01"}


@pytest.fixture
def late(place: Any, post: Callable[..., Any]) -> Any:  # noqa: ARG001 - the place comes first
    return post([OVERDUE, NEXT_YEAR])


def keys(answer: Any) -> list[tuple[str, str, str, str | None]]:
    return [(one["organisation"], one["kind"], one["id"], one["who"]) for one in answer["due"]]


def test_what_is_overdue_and_what_is_due_soon(client: TestClient, late: Any) -> None:  # noqa: ARG001
    answer = client.get("/v1/due", params=AT).json()
    assert keys(answer) == [
        ("pr0", "action", "x", None),
        ("pcn1", "stance_quiet", "m1", "pr0"),
        ("pcn1", "stance_quiet", "m1", "pr1"),
        ("pr1", "action", "y", None),
    ]
    assert answer["next"] is None
    assert answer["due"][0] == {
        "organisation": "pr0",
        "name": "PR0",
        "kind": "action",
        "id": "x",
        "due_at": "2024-03-02T00:00:00Z",
        "overdue": True,
        "text": "Action x was to be done by 1 March 2024.",
        "who": None,
        "because": [15],
    }
    later = client.get("/v1/due", params=AT | {"within": "60d"}).json()
    assert keys(later)[4:] == [("pcn1", "stance_lapses", "m1", "pr0"), ("pcn1", "stance_lapses", "m1", "pr1")]
    assert [one["kind"] for one in client.get("/v1/due", params=AT | {"within": "0d"}).json()["due"]] == [
        "action",
        "stance_quiet",
        "stance_quiet",
    ]


def test_from_one_organisation(client: TestClient, late: Any) -> None:  # noqa: ARG001
    assert keys(client.get("/v1/due", params=AT | {"organisation": "pr1"}).json()) == [("pr1", "action", "y", None)]
    assert client.get("/v1/due?organisation=nobody").json()["code"] == "not_found"
    assert client.get("/v1/due?organisation=pr0&as_of=2019-01-01").json()["code"] == "not_yet"


@pytest.mark.parametrize("moment", [{}, AT])
def test_page_by_page(client: TestClient, late: Any, moment: dict[str, str]) -> None:  # noqa: ARG001
    wanted = {"within": "9999d", **moment}
    whole = client.get("/v1/due", params=wanted).json()
    found: list[Any] = []
    address: str | None = "/v1/due?limit=1&within=9999d" + "".join(f"&{k}={v}" for k, v in moment.items())
    while address:
        answer = client.get(address)
        found += answer.json()["due"]
        address = answer.links.get("next", {}).get("url")
    assert found == whole["due"]
    assert len(found) >= 2


def test_now_comes_from_the_kept_view_and_says_what_a_fold_does(client: TestClient, late: Any) -> None:
    kept = client.get("/v1/due?within=9999d").json()
    now = late["events"][-1]["recorded_at"]
    assert kept == client.get(f"/v1/due?within=9999d&known_at={now}").json()


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("within=30", "`within` must be a number of days, such as 30d."),
        ("within=-1d", "`within` must be a number of days, such as 30d."),
        ("within=99999d", "`within` must be a number of days, such as 30d."),
        ("after=x", "`after` must be what the page before gave as `next`."),
        ("after=1/a/b/c", "`after` must be what the page before gave as `next`."),
    ],
)
def test_what_is_no_span_or_cursor_is_refused(client: TestClient, query: str, text: str) -> None:
    answer = client.get(f"/v1/due?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["text"]) == (422, text)


def test_as_a_calendar(client: TestClient, late: Any) -> None:  # noqa: ARG001
    answer = client.get("/v1/due.ics", params=AT)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="due.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    calendar = Calendar.from_ical(answer.content)
    first, *others = calendar.walk("VEVENT")
    assert str(first["UID"]) == "action/x//pr0@collaboration-ledger"
    assert str(first["SUMMARY"]) == "PR0: Action x was to be done by 1 March 2024."
    assert b"DTSTART;VALUE=DATE:20240301" in first.to_ical()
    assert len({str(one["UID"]) for one in (first, *others)}) == 4
    again = client.get("/v1/due.ics", params=AT | {"upto": "16"})
    assert [str(one["UID"]) for one in Calendar.from_ical(again.content).walk("VEVENT")] == [
        str(one["UID"]) for one in (first, *others)
    ]


def test_a_calendar_of_one_organisation_is_named_after_it(client: TestClient, late: Any) -> None:  # noqa: ARG001
    answer = client.get("/v1/due.ics?organisation=pr1&within=9999d")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="due-pr1.ics"'
    (one,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert b"DTSTART;VALUE=DATE:20241224" in one.to_ical()
    assert client.get("/v1/due.ics?organisation=nobody").json()["code"] == "not_found"
    assert client.get("/v1/due.ics?limit=1").status_code == 422
