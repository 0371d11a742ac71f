"""How is the made-up place read without a database? The story's lines as entries, judged and folded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ledger.counting.choices import Count, count
from ledger.demo import story
from ledger.history import Entry, Place
from ledger.judgement import judge
from ledger.past import Case, Past
from ledger.projections.standing import MandateStanding, Standing, standing
from ledger.recording.preparing import prepare
from ledger.times import Instant, as_read

if TYPE_CHECKING:
    from ledger.aggregates.decision import Decision
    from ledger.findings import Finding


@dataclass(frozen=True)
class Line:
    given: dict[str, Any]
    entry: Entry


@cache
def told() -> tuple[Line, ...]:
    found = []
    for position, (draft, _, recorded_at) in enumerate(story.lines(), 1):
        prepared = prepare(draft, recorded_at or 0)
        entry = Entry(position, Instant(recorded_at or 0), Instant(prepared.effective_at), prepared.event)
        found.append(Line(draft.given, entry))
    return tuple(found)


@cache
def judged() -> tuple[Finding, ...]:
    """What is found while the story is recorded line by line."""
    past = Past()
    found: list[Finding] = []
    for line in told():
        found += judge(Case(line.entry, past))
        past.add([line.entry])
    return tuple(found)


@cache
def standing_on(as_of: str, known_at: str = story.TOLD_UNTIL, code: str = story.PCN) -> Standing:
    known = [line.entry for line in told() if line.entry.recorded_at <= as_read(known_at)]
    wordings = {line.entry.position: line.given["wording"] for line in told() if "wording" in line.given}
    return standing(
        Past(known, as_read(as_of)),
        code,
        as_of=as_read(as_of),
        known_at=as_read(known_at),
        position=len(known),
        wordings=wordings,
    )


def mandate(name: str, as_of: str, known_at: str = story.TOLD_UNTIL) -> MandateStanding:
    return next(one for one in standing_on(as_of, known_at).mandates if one.mandate == name)


def states(as_of: str, known_at: str = story.TOLD_UNTIL) -> dict[str, str]:
    return {one.mandate: one.state for one in standing_on(as_of, known_at).mandates}


def stances(name: str, as_of: str, known_at: str = story.TOLD_UNTIL) -> dict[str, str]:
    return {one.organisation: one.stance for one in mandate(name, as_of, known_at).stances}


@cache
def _whole(as_of: str) -> Past:
    return Past([line.entry for line in told()], as_read(as_of))


def count_of(decision: str, as_of: str) -> Count:
    """How a decision falls on a day, as known today."""
    found = count(_whole(as_of), decision, Place.after_all_of(as_read(as_of)))
    assert found is not None
    return found


def decided(decision: str) -> Decision:
    """All that was said about a decision until the story stops."""
    return _whole(story.TOLD_UNTIL).decisions.at(decision, Place.after_all_of(as_read(story.TOLD_UNTIL)))
