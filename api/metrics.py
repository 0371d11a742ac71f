"""What is counted, and what is written down about every request? Its route, status and time; never what was asked."""

from __future__ import annotations

import time

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_INVALID = 422
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

log = structlog.get_logger("api")


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("ledger_requests", "Requests answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "ledger_request_seconds",
            "Seconds until an answer began.",
            ("method", "route"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.accepted = Counter(
            "ledger_events_accepted",
            "Events in requests that were answered with 201, repeated ones among them.",
            registry=self.registry,
        )
        self.position = Gauge("ledger_position", "The last position recorded.", registry=self.registry)
        self.database_up = Gauge("ledger_database_up", "Whether the database just answered.", registry=self.registry)
        self.followers = Gauge("ledger_followers", "Clients that follow the events.", registry=self.registry)

    def as_text(self) -> bytes:
        """All figures in Prometheus's text format."""
        return generate_latest(self.registry)


class Watched:
    """An application of which every request is counted and logged: pure ASGI, which costs next to nothing."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status, seconds = 500, 0.0

        async def noting(message: Message) -> None:
            nonlocal status, seconds
            if message["type"] == "http.response.start":
                status, seconds = message["status"], time.perf_counter() - began
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._note(scope, status, seconds or time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        # The template of the route, not the address: there are few of them, and they hold nobody's name.
        route = getattr(scope.get("route"), "path", None)
        self._metrics.requests.labels(method, route or "none", status).inc()
        self._metrics.seconds.labels(method, route or "none").observe(seconds)
        # An address that leads nowhere, or was refused, may hold anything; the codes and ids in all others are opaque.
        path = scope["path"] if route and status != _INVALID else None
        log.info("request", method=method, route=route, path=path, status=status, ms=round(seconds * 1000, 2))
