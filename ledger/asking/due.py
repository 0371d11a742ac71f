"""What is due, and from whom? From the kept view for now, folded on demand for the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from ledger.asking.calendars import calendar
from ledger.asking.keeping import Folding, Keeper
from ledger.asking.listing import Page
from ledger.asking.question import Question, Questions, registered
from ledger.events import (
    ActionAgreed,
    ApproachReceived,
    ApproachRedirected,
    ConcernRaised,
    ErrorAdmitted,
    Event,
    RepresentativeAppointed,
)
from ledger.events.naming import codes_named
from ledger.loading import EVERYTHING, REGISTER, STANDINGS, Loader
from ledger.moment import Asked
from ledger.past import Past
from ledger.projections.desk import DueLine
from ledger.projections.due import due_lines, next_change
from ledger.store.kept import Kept, KeptDue
from ledger.store.reading import Reader
from ledger.times import DAY

WITHIN = 30
"""How many days ahead is looked, unless somebody says."""

_AT_ONCE = 100
"""How many organisations are folded together."""

_OWN = STANDINGS | {"decision", "representation", "access", "trust"}
"""The facets of an organisation that hold what can be due from it."""

_NAMING_OTHERS = (ApproachReceived, ApproachRedirected, ConcernRaised, ErrorAdmitted, RepresentativeAppointed)
"""The types whose lines say the names of the organisations in them."""

Key = tuple[int, str, str, str, str]


@dataclass(frozen=True, slots=True)
class From:
    """From whom, and how many days ahead: from everyone, if nobody is named."""

    organisation: str | None = None
    days: int = WITHIN


class Due:
    """The list of all that is due."""

    def __init__(self, questions: Questions, keeper: Keeper[KeptDue, str]) -> None:
        self._questions, self._keeper = questions, keeper

    def lines(self, asked: Asked, wanted: From, *, after: str = "", limit: int = 100) -> Page[DueLine]:
        """What is overdue, or due within so many days, the earliest first. `after` is the last page's cursor.

        Raises `Refused` where the organisation is not known then.
        """
        found = self._found(asked, wanted, _key(after) if after else None, limit + 1)
        shown = found[:limit]
        return Page(tuple(shown), _cursor(shown[-1].key) if len(found) > limit else None)

    def calendar(self, asked: Asked, wanted: From) -> bytes:
        """The same as a calendar (RFC 5545), all of it. Raises `Refused` like `lines`."""
        with self._questions.about(asked) as question:
            known_at = question.moment.known_at
        return calendar(self._found(asked, wanted, None, None), known_at)

    def _found(self, asked: Asked, wanted: From, after: Key | None, limit: int | None) -> list[DueLine]:
        with self._questions.about(asked) as question:
            if wanted.organisation is not None:
                registered(wanted.organisation, question.loader(), question.moment)
        if asked == Asked():
            found = self._keeper.read(
                lambda kept, now: kept.lines(
                    organisation=wanted.organisation, until=now + wanted.days * DAY, after=after, limit=limit
                )
            )
            if found is not None:
                return [_line(one) for one in found]
        with self._questions.about(asked) as question:
            until = question.moment.as_of + wanted.days * DAY
            lines = sorted(_folded(question, wanted.organisation, until), key=lambda line: line.key)
        return [line for line in lines if after is None or line.key > after][:limit]


def _line(kept: bytes) -> DueLine:
    made = orjson.loads(kept)
    return DueLine(**made | {"because": tuple(made["because"])})


def _key(cursor: str) -> Key:
    due_at, organisation, kind, name, who = cursor.split("/")
    return int(due_at), organisation, kind, name, who


def _cursor(key: Key) -> str:
    return "/".join(map(str, key))


def _folded(question: Question, organisation: str | None, until: int) -> Iterator[DueLine]:
    at = question.moment
    for code in _everyone(question) if organisation is None else (organisation,):
        _, lines, _ = _read(question.reader, code, at.as_of, at.position)
        yield from (line for line in lines if line.key[0] <= until)


def _everyone(question: Question) -> Iterable[str]:
    after = ""
    while codes := question.reader.codes(after=after, limit=_AT_ONCE, upto=question.moment.position):
        yield from codes
        after = codes[-1]


def _read(reader: Reader, code: str, as_of: int, upto: int) -> tuple[Loader, tuple[DueLine, ...], int | None]:
    """What was loaded for an organisation, its lines, and when they may change by the calendar."""
    loader = Loader(reader, upto)
    load_due(loader, code)
    past = Past(loader.entries.values(), as_of)
    lines = due_lines(past, code, as_of)
    return loader, lines, next_change(past, lines, as_of)


def _elsewhere(event: Event) -> Iterable[str]:
    """What others may have opened: the approach that was sent on, and what an action follows from."""
    if isinstance(event, ApproachRedirected):
        yield event.approach
    elif isinstance(event, ActionAgreed) and event.from_item is not None:
        yield event.from_item


def load_due(loader: Loader, code: str) -> None:
    """Load all that is read to tell what is due from an organisation, and the names of everyone in it."""
    loader.holders([code], STANDINGS)
    own = loader.load([f"o:{code}"], _OWN)
    loader.load({f"i:{name}" for one in own for name in _elsewhere(one.event)}, EVERYTHING)
    naming = (one.event for one in loader.entries.values() if isinstance(one.event, _NAMING_OTHERS))
    loader.load({f"o:{named}" for event in naming for named in codes_named(event)}, REGISTER)


def _kept(reader: Reader, _view: KeptDue, codes: Sequence[str], as_of: int, upto: int) -> list[Kept[str]]:
    kept = []
    for code in codes:
        loader, lines, changes_at = _read(reader, code, as_of, upto)
        rows = ((line.key[0], line.kind, line.id, line.who or "", orjson.dumps(line)) for line in lines)
        kept.append(Kept(code, changes_at, tuple(rows), loader.slices))
    return kept


KEPT = Folding(KeptDue, "what is due", _kept, _AT_ONCE)
"""How the view is kept."""
