"""Who guards a group's door, what comes to it, and who goes round it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from ledger.aggregates.access import STATES, Approach, errand_of
from ledger.events import ApproachAnswered, ApproachBypassed, ApproachReceived, ApproachRedirected
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.actions import Texts
from ledger.projections.errands import ErrandLine, errands
from ledger.times import DAY, rfc3339


@dataclass(frozen=True, slots=True)
class JoinedLine:
    """An organisation that sends every approach to the door."""

    organisation: str
    name: str
    since: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GatekeeperLine:
    """Someone who guards the door."""

    person: str
    since: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A group to whose door this organisation sends every approach."""

    group: str
    name: str
    since: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ApproachLine:
    """One approach by a `body` of the system to an organisation, and which organisation has it now (`is_with`).

    `state` is `waiting`, `redirected`, `triaged` or `answered`; `route` is null until a gatekeeper has settled it,
    and again when it is sent on. `age_days` are whole days since it was received, or until it was answered.
    """

    approach: str
    body: str
    body_name: str
    to: str
    to_name: str
    is_with: str
    is_with_name: str
    topic: str
    channel: str | None
    force: str
    state: str
    route: str | None
    stance: str | None
    answer: str | None
    received_at: str
    age_days: int
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Redirection:
    """How many of the approaches that reached those who had joined the door then were sent on to it.

    Counted are approaches to an organisation that had joined when it received them, whatever became of them; `share`
    is `redirected` of `reached`, from 0 to 1 to three decimals, null where there were none. `kept` are those that
    were not sent on.
    """

    reached: int
    redirected: int
    share: float | None
    kept: tuple[ApproachLine, ...]
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BypassLine:
    """That an organisation talked with a `body` of the system on the side."""

    organisation: str
    name: str
    body: str
    body_name: str
    what: str | None
    reported_by: str
    approach: str | None
    at: str
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """One door for the system's approaches, seen from the group that has it, from who joined it, or from outside.

    `opened_at` is null where the organisation has no door of its own; then `joined`, `gatekeepers` and `redirection`
    are mostly empty. `doors` are those that it has joined. `approaches` are those that it made, received or was sent,
    what waits longest first, and `counts` says how many there are in each state. `bypasses` are its own, those with it,
    and those round its door. `shopping` are topics with which a body came to somebody else as well within 90 days.
    """

    organisation: str
    name: str
    as_of: str
    known_at: str
    position: int
    opened_at: str | None
    joined: tuple[JoinedLine, ...]
    gatekeepers: tuple[GatekeeperLine, ...]
    doors: tuple[DoorLine, ...]
    counts: dict[str, int]
    approaches: tuple[ApproachLine, ...]
    redirection: Redirection
    bypasses: tuple[BypassLine, ...]
    shopping: tuple[ErrandLine, ...]
    because: tuple[int, ...]


def access(past: Past, organisation: str, *, as_of: int, known_at: int, position: int, texts: Texts) -> Access:
    """What comes to a door, and to an organisation.

    `past` must hold what names the organisation, what names those who have joined its door, its approaches with what
    became of them, and every approach of those who made them.
    """
    told = _Telling(past, organisation, Place.after_all_of(as_of), texts)
    opened = told.opened()
    lines = told.approaches()
    return Access(
        organisation=organisation,
        name=told.name(organisation),
        as_of=rfc3339(as_of),
        known_at=rfc3339(known_at),
        position=position,
        opened_at=None if opened is None else rfc3339(opened.effective_at),
        joined=tuple(told.joined()),
        gatekeepers=tuple(told.gatekeepers()),
        doors=tuple(told.doors()),
        counts={state: sum(line.state == state for line in lines) for state in STATES},
        approaches=lines,
        redirection=told.redirection(),
        bypasses=tuple(told.bypasses()),
        shopping=told.shopping(),
        because=() if opened is None else (opened.position,),
    )


class _Telling:
    """Tells of one organisation and its door at one place."""

    def __init__(self, past: Past, organisation: str, place: Place, texts: Texts) -> None:
        self.past, self.organisation, self.place, self.texts = past, organisation, place, texts
        found = (past.approaches.at(name, place) for name in past.approaches)
        self._approaches = sorted(
            (one for one in found if one.received is not None), key=lambda one: cast("Entry", one.received).place
        )

    def name(self, code: str) -> str:
        return self.past.register.name(code, self.place)

    def opened(self) -> Entry | None:
        return self.past.access_points.at(self.organisation, self.place).opened

    def joined(self) -> Iterator[JoinedLine]:
        for code, entry in sorted(self.past.access_points.at(self.organisation, self.place).joined.items()):
            if not self.past.register.is_closed(code, self.place):
                yield JoinedLine(code, self.name(code), rfc3339(entry.effective_at), (entry.position,))

    def gatekeepers(self) -> Iterator[GatekeeperLine]:
        for person, entry in self.past.access_points.at(self.organisation, self.place).gatekeepers.items():
            yield GatekeeperLine(person, rfc3339(entry.effective_at), (entry.position,))

    def doors(self) -> Iterator[DoorLine]:
        for group in sorted(self.past.access_points):
            entry = self.past.access_points.at(group, self.place).joined.get(self.organisation)
            if entry is not None and not self.past.register.is_closed(group, self.place):
                yield DoorLine(group, self.name(group), rfc3339(entry.effective_at), (entry.position,))

    def approaches(self) -> tuple[ApproachLine, ...]:
        """Those that it made, received or was sent: by state, and then the oldest first."""
        mine = [one for one in self._approaches if self._is_mine(one)]
        return tuple(self._line(one) for one in sorted(mine, key=lambda one: STATES.index(one.state)))

    def redirection(self) -> Redirection:
        reached = [one for one in self._approaches if self._had_joined(_terms(one).to, _received(one).effective_at)]
        kept = [one for one in reached if not self._sent_on(one)]
        redirected = len(reached) - len(kept)
        return Redirection(
            reached=len(reached),
            redirected=redirected,
            share=round(redirected / len(reached), 3) if reached else None,
            kept=tuple(map(self._line, kept)),
            because=tuple(sorted(entry.position for one in reached for entry in (_received(one), *self._sent_on(one)))),
        )

    def bypasses(self) -> Iterator[BypassLine]:
        for entry in self.past.history.entries:
            event = entry.event
            if isinstance(event, ApproachBypassed) and (
                self.organisation in (event.by, event.with_) or self._had_joined(event.by, entry.effective_at)
            ):
                known = event.approach is not None and self.past.history.stands(event.approach)
                yield BypassLine(
                    organisation=event.by,
                    name=self.name(event.by),
                    body=event.with_,
                    body_name=self.name(event.with_),
                    what=self.texts.get((entry.position, "/what")),
                    reported_by=event.reported_by,
                    approach=event.approach if known else None,
                    at=rfc3339(entry.effective_at),
                    because=(entry.position,),
                )

    def shopping(self) -> tuple[ErrandLine, ...]:
        """The topics with which somebody came to others as well: of approaches to it, or to those behind its door."""
        concerned = [one for one in self._approaches if self._is_mine(one) or self._is_behind(_terms(one).to)]
        return errands(self.past, dict.fromkeys(errand_of(_terms(one)) for one in concerned), self.place)

    def _is_mine(self, one: Approach) -> bool:
        return self.organisation in (_terms(one).from_, _terms(one).to) or bool(self._sent_on(one))

    def _is_behind(self, code: str) -> bool:
        return code in self.past.access_points.at(self.organisation, self.place).joined

    def _had_joined(self, code: str, instant: int) -> bool:
        return code in self.past.access_points.at(self.organisation, Place.after_all_of(instant)).joined

    def _sent_on(self, one: Approach) -> list[Entry]:
        """The entries by which it was sent on to this organisation."""
        return [entry for entry in one.redirections if cast("ApproachRedirected", entry.event).to == self.organisation]

    def _line(self, one: Approach) -> ApproachLine:
        terms, received, answered = _terms(one), _received(one), one.answered
        until = self.place.effective_at if answered is None else answered.effective_at
        is_with = cast("str", one.is_with)
        rests_on = (received, *one.redirections, one.triaged, answered)
        return ApproachLine(
            approach=terms.approach,
            body=terms.from_,
            body_name=self.name(terms.from_),
            to=terms.to,
            to_name=self.name(terms.to),
            is_with=is_with,
            is_with_name=self.name(is_with),
            topic=terms.topic,
            channel=terms.channel,
            force=terms.force,
            state=one.state,
            route=one.route,
            stance=None if answered is None else cast("ApproachAnswered", answered.event).stance,
            answer=None if answered is None else self.texts.get((answered.position, "/answer")),
            received_at=rfc3339(received.effective_at),
            age_days=max(0, until - received.effective_at) // DAY,
            because=tuple(entry.position for entry in rests_on if entry is not None),
        )


def _received(one: Approach) -> Entry:
    return cast("Entry", one.received)


def _terms(one: Approach) -> ApproachReceived:
    return cast("ApproachReceived", one.terms)
