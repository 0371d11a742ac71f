"""What becomes of a draft on its way into the ledger? Ids and times are filled in, and words set apart."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import orjson

from ledger import times
from ledger.events import Event
from ledger.events.declare import Declaration
from ledger.events.naming import with_words
from ledger.events.reading import read
from ledger.intake import Draft
from ledger.store.rows import StoredEvent, Word

SALT_BYTES = 16

ERASED = "[erased]"
"""What is shown where a text was erased."""


@dataclass(slots=True)
class Prepared:
    """A draft, filled in and read as an event. `made` are the members that the ledger filled in."""

    declaration: Declaration
    id: str
    given: dict[str, Any]
    made: tuple[str, ...]
    facts: bytes
    event: Event
    effective_at: int
    words: tuple[Word, ...] = ()
    id_was_given: bool = False


def prepare(draft: Draft, now: int, event_id: str | None = None) -> Prepared:
    """Fill in what the client left out, and set its words apart. `event_id`: the id it had in another ledger."""
    given = draft.given
    filled = dict(given)
    opens = draft.declaration.opens
    made = []
    if opens is not None and opens not in filled:
        filled[opens] = str(uuid4())
        made.append(opens)
    if "effective_at" not in filled:
        filled["effective_at"] = times.rfc3339(now)
        made.append("effective_at")
    apart = WordsApart()
    facts = orjson.dumps(with_words(filled, apart.set_apart))
    return Prepared(
        declaration=draft.declaration,
        id=str(UUID(given["id"])) if "id" in given else event_id or str(uuid4()),
        given=given,
        made=tuple(made),
        facts=facts,
        event=read(draft.declaration.name, facts),
        effective_at=effective_at(draft.declaration, filled["effective_at"]),
        words=tuple(apart.words),
        id_was_given="id" in given or event_id is not None,
    )


def effective_at(declaration: Declaration, text: str) -> int:
    """The instant that an event's `effective_at` means: of a plain date, its start or its end, as the type says."""
    return times.end(text) if declaration.ends_day else times.start(text)


class WordsApart:
    """Puts a salted hash in the place of each erasable text, and keeps the text with its salt."""

    def __init__(self) -> None:
        self.words: list[Word] = []

    def set_apart(self, pointer: str, text: str) -> str:
        """The hash to stand for a text."""
        salt = os.urandom(SALT_BYTES)
        self.words.append(Word(pointer, salt, text))
        return salted(salt, text)


def salted(salt: bytes, text: str) -> str:
    """What stands in the facts for an erasable text: proof of it while the salt is kept, and nothing after."""
    return "sha256:" + hashlib.sha256(salt + text.encode()).hexdigest()


def is_same(given: Mapping[str, Any], stored: StoredEvent, salts: Mapping[tuple[int, str], tuple[bytes, str]]) -> bool:
    """Whether an event as given is the one that is stored: member for member, before anything was filled in.

    A text that was erased since cannot be compared any more, and is taken to be the same.
    """
    facts: dict[str, Any] = orjson.loads(stored.facts)
    for name in stored.made:
        # An export gives what the ledger had filled in; then it has to be the same.
        if name not in given:
            facts.pop(name, None)
    if facts.get("type") != given.get("type"):
        return False

    def hashed(pointer: str, text: str) -> str:
        kept = salts.get((stored.position, pointer))
        return _at(facts, pointer) if kept is None else salted(kept[0], text)

    return _sorted(with_words(dict(given), hashed)) == _sorted(facts)


def with_texts(facts: bytes, position: int, words: Mapping[tuple[int, str], str]) -> dict[str, Any]:
    """An event's facts with its words put back, or `ERASED` where a text was erased."""
    value: dict[str, Any] = orjson.loads(facts)
    return with_words(value, lambda pointer, _: words.get((position, pointer), ERASED))


def ids_made(prepared: Iterable[str], facts: bytes) -> dict[str, str]:
    """The ids among the members that the ledger filled in."""
    value: dict[str, Any] = orjson.loads(facts)
    return {name: value[name] for name in prepared if name != "effective_at"}


def _at(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, ValueError):
            return ""
    return value


def _sorted(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
