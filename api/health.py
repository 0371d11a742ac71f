"""Is the server alive, can it be used, and what has it been doing?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.answers import answer
from api.context import TheLedger
from api.metrics import Metrics
from api.problems import AGAIN_AFTER, documented, problem
from ledger.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Alive:
    """That the process answers."""

    status: Literal["alive"] = "alive"


@dataclass(frozen=True, slots=True)
class Ready:
    """That the ledger can be used, and how far it has got."""

    position: int
    status: Literal["ready"] = "ready"


router = APIRouter(tags=["health"])


@router.get("/livez", summary="Is the process alive?", responses={200: {"model": Alive}})
async def livez() -> Response:
    """Always 200, as long as the process can answer at all; says nothing about the database."""
    return answer(Alive())


@router.get(
    "/readyz",
    summary="Can the ledger be used?",
    responses={200: {"model": Ready}, **documented("behind", "unavailable", "busy")},
)
def readyz(ledger: TheLedger) -> Response:
    """200 where the database can be reached and has every migration that this version needs."""
    lacking = ledger.store.behind()
    if lacking:
        text = f"The database lacks migrations: {', '.join(lacking)}. Apply them with `ledger migrate`."
        return problem("behind", text, headers={"Retry-After": AGAIN_AFTER})
    with ledger.store.reading() as reader:
        return answer(Ready(reader.head().position))


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    responses={
        200: {"description": "In Prometheus's text format.", "content": {"text/plain": {"schema": {"type": "string"}}}}
    },
    response_class=Response,
)
def metrics(request: Request, ledger: TheLedger) -> Response:
    """Requests and how long they took, events accepted, followers, and how far the ledger has got."""
    counted: Metrics = request.app.state.metrics
    try:
        with ledger.store.reading() as reader:
            counted.position.set(reader.head().position)
            counted.database_up.set(1)
    except StoreError:
        counted.database_up.set(0)
    return Response(counted.as_text(), media_type=CONTENT_TYPE_LATEST)
