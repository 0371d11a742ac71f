"""What else can be asked about one organisation? A route for every reading in the catalogue."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.answers import answer
from api.context import TheLedger
from api.parameters import Code
from api.parameters import Reading as Moment
from api.problems import documented
from ledger.asking.catalogue import READINGS, Reading

router = APIRouter(prefix="/v1/organisations", tags=["organisations"])


def _add(reading: Reading) -> None:
    def read(ledger: TheLedger, code: Code, query: Annotated[Moment, Query()]) -> Response:
        return answer(ledger.readings.ask(reading.name, code, query.asked))

    router.add_api_route(
        f"/{{code}}/{reading.name}",
        read,
        name=reading.name,
        summary=f"Its {reading.name}",
        description=reading.says,
        responses={
            200: {"model": reading.answer},
            **documented("not_found", "not_yet", "invalid", "unavailable", "busy"),
        },
    )


for each in READINGS.values():
    _add(each)
