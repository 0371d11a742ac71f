"""How is a question answered? The moment it is asked about, the slices it needs, and the projection that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ledger.events import MandateNarrowed, MandateSought, OrganisationRegistered, PositionStated
from ledger.history import CORRECTIONS, LAST, Entry, Place
from ledger.loading import EVERYTHING, MANDATES, REGISTER, STANDINGS, Loader
from ledger.moment import Asked, Moment, moment
from ledger.past import Past
from ledger.projections.grants import Grants, grants
from ledger.projections.organisation import Organisation, organisation
from ledger.projections.standing import Standing, standing
from ledger.projections.voice import Voice, voice
from ledger.refusals import Refused
from ledger.store.reading import Reader
from ledger.store.store import Store
from ledger.times import Instant, in_words, rfc3339


@dataclass(frozen=True, slots=True)
class Question:
    """A snapshot of the ledger, and the moment in it that is asked about."""

    reader: Reader
    moment: Moment

    def loader(self) -> Loader:
        """A loader of slices as known at the moment."""
        return Loader(self.reader, self.moment.position)

    def past(self, loader: Loader) -> Past:
        """The history of what was loaded, as of the moment."""
        return Past(loader.entries.values(), self.moment.as_of)


class Asking:
    """Answers questions about one organisation from its slices, folded on demand."""

    def __init__(self, store: Store, clock: Callable[[], Instant]) -> None:
        self._store, self._clock = store, clock

    @contextmanager
    def question(self, asked: Asked) -> Iterator[Question]:
        """A snapshot to ask about one moment. Raises `Refused` for a moment that cannot be asked about."""
        with self._store.reading() as reader:
            yield Question(reader, moment(asked, reader, self._clock()))

    def organisation(self, code: str, asked: Asked) -> Organisation:
        """What the register says about an organisation."""
        with self.question(asked) as question:
            loader = question.loader()
            loader.members_below([code])
            registration = registered(code, loader, question.moment)
            bodies = {member.organisation for member in loader.joinings() if member.member == code}
            loader.load((f"o:{body}" for body in bodies), REGISTER)
            at = question.moment
            return organisation(
                question.past(loader).register,
                code,
                registration,
                as_of=at.as_of,
                known_at=at.known_at,
                position=at.position,
            )

    def standing(self, code: str, asked: Asked, scope: str | None = None) -> Standing:
        """Which mandates an organisation has, and who stands behind each."""
        with self.question(asked) as question:
            loader = question.loader()
            loader.holders([code], STANDINGS)
            registered(code, loader, question.moment)
            at = question.moment
            return standing(
                question.past(loader),
                code,
                as_of=at.as_of,
                known_at=at.known_at,
                position=at.position,
                wordings=wordings(question.reader, loader.entries.values()),
                scope=scope,
            )

    def grants(self, code: str, asked: Asked) -> Grants:
        """Who may act for an organisation."""
        with self.question(asked) as question:
            loader = question.loader()
            bodies = loader.bodies_above([code])
            registered(code, loader, question.moment)
            found = loader.load([f"o:{code}"], MANDATES)
            asking = {entry.event.holder for entry in found if isinstance(entry.event, MandateSought)}
            loader.holders(bodies | asking, MANDATES)
            at = question.moment
            return grants(
                question.past(loader),
                code,
                as_of=at.as_of,
                known_at=at.known_at,
                position=at.position,
                wordings=wordings(question.reader, loader.entries.values()),
            )

    def voice(self, code: str, scope: str, asked: Asked) -> Voice:
        """May an organisation speak on a matter?"""
        with self.question(asked) as question:
            loader = question.loader()
            found = loader.load([f"s:{scope}"], EVERYTHING)
            holders = {code, *_holders_in(loader, found)}
            loader.holders(holders, MANDATES)
            registered(code, loader, question.moment)
            loader.members_below(_asked_by(loader, holders))
            stated_by = {entry.event.by for entry in found if isinstance(entry.event, PositionStated)}
            loader.load((f"o:{by}" for by in stated_by), REGISTER)
            at = question.moment
            return voice(
                question.past(loader),
                code,
                scope,
                as_of=at.as_of,
                known_at=at.known_at,
                position=at.position,
                texts=_texts(question.reader, found),
            )


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


_WORDING = {MandateSought, MandateNarrowed}


def wordings(reader: Reader, entries: Iterable[Entry]) -> dict[int, str]:
    """The wordings of mandates that are not erased, by the position of the event that words them."""
    positions = [entry.position for entry in entries if entry.event.__class__ in _WORDING]
    found = reader.words(positions)
    return {position: text for (position, pointer), text in found.items() if pointer == "/wording"}


def _texts(reader: Reader, entries: Iterable[Entry]) -> dict[int, str]:
    positions = [entry.position for entry in entries if isinstance(entry.event, PositionStated)]
    found = reader.words(positions)
    return {position: text for (position, pointer), text in found.items() if pointer == "/position_text"}


def _holders_in(loader: Loader, found: Iterable[Entry]) -> set[str]:
    """Who holds the mandates that were sought with a scope, or narrowed to it."""
    narrowed = {f"i:{entry.event.mandate}" for entry in found if isinstance(entry.event, MandateNarrowed)}
    loader.load(narrowed, EVERYTHING)
    return {entry.event.holder for entry in loader.entries.values() if isinstance(entry.event, MandateSought)}


def _asked_by(loader: Loader, holders: set[str]) -> set[str]:
    """Everyone who was ever asked by some holders: their members, and those whom a mandate lists."""
    asked = {one.member for one in loader.joinings() if one.organisation in holders}
    for entry in loader.entries.values():
        if isinstance(entry.event, MandateSought) and not isinstance(entry.event.constituency, str):
            asked.update(entry.event.constituency)
    return asked
