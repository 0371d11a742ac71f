"""How did it come to this, and what has changed? An organisation's history, walked through or compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ledger.asking.listing import Page
from ledger.asking.question import Question, Questions, registered
from ledger.asking.trusting import load_marks
from ledger.counting.trust import Trust
from ledger.events.naming import codes_named
from ledger.history import Entry, Place
from ledger.loading import EVERYTHING, REGISTER, STANDINGS, Loader
from ledger.moment import Asked
from ledger.past import Past
from ledger.projections.changes import Changes, Reading, changes
from ledger.projections.replay import Step, steps
from ledger.refusals import Fault, Refused
from ledger.times import Instant, rfc3339

_BEGINNING = -(2**63)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a reading is compared with: the same as of another time, or as known at another, or both."""

    as_of: str | None = None
    known_at: str | None = None


class LookingBack:
    """Answers questions about what changed in one organisation."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    def changes(self, code: str, earlier: Earlier, asked: Asked) -> Changes:
        """What is different between an earlier reading and the one that is asked for.

        Raises `Refused` for an organisation that is not known then, and where nothing tells the readings apart.
        """
        if earlier == Earlier():
            text = "Say what to compare with: another date (`from`), or what was known at another time (`known_from`)."
            raise Refused("invalid", text, faults=(Fault("/from", text),))
        with self._questions.about(asked) as question:
            at = question.moment
            registered(code, question.loader(), at)
            same_knowledge = at.position if earlier.known_at is None else None
            was = question.elsewhen(Asked(earlier.as_of or rfc3339(at.as_of), earlier.known_at, same_knowledge))
            known_at = at.known_at if earlier.known_at is None else was.moment.known_at
            return changes(code, _reading(was, code, known_at), _reading(question, code, at.known_at))

    def replay(self, code: str, begins: int | None, asked: Asked, *, after: int = 0, limit: int = 100) -> Page[Step]:
        """An organisation's history from an instant to the moment that is asked for, a step for each event.

        The cursor is the position of the last step's event. Raises `Refused` for an organisation that is not known.
        """
        with self._questions.about(asked) as question:
            loader, at = question.loader(), question.moment
            registered(code, loader, at)
            mine = {entry.position for entry in loader.load([f"o:{code}"], EVERYTHING)}
            _load(loader, code)
            past = question.past(loader)
            walked = [entry for entry in past.history.entries if entry.position in mine]
            since = _BEGINNING if begins is None else begins
            begin = _first(walked, since, after)
            shown = walked[begin : begin + limit]
            came_from = _after(walked[begin - 1]) if after and begin else Place(since, 0, 0)
            lines = tuple(steps(past, code, shown, came_from, _level(past, code)))
            return Page(lines, str(shown[-1].position) if len(walked) > begin + limit else None)


def _reading(question: Question, code: str, known_at: Instant) -> Reading:
    loader, at = question.loader(), question.moment
    _load(loader, code)
    past = question.past(loader)
    level = _level(past, code)(Place.after_all_of(at.as_of))
    return Reading(past, at.as_of, known_at, at.position, level)


def _load(loader: Loader, code: str) -> None:
    """Load all that standing and trust are read from, and the names of everyone in it."""
    loader.holders([code], STANDINGS)
    load_marks(loader, code)
    loader.load({f"o:{one}" for entry in loader.entries.values() for one in codes_named(entry.event)}, REGISTER)


def _level(past: Past, code: str) -> Callable[[Place], float | None]:
    """The level of trust at a place, as exact as answers give it."""
    trust = Trust(past, code)

    def level(place: Place) -> float | None:
        found = trust.levels(place).median
        return None if found is None else round(found, 3)

    return level


def _first(walked: list[Entry], begins: int, after: int) -> int:
    """The index of the first step: after the event at a position, if there is one, and not before an instant."""
    done = next((index + 1 for index, entry in enumerate(walked) if entry.position == after), 0)
    in_time = next((index for index, entry in enumerate(walked) if entry.effective_at >= begins), len(walked))
    return max(done, in_time)


def _after(entry: Entry) -> Place:
    """The place right behind an event."""
    return entry.place._replace(position=entry.position + 1)
