"""Which slices of the ledger does a question need? Loaded once each, and whole enough for the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Protocol

from ledger.aggregates.access import errand_of
from ledger.events import (
    ActivityStarted,
    ApproachReceived,
    ApproachRedirected,
    ApproachTriaged,
    DecisionProposed,
    DecisionTaken,
    Event,
    GatekeeperNamed,
    LeaderAppointed,
    MandateSought,
    MemberJoined,
    ObjectionRaised,
    PrioritiesAdopted,
    RepresentationLeadNamed,
    RepresentativeAppointed,
    SystemRoleTaken,
    VoteCast,
)
from ledger.events.naming import codes_named, ids_named, opened, persons_named, required_ids
from ledger.history import Entry
from ledger.store.rows import Wanted

REGISTER = frozenset({"register"})
MANDATES = frozenset({"register", "mandate"})
ACTIVITIES = frozenset({"activity"})
ACCESS = frozenset({"access"})
REPRESENTATION = frozenset({"representation"})
STANDINGS = frozenset({"register", "mandate", "act"})
EVERYTHING: frozenset[str] = frozenset()


class Source(Protocol):
    """Where slices come from."""

    def entries(self, wanted: list[Wanted], upto: int, after: int = 0) -> list[Entry]:
        """The entries of some slices, up to a position."""
        ...


class Loader:
    """The slices loaded so far for one question, as known at one position."""

    def __init__(self, source: Source, upto: int) -> None:
        self._source, self._upto = source, upto
        self._loaded: dict[str, frozenset[str]] = {}
        self.entries: dict[int, Entry] = {}

    @property
    def subjects(self) -> frozenset[str]:
        """Every subject of which something was loaded: what an answer depends on."""
        return frozenset(self._loaded)

    @property
    def slices(self) -> frozenset[tuple[str, str]]:
        """The same more closely: each subject with each facet of it, or with none where all of them were loaded."""
        return frozenset((subject, facet) for subject, facets in self._loaded.items() for facet in facets or ("",))

    def load(self, subjects: Iterable[str], facets: frozenset[str]) -> list[Entry]:
        """Load the slices that are not loaded yet; returns the entries that are new."""
        missing = frozenset(subject for subject in subjects if not self._has(subject, facets))
        if not missing:
            return []
        for subject in missing:
            self._loaded[subject] = EVERYTHING if not facets else self._loaded.get(subject, facets) | facets
        found = self._source.entries([Wanted(missing, facets)], self._upto)
        new = [entry for entry in found if entry.position not in self.entries]
        self.entries.update((entry.position, entry) for entry in new)
        return found

    def members_below(self, codes: Iterable[str], besides: Sequence[Entry] = ()) -> None:
        """Load the register of organisations, of all that were ever their members, and so on down.

        `besides` are entries that are about to be recorded, by which others may join.
        """
        joining = [entry.event for entry in besides if isinstance(entry.event, MemberJoined)]
        waiting = set(codes)
        seen = set(waiting)
        while waiting:
            self.load((f"o:{code}" for code in waiting), REGISTER)
            joined = chain(self.joinings(), joining)
            waiting = {one.member for one in joined if one.organisation in waiting} - seen
            seen |= waiting

    def bodies_above(self, codes: Iterable[str]) -> frozenset[str]:
        """Load the register of organisations and of all that they ever belonged to, and so on up; gives their codes."""
        waiting = set(codes)
        seen = set(waiting)
        while waiting:
            self.load((f"o:{code}" for code in waiting), REGISTER)
            waiting = {one.organisation for one in self.joinings() if one.member in waiting} - seen
            seen |= waiting
        return frozenset(seen)

    def joinings(self) -> list[MemberJoined]:
        """Every joining that was loaded."""
        return [entry.event for entry in self.entries.values() if isinstance(entry.event, MemberJoined)]

    def holders(self, codes: Iterable[str], facets: frozenset[str], besides: Sequence[Entry] = ()) -> None:
        """Load all that the standings of some holders are read from: their slices, and those of whom they ask.

        `besides` are entries that are about to be recorded, of which the same is asked.
        """
        holders = set(codes)
        self.load((f"o:{code}" for code in holders), facets)
        asked: set[str] = set()
        deep: set[str] = set()
        for entry in chain(self.entries.values(), besides):
            event = entry.event
            if event.__class__ is MandateSought and event.holder in holders:
                if event.constituency == "practices":
                    deep.add(event.holder)
                elif event.constituency != "members":
                    asked.update(event.constituency)
            elif event.__class__ is MemberJoined and event.organisation in holders:
                asked.add(event.member)
            elif event.__class__ is ObjectionRaised:
                asked.add(event.by)
        self.load((f"o:{code}" for code in asked), REGISTER)
        self.members_below(deep, besides)
        self.what_deeds_hang_from()

    def what_deeds_hang_from(self) -> None:
        """Load what opens the ids that deeds need: a decision of another group that somebody was told of, say.

        The register and the mandates come with their openings, since those hang from the same holder.
        """
        while True:
            needed: set[str] = set()
            opened_here: set[str] = set()
            for entry in self.entries.values():
                needed.update(required_ids(entry.event))
                name = opened(entry.event)
                if name is not None:
                    opened_here.add(name)
            missing = {f"i:{name}" for name in needed - opened_here if f"i:{name}" not in self._loaded}
            if not missing:
                return
            self.load(missing, EVERYTHING)

    def judgement_of(self, entries: Iterable[Entry]) -> None:
        """Load all that the rules may ask about some events."""
        judged = list(entries)
        of_people = self.load(_of_people(judged), EVERYTHING) + self.load(_voices(judged), REGISTER)
        waiting = [*judged, *filter(_leads_on, of_people)]
        while waiting:
            codes: set[str] = set()
            names: set[str] = set()
            for entry in waiting:
                codes.update(codes_named(entry.event))
                names.update(ids_named(entry.event))
            self.load({f"o:{code}" for code in codes}, REGISTER)
            # What was loaded names further ids and codes that rules may ask about: a mandate its holder, an objection
            # the mandate that it is about, a leader the organisation that is led.
            waiting = [*filter(_leads_on, self.load({f"i:{name}" for name in names}, EVERYTHING))]
        self.bodies_above(self._objectors(judged))
        for entry in judged:
            self._what_its_rules_ask(entry.event, judged)
        self._what_working_together_asks(judged)
        self._what_approaches_ask(judged)
        self._ways_up()

    def _what_its_rules_ask(self, event: Event, judged: list[Entry]) -> None:
        """Load what only the rules of one type ask about. What an event hangs from may stand in the same list."""
        match event:
            case MandateSought(weighting="patients", holder=holder):
                self.holders([holder], MANDATES, judged)
            case DecisionProposed(weighting="patients", group=group):
                self.electorate([group])
            case DecisionTaken(decision=name):
                proposals = list(self._proposals(name, judged))
                self.electorate(proposal.group for proposal in proposals)
                self._standing_of({proposal.mandate for proposal in proposals}, judged)
            case GatekeeperNamed(group=group):
                self.load([f"o:{group}"], ACCESS)
            case RepresentationLeadNamed(group=group):
                self.load([f"o:{group}"], REPRESENTATION)

    def _what_working_together_asks(self, judged: list[Entry]) -> None:
        """Load who ought to be heard on priorities, which steps participants achieved, and the mandates behind it."""
        groups = {entry.event.group for entry in judged if isinstance(entry.event, PrioritiesAdopted)}
        self.members_below(groups, judged)
        started = [entry.event for entry in judged if isinstance(entry.event, ActivityStarted)]
        self.activities_of(code for one in started for code in one.participants)
        if started:
            self._standing_of({one.mandate for one in started}, judged)

    def _what_approaches_ask(self, judged: list[Entry]) -> None:
        """Load who guards the doors that approaches are at, and on which errands these came."""
        received = [entry.event for entry in judged if isinstance(entry.event, ApproachReceived)]
        triaged = {entry.event.approach for entry in judged if isinstance(entry.event, ApproachTriaged)}
        reached = {
            entry.event.to
            for entry in chain(self.entries.values(), judged)
            if isinstance(entry.event, (ApproachReceived, ApproachRedirected)) and entry.event.approach in triaged
        }
        self.load((f"o:{code}" for code in reached | {event.from_ for event in received}), ACCESS)
        self.load((f"o:{code}" for code in reached | self.tried_on({errand_of(one) for one in received})), REGISTER)

    def tried_on(self, errands: set[str]) -> set[str]:
        """The organisations that were approached on some errands, of the approaches that are loaded."""
        loaded = (entry.event for entry in self.entries.values() if isinstance(entry.event, ApproachReceived))
        return {event.to for event in loaded if errand_of(event) in errands}

    def activities_of(self, codes: Iterable[str]) -> None:
        """Load every activity that some organisations run or take part in, with all that became of it."""
        asked = frozenset(codes)
        self.load((f"o:{code}" for code in asked), ACTIVITIES)
        started = (entry.event for entry in self.entries.values() if isinstance(entry.event, ActivityStarted))
        theirs = {
            f"i:{one.activity}"
            for one in started
            if one.organisation in asked or not asked.isdisjoint(one.participants)
        }
        self.load(theirs, ACTIVITIES)

    def electorate(self, groups: Iterable[str]) -> None:
        """Load the register of some groups and of all that were ever their members."""
        asked = set(groups)
        self.load((f"o:{group}" for group in asked), REGISTER)
        self.load((f"o:{one.member}" for one in self.joinings() if one.organisation in asked), REGISTER)

    def _proposals(self, decision: str, judged: list[Entry]) -> Iterator[DecisionProposed]:
        for entry in chain(self.entries.values(), judged):
            if isinstance(entry.event, DecisionProposed) and entry.event.decision == decision:
                yield entry.event

    def _objectors(self, judged: list[Entry]) -> set[str]:
        """Who objects to a decision: they may do so as practices in the group's reach, which is found from below."""
        raised = [entry.event for entry in judged if isinstance(entry.event, ObjectionRaised)]
        return {event.by for event in raised if any(self._proposals(event.about, judged))}

    def _standing_of(self, mandates: set[str | None], judged: list[Entry]) -> None:
        """Load all that the standings of some mandates are read from."""
        holders = {
            entry.event.holder
            for entry in chain(self.entries.values(), judged)
            if isinstance(entry.event, MandateSought) and entry.event.mandate in mandates
        }
        if holders:
            self.holders(holders, MANDATES, judged)

    def audit_of(self, entries: Iterable[Entry]) -> None:
        """Load all that an audit of some entries asks about: as for a judgement, and their corrections."""
        audited = list(entries)
        self.entries.update((entry.position, entry) for entry in audited)
        self.load({f"e:{entry.position}" for entry in audited}, EVERYTHING)
        self.judgement_of(audited)

    def _ways_up(self) -> None:
        """Where a mandate asks the practices in reach, who is in reach is found from the practice upwards."""
        for entry in list(self.entries.values()):
            if isinstance(entry.event, MandateSought) and entry.event.constituency == "practices":
                self.bodies_above({subject[2:] for subject in self.subjects if subject.startswith("o:")})
                return

    def _has(self, subject: str, facets: frozenset[str]) -> bool:
        loaded = self._loaded.get(subject)
        return loaded is not None and (not loaded or (bool(facets) and facets <= loaded))


def _leads_on(entry: Entry) -> bool:
    """Whether rules may ask about what an event names in turn: what it opens may itself hang from another id."""
    event = entry.event
    opens_below = opened(event) is not None and bool(required_ids(event))
    return opens_below or isinstance(event, _LEADING_ON)


_LEADING_ON = (
    ApproachReceived,
    DecisionProposed,
    LeaderAppointed,
    MandateSought,
    RepresentativeAppointed,
    SystemRoleTaken,
)


def _voices(entries: Iterable[Entry]) -> set[str]:
    """The persons who choose, guard a door or speak for others, of whom rules ask which roles they hold."""
    events = [entry.event for entry in entries]
    through = {event.through for event in events if isinstance(event, VoteCast) and event.through is not None}
    acting = (GatekeeperNamed, ApproachTriaged, RepresentativeAppointed)
    return {f"p:{person}" for person in through | {event.person for event in events if isinstance(event, acting)}}


def _of_people(entries: Iterable[Entry]) -> set[str]:
    """The persons of whom rules ask everything: those who lead, or who hold a role in the system."""
    with_posts = (entry.event for entry in entries if isinstance(entry.event, (LeaderAppointed, SystemRoleTaken)))
    return {f"p:{person}" for event in with_posts for person in persons_named(event)}
