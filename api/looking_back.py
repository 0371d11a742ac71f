"""How did it come to this, and what has changed?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.answers import ReplayPage, answer, listed, page
from api.context import TheLedger
from api.parameters import Code
from api.problems import documented
from api.queries import ChangesQuery, HandoverQuery, ReplayQuery
from ledger.projections.changes import Changes
from ledger.projections.handover import Handover

_PROBLEMS = documented("not_found", "not_yet", "invalid", "unavailable", "busy")

router = APIRouter(prefix="/v1/organisations", tags=["organisations"])


@router.get("/{code}/replay", summary="Its history step by step", responses={**listed(ReplayPage), **_PROBLEMS})
def replay(request: Request, ledger: TheLedger, code: Code, query: Annotated[ReplayQuery, Query()]) -> Response:
    """Its history step by step: after each event, what it changed in standing and trust, and what time had changed."""
    found = ledger.looking_back.replay(code, query.begins, query.asked, after=query.after, limit=query.limit)
    return page(request, "steps", found, None if found.next is None else int(found.next))


@router.get("/{code}/changes", summary="What has changed", responses={200: {"model": Changes}, **_PROBLEMS})
def changes(ledger: TheLedger, code: Code, query: Annotated[ChangesQuery, Query()]) -> Response:
    """Two readings of its standing and trust compared, with the events that made the difference.

    Two dates, or one date as it was known at two times.
    """
    return answer(ledger.looking_back.changes(code, query.earlier, query.asked))


@router.get(
    "/{code}/handover", summary="What its next leader must know", responses={200: {"model": Handover}, **_PROBLEMS}
)
def handover(ledger: TheLedger, code: Code, query: Annotated[HandoverQuery, Query()]) -> Response:
    """What whoever takes over its lead has to know: what changed with the lead, whom to see, what is open and due."""
    return answer(ledger.handing_over.handover(code, query.asked, query.since))
