"""What is answered when something is wrong? RFC 9457 problems, each with a stable code and a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import orjson
import structlog
from fastapi import APIRouter, FastAPI, Path, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.answers import Documented, answer
from api.parameters import worded
from ledger.findings import Finding
from ledger.intake import NotAccepted
from ledger.refusals import CODES, Fault, Refused
from ledger.store.errors import StoreBusy, StoreError

MEDIA_TYPE = "application/problem+json"
SCHEMA = {"$ref": "#/components/schemas/Problem"}
AGAIN_AFTER = "1"
"""Seconds after which it is worth trying again where the database was away or busy."""

HTTP_METHOD_NOT_ALLOWED = 405
_METHODS = ("DELETE", "GET", "POST", "PUT")

log = structlog.get_logger("api")


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its stable code, the HTTP status it comes with, a title, and what it means."""

    code: str
    status: int
    title: str
    text: str


_OWN = {
    "behind": "The database lacks migrations that this version of the ledger needs: `ledger migrate` applies them.",
    "internal": "Something went wrong that should not have. It was logged.",
    "method_not_allowed": "The address exists, but not for this method; `Allow` lists those that it has.",
    "unsupported_media_type": "A body has to be JSON, and say so in its `Content-Type`.",
    "wrong_host": "The request was meant for another server: this one goes by other names.",
}

_TABLE = {
    "invalid": (422, "Invalid"),
    "unknown_reference": (422, "Unknown reference"),
    "key_reused": (422, "Idempotency-Key reused"),
    "too_deep": (422, "Nested too deeply"),
    "not_json": (400, "Not JSON"),
    "irregular": (409, "Against a rule"),
    "already_exists": (409, "Already exists"),
    "id_reused": (409, "Id reused"),
    "already_retracted": (409, "Already retracted"),
    "older_extract": (409, "Older extract"),
    "not_found": (404, "Not found"),
    "not_yet": (404, "Not yet"),
    "method_not_allowed": (405, "Method not allowed"),
    "too_large": (413, "Too large"),
    "unsupported_media_type": (415, "Unsupported media type"),
    "wrong_host": (421, "Wrong host"),
    "internal": (500, "Internal error"),
    "behind": (503, "Behind"),
    "busy": (503, "Busy"),
    "unavailable": (503, "Unavailable"),
}

KINDS = {
    code: ProblemKind(code, status, title, _OWN.get(code) or CODES[code]) for code, (status, title) in _TABLE.items()
}
"""Every kind of problem by its code. A code without a status of its own stops the start, rather than an answer."""


class Pointed(BaseModel):
    """One thing that is wrong: where (a JSON pointer into the body, or a slash and a parameter's name), and what."""

    pointer: str
    text: str


class Problem(BaseModel):
    """Why there is no answer (RFC 9457). `code` is stable; `detail` is a sentence for people."""

    type: str = Field(description="The address of an explanation of this kind of problem.")
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong this time, in a sentence.")
    code: str = Field(description="The kind of problem, for programs.", json_schema_extra={"enum": list(KINDS)})
    errors: list[Pointed] = Field(default=[], description="Everything that is wrong with what was sent.")
    findings: list[Finding] = Field(default=[], description="The rules that the event breaks (`irregular`).")
    opened_at: str = Field(
        default="", description="When it opens (`not_yet`).", json_schema_extra={"format": "date-time"}
    )


def problem(
    code: str,
    detail: str | None = None,
    *,
    faults: Sequence[Any] = (),
    findings: Sequence[Finding] = (),
    facts: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer that tells of a problem."""
    kind = KINDS[code]
    body: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail or kind.text,
        "code": code,
        **(facts or {}),
    }
    if faults:
        body["errors"] = [{"pointer": one.pointer, "text": one.text} for one in faults]
    if findings:
        body["findings"] = findings
    return Response(orjson.dumps(body), kind.status, dict(headers or {}), MEDIA_TYPE)


def documented(*codes: str) -> Documented:
    """What OpenAPI says about the problems that a route may answer with."""
    by_status: dict[int, list[ProblemKind]] = {}
    for code in codes:
        by_status.setdefault(KINDS[code].status, []).append(KINDS[code])
    return {
        status: {
            "description": " ".join(f"`{kind.code}`: {kind.text}" for kind in kinds),
            "content": {MEDIA_TYPE: {"schema": SCHEMA}},
        }
        for status, kinds in by_status.items()
    }


router = APIRouter(tags=["problems"])


@router.get(
    "/problems/{code}",
    summary="What a problem's code means",
    responses={200: {"model": ProblemKind}, **documented("not_found")},
)
async def explain(code: Annotated[str, Path(description="The `code` of a problem.")]) -> Response:
    """The explanation that the `type` of every problem leads to."""
    if code not in KINDS:
        return problem("not_found", "There is no problem with this code.")
    return answer(KINDS[code])


def install(app: FastAPI) -> None:
    """Have an application answer with problems, whatever goes wrong."""
    app.include_router(router)
    for kind, handler in (
        (Refused, _refused),
        (NotAccepted, _not_accepted),
        (RequestValidationError, _not_valid),
        (StoreError, _no_store),
        (HTTPException, _http),
        (Exception, _unexpected),
    ):
        app.add_exception_handler(kind, handler)


async def _refused(_: Request, why: Any) -> Response:
    return problem(why.code, why.text, faults=why.faults, findings=why.findings, facts=why.facts)


async def _not_accepted(_: Request, why: Any) -> Response:
    return problem(why.code, why.message, faults=why.faults)


async def _not_valid(_: Request, why: Any) -> Response:
    """Of addresses and headers only: queries and bodies are checked by ourselves."""
    faults = [Fault(f"/{one['loc'][-1]}", worded(one["loc"][-1], one)) for one in why.errors()]
    return problem("invalid", faults[0].text, faults=faults)


async def _no_store(_: Request, why: Any) -> Response:
    # What the driver says names hosts and users: that is for the log.
    log.warning("store", error=str(why))
    return problem("busy" if isinstance(why, StoreBusy) else "unavailable", headers={"Retry-After": AGAIN_AFTER})


async def _http(request: Request, why: Any) -> Response:
    """What the framework itself refuses: there is no such address, or none for this method."""
    if why.status_code != HTTP_METHOD_NOT_ALLOWED:
        return problem("not_found", "There is nothing at this address. GET / lists what there is.")
    return problem("method_not_allowed", headers={"Allow": ", ".join(_methods(request))})


def _methods(request: Request) -> list[str]:
    """All methods that an address has: the framework tells only those of the first route that fits."""
    ways = {method: {**request.scope, "method": method} for method in _METHODS}
    routes = request.app.routes
    return [method for method, scope in ways.items() if any(one.matches(scope)[0] is Match.FULL for one in routes)]


async def _unexpected(request: Request, why: Any) -> Response:
    log.error("internal", method=request.method, exc_info=why)
    return problem("internal")
