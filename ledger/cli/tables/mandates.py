"""What do the register, mandates and lists look like to people?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from rich.table import Table

from ledger.asking.listing import Page, RecordedEvent
from ledger.cli.showing import KINDS, NONE, counted, day, figure, heading, last_day, line, positions, table, within
from ledger.cli.tables import Named, Shown
from ledger.findings import Finding
from ledger.projections.grants import Grants
from ledger.projections.organisation import LeaderLine, MemberLine, Organisation, OrganisationLine
from ledger.projections.standing import StandingRow
from ledger.projections.voice import Voice
from ledger.times import LONDON, is_plain_date, start, to_datetime

STATES = {
    "held": "held by those who stand firm",
    "stale": "carried only with those who have not reaffirmed it in time",
    "unconfirmed": "carried only with those who have not confirmed it since leaders or members changed",
    "conditional": "carried only with those whose conditions are not met",
    "presumed": "carried only with those who were silent after notice",
    "lost": "no longer carried",
    "sought": "not carried yet",
    "relinquished": "given back by its holder",
    "expired": "at its end",
}
"""The states of a mandate in words."""

ANSWERS = {"yes": "may speak", "with_care": "may speak, with care,", "no": "may not speak"}
_LONGEST = 300
"""How many characters of an event a list shows."""


def voice(answer: Voice, _: Named) -> Shown:
    """May an organisation speak on a matter?"""
    yield from title(answer)
    yield line(f"It {ANSWERS[answer.answer]} on {answer.scope}.")
    if answer.mandate is None:
        yield line("It has sought no mandate for that.")
        return
    yield line(f"Its mandate {answer.mandate} is {STATES[str(answer.state)]}.")
    speaks = answer.speaks_for
    yield line(
        f"Firmly behind it: {speaks.practices:,} of {counted(speaks.of_practices, 'practice')}, "
        f"with {speaks.patients:,} of {counted(speaks.of_patients, 'patient')}."
    )
    for caveat in answer.caveats:
        yield within(f"- {caveat}")
    yield line(f"This rests on events {positions(answer.because)}.")


def grants(answer: Grants, _: Named) -> Shown:
    """Who may act for an organisation?"""
    yield from title(answer)
    if not answer.mandates:
        yield line("Nobody has asked it for a mandate.")
        return
    yield table(
        ["Asked by", "Mandate", "On", "State", "Its stance", "Since", "Events"],
        (
            [
                f"{one.holder_name} ({one.holder})",
                one.mandate,
                one.scope,
                state(one.state, contested=one.contested),
                one.stance,
                day(one.since),
                positions(one.because),
            ]
            for one in answer.mandates
        ),
    )


def organisation(answer: Organisation, name_of: Named) -> Shown:
    """What the register says about an organisation."""
    yield from title(answer, answer.kind, answer.basis)
    founders = f", founded by {', '.join(answer.founded_by)}" if answer.founded_by else ""
    yield line(f"Open since {day(answer.registered_at)}{founders}.")
    if answer.closed_at is not None:
        successors = f" Succeeded by {', '.join(answer.successors)}." if answer.successors else ""
        yield line(f"Closed: its last day was {last_day(answer.closed_at)}.{successors}")
    if answer.patients is not None:
        yield line(f"It has {counted(answer.patients, 'registered patient')}.")
    if answer.kind != "practice":
        reach = answer.reach
        yield line(f"It reaches {counted(reach.practices, 'practice')}, with {counted(reach.patients, 'patient')}.")
    yield from leaders(answer.leaders, name_of)
    yield from _memberships("Members", answer.members)
    yield from _memberships("Member of", answer.member_of)


def organisations(found: Page[OrganisationLine], _: Named) -> Shown:
    """Organisations in the order of their codes."""
    yield from listed(
        found,
        table(
            ["Code", "Name", "Kind", "Patients", "Closed"],
            (
                [one.organisation, one.name, KINDS[one.kind], figure(one.patients), last_day(one.closed_at)]
                for one in found.lines
            ),
            right=["Patients"],
        ),
    )


def standings(found: Page[StandingRow], _: Named) -> Shown:
    """Every mandate, a row each."""
    yield from listed(
        found,
        table(
            ["Holder", "Mandate", "On", "State", "Firm", "May change on"],
            (
                [
                    f"{one.name} ({one.organisation})",
                    one.mandate,
                    one.scope,
                    state(one.state, contested=one.contested),
                    f"{one.firm:,} of {one.total:,} {one.weighting}",
                    day(one.next_change_at),
                ]
                for one in found.lines
            ),
        ),
    )


def findings(found: Page[Finding], _: Named) -> Shown:
    """What the audit finds."""
    yield from listed(
        found,
        table(
            ["Event", "Severity", "Rule", "What was found", "Because of"],
            ([str(one.position), one.severity, one.rule, one.text, positions(one.because)] for one in found.lines),
            right=["Event"],
        ),
    )


def events(found: Page[RecordedEvent], _: Named) -> Shown:
    """Events in the order of recording."""
    yield from listed(
        found,
        table(
            ["Event", "Recorded", "Takes effect", "Type and content"],
            (
                [str(one.position), day(one.recorded_at), _effective(one.event["effective_at"]), _content(one.event)]
                for one in found.lines
            ),
            right=["Event"],
        ),
    )


def title(answer: Any, kind: str | None = None, basis: str | None = None) -> Shown:
    """The heading of a reading: whose it is, and for which moment."""
    yield heading(f"{answer.name} ({answer.organisation})")
    as_of, known_at = day(answer.as_of), day(answer.known_at)
    when = f"As of {as_of}" if as_of == known_at else f"As of {as_of}, as far as was known on {known_at}"
    what = "" if kind is None else f"{KINDS[kind]}{'' if basis is None else f', {basis}'}. "
    yield line(f"{what[:1].upper()}{what[1:]}{when} (event {answer.position}).")


def leaders(found: Iterable[LeaderLine], name_of: Named) -> Shown:
    """Who leads an organisation, and since when."""
    told = []
    for one in found:
        known = name_of(one.person)
        who = one.person if known is None else f"{known} ({one.person})"
        drawn = "" if one.drawn_from is None else f", drawn from {one.drawn_from.replace('_', ' ')}"
        told.append(f"{who}, {one.role}{' (interim)' if one.interim else ''}{drawn}, since {day(one.since)}")
    yield line(f"Led by {'; '.join(told)}." if told else "Nobody leads it.")


def _memberships(title: str, members: tuple[MemberLine, ...]) -> Shown:
    if not members:
        return
    yield line("")
    yield heading(f"{title} ({len(members):,})")
    yield table(
        ["Code", "Name", "Kind", "Standing", "Since", "Closed"],
        (
            [
                one.organisation,
                one.name,
                KINDS.get(str(one.kind), NONE),
                one.standing,
                day(one.since),
                last_day(one.closed_at),
            ]
            for one in members
        ),
    )


def state(name: str, *, contested: bool) -> str:
    """The state of a mandate, and whether it is contested."""
    return f"{name}, contested" if contested else name


def listed(found: Page[Any], lines: Table) -> Shown:
    """A page of a list, and how to get the next one."""
    yield lines if found.lines else line("There are none.")
    yield from more(found)


def more(found: Page[Any]) -> Shown:
    """How to get the next page, if there is one."""
    if found.next is not None:
        yield line(f"There are more: --after {found.next}")


def _effective(text: str) -> str:
    return day(text) if is_plain_date(text) else f"{day(text)}, {to_datetime(start(text)).astimezone(LONDON):%H:%M}"


def _content(event: dict[str, Any]) -> str:
    told = [event["type"]]
    for name, value in event.items():
        if name not in ("type", "effective_at", "id"):
            text = value if isinstance(value, str) else orjson.dumps(value).decode()
            told.append(f"{name}: {text}")
    content = "; ".join(told)
    return content if len(content) <= _LONGEST else f"{content[:_LONGEST]}…"
