"""What does the store take and give? Plain rows, between the domain's entries and the database's columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Subject(NamedTuple):
    """That an event has to do with something.

    `key` begins with what it is: `o:` organisations, `i:` ids, `p:` persons, `s:` scopes, `e:` entries that a
    correction is about, by position. `facet` is the event's family, or `act`; `named` is false where the event does not
    name it but hangs from it.
    """

    key: str
    facet: str
    named: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """That a code (`o:…`) or an id (`i:…`) is in use: since which position, as what, and what it hangs from.

    `kind` is what it is (`organisation`, `mandate`, …), None once its opening event was retracted; `roots` are the rows
    that every event about it has as well, as "facet key", its own first.
    """

    name: str
    kind: str | None
    position: int = 0
    roots: tuple[str, ...] = ()


class Word(NamedTuple):
    """One erasable text: where it stood in the event (a JSON pointer), its salt, and the text."""

    pointer: str
    salt: bytes
    text: str


class NewEvent(NamedTuple):
    """An event on its way into the store.

    `facts` are its JSON bytes with words replaced by their hashes; `made` the members that the ledger filled in;
    `answer` the findings that it was recorded with, as JSON bytes, if any; `effective_at` is in microseconds since
    1970.
    """

    id: str
    type: str
    stream: str
    effective_at: int
    facts: bytes
    made: tuple[str, ...] = ()
    answer: bytes | None = None
    subjects: tuple[Subject, ...] = ()
    words: tuple[Word, ...] = ()
    openings: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as the store holds it: all its columns, for lists, exports and repeated ids."""

    position: int
    id: str
    type: str
    recorded_at: int
    recorded_by: str
    effective_at: int
    facts: bytes
    made: tuple[str, ...]
    answer: bytes | None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the ledger: the last position and when it was recorded, 0 and 0 while it is empty."""

    position: int = 0
    recorded_at: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A slice of history to load: the subjects, and the facets of them that the question needs (all if empty)."""

    subjects: frozenset[str] = field(default_factory=frozenset)
    facets: frozenset[str] = field(default_factory=frozenset)
