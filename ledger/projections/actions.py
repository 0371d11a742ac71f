"""Who has taken on what, by when, and is it done?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.history import Place
from ledger.past import Past
from ledger.times import rfc3339

Texts = Mapping[tuple[int, str], str]
"""The texts that are not erased, by the position of their event and the JSON pointer to them."""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action: `state` is `open`, `overdue`, `done` or `dropped`, and `ended_at` when it was done or dropped."""

    action: str
    owner: str
    name: str
    what: str | None
    agreed_at: str
    due_at: str
    state: str
    ended_at: str | None
    from_item: str | None
    supported_by: str | None
    because: tuple[int, ...]


def action_lines(past: Past, place: Place, texts: Texts) -> tuple[ActionLine, ...]:
    """Every action in a history, the one due first at the top."""
    lines = (_line(past, name, place, texts) for name in past.actions)
    return tuple(sorted((line for line in lines if line is not None), key=lambda line: (line.due_at, line.action)))


def _line(past: Past, name: str, place: Place, texts: Texts) -> ActionLine | None:
    action = past.actions.at(name, place)
    if action.agreed is None or action.terms is None:
        return None
    ended = action.done or action.dropped
    terms = action.terms
    return ActionLine(
        action=name,
        owner=terms.owner,
        name=past.register.name(terms.owner, place),
        what=texts.get((action.agreed.position, "/what")),
        agreed_at=rfc3339(action.agreed.effective_at),
        due_at=rfc3339(terms.due_at),
        state=action.state(place.effective_at),
        ended_at=None if ended is None else rfc3339(ended.effective_at),
        from_item=terms.from_item if terms.from_item is not None and past.history.stands(terms.from_item) else None,
        supported_by=terms.supported_by,
        because=tuple(entry.position for entry in (action.agreed, ended) if entry is not None),
    )
