"""What can be wrong with an event? Rules, each stated once, and the findings that they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.vocabulary import Severity

if TYPE_CHECKING:
    from ledger.events import Event
    from ledger.past import Case


@dataclass(frozen=True, slots=True)
class Finding:
    """That an event broke a rule, or that something about it is worth knowing.

    `position` is null for an event that was refused; then `index` says where in the list it stood. `because` lists the
    positions of the events that the finding rests on.
    """

    rule: str
    severity: Severity
    text: str
    because: tuple[int, ...] = ()
    position: int | None = None
    index: int | None = None


Found = Iterator[tuple[str, tuple[int, ...]]]
"""What a rule yields: sentences, each with the positions that it rests on."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, whether it stops an event or notes something about it, and the types that it judges."""

    name: str
    severity: Severity
    on: tuple[type[Event], ...]
    judge: Callable[[Case, Any], Found]

    @property
    def sentence(self) -> str:
        """The rule in words, as its docstring states it."""
        return (self.judge.__doc__ or "").strip()


RULES: dict[str, list[Rule]] = {}
"""Every rule by name; a name may have several parts, each for other types of events."""

_BY_TYPE: dict[type[Event], list[Rule]] = {}


def rule(name: str, severity: Severity, *on: type[Event]) -> Callable[[Callable[[Case, Any], Found]], Rule]:
    """Enter a function as a rule for some types of events."""

    def enter(judge: Callable[[Case, Any], Found]) -> Rule:
        made = Rule(name, severity, on, judge)
        RULES.setdefault(name, []).append(made)
        for cls in on:
            _BY_TYPE.setdefault(cls, []).append(made)
        return made

    return enter


def rules_for(cls: type[Event]) -> list[Rule]:
    """The rules that judge a type of event, in the order in which they were stated."""
    return _BY_TYPE.get(cls, [])
