"""What does a decision look like to people?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledger.asking.listing import Page
from ledger.cli.documents import Block, Heading, Point, Quote, Rows, Sentence
from ledger.cli.showing import NONE, day, last_day, line, positions, spaced, table
from ledger.cli.tables import Named, Shown
from ledger.cli.tables.mandates import STATES, listed, state
from ledger.projections.decisions.line import DecisionRow
from ledger.projections.decisions.shapes import (
    ChoiceLine,
    Dossier,
    ElectorLine,
    MandateAsKnown,
    MandateBehind,
    ObjectionStory,
)
from ledger.projections.told import Told

ERASED = "(The text was erased.)"


def decisions(found: Page[DecisionRow], _: Named) -> Shown:
    """Decisions, a row each."""
    rows = (
        [
            one.decision,
            one.title,
            f"{one.name} ({one.group})",
            one.method,
            _outcome(one),
            day(one.taken_at or one.proposed_at),
            str(one.findings),
        ]
        for one in found.lines
    )
    headings = ["Decision", "Question", "Group", "By", "Outcome", "On", "Findings"]
    yield from listed(found, table(headings, rows, right=["Findings"]))


def _outcome(one: DecisionRow) -> str:
    if one.reversed_at is not None:
        return f"reversed ({one.outcome})"
    return one.outcome or "open"


def told(answer: Told, _: Named) -> Shown:
    """The golden thread of a decision, mandate or priority."""
    yield line(f"The {answer.kind} {answer.about} of {answer.name} ({answer.group}), as of {day(answer.as_of)}.")
    yield line(
        f"Reached: {answer.reached:,} of {answer.of:,}. Reached is who was told on two days or more, once at least not "
        "in writing."
    )
    yield table(
        ["Organisation", "Told", "Days", "How", "Last", "Reached", "Events"],
        (
            [
                f"{one.name} ({one.organisation})",
                str(one.times),
                str(one.days),
                ", ".join(f"{channel} {times}" for channel, times in one.channels.items()) or NONE,
                day(one.last_at),
                "yes" if one.reached else "no",
                positions(one.because),
            ]
            for one in answer.organisations
        ),
        right=["Told", "Days"],
    )


def why(answer: Dossier, name_of: Named) -> Iterator[Block]:
    """The dossier of a decision, as a document for an auditor."""
    yield Heading(f"{answer.title} ({answer.decision})", 1)
    yield Sentence(_in_short(answer))
    yield from _question(answer)
    yield from _choices(answer, name_of)
    yield from _objections(answer)
    if answer.mandate is not None:
        yield from _mandate(answer.mandate, answer)
    yield from _outcomes(answer)
    yield from _findings(answer)
    yield from _followed(answer)
    yield from _told(answer)


def why_in_short(answer: Dossier) -> Iterator[Block]:
    """What a decision came to, what it rested on, and what the rules find: the page that makes one ask for the rest."""
    yield Heading(f"{answer.title} ({answer.decision})", 1)
    yield Sentence(_in_short(answer))
    yield from _outcomes(answer)
    if answer.mandate is not None:
        yield from _mandate(answer.mandate, answer)
    yield from _findings(answer)


def _in_short(answer: Dossier) -> str:
    as_of, known_at = day(answer.as_of), day(answer.known_at)
    when = f"as of {as_of}" if as_of == known_at else f"as of {as_of}, as far as was known on {known_at}"
    known = f"{when} (up to event {answer.position:,})"
    if answer.outcome is None:
        return f"{answer.group_name} ({answer.group}) has not decided this yet: {known}."
    taken = answer.outcomes[-1]
    reversed_ = next((one for one in answer.followed if one.kind == "reversal"), None)
    undone = "" if reversed_ is None else f" It was reversed on {day(reversed_.at)}."
    did = "put this off" if answer.outcome == "deferred" else f"{answer.outcome} this by {answer.method}"
    return f"{answer.group_name} ({answer.group}) {did} on {day(taken.at)}.{undone} Read {known}."


def _question(answer: Dossier) -> Iterator[Block]:
    yield Heading("The question")
    for number, one in enumerate(answer.texts):
        what = "Proposed" if number == 0 else ("Amended, the sense unchanged," if one.minor else "Amended")
        met = f" It answers {', '.join(one.answers)}." if one.answers else ""
        yield Sentence(f"{what} by {one.name} ({one.by}) on {day(one.at)} (event {positions(one.because)}).{met}")
        yield Quote(one.text or ERASED)
    for how in answer.methods:
        because = "" if how.why is None else f" Why: {how.why}"
        yield Point(f"To be decided by {how.method} from {day(how.at)} (event {positions(how.because)}).{because}")
    if answer.matter is not None:
        yield Point(f"The matter is {answer.matter}.")
    if answer.affects:
        yield Point(f"It affects {', '.join(answer.affects)}.")
    for impact in answer.impacts:
        said = impact.impact or ERASED
        yield Point(f"What it means for {impact.name} ({day(impact.at)}, event {positions(impact.because)}): {said}")


def _choices(answer: Dossier, name_of: Named) -> Iterator[Block]:
    yield Heading("Who chose what")
    yield Sentence(_tally(answer))
    if answer.casting_vote is not None:
        cast = answer.casting_vote
        yield Point(
            f"{cast.name} used a casting vote: {cast.choice} ({day(cast.at)}, event {positions(cast.because)})."
        )
    if answer.electors:
        yield _ballot("Elector", answer.electors, name_of)
    for one in answer.interests:
        left = "and took no part" if one.action == "left" else "which was noted"
        who = name_of(one.person) or one.person
        yield Point(
            f"{who}, for {one.name}, declared an interest, {left} ({day(one.at)}, event {positions(one.because)}): "
            f"{one.interest or ERASED}"
        )
    if answer.others:
        yield Sentence("These chose too, and were not electors when it was counted:")
        yield _ballot("Organisation", answer.others, name_of)


def _tally(answer: Dossier) -> str:
    tally = answer.tally
    sides = ", ".join(f"{tally[side]:,} {side}" for side in ("for", "against", "neutral", "silent"))
    unit = "patients" if answer.weighting == "patients" else "organisations"
    quorum = "" if answer.method == "consensus" else f" There was {'a' if tally['quorate'] else 'no'} quorum."
    gives = "gives" if answer.outcomes else "would give"
    return (
        f"Counted in {unit}, as at {day(answer.counted_at)}: {sides}. Those in favour are measured against "
        f"{tally['base']:,}.{quorum} By {answer.method}, that {gives}: {'adopted' if tally['carried'] else 'rejected'}."
    )


def _ballot(who: str, lines: Iterable[ElectorLine], name_of: Named) -> Rows:
    return Rows([who, "Choice", "Weight", "Choices in order", "Events"], _electors(lines, name_of), ["Weight"])


def _electors(lines: Iterable[ElectorLine], name_of: Named) -> list[list[str]]:
    return [
        [
            f"{one.name} ({one.organisation})",
            spaced(one.choice) if one.choice is not None else NONE,
            f"{one.weight:,}",
            "; ".join(_one_choice(choice, name_of) for choice in one.choices) or "silent",
            positions(one.because) or NONE,
        ]
        for one in lines
    ]


def _one_choice(one: ChoiceLine, name_of: Named) -> str:
    through = "" if one.through is None else f" through {name_of(one.through) or one.through}"
    reason = "" if one.reason is None else f": {one.reason}"
    void = "" if one.counts else ", does not count"
    return f"{spaced(one.choice)} on {day(one.at)}{through}{void}{reason}"


def _objections(answer: Dossier) -> Iterator[Block]:
    if not answer.objections:
        return
    yield Heading("Objections")
    for one in answer.objections:
        yield Point(_objection(one))
        for reply in one.answers:
            said = reply.answer or ERASED
            yield Point(f"{reply.name} answered on {day(reply.at)} (event {positions(reply.because)}): {said}")


def _objection(one: ObjectionStory) -> str:
    what = "a block" if one.weight == "block" else "a concern"
    ended = "It is open." if one.resolved is None else f"Resolved on {day(one.resolved_at)}: {spaced(one.resolved)}."
    return (
        f"{one.name} ({one.by}) raised {what} on {day(one.raised_at)} ({one.objection}, "
        f"{_events(one.because)}): {one.reason or ERASED} {ended}"
    )


def _mandate(behind: MandateBehind, answer: Dossier) -> Iterator[Block]:
    then, now = behind.then, behind.now
    yield Heading("The mandate behind it")
    when = "when it was taken" if answer.outcome is not None else "today"
    upto = f"up to event {then.position:,}" if then.position else "when nothing was recorded"
    yield Sentence(
        f"It rests on {behind.mandate}. This is how that stood {when}, {day(now.as_of)}: as the ledger knew on "
        f"{day(then.known_at)} ({upto}), and as it knows on {day(now.known_at)} (up to event {now.position:,})."
    )
    organisations = {one.organisation: one.name for one in (*then.stances, *now.stances)}
    rows = [["State", _standing(then), _standing(now)]]
    rows += [
        [f"{name} ({code})", _stance(then, code), _stance(now, code)] for code, name in sorted(organisations.items())
    ]
    yield Rows(["", "As known then", "As known now"], rows)
    if now.wording is not None:
        yield Quote(now.wording)


def _standing(one: MandateAsKnown) -> str:
    if one.state is None:
        return "not known to the ledger"
    return f"{state(one.state, contested=bool(one.contested))}: {STATES[one.state]}"


def _stance(one: MandateAsKnown, code: str) -> str:
    line = next((stance for stance in one.stances if stance.organisation == code), None)
    if line is None:
        return NONE
    events = f" (event {positions(line.because)})" if line.because else ""
    return f"{line.stance}{events}"


def _outcomes(answer: Dossier) -> Iterator[Block]:
    if not answer.outcomes:
        return
    yield Heading("The outcome")
    for one in answer.outcomes:
        yield Sentence(f"{one.outcome.capitalize()} on {day(one.at)} (event {positions(one.because)}).")
        yield Quote(one.statement or ERASED)
        if one.awaits is not None:
            yield Point(f"It still waits for: {one.awaits}")
        if one.review_at is not None:
            yield Point(f"To be looked at again by {last_day(one.review_at)}.")


def _findings(answer: Dossier) -> Iterator[Block]:
    yield Heading("What the rules find")
    if not answer.findings:
        yield Sentence("Nothing: every event about it was in order.")
    for one in answer.findings:
        because = f", because of {positions(one.because)}" if one.because else ""
        yield Point(f"{one.severity.capitalize()}, {spaced(one.rule)} (event {one.position}{because}): {one.text}")


def _followed(answer: Dossier) -> Iterator[Block]:
    if not answer.followed and not answer.actions:
        return
    yield Heading("What followed")
    for action in answer.actions:
        ended = f" on {day(action.ended_at)}" if action.ended_at is not None else ""
        yield Point(
            f"Action {action.action}: {action.name} took on: {action.what or ERASED} Due by {last_day(action.due_at)}; "
            f"{action.state}{ended} ({_events(action.because)})."
        )
    for one in answer.followed:
        named = "" if one.id is None else f" {one.id}"
        told_ = one.what or ERASED
        kind = spaced(one.kind).capitalize()
        yield Point(f"{kind}{named} by {one.name}, {day(one.at)} (event {positions(one.because)}): {told_}")


def _events(because: tuple[int, ...]) -> str:
    return f"{'event' if len(because) == 1 else 'events'} {positions(because)}"


def _told(answer: Dossier) -> Iterator[Block]:
    if not answer.told:
        return
    yield Heading("Who was told")
    rows = [
        [f"{one.name} ({one.organisation})", day(one.at), one.channel, one.by, positions(one.because)]
        for one in answer.told
    ]
    yield Rows(["Organisation", "On", "How", "By", "Event"], rows)
