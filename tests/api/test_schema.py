"""Does the API keep what its description promises, whatever it is asked? schemathesis asks, of every route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.app import create_app
from ledger.application import Ledger
from ledger.intake import check_all
from ledger.recording.outcomes import Request
from ledger.store.migrations import migrate
from tests.api.conftest import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis import Case

CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {"deterministic": True, "database": "none"},
        # Going through every member of every type of event, one by one, takes minutes.
        "operations": [
            {"include-name": name, "phases": {"coverage": {"enabled": False}}}
            for name in ("POST /v1/events", "POST /v1/meetings")
        ],
    }
)

APP = create_app(Ledger("host=/nowhere", "nowhere"))
"""Described before there is a database; the ledger that it answers about comes with the test."""

schema = schemathesis.openapi.from_asgi("/openapi.json", APP, config=CONFIG)


@pytest.fixture(scope="module", autouse=True)
def ledger_of_app(database_dsn: str) -> Iterator[None]:
    """A ledger with a small place in it."""
    migrate(database_dsn, "schemathesis")
    ledger = Ledger(database_dsn, "schemathesis")
    ledger.recording.record(Request(check_all(PLACE), "local"))
    APP.state.ledger = ledger
    yield
    ledger.close()


@schema.parametrize()
@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_no_answer_is_unexpected(case: Case[Any]) -> None:
    # What fits the description may still be refused, for what the ledger holds: a code that nobody has registered.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
