"""Why was it decided, what is there to decide, and who was told?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.answers import DecisionPage, answer, listed, page
from api.context import TheLedger
from api.parameters import DecisionInPath, Reading
from api.problems import documented
from api.queries import AboutQuery, DecisionsQuery
from ledger.projections.decisions.shapes import Dossier
from ledger.projections.told import Told

_PROBLEMS = documented("not_found", "not_yet", "invalid", "unavailable", "busy")

router = APIRouter(prefix="/v1", tags=["decisions"])


@router.get("/decisions", summary="List decisions", responses={**listed(DecisionPage), **_PROBLEMS})
def decisions(request: Request, ledger: TheLedger, query: Annotated[DecisionsQuery, Query()]) -> Response:
    """Decisions in the order in which they were proposed to the ledger, a row each."""
    found = ledger.deciding.decisions(query.wanted, query.asked, after=query.after, limit=query.limit)
    return page(request, "decisions", found, None if found.next is None else int(found.next))


@router.get("/decisions/{decision}", summary="Why it was decided", responses={200: {"model": Dossier}, **_PROBLEMS})
def decision(ledger: TheLedger, decision: DecisionInPath, query: Annotated[Reading, Query()]) -> Response:
    """The dossier of a decision: the question, who was heard and how they chose, what came of it, and what followed."""
    return answer(ledger.deciding.dossier(decision, query.asked))


@router.get("/told", summary="Who was told", responses={200: {"model": Told}, **_PROBLEMS})
def told(ledger: TheLedger, query: Annotated[AboutQuery, Query()]) -> Response:
    """The golden thread: who was told of a decision, mandate or priority, how often and how, and who was reached."""
    return answer(ledger.deciding.told(query.about, query.asked))
