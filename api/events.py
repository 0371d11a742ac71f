"""How are events recorded and read, one by one or as they come?"""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi import Query as InQuery
from fastapi.responses import Response, StreamingResponse
from pydantic import AfterValidator

from api.answers import HEADERS, EventPage, RecordedAnswer, answer, listed, page
from api.body import EventBody, IdempotencyKey
from api.context import TheLedger
from api.following import Following
from api.parameters import POSITION_MOST, PositionInPath, Reading
from api.problems import documented
from api.queries import EventsQuery, FollowQuery
from ledger.asking.listing import RecordedEvent
from ledger.intake import LIST_MOST, check_all, parse
from ledger.recording.outcomes import Request as Recording
from ledger.refusals import Fault, Refused

RECORDED_BY = "local"
"""Who records: there are no credentials on this machine's own address."""

_EVENT = {"$ref": "#/components/schemas/Event"}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": f"One event, or a list of up to {LIST_MOST:,}, of which all are recorded or none; later ones "
        "may name what earlier ones open.",
        "content": {
            "application/json": {"schema": {"oneOf": [_EVENT, {"type": "array", "items": _EVENT, "minItems": 1}]}}
        },
    }
}

router = APIRouter(prefix="/v1/events", tags=["events"])


@router.post(
    "",
    summary="Record events",
    status_code=201,
    openapi_extra=_BODY,
    responses={
        201: {"model": RecordedAnswer, "description": "All of it is recorded."},
        **documented(
            "not_json", "irregular", "already_exists", "id_reused", "already_retracted", "too_large",
            "unsupported_media_type", "invalid", "unknown_reference", "too_deep", "key_reused", "unavailable", "busy",
        ),
    },
)  # fmt: skip
def record(request: Request, ledger: TheLedger, body: EventBody, key: IdempotencyKey = None) -> Response:
    """Record one event, or a list of them: all or none.

    An event that breaks a rule is refused, unless it comes with `irregular_because`.
    """
    value = parse(body)
    drafts = check_all(value)
    given = Recording(drafts, RECORDED_BY, is_list=isinstance(value, list))
    recorded = ledger.recording.record(given, key=key, body=body)
    request.app.state.metrics.accepted.inc(len(drafts))
    return Response(recorded, 201, HEADERS, "application/json")


@router.get(
    "",
    summary="List events",
    responses={**listed(EventPage), **documented("invalid", "unavailable", "busy")},
)
def events(request: Request, ledger: TheLedger, query: Annotated[EventsQuery, InQuery()]) -> Response:
    """Events in the order of recording, as far as was known at the moment that is asked about.

    `GET /v1/events/follow` sends them as they are recorded, as server-sent events.
    """
    found = ledger.listing.events(
        query.asked, after=query.after, limit=query.limit, type_name=query.type, subject=query.subject
    )
    return page(request, "events", found, None if found.next is None else int(found.next))


def _position(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,16}", text) or int(text) > POSITION_MOST:
        msg = "must be the position of an event, a whole number"
        raise ValueError(msg)
    return text


LastEventId = Annotated[Annotated[str, AfterValidator(_position)] | None, Header(alias="Last-Event-ID")]


# Not in the schema: OpenAPI 3.1 cannot say that an answer never ends, and a client made from it would wait for the end.
@router.get("/follow", include_in_schema=False)
async def follow(
    request: Request, query: Annotated[FollowQuery, InQuery()], last_event_id: LastEventId = None
) -> Response:
    """Events as they are recorded: after `Last-Event-ID`, else after `after`, else from now on.

    The header comes first: a client that reconnects by itself sends it with the address that it began with.
    """
    following: Following = request.app.state.following
    end = await following.end()
    after = query.after if last_event_id is None else int(last_event_id)
    if after is not None and after > end:
        pointer = "/after" if last_event_id is None else "/Last-Event-ID"
        text = f"The ledger has only got to position {end:,}."
        raise Refused("invalid", text, faults=(Fault(pointer, text),))
    # Proxies are asked to pass on what comes, rather than wait for more.
    headers = {**HEADERS, "X-Accel-Buffering": "no"}
    stream = following.events(end if after is None else after)
    return StreamingResponse(stream, headers=headers, media_type="text/event-stream")


@router.get(
    "/{position}",
    summary="Read an event",
    responses={200: {"model": RecordedEvent}, **documented("not_found", "invalid", "unavailable", "busy")},
)
def event(ledger: TheLedger, position: PositionInPath, query: Annotated[Reading, InQuery()]) -> Response:
    """The event at a position, if it was known at the moment that is asked about."""
    found = ledger.listing.events(query.asked, after=max(position - 1, 0), limit=1).lines
    if not found or found[0].position != position:
        raise Refused("not_found", f"Nothing is recorded at position {position}.")
    return answer(found[0])
