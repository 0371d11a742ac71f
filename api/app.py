"""How is the web application put together? Here, and nowhere else, everything that it needs is handed to it."""

from __future__ import annotations

from functools import partial

from fastapi import Depends, FastAPI

from api import (
    decisions,
    description,
    due,
    events,
    findings,
    health,
    looking_back,
    meetings,
    organisations,
    people,
    problems,
    readings,
    standings,
    trust,
)
from api.following import Following
from api.hosts import Named
from api.metrics import Metrics, Watched
from api.parameters import well_formed
from ledger.application import Ledger


def create_app(ledger: Ledger, *, hosts: frozenset[str] | None = None) -> FastAPI:
    """The application of one ledger. Whoever made the ledger closes it.

    `hosts` are the only names under which it answers, if given; the port does not matter.
    """
    app = FastAPI(
        # The usual pages for reading the description load their scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.ledger = ledger
    app.state.metrics = Metrics()
    app.state.following = Following(ledger, app.state.metrics)
    if hosts is not None:
        app.add_middleware(Named, hosts=hosts)
    app.add_middleware(Watched, metrics=app.state.metrics)
    problems.install(app)
    app.include_router(description.router)
    app.include_router(health.router)
    for part in (
        events,
        meetings,
        organisations,
        readings,
        looking_back,
        trust,
        decisions,
        standings,
        due,
        findings,
        people,
    ):
        app.include_router(part.router, dependencies=[Depends(well_formed)])
    app.openapi = partial(description.describe, app)  # type: ignore[method-assign] # the way that FastAPI documents
    return app
