"""Is everything that goes wrong answered with a problem, and with the right one?"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from api.app import create_app
from api.problems import KINDS
from ledger.refusals import CODES
from ledger.serving import HOSTS
from ledger.store.errors import StoreBusy
from tests.telling import registered

NO_SUCH_TYPE = (
    'There is no event type "MandateGrantet". Did you mean MandateGranted or MandateWithdrawn or MandateAccounted?'
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from ledger.application import Ledger


def test_every_refusal_has_a_status() -> None:
    assert CODES.keys() <= KINDS.keys()


@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_problem_is_explained(asker: TestClient, code: str) -> None:
    explained = asker.get(f"/problems/{code}").json()
    assert (explained["code"], explained["status"]) == (code, KINDS[code].status)
    assert explained["text"].endswith(".")


def test_a_problem_that_is_none_is_not_found(asker: TestClient) -> None:
    assert asker.get("/problems/none").json()["code"] == "not_found"


@pytest.mark.parametrize("path", ["/nothing", "/v1/decision", "/v1/organisations/a/trusts", "/v1/events/", "/docs"])
def test_an_address_that_is_none_is_not_found(asker: TestClient, path: str) -> None:
    answer = asker.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["type"]) == (404, "not_found", "/problems/not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("PATCH", "/v1/people/amy", "DELETE, GET, PUT"), ("DELETE", "/v1/events", "GET, POST"), ("POST", "/", "GET")],
)
def test_another_method_is_told_which_there_are(asker: TestClient, method: str, path: str, allowed: str) -> None:
    answer = asker.request(method, path)
    assert (answer.status_code, answer.json()["code"], answer.headers["Allow"]) == (405, "method_not_allowed", allowed)


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("known_att=2024-01-01", [("/known_att", "There is no such parameter here. Did you mean known_at?")]),
        ("zzz=1", [("/zzz", "There is no such parameter here.")]),
        ("zzz", [("/zzz", "There is no such parameter here.")]),
        ("%26%0A" + "z" * 99, [("/&\N{REPLACEMENT CHARACTER}" + "z" * 38 + "…", "There is no such parameter here.")]),
        ("limit=1&&limit=1", [("/limit", "`limit` is there more than once: give it once.")]),
        ("limit=0", [("/limit", "`limit` must be a whole number from 1 to 1,000.")]),
        ("limit=1001", [("/limit", "`limit` must be a whole number from 1 to 1,000.")]),
        ("limit=", [("/limit", "`limit` must be a whole number from 1 to 1,000.")]),
        ("after=-1", [("/after", "`after` must be a whole number from 0 to 9,007,199,254,740,991.")]),
        ("upto=1.0", [("/upto", "`upto` must be a whole number from 1 to 9,007,199,254,740,991.")]),
        ("upto=7", [("/upto", "`upto` is the position of an event: the ledger has 0 of them.")]),
        ("as_of=2023-02-29", [("/as_of", "There is no such date.")]),
        (
            "known_at=2999-01-01",
            [("/known_at", "The ledger cannot know the future: `known_at` may be no later than now.")],
        ),
        ("subject=%FF", [("/subject", "`subject` is not percent-encoded UTF-8 without NUL characters.")]),
        ("subject=%zz", [("/subject", "`subject` is not percent-encoded UTF-8 without NUL characters.")]),
        ("subject=%00", [("/subject", "`subject` is not percent-encoded UTF-8 without NUL characters.")]),
        (
            "type=MandateGrantet",
            [
                (
                    "/type",
                    NO_SUCH_TYPE,
                )
            ],
        ),
        (
            "limit=x&upto=y",
            [
                ("/limit", "`limit` must be a whole number from 1 to 1,000."),
                ("/upto", "`upto` must be a whole number from 1 to 9,007,199,254,740,991."),
            ],
        ),
    ],
)
def test_a_parameter_that_will_not_do_is_pointed_at(
    asker: TestClient, query: str, faults: list[tuple[str, str]]
) -> None:
    answer = asker.get(f"/v1/events?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert sorted((one["pointer"], one["text"]) for one in answer.json()["errors"]) == faults


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/v1/findings?rule=already_member", "`rule` must be the name of a rule. Did you mean already_a_member?"),
        ("/v1/findings?rule=zzzzzzzz", "`rule` must be the name of a rule."),
        ("/v1/findings?severity=x", "`severity` must be stop or note."),
        ("/v1/standings?contested=yes", "`contested` must be true or false."),
        ("/v1/standings?after=x", "`after` must be what the page before gave as `next`."),
        ("/v1/organisations?q=%20", "`q` must be 1 to 200 characters, and not only spaces."),
        ("/v1/organisations?as_of=tomorrow", "Write a date like 2026-03-03, or a time with its offset like "),
    ],
)
def test_other_parameters_are_checked_as_well(asker: TestClient, path: str, text: str) -> None:
    answer = asker.get(path)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(text)


def test_a_query_is_ascii_on_the_wire(app: FastAPI) -> None:
    status, _ = asyncio.run(_asked(app, "GET", "/v1/organisations", query="q=é".encode()))
    assert status == 422


def test_a_body_that_breaks_off_is_refused(app: FastAPI) -> None:
    parts: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"[", "more_body": True},
        {"type": "http.disconnect"},
    ]
    status, body = asyncio.run(_asked(app, "POST", "/v1/events", parts=parts))
    assert (status, b"ended before the body" in body) == (400, True)


def test_what_is_not_http_is_passed_on(app: FastAPI) -> None:
    with TestClient(app) as started:
        assert started.get("/livez").json() == {"status": "alive"}


async def _asked(
    app: FastAPI, method: str, path: str, *, query: bytes = b"", parts: list[dict[str, Any]] | None = None
) -> tuple[int, bytes]:
    """Ask in ways that no well-behaved client can."""
    waiting, sent = list(parts or [{"type": "http.request", "body": b""}]), []

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": headers}
    await app(scope, receive, send)
    return sent[0]["status"], sent[1]["body"]


def test_what_nobody_expected_is_logged_and_not_shown(
    app: FastAPI, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        msg = "a secret"
        raise RuntimeError(msg)

    monkeypatch.setattr(ledger.listing, "events", fail)
    with TestClient(app, raise_server_exceptions=False) as client, capture_logs() as logged:
        answer = client.get("/v1/events?subject=amy")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "secret" not in answer.text
    assert [(one["event"], one["log_level"]) for one in logged] == [("request", "info"), ("internal", "error")]
    assert (logged[0]["status"], "amy" in str(logged[0])) == (500, False)


def test_a_busy_database_is_worth_another_try(
    client: TestClient, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        msg = "held by somebody"
        raise StoreBusy(msg)

    monkeypatch.setattr(ledger.recording, "record", busy)
    answer = client.post("/v1/events", json=registered("a"))
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, "busy", "1")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:80", "LOCALHOST"])
def test_this_machine_is_known_by_its_names(ledger: Ledger, host: str) -> None:
    with TestClient(create_app(ledger, hosts=HOSTS)) as client:
        assert client.get("/livez", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", ""])
def test_a_page_that_makes_its_own_name_lead_here_gets_nothing(ledger: Ledger, host: str) -> None:
    with TestClient(create_app(ledger, hosts=HOSTS)) as client:
        answer = client.get("/v1/events", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (421, "wrong_host")


def test_all_that_is_wrong_with_a_list_is_said(client: TestClient, post: Callable[..., Any]) -> None:
    post(registered("a"))
    answer = client.post("/v1/events", json=[registered("b"), {"type": "X"}, {"type": "OrganisationClosed", "x": 1}])
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/1/type", "/2/organisation", "/2/x"]
    assert client.post("/v1/events", json=registered("a")).json()["code"] == "already_exists"
    retracted = {"type": "EventRetracted", "position": 1, "because_of": "typed in twice"}
    post(retracted)
    assert client.post("/v1/events", json=retracted).json()["code"] == "already_retracted"
