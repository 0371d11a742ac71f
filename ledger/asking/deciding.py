"""Why was it decided, who heard of it, and what is there to decide? Questions about decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledger.asking.listing import Page
from ledger.asking.mandates import wordings
from ledger.asking.question import Question, Questions, registered
from ledger.events import (
    ApproachReceived,
    BriefIssued,
    DecisionProposed,
    ErrorAdmitted,
    Event,
    MandateSought,
    PriorityProposed,
    RepresentativeAppointed,
)
from ledger.events.naming import codes_named
from ledger.events.reading import read
from ledger.findings import Finding
from ledger.history import Entry, History, Place
from ledger.loading import EVERYTHING, REGISTER, STANDINGS, Loader
from ledger.moment import Asked
from ledger.past import Past
from ledger.projections.audit import audit
from ledger.projections.decisions.dossier import dossier
from ledger.projections.decisions.line import DecisionRow, decision_row
from ledger.projections.decisions.shapes import Dossier, MandateAsKnown, MandateBehind
from ledger.projections.standing import mandate_standings
from ledger.projections.told import Told, group_of, told
from ledger.refusals import Refused
from ledger.times import Instant, in_words, rfc3339, start

_AT_ONCE = 50
"""How many decisions are loaded together while a page is filled."""

_TELLABLE = (DecisionProposed, MandateSought, PriorityProposed)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions are wanted; None wants all.

    `since` and `until` are instants: the decision was taken, or proposed if it is not taken yet, in [since, until].
    """

    group: str | None = None
    open: bool | None = None
    method: str | None = None
    outcome: str | None = None
    with_findings: bool | None = None
    since: int | None = None
    until: int | None = None


class Deciding:
    """Answers questions about decisions, each from the slices about it."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    def dossier(self, name: str, asked: Asked) -> Dossier:
        """Why was this decided? Raises `Refused` where there is no such decision, or none yet."""
        with self._questions.about(asked) as question:
            loader, at = question.loader(), question.moment
            opener = opened(name, "decision", (DecisionProposed,), loader, question)
            about = list(loader.entries.values())
            _load_for_rules(loader, about)
            mandates = {e.event.mandate for e in about if isinstance(e.event, DecisionProposed)} - {None}
            _load_what_followed(loader, mandates)
            past = question.past(loader)
            mandate = _mandate_behind(question, past, name, opener)
            return dossier(
                past,
                name,
                as_of=at.as_of,
                known_at=at.known_at,
                position=at.position,
                texts=question.reader.words(entry.position for entry in past.history.entries),
                findings=_findings(past, about, at.as_of),
                mandate=mandate,
            )

    def told(self, about: str, asked: Asked) -> Told:
        """Who was told of a decision, mandate or priority? Raises `Refused` where there is none, or none yet."""
        with self._questions.about(asked) as question:
            loader, at = question.loader(), question.moment
            opener = opened(about, "decision, mandate or priority", _TELLABLE, loader, question)
            loader.members_below([group_of(opener.event)])
            past = question.past(loader)
            return told(past, about, opener, as_of=at.as_of, known_at=at.known_at, position=at.position)

    def decisions(self, wanted: Wanted, asked: Asked, *, after: int = 0, limit: int = 100) -> Page[DecisionRow]:
        """Decisions in the order in which they were recorded; the cursor is the position of the proposal."""
        with self._questions.about(asked) as question:
            if wanted.group is not None:
                registered(wanted.group, question.loader(), question.moment)
            lines: list[DecisionRow] = []
            last = after
            for position, row in decision_rows(question, wanted.group, after):
                if not _is_wanted(row, wanted):
                    continue
                if len(lines) == limit:
                    return Page(tuple(lines), str(last))
                lines.append(row)
                last = position
            return Page(tuple(lines), None)


def opened(name: str, what: str, types: tuple[type, ...], loader: Loader, question: Question) -> Entry:
    """The event that opens an id at the moment that is asked about. Loads all about it; raises `Refused`."""
    loader.load([f"i:{name}"], EVERYTHING)
    at = question.moment
    opener = History(loader.entries.values(), at.as_of).opener(name)
    if opener is not None and isinstance(opener.event, types):
        return opener
    later = History(loader.entries.values()).opener(name)
    if later is not None and isinstance(later.event, types) and later.effective_at > at.as_of:
        text = f"{name} begins only on {in_words(later.effective_at)}. Ask with an `as_of` from then on."
        raise Refused("not_yet", text, facts={"opened_at": rfc3339(later.effective_at)})
    raise Refused("not_found", f"The ledger knows no {what} {name} at that time.")


def _load_for_rules(loader: Loader, about: list[Entry]) -> None:
    """Load what the rules ask about the events of some decisions, and what the readings of these do."""
    # Corrections need not be looked for: they share the rows of what they correct, and came with it.
    loader.judgement_of(about)
    loader.electorate(entry.event.group for entry in about if isinstance(entry.event, DecisionProposed))
    loader.load({f"o:{code}" for entry in about for code in codes_named(entry.event)}, REGISTER)


def _load_what_followed(loader: Loader, mandates: Iterable[str | None]) -> None:
    """Load what hangs from an admission about a decision, and the briefs under its mandate with their reports."""
    loader.load({f"i:{mandate}" for mandate in mandates}, EVERYTHING)
    found = [entry.event for entry in loader.entries.values()]
    loader.load({f"i:{event.admission}" for event in found if isinstance(event, ErrorAdmitted)}, EVERYTHING)
    loader.load({f"i:{event.brief}" for event in found if isinstance(event, BriefIssued)}, EVERYTHING)
    loader.what_deeds_hang_from()
    # Whoever was approached, or spoken for, is named in what followed.
    concerned = (e for e in loader.entries.values() if isinstance(e.event, (ApproachReceived, RepresentativeAppointed)))
    loader.load({f"o:{code}" for entry in concerned for code in codes_named(entry.event)}, REGISTER)


def _findings(past: Past, about: list[Entry], as_of: int) -> tuple[Finding, ...]:
    """What the audit finds on some events, in the order of their positions."""
    # A rule looks only at what comes before an event, so that what takes effect later makes no difference to it.
    in_order = sorted(about, key=lambda entry: entry.place)
    found = [finding for entry in in_order for finding in audit(past, entry, as_of)]
    return tuple(sorted(found, key=lambda finding: finding.position or 0))


def _mandate_behind(question: Question, past: Past, name: str, opener: Entry) -> MandateBehind | None:
    """The mandate that a decision rests on, as it stood when that was taken: as known then, and as known now."""
    proposal = opener.event
    if not isinstance(proposal, DecisionProposed) or proposal.mandate is None:
        return None
    at = question.moment
    taken = past.decisions.at(name, Place.after_all_of(at.as_of)).taken
    as_of = Instant(taken[-1].effective_at) if taken else at.as_of
    known_then = min(as_of, at.known_at)
    upto = min(question.reader.position_at(known_then).position, at.position)
    then = _standing(question, proposal.mandate, as_of, known_then, upto)
    now = _standing(question, proposal.mandate, as_of, at.known_at, at.position)
    sought = past.history.opener(proposal.mandate)
    holder = sought.event.holder if sought is not None and isinstance(sought.event, MandateSought) else None
    return MandateBehind(proposal.mandate, holder, then, now)


def _standing(question: Question, mandate: str, as_of: Instant, known_at: Instant, upto: int) -> MandateAsKnown:
    loader = Loader(question.reader, upto)
    found = loader.load([f"i:{mandate}"], frozenset({"mandate"}))
    holders = {entry.event.holder for entry in found if isinstance(entry.event, MandateSought)}
    loader.holders(holders, STANDINGS)
    past = Past(loader.entries.values(), as_of)
    texts = wordings(question.reader, loader.entries.values())
    standings = (one for holder in sorted(holders) for one in mandate_standings(past, holder, as_of, texts))
    one = next((one for one in standings if one.mandate == mandate), None)
    moment = rfc3339(as_of), rfc3339(known_at)
    if one is None:
        return MandateAsKnown(*moment, upto, None)
    return MandateAsKnown(
        as_of=moment[0],
        known_at=moment[1],
        position=upto,
        state=one.state,
        contested=one.contested,
        scope=one.scope,
        wording=one.wording,
        threshold=one.threshold,
        weighting=one.weighting,
        weights=one.weights,
        stances=one.stances,
        objections=one.objections,
        because=one.because,
    )


def decision_rows(question: Question, group: str | None, after: int = 0) -> Iterator[tuple[int, DecisionRow]]:
    """Every decision that is in the history at the moment, of one group if given, with the position of its proposal."""
    at = question.moment
    while proposals := _proposals(question, group, after):
        loader = question.loader()
        about = {name: loader.load([f"i:{name}"], EVERYTHING) for name in dict.fromkeys(proposals.values())}
        _load_for_rules(loader, [entry for entries in about.values() for entry in entries])
        past = question.past(loader)
        for position, name in proposals.items():
            opener = past.history.opener(name)
            row = None
            if opener is not None and opener.position == position and _is_of(opener.event, group):
                row = decision_row(past, name, at.as_of, len(_findings(past, about[name], at.as_of)))
            if row is not None:
                yield position, row
        after = max(proposals)


def _proposals(question: Question, group: str | None, after: int) -> dict[int, str]:
    """The next proposals after a position, of one group or naming it: position → decision."""
    found = question.reader.page(
        after=after, limit=_AT_ONCE, upto=question.moment.position, type=DecisionProposed.__name__, subject=group
    )
    events = ((one.position, read(one.type, one.facts)) for one in found)
    return {position: event.decision for position, event in events if isinstance(event, DecisionProposed)}


def _is_of(event: Event, group: str | None) -> bool:
    return isinstance(event, DecisionProposed) and group in (None, event.group)


def _is_wanted(row: DecisionRow, wanted: Wanted) -> bool:
    at = start(row.taken_at or row.proposed_at)
    return (
        wanted.open in (None, row.open)
        and wanted.method in (None, row.method)
        and wanted.outcome in (None, row.outcome)
        and wanted.with_findings in (None, bool(row.findings))
        and (wanted.since is None or wanted.since <= at)
        and (wanted.until is None or at <= wanted.until)
    )
