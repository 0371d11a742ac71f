"""How does a standing read on paper? Tables and sentences that need neither colour nor more than 100 columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ledger.projections.acts import QUIET_AFTER
from ledger.projections.organisation import LeaderLine
from ledger.projections.standing import MandateStanding, ObjectionLine, Standing
from ledger.times import in_words, last_day_in_words, start
from ledger.vocabulary import MANDATE_STATES

WIDEST = 100
"""Longer lines are hard to read, however wide the window is."""

ENDED = ("expired", "relinquished")
"""States in which nobody's stance matters any more."""

_KINDS = {
    "pcn": "primary care network",
    "lmc": "local medical committee",
    "icb": "integrated care board",
    "sub_icb": "part of an integrated care board",
    "nhs_trust": "NHS trust",
}
_BASES = {
    "contractual": "by contract",
    "financial": "by shareholding",
    "statutory": "by statute",
    "voluntary": "by free will",
}
_THRESHOLDS = {
    "majority": "a majority",
    "two_thirds": "two thirds",
    "three_quarters": "three quarters",
    "unanimous": "all",
}
_BEHIND = ("firm", "stale", "unconfirmed", "conditional")
_AGAINST = ("refused", "withdrawn")
_CARRIED_WITH = {
    "stale": (2, "with those whose yes has grown old"),
    "unconfirmed": (3, "with those whose yes is from before a change"),
    "conditional": (4, "with those whose conditions are not met yet"),
}


@dataclass(frozen=True, slots=True)
class View:
    """One reading in a comparison, and what stands above it."""

    heading: str
    standing: Standing


def print_paragraph(console: Console, text: str) -> None:
    """A paragraph, and an empty line after it."""
    _say(console, text)
    console.print()


def print_standing(console: Console, standing: Standing, people: Mapping[str, str] | None = None) -> None:
    """Everything that a standing says. `people`: names of persons, where they are known."""
    basis = "" if standing.basis is None else f", {_BASES[standing.basis]}"
    _say(console, f"{standing.name} ({_kind(standing.kind)}{basis})", style="bold")
    for line in _header(standing, people or {}):
        _say(console, line)
    for mandate in standing.mandates:
        _print_mandate(console, mandate)
    console.print()


def print_comparison(console: Console, views: Sequence[View], people: Mapping[str, str] | None = None) -> None:
    """Several readings of one organisation, side by side: who led it, and each mandate with its stances."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), width=_width(console))
    table.add_column("", ratio=3)
    for view in views:
        table.add_column(Text(view.heading), ratio=2)
    leaders = [_leaders(view.standing.leaders, people or {}) for view in views]
    table.add_row(Text("led by"), *map(Text, leaders))
    order = {mandate.mandate: mandate.scope for view in views for mandate in view.standing.mandates}
    for name, scope in order.items():
        found = [next((one for one in view.standing.mandates if one.mandate == name), None) for view in views]
        table.add_section()
        table.add_row(Text(scope, style="bold"), *(Text(_state(one), style="bold") for one in found))
        if any(one is not None and one.state not in ENDED for one in found):
            _add_stances(table, found)
    console.print(table)


def _header(standing: Standing, people: Mapping[str, str]) -> Iterable[str]:
    known = f"as known on {_day(standing.known_at)} (up to position {standing.position:,})"
    yield f"As of {_day(standing.as_of)}, {known}."
    yield f"Led by {_leaders(standing.leaders, people, since=True)}."
    if not standing.mandates:
        so = "" if standing.basis is None else f" That it exists {_BASES[standing.basis]} gives it none."
        yield f"It has sought no mandate.{so}"
        return
    states = [mandate.state for mandate in standing.mandates]
    in_order = sorted(MANDATE_STATES, key=lambda state: state in ENDED)
    counts = [f"{states.count(state)} {state}" for state in in_order if state in states]
    yield f"Mandates: {_listed(counts)}."
    if standing.next_change_at is not None:
        yield f"If nobody does anything, the next change comes on {_day(standing.next_change_at)}."


def _print_mandate(console: Console, mandate: MandateStanding) -> None:
    console.print()
    _say(console, f"{mandate.scope} - {_in_words(mandate)}", style="bold")
    for line in _about(mandate):
        _say(console, line, indent="  ")
    if mandate.state in ENDED:
        return
    console.print(Padding.indent(_stances(mandate), 2), width=_width(console))
    for objection in mandate.objections:
        _say(console, _objection(objection), indent="  ")
    if mandate.next_change_at is not None:
        _say(console, _next_change(mandate, mandate.next_change_at), indent="  ")


def _about(mandate: MandateStanding) -> Iterable[str]:
    yield "(The wording was erased.)" if mandate.wording is None else f'"{mandate.wording}"'
    counted = "counted by patients" if mandate.weighting == "patients" else "of those asked, one voice each"
    rebuilds = "" if mandate.rebuilds is None else f" Rebuilds {mandate.rebuilds}."
    asked_for = f"{mandate.mandate}, sought on {_day(mandate.sought_at)}; needs {_THRESHOLDS[mandate.threshold]}"
    yield f"{asked_for}{',' if mandate.weighting == 'patients' else ''} {counted}.{rebuilds}"
    if mandate.contested:
        yield f"Contested: {_listed(list(_contested_by(mandate)))}."


def _stances(mandate: MandateStanding) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("organisation")
    table.add_column("stance", no_wrap=True)
    table.add_column("since")
    table.add_column("patients", justify="right", no_wrap=True)
    table.add_column("last act")
    table.add_column("quiet", no_wrap=True)
    for line in mandate.stances:
        table.add_row(
            Text(line.name),
            line.stance,
            "-" if line.since is None else _day(line.since),
            "-" if line.patients is None else f"{line.patients:,}",
            "never" if line.last_act is None else _day(line.last_act),
            "quiet" if line.quiet else "",
        )
    return table


def _add_stances(table: Table, found: Sequence[MandateStanding | None]) -> None:
    names = {line.organisation: line.name for one in found if one is not None for line in one.stances}
    for code, name in sorted(names.items(), key=lambda item: item[1]):
        table.add_row(Text(f"  {name}"), *(_stance_of(one, code) for one in found))


def _stance_of(mandate: MandateStanding | None, code: str) -> str:
    lines = () if mandate is None else mandate.stances
    return next((line.stance for line in lines if line.organisation == code), "not asked")


def _state(mandate: MandateStanding | None) -> str:
    if mandate is None:
        return "not sought yet"
    return f"{mandate.state}, contested" if mandate.contested else mandate.state


def _in_words(mandate: MandateStanding) -> str:
    behind = _share(mandate, _BEHIND)
    match mandate.state:
        case "expired" if mandate.expires_at is not None:
            return f"expired: its last day was {last_day_in_words(start(mandate.expires_at))}"
        case "relinquished":
            return "relinquished: given back"
        case "held":
            return f"held: {_firm(mandate)}"
        case "stale" | "unconfirmed" | "conditional" as state:
            count, who = _CARRIED_WITH[state]
            return f"{state}: {_firm(mandate)}, {_weight(mandate, _BEHIND[:count]):,} {who}"
        case "presumed":
            silent = _weight(mandate, (*_BEHIND, "presumed"))
            return f"presumed: {behind} behind it, {silent:,} with silence counted as assent"
        case "lost":
            return f"lost: carried once, now with {behind} behind it"
        case state:
            return f"{state}: {behind} behind it so far"


def _firm(mandate: MandateStanding) -> str:
    verb = "stands" if _weight(mandate, _BEHIND[:1]) == 1 else "stand"
    return f"{_share(mandate, _BEHIND[:1])} {verb} firm"


def _share(mandate: MandateStanding, stances: Sequence[str]) -> str:
    weight, total = _weight(mandate, stances), _weight(mandate, ("total",))
    counted = "by patients, " if mandate.weighting == "patients" else ""
    return f"{counted}{f'{weight:,}' if weight else 'none'} of {total:,}"


def _weight(mandate: MandateStanding, stances: Sequence[str]) -> int:
    return sum(mandate.weights[mandate.weighting][stance] for stance in stances)


def _contested_by(mandate: MandateStanding) -> Iterable[str]:
    if 4 * _weight(mandate, _AGAINST) > _weight(mandate, ("total",)):
        yield f"{_share(mandate, _AGAINST)} said no or took back their yes"
    asked = {line.organisation for line in mandate.stances}
    yield from (f"{one.name} blocks it" for one in mandate.objections if one.weight == "block" and one.by in asked)


def _objection(objection: ObjectionLine) -> str:
    what = "A block" if objection.weight == "block" else "A concern"
    return f"{what} by {objection.name}, open since {_day(objection.since)} ({objection.objection})."


def _next_change(mandate: MandateStanding, next_at: str) -> str:
    if next_at == mandate.expires_at:
        return f"Next, if nobody does anything: it runs out at the end of {last_day_in_words(start(next_at))}."
    acted = [(line.name, start(line.last_act)) for line in mandate.stances if line.last_act is not None]
    quiet = [name for name, at in acted if at + QUIET_AFTER == start(next_at)]
    why = "a yes grows old, or something planned begins"
    if quiet:
        why = f"{_listed(quiet)} will have been quiet for 180 days"
    return f"Next, if nobody does anything: on {_day(next_at)}, {why}."


def _leaders(leaders: Sequence[LeaderLine], people: Mapping[str, str], *, since: bool = False) -> str:
    return _listed(
        [
            f"{people.get(one.person, one.person)}, {one.role}{' (interim)' if one.interim else ''}"
            + (f", since {_day(one.since)}" if since else "")
            for one in leaders
        ]
    )


def _listed(names: Sequence[str]) -> str:
    if not names:
        return "nobody"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _kind(kind: str) -> str:
    return _KINDS.get(kind, kind.replace("_", " "))


def _day(text: str) -> str:
    return in_words(start(text))


def _say(console: Console, text: str, *, indent: str = "", style: str = "") -> None:
    filled = fill(text, _width(console), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    console.print(Text(filled, style=style), soft_wrap=True)


def _width(console: Console) -> int:
    return min(console.width, WIDEST)
