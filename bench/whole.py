"""Is a ledger whole: everything acknowledged in it once and as it was sent, and nothing there by half?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import LiteralString

from bench.strain import Act, Event
from ledger import times
from ledger.application import Ledger
from ledger.asking.listing import RecordedEvent
from ledger.asking.standings import Filters
from ledger.moment import Asked
from ledger.projections.standing import StandingRow

_AT_ONCE = 1_000

_NEVER: dict[str, LiteralString] = {
    "a position is left out, or comes after the end of the ledger": """
        SELECT position FROM generate_series(1, (SELECT position FROM head)) AS all_of_them(position)
        FULL JOIN events USING (position) WHERE events.id IS NULL OR position > (SELECT position FROM head)""",
    "an event was recorded no later than the one before it": """
        SELECT position FROM (SELECT position, recorded_at, lag(recorded_at) OVER (ORDER BY position) FROM events)
            AS pairs(position, recorded_at, before) WHERE recorded_at <= before""",
    "the head has another time than the last event": """
        SELECT position FROM events JOIN head USING (position) WHERE events.recorded_at <> head.recorded_at""",
    "an event has no subjects": """
        SELECT position FROM events WHERE NOT EXISTS (
            SELECT FROM subjects WHERE subjects.position = events.position)""",
    "a subject, a word or an opening belongs to no event": """
        SELECT position FROM (SELECT position FROM subjects UNION SELECT position FROM words
            UNION SELECT position FROM openings) AS parts
        WHERE NOT EXISTS (SELECT FROM events WHERE events.position = parts.position)""",
    "an event opened nothing that should have": """
        SELECT position FROM events WHERE type IN ('OrganisationRegistered', 'MandateSought') AND NOT EXISTS (
            SELECT FROM openings WHERE openings.position = events.position)""",
    "an answer was kept to what is not recorded": """
        SELECT position FROM answers WHERE position > (SELECT position FROM head)""",
    "the versions of a stream have a gap": """
        SELECT max(position) FROM events GROUP BY stream HAVING max(version) <> count(*)""",
}


def wrong_with(ledger: Ledger, acts: Iterable[Act]) -> list[str]:
    """Everything that is wrong with a quiet ledger that these acts were sent to."""
    by_tag: dict[str, list[RecordedEvent]] = {}
    for one in everything(ledger):
        by_tag.setdefault(str(one.event.get("source")), []).append(one)
    wrong = [*_half_done(ledger), *_different_standings(ledger)]
    for act in acts:
        wrong += _wrong_with(act, by_tag.pop(act.tag, []))
    strange = [tag for tag in by_tag if "/" in tag]
    return wrong + [f"{tag} is recorded, and nobody sent it." for tag in strange]


def everything(ledger: Ledger) -> Iterator[RecordedEvent]:
    """All events."""
    after = 0
    while lines := ledger.listing.events(Asked(), after=after, limit=_AT_ONCE).lines:
        yield from lines
        after = lines[-1].position


def _half_done(ledger: Ledger) -> Iterator[str]:
    with ledger.store.reading() as reader:
        for what, statement in _NEVER.items():
            if found := reader.rows(statement, []):
                yield f"At {[row[0] for row in found[:5]]}, {what}."


def _wrong_with(act: Act, found: list[RecordedEvent]) -> Iterator[str]:
    """An act is recorded once or, where nobody was told that it is, not at all; never a part of it."""
    if act.refusal and found:
        yield f"{act.tag} was to be refused, and is recorded."
    if not found:
        if act.answer is not None:
            yield f"{act.tag} was acknowledged at {_positions(act)} and is lost."
        return
    positions = [one.position for one in found]
    if positions != list(range(positions[0], positions[0] + len(act.events))):
        yield f"{act.tag} has {len(act.events)} events, and stands at {positions}."
    if act.answer is not None and _positions(act) != positions:
        yield f"{act.tag} was acknowledged at {_positions(act)} and stands at {positions}."
    for told, sent, one in zip(act.answer or found, act.events, found, strict=False):
        if not _holds(one.event, sent) or ("id" in sent and one.id != sent["id"]):
            yield f"{act.tag} was sent as {sent} and is recorded as {one}."
        if isinstance(told, dict) and (told["id"], told["recorded_at"]) != (one.id, one.recorded_at):
            yield f"{act.tag} was acknowledged as {told} and is recorded as {one}."


def _positions(act: Act) -> list[int]:
    return [told["position"] for told in act.answer or ()]


def _holds(recorded: Event, sent: Event) -> bool:
    return all(recorded.get(name) == value for name, value in sent.items() if name != "id")


def _different_standings(ledger: Ledger) -> Iterator[str]:
    kept, folded = list(standings(ledger, Asked())), list(standings(ledger, now(ledger)))
    if kept != folded:
        differ = [pair for pair in zip(kept, folded, strict=False) if pair[0] != pair[1]][:1]
        yield f"The kept view has {len(kept):,} lines and the fold {len(folded):,}; the first that differ: {differ}."


def now(ledger: Ledger) -> Asked:
    """The present, asked for as if it were the past, so that it is folded."""
    return Asked(known_at=times.rfc3339(ledger.clock()))


def standings(ledger: Ledger, asked: Asked) -> Iterator[StandingRow]:
    """All standings."""
    after: str | None = ""
    while after is not None:
        page = ledger.standings.rows(asked, Filters(), after=after, limit=_AT_ONCE)
        yield from page.lines
        after = page.next
