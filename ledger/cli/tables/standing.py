"""How does a standing read? Who stands behind an organisation, and how firmly: once, or at several times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.table import Table

from ledger.cli.showing import NONE, counted, day, figure, heading, last_day, line, listing, positions, table, within
from ledger.cli.tables import Named, Shown
from ledger.cli.tables.mandates import leaders, state, title
from ledger.projections.acts import QUIET_AFTER
from ledger.projections.standing import MandateStanding, ObjectionLine, StanceLine, Standing
from ledger.times import start
from ledger.vocabulary import ENDED, MANDATE_STATES, STANCES

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


def standing(answer: Standing, name_of: Named) -> Shown:
    """Everything that a standing says."""
    yield from in_short(answer, name_of)
    for one in answer.mandates:
        yield from mandate(one)


def in_short(answer: Standing, name_of: Named) -> Shown:
    """Who leads an organisation, and how many mandates it has in each state."""
    yield from title(answer, answer.kind, answer.basis)
    yield from leaders(answer.leaders, name_of)
    if not answer.mandates:
        so = "" if answer.basis is None else f" That it exists {_BASES[answer.basis]} gives it none."
        yield line(f"It has sought no mandate.{so}")
        return
    states = [one.state for one in answer.mandates]
    in_order = sorted(MANDATE_STATES, key=lambda name: name in ENDED)
    counts = [f"{states.count(name)} {name}" for name in in_order if name in states]
    yield line(f"Mandates: {listing(counts)}.")
    if answer.next_change_at is not None:
        yield line(f"If nobody does anything, the next change comes on {day(answer.next_change_at)}.")


def at_a_glance(answer: Standing) -> RenderableType:
    """Every mandate in a line of its own, without who stands where."""
    rows = ([one.scope, _in_words(one) + (", contested" if one.contested else "")] for one in answer.mandates)
    return table(["On", "How it stands"], rows)


def mandate(one: MandateStanding) -> Shown:
    """One mandate: what it is for, and where everyone stands who was asked."""
    yield line("")
    yield heading(f"{one.scope} - {_in_words(one)}")
    yield within("Its wording was erased." if one.wording is None else f"“{one.wording}”")
    yield within(_terms(one))
    if one.contested:
        yield within(f"Contested: {listing(list(_contested_by(one)))}.")
    if one.state in ENDED:
        return
    yield within(_weights(one))
    yield table(
        ["Organisation", "Stance", "Since", "Patients", "Last act", "Events"],
        (_stance(stance) for stance in one.stances),
        right=["Patients"],
    )
    for objection in one.objections:
        yield within(_objection(objection))
    if one.next_change_at is not None:
        yield within(_next_change(one, one.next_change_at))


def comparison(views: Sequence[View], name_of: Named) -> Table:
    """Several readings of one organisation: who led it, and each mandate with its stances."""
    rows = [["led by", *(_leading(view.standing, name_of) for view in views)]]
    order = {one.mandate: one.scope for view in views for one in view.standing.mandates}
    for name, scope in order.items():
        found = [next((one for one in view.standing.mandates if one.mandate == name), None) for view in views]
        rows += [[""] * (len(views) + 1), [scope, *(_state(one) for one in found)]]
        if any(one is not None and one.state not in ENDED for one in found):
            rows += _stances_of(found)
    return table(["", *(view.heading for view in views)], rows)


def _terms(one: MandateStanding) -> str:
    counts = ", counted by patients" if one.weighting == "patients" else " of those asked, one voice each"
    needs = "all of those asked" if one.threshold == "unanimous" else f"{_THRESHOLDS[one.threshold]}{counts}"
    runs_out = one.expires_at is not None and one.state not in ENDED
    until = f" It runs until the end of {last_day(one.expires_at)}." if runs_out else ""
    rebuilds = "" if one.rebuilds is None else f" It rebuilds {one.rebuilds}."
    return f"{one.mandate}, sought on {day(one.sought_at)}; it needs {needs}.{until}{rebuilds}"


def _weights(one: MandateStanding) -> str:
    by_head, by_patients = one.weights["organisations"], one.weights["patients"]
    told = [
        f"{stance} {by_head[stance]:,} ({counted(by_patients[stance], 'patient')})"
        for stance in STANCES
        if by_head[stance]
    ]
    everyone = f"{counted(by_head['total'], 'organisation')} with {counted(by_patients['total'], 'patient')}"
    return f"Of {everyone}: {', '.join(told)}." if told else "It has nobody to ask."


def _stance(one: StanceLine) -> list[str]:
    last_act = "never" if one.last_act is None else day(one.last_act)
    return [
        f"{one.name} ({one.organisation})",
        one.stance,
        day(one.since),
        figure(one.patients),
        f"{last_act} (quiet)" if one.quiet else last_act,
        positions(one.because) or NONE,
    ]


def _stances_of(found: Sequence[MandateStanding | None]) -> list[list[str]]:
    names = {stance.organisation: stance.name for one in found if one is not None for stance in one.stances}
    in_order = sorted(names.items(), key=lambda item: item[1])
    return [[f"  {name}", *(_stance_in(one, code) for one in found)] for code, name in in_order]


def _stance_in(one: MandateStanding | None, code: str) -> str:
    stances = () if one is None else one.stances
    return next((stance.stance for stance in stances if stance.organisation == code), "not asked")


def _state(one: MandateStanding | None) -> str:
    return "not sought yet" if one is None else state(one.state, contested=one.contested)


def _leading(answer: Standing, name_of: Named) -> str:
    return listing(
        [
            f"{name_of(one.person) or one.person}, {one.role}{' (interim)' if one.interim else ''}"
            for one in answer.leaders
        ]
    )


def _in_words(one: MandateStanding) -> str:
    behind = _share(one, _BEHIND)
    match one.state:
        case "expired":
            return f"expired: its last day was {last_day(one.expires_at)}"
        case "relinquished":
            return "relinquished: given back by its holder"
        case "held":
            return f"held: {_firm(one)}"
        case "stale" | "unconfirmed" | "conditional" as carried:
            count, who = _CARRIED_WITH[carried]
            return f"{carried}: {_firm(one)}, {_weight(one, _BEHIND[:count]):,} {who}"
        case "presumed":
            silent = _weight(one, (*_BEHIND, "presumed"))
            return f"presumed: {behind} behind it, {silent:,} with silence counted as assent"
        case "lost":
            return f"lost: carried once, now with {behind} behind it"
        case sought:
            return f"{sought}: {behind} behind it so far"


def _firm(one: MandateStanding) -> str:
    verb = "stands" if _weight(one, _BEHIND[:1]) == 1 else "stand"
    return f"{_share(one, _BEHIND[:1])} {verb} firm"


def _share(one: MandateStanding, stances: Sequence[str]) -> str:
    weight, total = _weight(one, stances), _weight(one, ("total",))
    counts = "by patients, " if one.weighting == "patients" else ""
    return f"{counts}{f'{weight:,}' if weight else 'none'} of {total:,}"


def _weight(one: MandateStanding, stances: Sequence[str]) -> int:
    return sum(one.weights[one.weighting][stance] for stance in stances)


def _contested_by(one: MandateStanding) -> Iterable[str]:
    if 4 * _weight(one, _AGAINST) > _weight(one, ("total",)):
        yield f"{_share(one, _AGAINST)} said no or took back their yes"
    asked = {stance.organisation for stance in one.stances}
    blocks = (objection for objection in one.objections if objection.weight == "block" and objection.by in asked)
    yield from (f"{objection.name} blocks it" for objection in blocks)


def _objection(one: ObjectionLine) -> str:
    what = "A block" if one.weight == "block" else "A concern"
    return (
        f"{what} by {one.name} ({one.by}), open since {day(one.since)} ({one.objection}, event "
        f"{positions(one.because)})."
    )


def _next_change(one: MandateStanding, next_at: str) -> str:
    if next_at == one.expires_at:
        return f"Next, if nobody does anything: it runs out at the end of {last_day(next_at)}."
    acted = [(stance.name, start(stance.last_act)) for stance in one.stances if stance.last_act is not None]
    quiet = [name for name, at in acted if at + QUIET_AFTER == start(next_at)]
    why = "a yes grows old, or something planned begins"
    if quiet:
        why = f"{listing(quiet)} will have been quiet for 180 days"
    return f"Next, if nobody does anything: on {day(next_at)}, {why}."
