"""Which memberships of networks have to be recorded, ended, or put right?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from ledger.history import LAST
from ledger.importers.ods.draft import SAYS_SO, Draft
from ledger.importers.ods.register import Fact, Membership, begins, ends
from ledger.importers.ods.shapes import JsonEvent, MapRow, Problem, Published, SpellRow
from ledger.importers.ods.sources import NAMES, day_in_words, source
from ledger.importers.ods.spells import Spell, clean
from ledger.importers.ods.timelines import Step, Timeline, joins
from ledger.times import in_words, last_day_in_words

Timelines = defaultdict[str, Timeline]
"""One practice's timelines, by network."""


def plan_memberships(draft: Draft) -> None:
    """Compare the spells of ePCN, and then the map, with the memberships that the ledger has."""
    extract = draft.extract
    cleaned = clean(row for row in extract.spells if _both_known(draft, row))
    for problem in cleaned.problems:
        draft.problem(problem)
    draft.counts["spells joined up"] += cleaned.joined_up
    on_map = {row.practice: row for row in extract.map_rows}
    for practice in dict.fromkeys([*cleaned.spells, *on_map]):
        timelines = _known(draft, practice)
        if practice in cleaned.spells:
            _heed_spells(draft, practice, timelines, cleaned.spells[practice])
        if practice in on_map:
            _heed_map(draft, timelines, on_map[practice])
        _settle(draft, practice, timelines)
    _report_missing(draft, set(cleaned.spells), set(on_map))


def _both_known(draft: Draft, row: SpellRow) -> bool:
    if row.practice not in draft.kinds:
        text = f"{row.practice} is a practice that neither the files nor the ledger know; its spell is not recorded."
    elif draft.kinds.get(row.pcn) != "pcn":
        text = f"{row.pcn} is a network that neither the files nor the ledger know; the spell in it is not recorded."
    else:
        return True
    draft.problem(Problem(row.file, row.line, text, "left_out"))
    return False


def _known(draft: Draft, practice: str) -> Timelines:
    timelines: Timelines = defaultdict(Timeline)
    for fact in draft.known.members.get(practice, ()):
        if draft.kinds.get(fact.event.organisation) == "pcn":
            timelines[fact.event.organisation].facts.append(fact)
    return timelines


def _heed_spells(draft: Draft, practice: str, timelines: Timelines, spells: list[Spell]) -> None:
    """What ePCN says of a practice holds up to the day of the extract; of later days it does not speak."""
    wanted: defaultdict[str, list[Step]] = defaultdict(list)
    for spell in spells:
        wanted[spell.pcn].append(Step(joins=True, day=spell.start, spell=spell))
        if spell.end is not None:
            wanted[spell.pcn].append(Step(joins=False, day=spell.end, spell=spell))
    published = draft.extract.files["epcn"]
    for pcn in [*timelines, *(pcn for pcn in wanted if pcn not in timelines)]:
        _compare(draft, practice, pcn, timelines[pcn], wanted.get(pcn, []), published)


def _compare(
    draft: Draft, practice: str, pcn: str, timeline: Timeline, wanted: list[Step], published: Published
) -> None:
    said = {(step.joins, step.at) for step in wanted}
    stray = [fact for fact in timeline.facts if (joins(fact), fact.at) not in said and _within(fact, published.extract)]
    if practice in draft.extract.unclear:
        stray = [fact for fact in stray if fact.origin is None]
    held = {(joins(fact), fact.at) for fact in timeline.facts}
    if any(fact.origin is None for fact in stray):
        text = (
            f"{draft.name(practice)} in {draft.name(pcn)}: the ledger has {_told(stray)}, and people recorded that; "
            f"{published.name} has {_told(wanted)}."
        )
        draft.differ("ledger_disagrees", (practice, pcn), text)
        return
    for fact in stray:
        text = (
            f"{draft.name(practice)} in {draft.name(pcn)}: the ledger had {_told([fact])}; {published.name} has "
            f"{_told(wanted)}."
        )
        timeline.take_back(fact, text)
    timeline.steps = [step for step in wanted if (step.joins, step.at) not in held]


def _within(fact: Fact[Membership], extract: date) -> bool:
    return fact.at < ends(extract) or (fact.at == ends(extract) and not joins(fact))


def _told(items: Iterable[Fact[Membership] | Step]) -> str:
    told = [
        f"joined on {in_words(item.at)}" if joins(item) else f"left on {last_day_in_words(item.at)}" for item in items
    ]
    return ", ".join(told) or "nothing"


def _heed_map(draft: Draft, timelines: Timelines, row: MapRow) -> None:
    """The map shows one day. Where it shows a change, nobody knows the day of it, and it is recorded on the map's."""
    published = draft.extract.files["map_"]
    if row.pcn is not None and draft.kinds[row.pcn] != "pcn":
        text = f"{row.pcn} is no network in the ledger; {row.practice} is not recorded as a member of it."
        draft.problem(Problem(row.file, row.line, text, "left_out"))
        return
    now = {pcn for pcn, timeline in timelines.items() if _is_member(timeline, published.extract)}
    shown = set() if row.pcn is None else {row.pcn}
    if now == shown:
        return
    code = row.practice
    codes = (code, *sorted(now | shown))
    text = (
        f"{draft.name(code)} is in {_listed(draft, now)} in the ledger, and in {_listed(draft, shown)} on the map of "
        f"{day_in_words(published.extract)}"
    )
    latest = _latest_of_epcn(draft)
    if latest is not None and latest >= published.extract:
        draft.differ("map_differs", codes, f"{text}; ePCN is the later, and stands.")
    elif code in draft.closes and draft.closes[code] <= begins(published.extract):
        draft.differ("map_differs", codes, f"{text}; the practice had closed, and is left as it was.")
    elif any(_rests_on_people(timelines[pcn], published.extract) for pcn in now ^ shown):
        draft.differ("ledger_disagrees", codes, f"{text}; people recorded the first, and it stays.")
    else:
        since = "unknown" if latest is None else f"some time after {day_in_words(latest)}"
        kind = "left" if not shown else "moved" if now else "joined"
        draft.differ(kind, codes, f"{text}. The true day is {since}; recorded on the day of the map.")
        for pcn in sorted(now ^ shown):
            _turn(timelines[pcn], joins_now=pcn in shown, published=published, because=f"{text}.")


def _latest_of_epcn(draft: Draft) -> date | None:
    given = draft.extract.files.get("epcn")
    return draft.known.latest.get("epcn") if given is None else given.extract


def _is_member(timeline: Timeline, day: date) -> bool:
    last = timeline.last(ends(day))
    return last is not None and joins(last)


def _rests_on_people(timeline: Timeline, day: date) -> bool:
    last = timeline.last(ends(day))
    return isinstance(last, Fact) and last.origin is None


def _turn(timeline: Timeline, *, joins_now: bool, published: Published, because: str) -> None:
    """Record what the map shows; where a map of the same day had shown the opposite, take that back instead."""
    last = timeline.last(ends(published.extract))
    if isinstance(last, Fact) and last.origin is not None and last.origin == (published.kind, published.extract):
        timeline.take_back(last, because)
        return
    day = published.extract if joins_now else published.extract - timedelta(days=1)
    timeline.steps.append(Step(joins=joins_now, day=day))


def _listed(draft: Draft, codes: set[str]) -> str:
    return " and ".join(draft.name(code) for code in sorted(codes)) or "no network"


def _settle(draft: Draft, practice: str, timelines: Timelines) -> None:
    """Leave out what has become redundant, and plan the rest."""
    for pcn, timeline in timelines.items():
        published = draft.extract.files["epcn" if "epcn" in draft.extract.files else "map_"]
        for item in timeline.redundant():
            text = f"{draft.name(practice)} in {draft.name(pcn)}: {_told([item])} says nothing new any more."
            if isinstance(item, Step):
                timeline.steps.remove(item)
                draft.differ("ledger_disagrees", (practice, pcn), text)
            elif item.origin is not None:
                timeline.take_back(item, text)
        for fact, because in timeline.wrong:
            draft.retract(fact, published, because)
        for step in sorted(timeline.steps, key=lambda step: step.at):
            _record(draft, practice, pcn, step)
        _report_open(draft, practice, pcn, timeline)


def _record(draft: Draft, practice: str, pcn: str, step: Step) -> None:
    published = draft.extract.files["map_" if step.spell is None else "epcn"]
    event: JsonEvent = {
        "type": "MemberJoined" if step.joins else "MemberLeft",
        "effective_at": step.day.isoformat(),
        "organisation": pcn,
        "member": practice,
    }
    latest = _latest_of_epcn(draft)
    if step.spell is None and latest is not None:
        event["source"] = (
            f"{source(published)}; the true day is unknown, some time after {NAMES['epcn']} of {day_in_words(latest)}"
        )
    if step.joins:
        _check_opening(draft, practice, pcn, step)
        closed = [code for code in (practice, pcn) if code in draft.closes and draft.closes[code] <= step.at]
        if closed:
            event["irregular_because"] = SAYS_SO
            text = (
                f"{draft.name(practice)} joined {draft.name(pcn)} on {day_in_words(step.day)}, after "
                f"{draft.name(closed[0])} had closed."
            )
            _report(draft, step, "joined_after_closing", (practice, pcn), text)
    did = "joined" if step.joins else "left"
    draft.add(
        "memberships", published, event, f"{draft.name(practice)} {did} {draft.name(pcn)} on {day_in_words(step.day)}."
    )


def _check_opening(draft: Draft, practice: str, pcn: str, step: Step) -> None:
    for code in (practice, pcn):
        if step.at < draft.opens[code]:
            text = (
                f"{draft.name(practice)} joined {draft.name(pcn)} on {day_in_words(step.day)}, before "
                f"{draft.name(code)} opened on {in_words(draft.opens[code])}."
            )
            _report(draft, step, "joined_before_opening", (practice, pcn), text)


def _report(draft: Draft, step: Step, kind: str, codes: tuple[str, ...], text: str) -> None:
    if step.spell is None:
        draft.differ(kind, codes, text)
    else:
        draft.problem(Problem(step.spell.row.file, step.spell.row.line, f"{text} It is recorded.", "kept"))


def _report_open(draft: Draft, practice: str, pcn: str, timeline: Timeline) -> None:
    for code in (practice, pcn):
        closed = draft.closes.get(code)
        if closed is not None and (last := timeline.last(LAST)) is not None and joins(last):
            text = (
                f"{draft.name(code)} closed on {last_day_in_words(closed)}, and the register does not say that "
                f"{draft.name(practice)} left {draft.name(pcn)}."
            )
            draft.differ("open_after_closing", (practice, pcn), text)


def _report_missing(draft: Draft, in_epcn: set[str], on_map: set[str]) -> None:
    """Nothing is taken back because a practice is missing: half a file would otherwise take back half the register."""
    epcn, shown = draft.extract.files.get("epcn"), draft.extract.files.get("map_")
    if epcn is not None:
        for practice, facts in draft.known.members.items():
            imported = any(fact.origin is not None and fact.origin.kind == "epcn" for fact in facts)
            if imported and practice not in in_epcn | draft.extract.unclear:
                text = f"{draft.name(practice)} is no longer in {epcn.name}; its memberships stay."
                draft.differ("no_longer_listed", (practice,), text)
    if shown is not None:
        for row in draft.extract.spells:
            if row.end is None and row.practice not in on_map and row.practice not in draft.closes:
                text = f"{draft.name(row.practice)} is in {draft.name(row.pcn)}, and not on the map; it stays there."
                draft.differ("not_on_map", (row.practice, row.pcn), text)
