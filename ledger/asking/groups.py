"""What is a group made of?"""

from __future__ import annotations

from ledger.asking.catalogue import reading
from ledger.asking.question import Question, registered
from ledger.events.naming import codes_named
from ledger.loading import REGISTER
from ledger.projections.composition import Composition
from ledger.projections.composition import composition as fold


@reading("composition", Composition)
def composition(question: Question, code: str) -> Composition:
    """What is a group made of? Its core and attending members by kind, who is missing, and who founded it."""
    loader, at = question.loader(), question.moment
    registration = registered(code, loader, at)
    members = {joined.member for joined in loader.joinings() if joined.organisation == code}
    loader.load((f"o:{one}" for one in {*members, *codes_named(registration.event)}), REGISTER)
    past = question.past(loader)
    return fold(past, code, registration, as_of=at.as_of, known_at=at.known_at, position=at.position)
