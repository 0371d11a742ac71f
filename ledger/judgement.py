"""What is there to say about an event, in the history before it? The one call behind guard and audit."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.events import TYPES, Event
from ledger.findings import Finding, Rule
from ledger.past import Case
from ledger.rules import LEFT_OUT, SET_APART, rules_for


def judge(case: Case) -> tuple[Finding, ...]:
    """The findings on one event: the same when it is recorded and when the ledger is audited.

    An event that is orphaned, disputed or done by a closed organisation is found by that alone. Of one that is left out
    of the history with something it hangs from, as with a disputed opening, nothing else is found.
    """
    event = case.entry.event
    left_out, set_apart, others = _IN_ORDER[type(event)]
    alone = _first_found(case, event, left_out)
    if alone or not case.past.history.holds(case.entry):
        return tuple(alone)
    alone = _first_found(case, event, set_apart)
    return tuple(alone or [finding for rule in others for finding in _found(case, event, rule)])


def _first_found(case: Case, event: Event, rules: Sequence[Rule]) -> list[Finding]:
    for rule in rules:
        found = _found(case, event, rule)
        if found:
            return found
    return []


def _found(case: Case, event: Event, rule: Rule) -> list[Finding]:
    position = case.entry.position
    return [Finding(rule.name, rule.severity, text, because, position) for text, because in rule.judge(case, event)]


def _in_order(cls: type[Event]) -> tuple[Sequence[Rule], Sequence[Rule], Sequence[Rule]]:
    rules = rules_for(cls)
    left_out, set_apart = (
        [rule for name in names for rule in rules if rule.name == name] for names in (LEFT_OUT, SET_APART)
    )
    return left_out, set_apart, [rule for rule in rules if rule.name not in (*LEFT_OUT, *SET_APART)]


_IN_ORDER = {of.cls: _in_order(of.cls) for of in TYPES.values()}
"""Type → the rules that say why it is left out, those by which it is found alone, and all others."""
