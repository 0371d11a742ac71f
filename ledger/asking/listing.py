"""What is in the ledger, line by line? Lists that are read a page at a time, each from where the last one ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ledger.asking.audits import FindingsWanted, folded_findings, kept_findings
from ledger.asking.keeping import Keeper
from ledger.asking.question import Question, Questions, registered
from ledger.findings import Finding
from ledger.history import Place
from ledger.loading import REGISTER
from ledger.moment import Asked
from ledger.projections.organisation import OrganisationLine, organisation_line
from ledger.recording.preparing import with_texts
from ledger.refusals import Refused
from ledger.store.kept import KeptFindings
from ledger.store.rows import StoredEvent
from ledger.times import rfc3339

T = TypeVar("T")

_AT_ONCE = 500
"""How many organisations are loaded together while a page is filled."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some lines of a list, and the cursor to ask for the next ones with; None at the end."""

    lines: tuple[T, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as it was recorded, with its words where they are not erased."""

    position: int
    id: str
    recorded_at: str
    recorded_by: str
    event: dict[str, Any]


class Listing:
    """Lists of organisations, events and findings."""

    def __init__(self, questions: Questions, findings: Keeper[KeptFindings, int]) -> None:
        """`findings` keeps the view of what the rules find."""
        self._questions, self._kept = questions, findings

    def organisations(
        self,
        asked: Asked,
        *,
        kind: str | None = None,
        q: str | None = None,
        member_of: str | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Page[OrganisationLine]:
        """Organisations in the order of their codes. `q` looks for a part of the name or code, whatever its case."""
        wanted = None if q is None else q.casefold()

        def is_wanted(line: OrganisationLine) -> bool:
            return (kind is None or line.kind == kind) and (
                wanted is None or wanted in line.name.casefold() or wanted in line.organisation.casefold()
            )

        with self._questions.about(asked) as question:
            codes = _all_codes(question, after) if member_of is None else _members(question, member_of, after)
            lines = (line for line in _organisation_lines(question, codes) if is_wanted(line))
            return _page(lines, limit, lambda line: line.organisation)

    def events(
        self,
        asked: Asked,
        *,
        after: int = 0,
        limit: int = 100,
        type_name: str | None = None,
        subject: str | None = None,
    ) -> Page[RecordedEvent]:
        """Events in the order of recording, of one type, or naming one code or id, if asked for."""
        with self._questions.about(asked) as question:
            found = question.reader.page(
                after=after, limit=limit + 1, upto=question.moment.position, type=type_name, subject=subject
            )
            shown = found[:limit]
            words = question.reader.words(one.position for one in shown)
            lines = tuple(_recorded(one, words) for one in shown)
            return Page(lines, str(shown[-1].position) if len(found) > limit else None)

    def event(self, position: int) -> RecordedEvent:
        """The event at a position. Raises `Refused` where nothing is recorded there."""
        with self._questions.about(Asked()) as question:
            found = question.reader.at(position)
            if found is None:
                raise Refused("not_found", f"Nothing is recorded at position {position}.")
            return _recorded(found, question.reader.words([position]))

    def findings(
        self,
        asked: Asked,
        *,
        organisation: str | None = None,
        rule: str | None = None,
        severity: str | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> Page[Finding]:
        """What the audit finds, by the events' positions; a page holds all findings of an event, or none."""
        wanted = FindingsWanted(organisation, rule, severity)
        with self._questions.about(asked) as question:
            if organisation is not None:
                registered(organisation, question.loader(), question.moment)
        found = kept_findings(self._kept, wanted, after, limit) if asked == Asked() else None
        if found is None:
            with self._questions.about(asked) as question:
                found = folded_findings(question, wanted, after, limit)
        lines, last = found
        return Page(lines, None if last is None else str(last))


def _page(lines: Iterator[T], limit: int, cursor: Any) -> Page[T]:
    shown: list[T] = []
    for line in lines:
        if len(shown) == limit:
            return Page(tuple(shown), cursor(shown[-1]))
        shown.append(line)
    return Page(tuple(shown), None)


def _all_codes(question: Question, after: str) -> Iterator[list[str]]:
    while codes := question.reader.codes(after=after, limit=_AT_ONCE, upto=question.moment.position):
        yield codes
        after = codes[-1]


def _members(question: Question, body: str, after: str) -> Iterator[list[str]]:
    loader = question.loader()
    registered(body, loader, question.moment)
    members = question.past(loader).register.members(body, Place.after_all_of(question.moment.as_of))
    codes = sorted(code for code in members if code > after)
    for start in range(0, len(codes), _AT_ONCE):
        yield codes[start : start + _AT_ONCE]


def _organisation_lines(question: Question, codes: Iterator[list[str]]) -> Iterator[OrganisationLine]:
    for some in codes:
        loader = question.loader()
        loader.load((f"o:{code}" for code in some), REGISTER)
        register = question.past(loader).register
        for code in some:
            entry = register.registration(code, Place.after_all_of(question.moment.as_of))
            if entry is not None:
                yield organisation_line(register, code, entry, question.moment.as_of)


def _recorded(one: StoredEvent, words: dict[tuple[int, str], str]) -> RecordedEvent:
    return RecordedEvent(
        position=one.position,
        id=one.id,
        recorded_at=rfc3339(one.recorded_at),
        recorded_by=one.recorded_by,
        event=with_texts(one.facts, one.position, words),
    )
