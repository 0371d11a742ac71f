"""What may stand in an address? Parameters, each checked and described once; what is no parameter is refused."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import unquote_to_bytes

from fastapi import Path, Request
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)

from ledger import times
from ledger.events import TYPES
from ledger.intake.faults import quoted
from ledger.intake.sentences import unknown_type
from ledger.moment import Asked
from ledger.refusals import Fault, Refused
from ledger.rules import RULES
from ledger.vocabulary import (
    CODE_PATTERN,
    DAYS_PATTERN,
    DUE_CURSOR_PATTERN,
)

LIMIT, LIMIT_MOST = 100, 1000
POSITION_MOST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly."""

Q_MOST = 200
CURSOR_PATTERN = CODE_PATTERN.replace("$", "/") + CODE_PATTERN.removeprefix("^")
_NAME = "must be 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or a digit"
_LOST_PLUS = re.compile(r"(?<=\d) (?=\d\d:\d\d$)")
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})|[^\x21-\x7e]")


def _whole(least: int, most: int) -> BeforeValidator:
    def check(text: str) -> int:
        # Python would take `1_000`, ` 1` and digits of other scripts too.
        if re.fullmatch(r"[0-9]{1,16}", text) and least <= int(text) <= most:
            return int(text)
        msg = f"must be a whole number from {least:,} to {most:,}"
        raise ValueError(msg)

    return BeforeValidator(check)


def _fits(pattern: str, sentence: str) -> AfterValidator:
    def check(text: str) -> str:
        if re.fullmatch(pattern, text) is None:
            raise ValueError(sentence)
        return text

    return AfterValidator(check)


def _one_of(known: Callable[[str], str | None]) -> AfterValidator:
    def check(text: str) -> str:
        objection = known(text)
        if objection is not None:
            raise ValueError(objection)
        return text

    return AfterValidator(check)


def _event_type(text: str) -> str | None:
    return None if text in TYPES else unknown_type(text, TYPES)


def _rule(text: str) -> str | None:
    if text in RULES:
        return None
    return f"must be the name of a rule{_did_you_mean(text, RULES)}"


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        msg = "must be true or false"
        raise ValueError(msg)
    return text == "true"


def _plus(text: str) -> str:
    """A plus sign that was not encoded arrives as a space; before an offset, it can have been nothing else."""
    return _LOST_PLUS.sub("+", text)


def _did_you_mean(name: str, known: Any) -> str:
    near = difflib.get_close_matches(name[:64], list(known), n=1)
    return f". Did you mean {near[0]}?" if near else ""


_TIMES = {"anyOf": [{"format": "date"}, {"format": "date-time"}]}
Time = Annotated[str, AfterValidator(_plus), Field(json_schema_extra=_TIMES)]
Name = Annotated[str, _fits(CODE_PATTERN, _NAME), Field(json_schema_extra={"pattern": CODE_PATTERN})]
Position = Annotated[int, Field(ge=1, le=POSITION_MOST), _whole(1, POSITION_MOST)]
After = Annotated[int, Field(ge=0, le=POSITION_MOST), _whole(0, POSITION_MOST)]
Limit = Annotated[int, Field(ge=1, le=LIMIT_MOST), _whole(1, LIMIT_MOST)]
EventType = Annotated[str, _one_of(_event_type), Field(json_schema_extra={"enum": sorted(TYPES)})]
RuleName = Annotated[str, _one_of(_rule), Field(json_schema_extra={"enum": sorted(RULES)})]
Truth = Annotated[bool, BeforeValidator(_truth)]
Cursor = Annotated[
    str,
    _fits(CURSOR_PATTERN, "must be what the page before gave as `next`"),
    Field(json_schema_extra={"pattern": CURSOR_PATTERN}),
]
DueCursor = Annotated[
    str,
    _fits(DUE_CURSOR_PATTERN, "must be what the page before gave as `next`"),
    Field(json_schema_extra={"pattern": DUE_CURSOR_PATTERN}),
]
Ahead = Annotated[
    str,
    _fits(DAYS_PATTERN, "must be a number of days, such as 30d"),
    Field(json_schema_extra={"pattern": DAYS_PATTERN}),
]
Words = Annotated[
    str,
    _fits(rf"(?s)(?=.*\S).{{1,{Q_MOST}}}", f"must be 1 to {Q_MOST} characters, and not only spaces"),
    Field(json_schema_extra={"minLength": 1, "maxLength": Q_MOST, "pattern": r"\S"}),
]

Code = Annotated[Name, Path(description="The organisation's code.")]
DecisionInPath = Annotated[Name, Path(description="The decision's id.")]
Person = Annotated[Name, Path(description="The person's opaque id.")]
PositionInPath = Annotated[
    int,
    Path(description="The event's place in the order of recording.", ge=0, le=POSITION_MOST),
    _whole(0, POSITION_MOST),
]


class Query(BaseModel):
    """No parameters; the base of all that take some."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="wrap")
    @classmethod
    def _in_sentences(cls, given: Any, check: ModelWrapValidatorHandler[Any]) -> Any:
        try:
            return check(given)
        except ValidationError as wrong:
            faults = tuple(_fault(one, cls.model_fields) for one in wrong.errors(include_url=False))
            raise Refused("invalid", faults[0].text, faults=faults) from None


class Reading(Query):
    """The moment that a reading is about."""

    as_of: Time | None = Field(
        default=None,
        description="What held then: a time with its offset, or a plain date, which stands for its last microsecond in "
        "Europe/London. As `known_at`, if left out.",
    )
    known_at: Time | None = Field(
        default=None, description="As far as the ledger knew then; now, if left out. It may not lie in the future."
    )
    upto: Position | None = Field(
        default=None,
        description="As far as the ledger knew when it recorded this position: instead of `known_at`, to repeat a "
        "reading exactly.",
    )

    @property
    def asked(self) -> Asked:
        """The moment, as the ledger takes it."""
        return Asked(self.as_of, self.known_at, self.upto)


class ListOf(Reading):
    """A page of a list."""

    limit: Limit = Field(default=LIMIT, description="How many at most.")


def instant(name: str, text: str | None, read: Callable[[str], int]) -> int | None:
    """The instant that a parameter names, if it was given. Raises `Refused` for a time that is none."""
    try:
        return None if text is None else read(text)
    except times.NotATime as wrong:
        raise Refused("invalid", str(wrong), faults=(Fault(f"/{name}", str(wrong)),)) from None


async def well_formed(request: Request) -> None:
    """Refuse a query that is not well-formed, or that gives a parameter twice: which one was meant would be a guess."""
    seen: set[str] = set()
    faults: list[Fault] = []
    for part in request.scope["query_string"].split(b"&"):
        raw = part.replace(b"+", b" ").partition(b"=")[0]
        name = unquote_to_bytes(raw).decode(errors="replace")
        pointer = f"/{quoted(name)}"
        if _is_broken(part):
            text = f"`{quoted(name)}` is not percent-encoded UTF-8 without NUL characters."
            faults.append(Fault(pointer, text))
        if part and name in seen:
            faults.append(Fault(pointer, f"`{quoted(name)}` is there more than once: give it once."))
        seen.add(name)
    if faults:
        raise Refused("invalid", faults[0].text, faults=tuple(faults))


def _is_broken(part: bytes) -> bool:
    if _BROKEN.search(part):
        return True
    try:
        return "\0" in unquote_to_bytes(part).decode()
    except UnicodeDecodeError:
        return True


def _fault(error: Any, known: Any) -> Fault:
    name, kind = str(error["loc"][0]), error["type"]
    pointer = f"/{quoted(name)}"
    if kind == "extra_forbidden":
        near = _did_you_mean(name, known) or ("." if known else ": this address takes none.")
        return Fault(pointer, f"There is no such parameter here{near}")
    if kind == "missing":
        return Fault(pointer, f"`{name}` is missing.")
    if kind == "literal_error":
        return Fault(pointer, f"`{name}` must be {error['ctx']['expected'].replace(chr(39), '')}.")
    return Fault(pointer, worded(name, error))


def worded(name: str, error: Any) -> str:
    """What a check of our own found wrong with a parameter: a sentence, or the rest of one after the name."""
    said = str(error["ctx"]["error"])
    sentence = said if said[0].isupper() else f"`{name}` {said}"
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."
