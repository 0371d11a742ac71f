"""How do all mandates stand? Every standing in one list: from the kept view for now, folded on demand for the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from ledger.asking.keeping import Folding, Keeper
from ledger.asking.listing import Page
from ledger.asking.question import Question, Questions
from ledger.loading import STANDINGS, Loader
from ledger.moment import Asked
from ledger.past import Past
from ledger.projections.standing import StandingRow, standing_rows
from ledger.store.kept import Kept, KeptStandings
from ledger.store.reading import Reader
from ledger.times import start

_AT_ONCE = 100
"""How many holders are folded together."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which standings are wanted; None wants all."""

    state: str | None = None
    scope: str | None = None
    kind: str | None = None
    contested: bool | None = None

    def let_through(self, row: StandingRow) -> bool:
        """Whether a row is wanted."""
        wanted = (self.state, self.scope, self.kind, self.contested)
        given = (row.state, row.scope, row.kind, row.contested)
        return all(want is None or want == has for want, has in zip(wanted, given, strict=True))


class Standings:
    """The list of all standings."""

    def __init__(self, questions: Questions, keeper: Keeper[KeptStandings, str]) -> None:
        self._questions, self._keeper = questions, keeper

    def rows(self, asked: Asked, filters: Filters, *, after: str = "", limit: int = 100) -> Page[StandingRow]:
        """Standings in the order of holder and mandate. `after` is the cursor that the last page gave."""
        holder, _, mandate = after.partition("/")
        if asked == Asked():
            found = self._keeper.read(
                lambda kept, _now: kept.lines(
                    after=(holder, mandate),
                    limit=limit + 1,
                    state=filters.state,
                    scope=filters.scope,
                    kind=filters.kind,
                    contested=filters.contested,
                )
            )
            if found is not None:
                return _page((StandingRow(**orjson.loads(line)) for line in found), limit)
        with self._questions.about(asked) as question:
            return _page(_folded(question, filters, (holder, mandate)), limit)


def _read(reader: Reader, holder: str, as_of: int, upto: int) -> tuple[Loader, Past]:
    loader = Loader(reader, upto)
    loader.holders([holder], STANDINGS)
    return loader, Past(loader.entries.values(), as_of)


def _kept(reader: Reader, _view: KeptStandings, holders: Sequence[str], as_of: int, upto: int) -> list[Kept[str]]:
    return [_kept_holder(reader, holder, as_of, upto) for holder in holders]


def _kept_holder(reader: Reader, holder: str, as_of: int, upto: int) -> Kept[str]:
    loader, past = _read(reader, holder, as_of, upto)
    rows = standing_rows(past, holder, as_of)
    changes: list[int] = [start(row.next_change_at) for row in rows if row.next_change_at is not None]
    changes += [] if past.history.later is None else [past.history.later]
    lines = ((row.mandate, row.kind, row.scope, row.state, row.contested, orjson.dumps(row)) for row in rows)
    return Kept(holder, min(changes, default=None), tuple(lines), loader.slices)


KEPT = Folding(KeptStandings, "standings", _kept, _AT_ONCE)
"""How the view is kept."""


def _folded(question: Question, filters: Filters, after: tuple[str, str]) -> Iterator[StandingRow]:
    at = question.moment
    while pairs := question.reader.mandates(after=after, limit=_AT_ONCE, upto=at.position):
        for holder in dict.fromkeys(holder for holder, _ in pairs):
            _, past = _read(question.reader, holder, at.as_of, at.position)
            for row in standing_rows(past, holder, at.as_of):
                if after < (row.organisation, row.mandate) <= pairs[-1] and filters.let_through(row):
                    yield row
        after = pairs[-1]


def _page(rows: Iterable[StandingRow], limit: int) -> Page[StandingRow]:
    shown: list[StandingRow] = []
    for row in rows:
        if len(shown) == limit:
            return Page(tuple(shown), f"{shown[-1].organisation}/{shown[-1].mandate}")
        shown.append(row)
    return Page(tuple(shown), None)
