"""What is there to say about an event, in the history before it? The one call behind guard and audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledger.findings import Finding, Rule
from ledger.past import Case
from ledger.rules import SET_APART, rules_for


def judge(case: Case) -> tuple[Finding, ...]:
    """The findings on one event: the same when it is recorded and when the ledger is audited.

    An event that is orphaned, disputed or done by a closed organisation is found by that alone.
    """
    rules = rules_for(type(case.entry.event))
    for name in SET_APART:
        found = tuple(_found(case, (rule for rule in rules if rule.name == name)))
        if found:
            return found
    return tuple(_found(case, (rule for rule in rules if rule.name not in SET_APART)))


def _found(case: Case, rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        for text, because in rule.judge(case, case.entry.event):
            yield Finding(rule.name, rule.severity, text, because, case.entry.position)
