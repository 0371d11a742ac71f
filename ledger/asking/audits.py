"""What do the rules find in all that is recorded? From the kept view for now, audited on demand for the past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from ledger.asking.grounds import grounds
from ledger.asking.keeping import Folding, Keeper
from ledger.asking.question import Question
from ledger.findings import Finding
from ledger.history import Entry
from ledger.loading import Loader
from ledger.past import Past
from ledger.projections.audit import audit
from ledger.store.kept import Kept, KeptFindings
from ledger.store.reading import Reader

_AT_ONCE = 500
"""How many events are audited together."""


@dataclass(frozen=True, slots=True)
class FindingsWanted:
    """Which findings are wanted; None wants all. `organisation` is any that the event names."""

    organisation: str | None = None
    rule: str | None = None
    severity: str | None = None


Found = tuple[tuple[Finding, ...], int | None]
"""Findings of whole events, and the position to go on after; None at the end."""


def kept_findings(keeper: Keeper[KeptFindings, int], wanted: FindingsWanted, after: int, limit: int) -> Found | None:
    """Findings from the kept view; None while that lags too far behind."""
    found = keeper.read(
        lambda kept, _now: kept.lines(
            after=after,
            limit=limit,
            organisation=wanted.organisation,
            rule=wanted.rule,
            severity=wanted.severity,
        )
    )
    if found is None:
        return None
    lines, last = found
    return tuple(_finding(line) for line in lines), last


def _finding(line: bytes) -> Finding:
    made = orjson.loads(line)
    return Finding(**made | {"because": tuple(made["because"])})


def folded_findings(question: Question, wanted: FindingsWanted, after: int, limit: int) -> Found:
    """The same, audited now."""
    lines: list[Finding] = []
    last = after
    for entry, found in _audited(question, wanted.organisation, after):
        if len(lines) >= limit:
            return tuple(lines), last
        lines += [f for f in found if wanted.rule in (None, f.rule) and wanted.severity in (None, f.severity)]
        last = entry.position
    return tuple(lines), None


def _audited(question: Question, organisation: str | None, after: int) -> Iterator[tuple[Entry, tuple[Finding, ...]]]:
    upto = question.moment.position
    while after < upto:
        if organisation is None:
            entries = next(question.reader.stream(after, upto, _AT_ONCE), [])
        else:
            entries = question.reader.entries_naming(organisation, after=after, upto=upto, limit=_AT_ONCE)
        if not entries:
            return
        loader = question.loader()
        loader.audit_of(entries)
        past = Past(loader.entries.values())
        for entry in entries:
            yield entry, audit(past, entry, question.moment.as_of)
        after = entries[-1].position


def _kept(reader: Reader, view: KeptFindings, positions: Sequence[int], as_of: int, upto: int) -> list[Kept[int]]:
    entries = reader.entries_at(sorted(positions))
    loader = Loader(reader, upto)
    loader.audit_of(entries)
    past = Past(loader.entries.values())
    resting = grounds(entries, past.history, view.slices_named(positions), lambda: Loader(reader, upto))
    return [
        Kept(
            owner=entry.position,
            next_change_at=entry.effective_at if entry.effective_at > as_of else None,
            lines=tuple(
                (ordinal, finding.rule, finding.severity, orjson.dumps(finding))
                for ordinal, finding in enumerate(audit(past, entry, as_of))
            ),
            rests_on=resting.get(entry.position, frozenset()),
        )
        for entry in entries
    ]


KEPT = Folding(KeptFindings, "findings", _kept, _AT_ONCE)
"""How the view is kept."""
