"""What is due, and from whom?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.answers import HEADERS, DuePage, listed, page
from api.context import TheLedger
from api.problems import documented
from api.queries import DueCalendarQuery, DueQuery

router = APIRouter(prefix="/v1", tags=["due"])

CALENDAR = "text/calendar"
_REFUSALS = documented("not_found", "not_yet", "invalid", "unavailable", "busy")


@router.get("/due", summary="List what is due", responses={**listed(DuePage), **_REFUSALS})
def due(request: Request, ledger: TheLedger, query: Annotated[DueQuery, Query()]) -> Response:
    """What waits for organisations and what runs out, the earliest first; what is overdue is always in it.

    Mandates that end, stances that lapse or grow quiet, reports, actions, reviews, approaches and concerns without an
    answer, and errors that are not put right: each with the organisation that has to see to it.
    """
    found = ledger.due.lines(query.asked, query.ahead, after=query.after or "", limit=query.limit)
    return page(request, "due", found, found.next)


@router.get(
    "/due.ics",
    summary="What is due, as a calendar",
    response_class=Response,
    responses={
        200: {
            "description": "A calendar (RFC 5545) with an entry of a whole day for each thing.",
            "content": {CALENDAR: {"schema": {"type": "string"}}},
            "headers": {
                "Content-Disposition": {"description": "A name for the file.", "schema": {"type": "string"}},
            },
        },
        **_REFUSALS,
    },
)
def calendar(ledger: TheLedger, query: Annotated[DueCalendarQuery, Query()]) -> Response:
    """The same, all at once, for a calendar that subscribes to it: one thing has the same UID each time."""
    name = "due.ics" if query.organisation is None else f"due-{query.organisation}.ics"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(ledger.due.calendar(query.asked, query.ahead), 200, headers, f"{CALENDAR}; charset=utf-8")
