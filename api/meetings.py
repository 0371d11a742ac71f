"""How are the minutes of a meeting recorded in one go, or shown as they would be?"""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.answers import HEADERS, MeetingRecorded, answer
from api.body import IdempotencyKey, MinutesBody
from api.context import TheLedger
from api.events import RECORDED_BY
from api.problems import documented
from api.queries import MeetingsQuery
from ledger.importers.minutes.drafting import minutes_of
from ledger.importers.minutes.json_text import read_json
from ledger.importers.minutes.recording import Foreseen, foresee, record

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The minutes of one meeting, of which all is recorded or nothing.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Minutes"}}},
    }
}

router = APIRouter(prefix="/v1/meetings", tags=["meetings"])


@router.post(
    "",
    summary="Record the minutes of a meeting",
    status_code=201,
    openapi_extra=_BODY,
    responses={
        200: {"model": Foreseen, "description": "How it would go (`dry_run`): nothing is recorded."},
        201: {"model": MeetingRecorded, "description": "All of it is recorded."},
        **documented(
            "not_json", "irregular", "already_exists", "too_large", "unsupported_media_type", "invalid",
            "unknown_reference", "too_deep", "key_reused", "unavailable", "busy",
        ),
    },
)  # fmt: skip
def meeting(
    request: Request,
    ledger: TheLedger,
    body: MinutesBody,
    query: Annotated[MeetingsQuery, Query()],
    key: IdempotencyKey = None,
) -> Response:
    """Record what minutes hold as one list of events: all or nothing.

    Whatever is refused is pointed at in the minutes, also what breaks a rule. With `dry_run`, every event and every
    finding is shown, and nothing is recorded; an `Idempotency-Key` then means nothing.
    """
    minutes = minutes_of(read_json(body))
    if query.dry_run:
        return answer(foresee(ledger, minutes, RECORDED_BY))
    recorded = record(ledger, minutes, RECORDED_BY, key=key, body=body)
    request.app.state.metrics.accepted.inc(len(minutes.drafted))
    return Response(orjson.dumps(recorded), 201, HEADERS, "application/json")
