"""What does the audit find?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.answers import FindingPage, listed, page
from api.context import TheLedger
from api.problems import documented
from api.queries import FindingsQuery

router = APIRouter(prefix="/v1/findings", tags=["findings"])


@router.get(
    "",
    summary="List findings",
    responses={**listed(FindingPage), **documented("not_found", "not_yet", "invalid", "unavailable", "busy")},
)
def findings(request: Request, ledger: TheLedger, query: Annotated[FindingsQuery, Query()]) -> Response:
    """The findings of all rules on what is recorded, in the order of the events' positions.

    The findings of one event stand on one page, which may therefore be a little longer than `limit`.
    """
    found = ledger.listing.findings(
        query.asked,
        organisation=query.organisation,
        rule=query.rule,
        severity=query.severity,
        after=query.after,
        limit=query.limit,
    )
    return page(request, "findings", found, None if found.next is None else int(found.next))
