"""How far is an organisation trusted, and how did that come about?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.answers import answer
from api.context import TheLedger
from api.parameters import Code
from api.problems import documented
from api.queries import TrustQuery
from ledger.projections.trust import Trust

router = APIRouter(prefix="/v1/organisations", tags=["organisations"])


@router.get(
    "/{code}/trust",
    summary="How far it is trusted",
    responses={200: {"model": Trust}, **documented("not_found", "not_yet", "invalid", "unavailable", "busy")},
)
def trust(ledger: TheLedger, code: Code, query: Annotated[TrustQuery, Query()]) -> Response:
    """Its trust timeline: each mark that built or cost trust, oldest first, and what they sum up to."""
    return answer(ledger.trusting.trust(code, query.asked, query.by))
