"""Who is in the register, who stands behind whom, who may speak? Questions about one organisation and its mandates."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.asking.question import Questions, registered, texts_of
from ledger.events import MandateNarrowed, MandateSought, PositionStated
from ledger.history import Entry
from ledger.loading import EVERYTHING, MANDATES, REGISTER, STANDINGS, Loader
from ledger.moment import Asked
from ledger.projections.grants import Grants, grants
from ledger.projections.organisation import Organisation, organisation
from ledger.projections.standing import Standing, standing
from ledger.projections.voice import Voice, voice
from ledger.store.reading import Reader


class Asking:
    """Answers questions about one organisation from its slices, folded on demand."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    def organisation(self, code: str, asked: Asked) -> Organisation:
        """What the register says about an organisation."""
        with self._questions.about(asked) as question:
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
        with self._questions.about(asked) as question:
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
        with self._questions.about(asked) as question:
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
        with self._questions.about(asked) as question:
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
                texts=_positions_stated(question.reader, found),
            )


def wordings(reader: Reader, entries: Iterable[Entry]) -> dict[int, str]:
    """The wordings of mandates that are not erased, by the position of the event that words them."""
    worded = (entry for entry in entries if entry.event.__class__ in _WORDING)
    return texts_of(reader, worded, "/wording")


_WORDING = {MandateSought, MandateNarrowed}


def _positions_stated(reader: Reader, entries: Iterable[Entry]) -> dict[int, str]:
    stated = (entry for entry in entries if isinstance(entry.event, PositionStated))
    return texts_of(reader, stated, "/position_text")


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
