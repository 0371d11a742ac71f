"""How does the API describe itself? OpenAPI with every type of event in it, and an index to begin with."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response

from api.answers import answer
from api.problems import Problem
from ledger.importers.minutes.schema import minutes_schema
from ledger.intake import event_schema

NAME = "collaboration-ledger"
VERSION = "0.1.0"
TITLE = "Collaboration ledger"
ABOUT = (
    "What happened between the practices of a place and the bodies that act for them: recorded once, never changed, "
    "and read as of any date and as known at any date. Whatever goes wrong is answered with a problem (RFC 9457)."
)

_FOREIGN = ("HTTPValidationError", "ValidationError")
"""How the framework would answer to parameters that will not do. Ours are answered with problems."""


router = APIRouter(tags=["index"])


@router.get(
    "/",
    summary="What there is here",
    responses={
        200: {"description": "Names and addresses.", "content": {"application/json": {"schema": {"type": "object"}}}}
    },
    response_class=Response,
)
async def index() -> Response:
    """Where to begin."""
    return answer(
        {
            "name": NAME,
            "version": VERSION,
            "about": ABOUT,
            "links": {
                "description": "/openapi.json",
                "events": "/v1/events",
                "follow": "/v1/events/follow",
                "organisations": "/v1/organisations",
                "standings": "/v1/standings",
                "decisions": "/v1/decisions",
                "due": "/v1/due",
                "findings": "/v1/findings",
                "alive": "/livez",
                "ready": "/readyz",
                "metrics": "/metrics",
            },
        }
    )


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, made once: the events and problems come from where they are declared."""
    if app.openapi_schema is None:
        schema = get_openapi(title=TITLE, version=VERSION, description=ABOUT, routes=app.routes)
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        events = event_schema()
        own = {**problem.pop("$defs"), "Problem": problem, **events, "Minutes": minutes_schema(events)}
        schema["components"]["schemas"] = {**own, **schema["components"]["schemas"]}
        for path in schema["paths"].values():
            for operation in path.values():
                _correct(operation)
        for name in _FOREIGN:
            schema["components"]["schemas"].pop(name)
        app.openapi_schema = schema
    return app.openapi_schema


def _correct(operation: dict[str, Any]) -> None:
    """Take out what the framework says about an operation that is not so here."""
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _without_null(parameter["schema"])
    if _FOREIGN[0] in str(operation["responses"].get("422")):
        del operation["responses"]["422"]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out has no value then; there is no way to write null in an address."""
    some = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    return some[0] if len(some) == 1 else schema
