"""Does the server say how it is, also while its database is away?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from fastapi.testclient import TestClient
from psycopg.sql import SQL, Identifier
from structlog.testing import capture_logs

from api.app import create_app
from ledger.application import Ledger
from ledger.store.embedded import embedded
from ledger.store.migrations import migrate
from tests.telling import registered

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI


def test_it_is_alive_and_ready(client: TestClient, place: Any) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready", "position": len(place["events"])}


def test_it_is_not_ready_while_migrations_are_missing(
    client: TestClient, database_dsn: str, ledger_schema: str
) -> None:
    with psycopg.connect(database_dsn) as connection:
        connection.execute(SQL("DELETE FROM {}.migrations").format(Identifier(ledger_schema)))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "behind")
    assert "001_ledger.sql" in answer.json()["detail"]


def test_requests_are_counted_by_route(client: TestClient, place: Any) -> None:
    assert place
    client.get("/v1/events/1")
    client.get("/v1/events/999")
    client.request("BREW", "/tea")
    lines = client.get("/metrics").text.splitlines()
    assert 'ledger_requests_total{method="GET",route="/v1/events/{position}",status="200"} 1.0' in lines
    assert 'ledger_requests_total{method="GET",route="/v1/events/{position}",status="404"} 1.0' in lines
    assert 'ledger_requests_total{method="other",route="none",status="404"} 1.0' in lines
    assert 'ledger_request_seconds_count{method="POST",route="/v1/events"} 1.0' in lines
    assert {"ledger_events_accepted_total 14.0", "ledger_position 14.0", "ledger_database_up 1.0"} <= set(lines)


def test_a_request_is_logged_without_what_was_asked(app: FastAPI) -> None:
    with TestClient(app) as client, capture_logs() as logged:
        client.get("/v1/organisations?q=Dr%20Adams")
        client.get("/v1/organisations/Dr%20Adams")
        client.get("/Dr%20Adams")
        client.get("/v1/people/amy")
    assert "Adams" not in str(logged)
    assert [(one["route"], one["path"], one["status"]) for one in logged] == [
        ("/v1/organisations", "/v1/organisations", 200),
        ("/v1/organisations/{code}", None, 422),
        (None, None, 404),
        ("/v1/people/{person}", "/v1/people/amy", 404),
    ]


@pytest.fixture
def its_own(tmp_path: Path) -> Path:
    with embedded(tmp_path / "data") as running:
        migrate(running.dsn, "ledger")
    return tmp_path / "data"


def test_a_database_that_is_away_is_said_and_comes_back(its_own: Path) -> None:
    with embedded(its_own) as running:
        ledger = Ledger(running.dsn, "ledger")
        client = TestClient(create_app(ledger))
        assert client.post("/v1/events", json=registered("a")).status_code == 201
    asked = [
        client.post("/v1/events", json=registered("b")),
        *(client.get(f"/v1/{path}") for path in ("events", "events/1", "organisations/a", "standings", "people/amy")),
        client.get("/readyz"),
    ]
    for answer in asked:
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert answer.headers["Retry-After"] == "1"
        assert "postgres" not in answer.text
    assert client.get("/livez").status_code == 200
    assert "ledger_database_up 0.0" in client.get("/metrics").text.splitlines()
    with embedded(its_own) as running:
        assert client.post("/v1/events", json=registered("b")).json()["events"][0]["position"] == 2
        assert client.get("/readyz").json()["position"] == 2
        ledger.close()
    assert running.owned
