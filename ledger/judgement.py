"""What is there to say about an event, in the history before it? The one call behind guard and audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.events import TYPES, Event
from ledger.findings import Finding, Rule
from ledger.past import Case
from ledger.rules import SET_APART, rules_for


def judge(case: Case) -> tuple[Finding, ...]:
    """The findings on one event: the same when it is recorded and when the ledger is audited.

    An event that is orphaned, disputed or done by a closed organisation is found by that alone.
    """
    set_apart, others = _IN_ORDER[type(case.entry.event)]
    for rule in set_apart:
        found = tuple(_found(case, (rule,)))
        if found:
            return found
    return tuple(_found(case, others))


def _found(case: Case, rules: Sequence[Rule]) -> Iterator[Finding]:
    for rule in rules:
        for text, because in rule.judge(case, case.entry.event):
            yield Finding(rule.name, rule.severity, text, because, case.entry.position)


def _in_order(cls: type[Event]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    rules = rules_for(cls)
    set_apart = tuple(rule for name in SET_APART for rule in rules if rule.name == name)
    return set_apart, tuple(rule for rule in rules if rule.name not in SET_APART)


_IN_ORDER = {of.cls: _in_order(of.cls) for of in TYPES.values()}
"""Type → the rules by which such an event is found alone, and all others."""
