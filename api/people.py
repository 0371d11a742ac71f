"""What is a person called? Names are kept beside the ledger, which knows opaque ids only, and can be erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.answers import HEADERS, PersonNamed, answer
from api.body import SmallBody
from api.context import TheLedger
from api.parameters import Person
from api.parameters import Query as NoParameters
from api.problems import documented
from ledger.intake import parse
from ledger.intake.faults import quoted, step
from ledger.refusals import Fault, Refused

NAME_MOST = 200
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "name": {
                            "type": "string",
                            "description": "What the person is called.",
                            "minLength": 1,
                            "maxLength": NAME_MOST,
                            "pattern": r"\S",
                        }
                    },
                    "required": ["name"],
                    "additionalProperties": False,
                }
            }
        },
    }
}
_PROBLEMS = documented("invalid", "unavailable", "busy")

router = APIRouter(prefix="/v1/people", tags=["people"])


@router.put(
    "/{person}",
    summary="Keep a name",
    openapi_extra=_BODY,
    responses={
        200: {"model": PersonNamed},
        **documented("not_json", "too_large", "unsupported_media_type", "invalid", "too_deep", "unavailable", "busy"),
    },
)
def put(ledger: TheLedger, person: Person, body: SmallBody, _: Annotated[NoParameters, Query()]) -> Response:
    """Keep a person's name, in place of an earlier one."""
    given = parse(body)
    faults = tuple(_faults(given))
    if faults or not isinstance(given, dict):
        raise Refused("invalid", faults[0].text, faults=faults)
    ledger.store.put_person(person, given["name"], ledger.clock())
    return answer(PersonNamed(person, given["name"]))


@router.get(
    "/{person}",
    summary="Read a name",
    responses={200: {"model": PersonNamed}, **documented("not_found"), **_PROBLEMS},
)
def get(ledger: TheLedger, person: Person, _: Annotated[NoParameters, Query()]) -> Response:
    """A person's name, if one is kept."""
    name = ledger.store.get_person(person)
    if name is None:
        raise Refused("not_found", "No name is kept for this person.")
    return answer(PersonNamed(person, name))


@router.delete(
    "/{person}",
    summary="Erase a name",
    status_code=204,
    responses={204: {"description": "No name is kept any more, whether or not there was one."}, **_PROBLEMS},
)
def delete(ledger: TheLedger, person: Person, _: Annotated[NoParameters, Query()]) -> Response:
    """Forget a person's name. What the ledger holds under the person's id stays."""
    ledger.store.delete_person(person)
    return Response(status_code=204, headers=HEADERS)


def _faults(given: object) -> Iterator[Fault]:
    if not isinstance(given, dict):
        yield Fault("", 'This must be an object: {"name": …}.')
        return
    for member in given:
        if member != "name":
            yield Fault(step(quoted(member)), f"`{quoted(member)}` is not known here: there is only `name`.")
    name = given.get("name")
    if "name" not in given:
        yield Fault("/name", "`name` is missing.")
    elif not isinstance(name, str) or not name.strip() or len(name) > NAME_MOST:
        yield Fault("/name", f"`name` must be text of 1 to {NAME_MOST} characters, and not only spaces.")
