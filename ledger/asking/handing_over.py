"""What must the next leader know? The questions that one would ask first, all at one moment, put together."""

from __future__ import annotations

from ledger.asking.catalogue import READINGS
from ledger.asking.deciding import decision_rows
from ledger.asking.due import load_due
from ledger.asking.mandates import wordings
from ledger.asking.question import Question, Questions, registered, texts_of
from ledger.asking.trusting import load_marks
from ledger.events import ObjectionRaised
from ledger.history import Place
from ledger.loading import REGISTER, Loader
from ledger.moment import Asked
from ledger.past import Past
from ledger.projections.due import due_lines
from ledger.projections.handover import (
    Handover,
    change_of_lead,
    mandates_handed_over,
    open_objections,
    to_see_first,
)
from ledger.projections.organisation import leader_lines
from ledger.projections.standing import mandate_standings
from ledger.projections.trust import trust_in_short
from ledger.refusals import Fault, Refused
from ledger.times import DAY, rfc3339, start

AHEAD = 90 * DAY
"""How far ahead a handover looks for what is due."""


class HandingOver:
    """Answers what must be known by whoever takes over."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    def handover(self, code: str, asked: Asked, at: int | None = None) -> Handover:
        """An organisation as it is handed over since the latest change of its lead, or since another instant.

        Raises `Refused` for an organisation that is not known then, and for an instant after the moment asked about.
        """
        with self._questions.about(asked) as question:
            loader, moment = question.loader(), question.moment
            _load(loader, code)
            registered(code, loader, moment)
            if at is not None and at > moment.as_of:
                text = "The lead cannot have changed hands after the moment that is asked about: give an earlier `at`."
                raise Refused("invalid", text, faults=(Fault("/at", text),))
            return _handover(question, loader, code, at)


def _load(loader: Loader, code: str) -> None:
    """Load at once all that is read from the organisation's own slices: standings, what is due, trust, objections."""
    load_due(loader, code)
    load_marks(loader, code)
    raised = [entry.event for entry in loader.entries.values() if isinstance(entry.event, ObjectionRaised)]
    loader.load({f"o:{event.by}" for event in raised}, REGISTER)


def _handover(question: Question, loader: Loader, code: str, at: int | None) -> Handover:
    moment, past = question.moment, question.past(loader)
    place = Place.after_all_of(moment.as_of)
    change = change_of_lead(past, code, place) if at is None else None
    since = start(change.at) if change is not None else at
    texts = wordings(question.reader, loader.entries.values())
    now = mandate_standings(past, code, moment.as_of, texts)
    before = () if since is None else mandate_standings(_just_before(loader, since), code, since - 1, texts)
    trusted = trust_in_short(past, code, place)
    decisions = [row for _, row in decision_rows(question, code)]
    return Handover(
        organisation=code,
        name=past.register.name(code, place),
        kind=past.register.kind(code, place) or "other",
        as_of=rfc3339(moment.as_of),
        known_at=rfc3339(moment.known_at),
        position=moment.position,
        at=None if since is None else rfc3339(since),
        change=change,
        leaders=leader_lines(past.register, code, place),
        mandates=mandates_handed_over(before, now),
        see_first=to_see_first(now, {one.organisation: one.level for one in trusted.by}),
        objections=open_objections(past, code, place, _reasons(question, past)),
        decisions=tuple(row for row in decisions if row.open and row.reversed_at is None),
        due=tuple(line for line in due_lines(past, code, moment.as_of) if line.key[0] <= moment.as_of + AHEAD),
        representation=READINGS["representation"].ask(question, code),
        access=READINGS["access"].ask(question, code),
        priorities=READINGS["priorities"].ask(question, code),
        seats=READINGS["seats"].ask(question, code),
        ladder=READINGS["ladder"].ask(question, code),
        level=trusted.level,
        label=trusted.label,
        trust=tuple(sorted(trusted.by, key=lambda one: (one.level, one.organisation))),
        names=trusted.names,
    )


def _just_before(loader: Loader, instant: int) -> Past:
    """The history as of the last moment before an instant, as it is known now."""
    return Past(loader.entries.values(), instant - 1)


def _reasons(question: Question, past: Past) -> dict[int, str]:
    """The reasons of all objections that are not erased, by the positions of these."""
    raised = (entry for entry in past.history.entries if isinstance(entry.event, ObjectionRaised))
    return texts_of(question.reader, raised, "/reason")
