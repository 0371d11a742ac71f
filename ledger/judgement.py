"""What is there to say about an event, in the history before it? The one call behind guard and audit."""

from __future__ import annotations

from ledger.events import TYPES, Event
from ledger.findings import Finding, Rule
from ledger.past import Case
from ledger.rules import SET_APART, rules_for


def judge(case: Case) -> tuple[Finding, ...]:
    """The findings on one event: the same when it is recorded and when the ledger is audited.

    An event that is orphaned, disputed or done by a closed organisation is found by that alone.
    """
    event = case.entry.event
    set_apart, others = _IN_ORDER[type(event)]
    for rule in set_apart:
        alone = _found(case, event, rule)
        if alone:
            return tuple(alone)
    return tuple([finding for rule in others for finding in _found(case, event, rule)])


def _found(case: Case, event: Event, rule: Rule) -> list[Finding]:
    position = case.entry.position
    return [Finding(rule.name, rule.severity, text, because, position) for text, because in rule.judge(case, event)]


def _in_order(cls: type[Event]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    rules = rules_for(cls)
    set_apart = tuple(rule for name in SET_APART for rule in rules if rule.name == name)
    return set_apart, tuple(rule for rule in rules if rule.name not in SET_APART)


_IN_ORDER = {of.cls: _in_order(of.cls) for of in TYPES.values()}
"""Type → the rules by which such an event is found alone, and all others."""
