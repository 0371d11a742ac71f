"""How do all mandates stand?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.answers import StandingPage, listed, page
from api.context import TheLedger
from api.problems import documented
from api.queries import StandingsQuery
from ledger.asking.standings import Filters

router = APIRouter(prefix="/v1/standings", tags=["standings"])


@router.get(
    "",
    summary="List all mandates",
    responses={**listed(StandingPage), **documented("invalid", "unavailable", "busy")},
)
def standings(request: Request, ledger: TheLedger, query: Annotated[StandingsQuery, Query()]) -> Response:
    """Every mandate, a row each, in the order of holder and id: from the kept view for now, folded for the past."""
    wanted = Filters(state=query.state, scope=query.scope, kind=query.kind, contested=query.contested)
    found = ledger.standings.rows(query.asked, wanted, after=query.after or "", limit=query.limit)
    return page(request, "standings", found, found.next)
