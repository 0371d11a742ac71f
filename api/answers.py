"""What does an answer look like? Bytes made at once of the ledger's own dataclasses, a page at a time for lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from ledger.asking.listing import Page, RecordedEvent
from ledger.findings import Finding
from ledger.projections.decisions.line import DecisionRow
from ledger.projections.desk import DueLine
from ledger.projections.organisation import OrganisationLine
from ledger.projections.replay import Step
from ledger.projections.standing import StandingRow

Documented = dict[int | str, dict[str, Any]]
"""What OpenAPI says about a route's answers, by status."""

HEADERS = {"Cache-Control": "no-store"}
"""An answer holds for the moment it was given: what is asked again is to be read again."""


def answer(value: Any, headers: Mapping[str, str] | None = None) -> Response:
    """An answer with a value of our own making. Its form is documented with the route, and not checked once more."""
    return Response(orjson.dumps(value), 200, {**HEADERS, **(headers or {})}, "application/json")


def page(request: Request, name: str, found: Page[Any], cursor: int | str | None) -> Response:
    """An answer with a page of a list, and where the next one is."""
    headers = {} if cursor is None else {"Link": f'<{_with(request, after=str(cursor))}>; rel="next"'}
    return answer({name: found.lines, "next": cursor}, headers)


def _with(request: Request, **changed: str) -> str:
    """The address of a request, with a parameter changed. Without a host: a proxy may know the server by another."""
    kept = {**request.query_params, **changed}
    return f"{quote(request.url.path)}?{urlencode(kept, quote_via=quote)}"


def listed(model: type) -> Documented:
    """What OpenAPI says about a list."""
    link = {"description": 'The address of the next page, with `rel="next"`.', "schema": {"type": "string"}}
    return {200: {"model": model, "description": "A page of the list.", "headers": {"Link": link}}}


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events in the order of recording. `next` is what to give as `after` to go on; null at the end."""

    events: tuple[RecordedEvent, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Some organisations in the order of their codes. `next` is what to give as `after` to go on; null at the end."""

    organisations: tuple[OrganisationLine, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Some mandates in the order of holder and id. `next` is what to give as `after` to go on; null at the end."""

    standings: tuple[StandingRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Some findings in the order of their events. `next` is what to give as `after` to go on; null at the end."""

    findings: tuple[Finding, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class DuePage:
    """What is due, the earliest first. `next` is what to give as `after` to go on; null at the end."""

    due: tuple[DueLine, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """Some decisions in the order of their proposals. `next` is what to give as `after` to go on; null at the end."""

    decisions: tuple[DecisionRow, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class ReplayPage:
    """Some steps of an organisation's history, in effective order. `next` is what to give as `after` to go on."""

    steps: tuple[Step, ...]
    next: int | None


class RecordedLine(BaseModel):
    """One recorded event: its position, id and time, and under their own names the ids that the ledger made for it."""

    model_config = ConfigDict(extra="allow")

    position: int = Field(description="Its place in the order of recording.")
    id: str = Field(description="The event's own id.")
    recorded_at: str = Field(description="When the ledger learned of it.")
    type: str = Field(description="Its type.")


class RecordedAnswer(BaseModel):
    """What was recorded, in the order in which it was sent, and what the rules found about it."""

    events: list[RecordedLine]
    findings: list[Finding] = Field(description="Notes, and the stops that were accepted with `irregular_because`.")


class MeetingRecorded(RecordedAnswer):
    """What was recorded of some minutes, in the order of its events."""

    meeting: str = Field(description="The meeting's id.")


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """A person's opaque id, and the name that is kept beside the ledger."""

    person: str
    name: str
