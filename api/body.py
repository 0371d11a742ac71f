"""What did the client send? The bytes of a body that says it is JSON, up to a limit, and the key that it came under."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import AfterValidator, Field
from starlette.requests import ClientDisconnect

from ledger.importers.minutes.json_text import MINUTES_BYTES_MOST
from ledger.intake import BODY_BYTES_MOST
from ledger.refusals import Refused

SMALL_BODY_BYTES_MOST = 2**16
_JSON = re.compile(r"application/([^/;]+\+)?json", re.IGNORECASE)
_KEY = r"^[!-~]([ -~]{0,198}[!-~])?$"


async def event_body(request: Request) -> bytes:
    """The body of a request that records events."""
    return await _read(request, BODY_BYTES_MOST)


async def minutes_body(request: Request) -> bytes:
    """The body of a request that records minutes."""
    return await _read(request, MINUTES_BYTES_MOST)


async def small_body(request: Request) -> bytes:
    """The body of any other request."""
    return await _read(request, SMALL_BODY_BYTES_MOST)


async def _read(request: Request, most: int) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if not _JSON.fullmatch(kind) or coding != "identity":
        text = "Send JSON as it is, with `Content-Type: application/json`."
        raise Refused("unsupported_media_type", text)
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        _too_large(most)
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                _too_large(most)
            parts.append(part)
    except ClientDisconnect:
        text = "The connection ended before the body did."
        raise Refused("not_json", text) from None
    return b"".join(parts)


def _too_large(most: int) -> None:
    raise Refused("too_large", f"This is too large: send at most {most:,} bytes at once.")


def _key(text: str) -> str:
    if re.fullmatch(_KEY, text) is None:
        msg = "must be 1 to 200 printable ASCII characters"
        raise ValueError(msg)
    return text


EventBody = Annotated[bytes, Depends(event_body)]
MinutesBody = Annotated[bytes, Depends(minutes_body)]
SmallBody = Annotated[bytes, Depends(small_body)]
IdempotencyKey = Annotated[
    Annotated[str, AfterValidator(_key), Field(json_schema_extra={"pattern": _KEY})] | None,
    Header(
        alias="Idempotency-Key",
        description="A word of the client's own for this request: the same again gets the first answer again.",
    ),
]
