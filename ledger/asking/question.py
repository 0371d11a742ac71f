"""What is asked about, and at which moment? A snapshot of the ledger, and what every question begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ledger.events import OrganisationRegistered
from ledger.history import CORRECTIONS, LAST, Entry, Place
from ledger.loading import REGISTER, Loader
from ledger.moment import Asked, Moment, moment
from ledger.past import Past
from ledger.refusals import Refused
from ledger.store.reading import Reader
from ledger.store.store import Store
from ledger.times import Instant, in_words, rfc3339


@dataclass(frozen=True, slots=True)
class Question:
    """A snapshot of the ledger, and the moment in it that is asked about."""

    reader: Reader
    moment: Moment
    now: Instant

    def loader(self) -> Loader:
        """A loader of slices as known at the moment."""
        return Loader(self.reader, self.moment.position)

    def elsewhen(self, asked: Asked) -> Question:
        """The same snapshot, asked about another moment. Raises `Refused` for one that cannot be asked about."""
        return Question(self.reader, moment(asked, self.reader, self.now), self.now)

    def past(self, loader: Loader) -> Past:
        """The history of what was loaded, as of the moment."""
        return Past(loader.entries.values(), self.moment.as_of)


class Questions:
    """Opens snapshots of one ledger to ask about a moment."""

    def __init__(self, store: Store, clock: Callable[[], Instant]) -> None:
        self._store, self._clock = store, clock

    @contextmanager
    def about(self, asked: Asked) -> Iterator[Question]:
        """A snapshot to ask about one moment. Raises `Refused` for a moment that cannot be asked about."""
        with self._store.reading() as reader:
            now = self._clock()
            yield Question(reader, moment(asked, reader, now), now)


def registered(code: str, loader: Loader, at: Moment) -> Entry:
    """The entry that registers an organisation, at a moment. Raises `Refused` where there is none, or none yet."""
    loader.load([f"o:{code}"], REGISTER)
    # Registrations alone, with what corrects them: the rest of a long history would be read for nothing.
    of_registrations = (OrganisationRegistered, *CORRECTIONS)
    known = Past(entry for entry in loader.entries.values() if isinstance(entry.event, of_registrations)).register
    entry = known.registration(code, Place.after_all_of(at.as_of))
    if entry is not None:
        return entry
    later = known.registration(code, Place.after_all_of(LAST))
    if later is not None:
        text = f"{code} opens only on {in_words(later.effective_at)}. Ask with an `as_of` from then on."
        raise Refused("not_yet", text, facts={"opened_at": rfc3339(later.effective_at)})
    raise Refused("not_found", f"The ledger knows no organisation {code} at that time.")


def texts_of(reader: Reader, entries: Iterable[Entry], pointer: str) -> dict[int, str]:
    """The texts of some events at one JSON pointer that are not erased, by position."""
    found = reader.words(entry.position for entry in entries)
    return {position: text for (position, at), text in found.items() if at == pointer}
