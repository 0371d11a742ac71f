"""What does the ledger say about one organisation, and which ones are there?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.answers import OrganisationPage, answer, listed, page
from api.context import TheLedger
from api.parameters import Code, Reading
from api.problems import documented
from api.queries import OrganisationsQuery, StandingQuery, VoiceQuery
from ledger.projections.grants import Grants
from ledger.projections.organisation import Organisation
from ledger.projections.standing import Standing
from ledger.projections.voice import Voice

_PROBLEMS = documented("not_found", "not_yet", "invalid", "unavailable", "busy")

router = APIRouter(prefix="/v1/organisations", tags=["organisations"])


@router.get("", summary="List organisations", responses={**listed(OrganisationPage), **_PROBLEMS})
def organisations(request: Request, ledger: TheLedger, query: Annotated[OrganisationsQuery, Query()]) -> Response:
    """Organisations in the order of their codes."""
    found = ledger.listing.organisations(
        query.asked,
        kind=query.kind,
        q=query.q,
        member_of=query.member_of,
        after=query.after or "",
        limit=query.limit,
    )
    return page(request, "organisations", found, found.next)


@router.get("/{code}", summary="Read an organisation", responses={200: {"model": Organisation}, **_PROBLEMS})
def organisation(ledger: TheLedger, code: Code, query: Annotated[Reading, Query()]) -> Response:
    """An organisation in the register: its members, what it is a member of, its leaders, its list size."""
    return answer(ledger.asking.organisation(code, query.asked))


@router.get("/{code}/standing", summary="How its mandates stand", responses={200: {"model": Standing}, **_PROBLEMS})
def standing(ledger: TheLedger, code: Code, query: Annotated[StandingQuery, Query()]) -> Response:
    """The mandates that an organisation holds, who stands behind each, and how firmly."""
    return answer(ledger.asking.standing(code, query.asked, query.scope))


@router.get("/{code}/grants", summary="Who may act for it", responses={200: {"model": Grants}, **_PROBLEMS})
def grants(ledger: TheLedger, code: Code, query: Annotated[Reading, Query()]) -> Response:
    """The mandates that an organisation was asked for, and its own stance in each."""
    return answer(ledger.asking.grants(code, query.asked))


@router.get("/{code}/voice", summary="Whether it may speak", responses={200: {"model": Voice}, **_PROBLEMS})
def voice(ledger: TheLedger, code: Code, query: Annotated[VoiceQuery, Query()]) -> Response:
    """May an organisation speak on a matter? By which mandate, for whom, and with what to bear in mind?"""
    return answer(ledger.asking.voice(code, query.scope, query.asked))
