"""How far is an organisation trusted, and why? All that names it or hangs from it, in a few slices."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.asking.question import Question, Questions, registered
from ledger.events import TYPES, ApproachRedirected, DecisionDeparted, DecisionProposed, Event, OrganisationTold
from ledger.events.naming import codes_named, required_ids
from ledger.loading import EVERYTHING, REGISTER, Loader
from ledger.moment import Asked
from ledger.projections.trust import Trust, trust

TRUST = frozenset({"register", "mandate", "decision", "representation", "access", "priority", "activity", "trust"})
"""The families of events that leave marks. What is done towards an organisation without naming it leaves none."""


_BEYOND_THE_REGISTER = frozenset(of.cls for of in TYPES.values() if of.family != "register")


class Trusting:
    """Answers the question of trust."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    def trust(self, code: str, asked: Asked, by: str | None = None) -> Trust:
        """How far is an organisation trusted, by all or by one? Raises `Refused` for a code that is not known then."""
        with self._questions.about(asked) as question:
            return trust_in(question, code, by)


def trust_in(question: Question, code: str, by: str | None = None) -> Trust:
    """How far an organisation is trusted, by all or by one. Raises `Refused` for a code that is not known then."""
    loader, at = question.loader(), question.moment
    load_marks(loader, code)
    registered(code, loader, at)
    if by is not None:
        registered(by, loader, at)
    past = question.past(loader)
    return trust(past, code, as_of=at.as_of, known_at=at.known_at, position=at.position, truster=by)


def load_marks(loader: Loader, code: str) -> None:
    """Load all that the marks of an organisation are read from, and the names of everyone in them."""
    loader.load([f"o:{code}"], TRUST)
    # What others have opened and it acted on: all else that leaves a mark on it hangs from the organisation itself.
    loader.load({f"i:{name}" for name in _acted_on(code, loader)}, EVERYTHING)
    events = [entry.event for entry in loader.entries.values() if entry.event.__class__ in _BEYOND_THE_REGISTER]
    deciding = {event.group for event in events if isinstance(event, DecisionProposed)}
    named: set[str] = set()
    for event in events:
        named.update(codes_named(event))
    loader.load((f"o:{one}" for one in named), REGISTER)
    loader.electorate(deciding & ({code} | _groups_departed_from(code, events)))


def _acted_on(code: str, loader: Loader) -> set[str]:
    by_it = (ApproachRedirected, DecisionDeparted, OrganisationTold)
    deeds = (entry.event for entry in loader.entries.values() if isinstance(entry.event, by_it))
    return {name for deed in deeds if deed.by == code for name in required_ids(deed)}


def _groups_departed_from(code: str, events: Iterable[Event]) -> set[str]:
    departed = {event.decision for event in events if isinstance(event, DecisionDeparted) and event.by == code}
    return {event.group for event in events if isinstance(event, DecisionProposed) and event.decision in departed}
