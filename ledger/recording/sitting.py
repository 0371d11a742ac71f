"""May it be recorded? Requests judged one after the other, each as if those accepted before it were recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ledger.events import ConditionMet, Event, EventRetracted, MandateGranted
from ledger.events.naming import codes_named, ids_named
from ledger.events.reading import read
from ledger.findings import Finding
from ledger.history import CORRECTIONS, Entry
from ledger.intake import FAULTS_MOST
from ledger.judgement import judge
from ledger.loading import EVERYTHING, Loader
from ledger.past import Case, Past
from ledger.recording.outcomes import Judged, Outcome, Rehearsal, Request, findings_as_bytes, irregular
from ledger.recording.preparing import Prepared, is_same, prepare
from ledger.recording.references import all_known, unknown
from ledger.recording.subjects import AGENDA, openings_of, stream_of, subjects_of
from ledger.refusals import Fault, Refused
from ledger.store.reading import Reader
from ledger.store.rows import NewEvent, Opening, StoredEvent, Subject
from ledger.times import Instant

_MAY_FOLLOW = {(AGENDA, "meeting"), (AGENDA, AGENDA), ("meeting", AGENDA)}
"""What an id that is in use may be used for again: a meeting and its agendas share theirs."""


def deliberate(
    reader: Reader, requests: Sequence[Request], now: Instant, progress: Callable[[int], None] = lambda _: None
) -> tuple[list[Outcome | Refused], frozenset[str]]:
    """What becomes of each request, and the subjects that this rests on.

    Several requests have one event each: a refused one then leaves no trace in the sitting. A list sits alone.
    """
    sitting = Sitting(reader, now)
    prepared = [_prepared(request, now) for request in requests]
    sitting.read_up_on([one for of in prepared for one in of])
    outcomes: list[Outcome | Refused] = []
    for request, events in zip(requests, prepared, strict=True):
        try:
            outcomes.append(sitting.outcome(request, events, progress))
        except Refused as refused:
            outcomes.append(refused)
    return outcomes, sitting.subjects


def rehearse(reader: Reader, request: Request, now: Instant) -> Rehearsal:
    """How the recording of a request would go. Raises `Refused` where an event could not even be judged."""
    sitting = Sitting(reader, now)
    prepared = _prepared(request, now)
    sitting.read_up_on(prepared)
    return sitting.rehearsal(request, prepared)


def _prepared(request: Request, now: Instant) -> list[Prepared]:
    ids = request.ids or [None] * len(request.drafts)
    return [prepare(draft, now, event_id) for draft, event_id in zip(request.drafts, ids, strict=True)]


class Sitting:
    """What is known while requests are judged: the slices that the rules ask about, and what was accepted so far."""

    def __init__(self, reader: Reader, now: Instant) -> None:
        self._reader, self._now = reader, now
        self._next = reader.head().position + 1
        self._loader = Loader(reader, reader.head().position)
        self._past = Past()
        self._openings: dict[str, Opening] = {}
        self._stored: dict[str, StoredEvent] = {}
        self._accepted: dict[str, Judged] = {}
        self._by_position: dict[int, Judged] = {}
        self._touched: set[str] = set()

    @property
    def subjects(self) -> frozenset[str]:
        """Every subject that a judgement of this sitting rests on."""
        return frozenset(self._touched) | self._loader.subjects

    def read_up_on(self, prepared: Sequence[Prepared]) -> None:
        """Load everything that has to be known about some events, in few questions to the store."""
        names = {f"o:{code}" for one in prepared for code in codes_named(one.event)}
        names.update(f"i:{name}" for one in prepared for name in ids_named(one.event))
        self._touched |= names
        self._openings.update(self._reader.openings(names))
        ids = [one.id for one in prepared if one.id_was_given]
        self._stored = self._reader.by_ids(ids) if ids else {}
        self._loader.judgement_of(self._entry(one, self._next) for one in prepared)
        self._loader.load(
            {f"e:{one.event.position}" for one in prepared if isinstance(one.event, CORRECTIONS)}, EVERYTHING
        )
        self._past = Past(self._loader.entries.values())

    def outcome(self, request: Request, prepared: Sequence[Prepared], progress: Callable[[int], None]) -> Outcome:
        """What becomes of a request. Raises `Refused`."""
        events: list[Judged | StoredEvent] = []
        for index, one in enumerate(prepared, request.first):
            pointer = request.pointer_to(index)
            judged = self._repeated(one, pointer)
            if judged is None:
                judged = self._judged(request, one, pointer)
                if judged.is_stopped:
                    raise irregular(_at(index, judged.findings))
                self._take(judged)
            events.append(judged)
            progress(1)
        return Outcome(tuple(events))

    def rehearsal(self, request: Request, prepared: Sequence[Prepared]) -> Rehearsal:
        """How its recording would go: what is stopped is taken as well, so that all is judged. Raises `Refused`."""
        self._check_that_all_is_known(request, prepared)
        events: list[Judged | StoredEvent] = []
        findings: list[Finding] = []
        stopped: list[Finding] = []
        names: dict[str, str] = {}
        for index, one in enumerate(prepared, request.first):
            pointer = request.pointer_to(index)
            judged = self._repeated(one, pointer)
            if judged is None:
                judged = self._judged(request, one, pointer)
                self._take(judged)
                found = _at(index, judged.findings)
                findings += found
                stopped += found if judged.is_stopped else ()
            place = self._entry(one, judged.position).place
            names.update((code, self._past.register.name(code, place)) for code in codes_named(one.event))
            events.append(judged)
        return Rehearsal(tuple(events), tuple(findings), tuple(stopped), names)

    def _check_that_all_is_known(self, request: Request, prepared: Sequence[Prepared]) -> None:
        """Refuse for every name that is unknown in any of the events: who is shown them wants to hear it at once."""
        openings = dict(self._openings)
        faults: list[Fault] = []
        for index, one in enumerate(prepared, request.first):
            if one.id not in self._stored:
                faults += unknown(one.event, openings, request.pointer_to(index))
            openings.update((opening.name, opening) for opening in openings_of(one.event, openings))
        if faults:
            raise Refused("unknown_reference", faults[0].text, faults=tuple(faults[:FAULTS_MOST]))

    def _repeated(self, one: Prepared, pointer: str) -> Judged | StoredEvent | None:
        """What was recorded with the event's id, if it is the same event; refuses if it is another."""
        earlier = self._accepted.get(one.id)
        if earlier is not None and earlier.prepared.given == one.given:
            return earlier
        stored = self._stored.get(one.id)
        if stored is not None and is_same(one.given, stored, self._reader.salts([stored.position])):
            return stored
        if earlier is None and stored is None:
            return None
        text = "An event with this id was recorded before, and it says something else. Give the event another id."
        raise Refused("id_reused", text, faults=(Fault(f"{pointer}/id", text),))

    def _judged(self, request: Request, one: Prepared, pointer: str) -> Judged:
        target = self._target(one.event, pointer)
        openings = openings_of(one.event, self._openings)
        self._check_names(one, openings, pointer)
        entry = self._entry(one, self._next, request.recorded_by)
        self._check_condition(entry, pointer)
        findings = judge(Case(entry, self._past))
        return Judged(one, self._next, findings, self._row(one, findings, target, openings), entry)

    def _take(self, judged: Judged) -> None:
        """From now on, it counts as recorded."""
        self._past.add([judged.entry])
        self._openings.update((opening.name, opening) for opening in judged.row.openings)
        self._touched.update(subject.key for subject in judged.row.subjects)
        self._accepted[judged.prepared.id] = self._by_position[judged.position] = judged
        self._next += 1

    def _row(
        self, one: Prepared, findings: tuple[Finding, ...], target: _Target | None, openings: tuple[Opening, ...]
    ) -> NewEvent:
        openings = tuple(
            replace(opening, position=self._next)
            for opening in openings
            if opening.kind != AGENDA or not self._is_in_use(opening.name)
        )
        if target is not None and isinstance(one.event, EventRetracted):
            openings = tuple(
                Opening(name, None, self._next)
                for name in target.opened
                if (held := self._openings.get(name)) is not None and held.position == one.event.position
            )
        return NewEvent(
            id=one.id,
            type=one.declaration.name,
            stream=stream_of(one.event),
            effective_at=one.effective_at,
            facts=one.facts,
            made=one.made,
            answer=findings_as_bytes(findings),
            subjects=subjects_of(one.event, self._openings, () if target is None else target.subjects),
            words=one.words,
            openings=openings,
        )

    def _entry(self, one: Prepared, position: int, recorded_by: str = "local") -> Entry:
        return Entry(position, self._now, Instant(one.effective_at), one.event, recorded_by)

    def _is_in_use(self, name: str) -> bool:
        held = self._openings.get(name)
        return held is not None and held.kind is not None

    def _check_names(self, one: Prepared, openings: tuple[Opening, ...], pointer: str) -> None:
        for opening in openings:
            held = self._openings.get(opening.name)
            if held is not None and held.kind is not None and (held.kind, opening.kind) not in _MAY_FOLLOW:
                what = "code" if opening.name.startswith("o:") else "id"
                text = f"The {what} {opening.name[2:]} is in use. Choose another, or leave an id out to have one made."
                field = one.declaration.opens or one.declaration.opens_if_new or "organisation"
                raise Refused("already_exists", text, faults=(Fault(f"{pointer}/{field}", text),))
        if not all_known(one.event, self._openings):
            faults = tuple(unknown(one.event, self._openings, pointer))
            raise Refused("unknown_reference", faults[0].text, faults=faults)

    def _check_condition(self, entry: Entry, pointer: str) -> None:
        """A condition is known if the organisation that it is said to be met for has set it."""
        event = entry.event
        if not isinstance(event, ConditionMet):
            return
        for known in self._past.history.entries:
            grant = known.event
            if (
                isinstance(grant, MandateGranted)
                and (grant.mandate, grant.by) == (event.mandate, event.by)
                and any(condition.id == event.condition for condition in grant.conditions)
            ):
                return
        text = f"{event.by} has set no condition {event.condition} for {event.mandate}."
        raise Refused("unknown_reference", text, faults=(Fault(f"{pointer}/condition", text),))

    def _target(self, event: Event, pointer: str) -> _Target | None:
        """What a correction corrects. Raises `Refused` where there is nothing that it could."""
        if not isinstance(event, CORRECTIONS):
            return None
        target = self._find(event.position)
        at = f"{pointer}/position"
        if target is None:
            text = f"Nothing is recorded at position {event.position}."
            raise Refused("unknown_reference", text, faults=(Fault(at, text),))
        if isinstance(target.event, CORRECTIONS):
            text = "A correction cannot itself be corrected: record what really happened anew."
            raise Refused("invalid", text, faults=(Fault(at, text),))
        if isinstance(event, EventRetracted) and event.position in self._past.history.retracted:
            text = f"The event at position {event.position} was retracted before."
            raise Refused("already_retracted", text, faults=(Fault(at, text),))
        return target

    def _find(self, position: int) -> _Target | None:
        accepted = self._by_position.get(position)
        if accepted is not None:
            return _Target(
                accepted.prepared.event, accepted.row.subjects, tuple(one.name for one in accepted.row.openings)
            )
        stored = self._reader.at(position)
        if stored is None:
            return None
        event = read(stored.type, stored.facts)
        opened = tuple(opening.name for opening in openings_of(event, {}))
        self._openings.update(self._reader.openings(name for name in opened if name not in self._openings))
        self._touched.update(opened)
        return _Target(event, tuple(self._reader.subjects_of(position)), opened)


@dataclass(frozen=True, slots=True)
class _Target:
    """The event that a correction is about, what it has to do with, and the names that it opened."""

    event: Event
    subjects: tuple[Subject, ...]
    opened: tuple[str, ...]


def _at(index: int, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings on an event that is not recorded: its place in the list stands for its position."""
    return tuple(replace(finding, position=None, index=index) for finding in findings)
