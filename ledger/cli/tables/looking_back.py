"""What does an organisation's history look like to people, step by step or compared?"""

from __future__ import annotations

from ledger.asking.listing import Page
from ledger.cli.showing import day, heading, line, table, within
from ledger.cli.tables import Named, Shown
from ledger.cli.tables.mandates import more
from ledger.projections.changes import Changes, Side
from ledger.projections.replay import Step


def replay(found: Page[Step], _: Named) -> Shown:
    """Each event in a sentence, and below it what changed."""
    if not found.lines:
        yield line("Nothing happened.")
    for step in found.lines:
        for one in step.meanwhile:
            yield within(f"(by time alone) {one.text}")
        yield line(f"{day(step.at)}: {step.text} (event {step.position})")
        for one in step.changed:
            yield within(f"→ {one.text}")
    yield from more(found)


def changes(answer: Changes, _: Named) -> Shown:
    """What is different, and which events made the difference."""
    yield heading(f"{answer.name} ({answer.organisation})")
    yield line(f"Then: {_side(answer.was)}.")
    yield line(f"Now: {_side(answer.now)}.")
    if not answer.differences:
        yield line("Nothing is different.")
    for one in answer.differences:
        yield within(f"- {one.text}")
    if answer.events:
        yield line("")
        yield heading("What made the difference")
        rows = (
            [str(one.position), day(one.at), day(one.recorded_at), _known(one.side, one.text)] for one in answer.events
        )
        yield table(["Event", "On", "Recorded", "What happened"], rows, right=["Event"])


def _side(one: Side) -> str:
    return f"as of {day(one.as_of)}, as known on {day(one.known_at)} (up to event {one.position:,})"


def _known(side: str, text: str) -> str:
    return text if side == "now" else f"(no longer in the history) {text}"
