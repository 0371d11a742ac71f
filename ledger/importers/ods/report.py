"""What did an import find? The same answer in sentences for people, and as JSON for machines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ledger.importers.ods.shapes import Difference, Plan
from ledger.importers.ods.sources import NAMES, day_in_words

_REGISTERED = {
    "registered practice": ("practice", "practices"),
    "registered pcn": ("primary care network", "primary care networks"),
    "registered icb": ("integrated care board", "integrated care boards"),
    "registered sub_icb": ("sub-ICB location", "sub-ICB locations"),
    "registered other": ("organisation of another kind", "organisations of another kind"),
}
_RECORDED = {
    "OrganisationRenamed": ("change of name", "changes of name"),
    "OrganisationClosed": ("closing", "closings"),
    "MemberJoined": ("joining of a network", "joinings of a network"),
    "MemberLeft": ("leaving of a network", "leavings of a network"),
    "ListSizeRecorded": ("list size", "list sizes"),
    "EventRetracted": ("correction", "corrections"),
}
DIFFERENCES = {
    "ledger_disagrees": "The register differs from what people recorded; nothing was recorded",
    "corrected": "Put right: an earlier extract had said otherwise",
    "recorded_again": "Recorded again, although people took it back or dispute it",
    "new": "New since the last extract",
    "renamed": "Took another name",
    "names_differ": "The files give different names; the ledger keeps its own",
    "moved": "Moved to another network between two extracts, on an unknown day",
    "joined": "Joined a network between two extracts, on an unknown day",
    "left": "Left a network between two extracts, on an unknown day",
    "map_differs": "The map differs, and was not followed",
    "not_on_map": "In a network, and not on the map; nothing was ended",
    "open_after_closing": "Closed, and still in a network: closing ends no membership",
    "joined_after_closing": "Joined when one side had closed",
    "joined_before_opening": "Joined before one side had opened",
    "only_on_map": "Registered from the map, for want of anything else",
    "other_role": "In a network or on the map, without the role of a practice",
    "opening_unknown": "Registered without a date of opening",
    "dormant": "Dormant, and open",
    "shared_code": "One code for two organisations",
    "no_longer_listed": "No longer in the file; nothing was ended",
}
"""Every kind of difference, the most pressing first, and its heading."""


def in_words(plan: Plan, shown: int = 5) -> Iterator[str]:
    """The report in lines of plain English, the first few of each kind of difference and problem (`shown` = 0: all)."""
    for published in plan.files.values():
        how = "" if published.dated else "no older than "
        yield f"{published.name}: {NAMES[published.kind]}, {how}{day_in_words(published.extract)}."
    yield from _recorded(plan)
    for heading, sentences in _grouped(plan):
        yield f"{heading}: {len(sentences):,}."
        few = sentences[:shown] if shown else sentences
        yield from (f"  {sentence}" for sentence in few)
        if len(sentences) > len(few):
            yield f"  … and {len(sentences) - len(few):,} more."


def as_json(plan: Plan) -> dict[str, Any]:
    """The report as JSON: files, counts, and every difference and problem."""
    return {
        "files": [
            {
                "file": published.name,
                "kind": NAMES[published.kind],
                "extract": published.extract.isoformat(),
                "dated": published.dated,
            }
            for published in plan.files.values()
        ],
        "events": len(plan.events),
        "counts": dict(plan.counts),
        "differences": [asdict(difference) for difference in plan.differences],
        "problems": [asdict(problem) for problem in plan.problems],
    }


def _recorded(plan: Plan) -> Iterator[str]:
    if not plan.events:
        yield "The ledger holds all of this already: there is nothing to record."
    registered = _counted(plan, _REGISTERED)
    if registered:
        yield f"Registered: {registered}."
    recorded = _counted(plan, _RECORDED)
    if recorded:
        yield f"Recorded: {recorded}."
    joined_up = plan.counts.get("spells joined up", 0)
    if joined_up:
        spells = _number(joined_up, ("spell goes", "spells go"))
        yield f"{spells} straight on from the one before it in the same network; the two are recorded as one."


def _counted(plan: Plan, words: dict[str, tuple[str, str]]) -> str:
    return ", ".join(_number(plan.counts[count], forms) for count, forms in words.items() if plan.counts.get(count))


def _number(count: int, forms: tuple[str, str]) -> str:
    return f"{count:,} {forms[count != 1]}"


def _grouped(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    groups: defaultdict[str, list[Difference]] = defaultdict(list)
    for difference in plan.differences:
        groups[difference.kind].append(difference)
    for severity, heading in (
        ("left_out", "Makes no sense, and was left out"),
        ("kept", "Makes no sense, and is recorded as it stands"),
    ):
        told = [
            f"{problem.file}, line {problem.line}: {problem.text}"
            for problem in plan.problems
            if problem.severity == severity
        ]
        if told:
            yield heading, told
    for kind, heading in DIFFERENCES.items():
        if kind in groups:
            yield heading, [difference.text for difference in groups[kind]]
