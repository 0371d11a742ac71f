"""Which questions can be asked at a terminal? The commands that only read."""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs, so that help comes at once.
# ruff: noqa: PLR0913 - every parameter is an option that somebody may give, or leave out.

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, get_args

import typer

from ledger.cli.options import (
    LIMIT,
    AfterCode,
    AfterMandate,
    AfterPosition,
    AsJson,
    AsOf,
    Code,
    Data,
    KnownAt,
    Limit,
    MemberOf,
    OnlyOrganisation,
    OnlyScope,
    OnlySubject,
    Scope,
    Upto,
)
from ledger.vocabulary import MANDATE_STATES, MandateStateName, OrganisationKind, Severity

OfType = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only those of this type.")]
OfRule = Annotated[str | None, typer.Option("--rule", metavar="RULE", help="Only those of this rule.")]
OfKind = Annotated[
    OrganisationKind | None,
    typer.Option(
        "--kind", metavar="KIND", help=f"Only this kind of organisation: {', '.join(get_args(OrganisationKind))}."
    ),
]
InState = Annotated[
    MandateStateName | None,
    typer.Option("--state", metavar="STATE", help=f"Only mandates in this state: {', '.join(MANDATE_STATES)}."),
]
OfSeverity = Annotated[Severity | None, typer.Option("--severity", help="Only stops, or only notes.")]
Contested = Annotated[
    bool | None,
    typer.Option("--contested/--not-contested", help="Only those that are contested, or that are not."),
]
Q = Annotated[
    str | None,
    typer.Option("--q", metavar="TEXT", help="Only those with this in their name or code, whatever the case."),
]


def standing(
    code: Code,
    *,
    scope: OnlyScope = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Show who stands behind an organisation, and how firmly.

    Each of its mandates, with the stance of everyone who was asked and the events that it comes from.
    """
    from ledger.cli import answering, opening
    from ledger.cli.tables import standing as tables
    from ledger.moment import Asked

    with opening.existing(data) as ledger:
        answer = ledger.asking.standing(code, Asked(as_of, known_at, upto), scope)
        answering.give(ledger, answer, tables.standing, as_json=as_json)


def voice(
    code: Code,
    scope: Scope,
    *,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Show whether an organisation may speak on a matter.

    And if so: by which mandate, for whom, and with what to bear in mind.
    """
    from ledger.cli import answering, opening
    from ledger.cli.tables import mandates as tables
    from ledger.moment import Asked

    with opening.existing(data) as ledger:
        answer = ledger.asking.voice(code, scope, Asked(as_of, known_at, upto))
        answering.give(ledger, answer, tables.voice, as_json=as_json)


def grants(
    code: Code,
    *,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Show who may act for an organisation.

    Every mandate that it was asked for, and its own stance in each.
    """
    from ledger.cli import answering, opening
    from ledger.cli.tables import mandates as tables
    from ledger.moment import Asked

    with opening.existing(data) as ledger:
        answer = ledger.asking.grants(code, Asked(as_of, known_at, upto))
        answering.give(ledger, answer, tables.grants, as_json=as_json)


def organisation(
    code: Code,
    *,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Show what the register says about an organisation.

    Its members, what it is a member of, its leaders, its list size, and what became of it.
    """
    from ledger.cli import answering, opening
    from ledger.cli.tables import mandates as tables
    from ledger.moment import Asked

    with opening.existing(data) as ledger:
        answer = ledger.asking.organisation(code, Asked(as_of, known_at, upto))
        answering.give(ledger, answer, tables.organisation, as_json=as_json)


def organisations(
    *,
    kind: OfKind = None,
    q: Q = None,
    member_of: MemberOf = None,
    after: AfterCode = "",
    limit: Limit = LIMIT,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """List organisations, in the order of their codes."""
    from ledger.cli import answering, opening
    from ledger.cli.tables import mandates as tables
    from ledger.moment import Asked

    with opening.existing(data) as ledger:
        page = ledger.listing.organisations(
            Asked(as_of, known_at, upto), kind=kind, q=q, member_of=member_of, after=after, limit=limit
        )
        answering.give_page(ledger, "organisations", page, tables.organisations, as_json=as_json)


def standings(
    *,
    state: InState = None,
    scope: OnlyScope = None,
    kind: OfKind = None,
    contested: Contested = None,
    after: AfterMandate = "",
    limit: Limit = LIMIT,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """List every mandate, and how it stands.

    In the order of holders and mandates, with how many stand firmly behind each.
    """
    from ledger.asking.standings import Filters
    from ledger.cli import answering, opening
    from ledger.cli.tables import mandates as tables
    from ledger.moment import Asked

    with opening.existing(data) as ledger:
        wanted = Filters(state=state, scope=scope, kind=kind, contested=contested)
        page = ledger.standings.rows(Asked(as_of, known_at, upto), wanted, after=after, limit=limit)
        answering.give_page(ledger, "standings", page, tables.standings, as_json=as_json)


def events(
    *,
    type_name: OfType = None,
    subject: OnlySubject = None,
    after: AfterPosition = 0,
    limit: Limit = LIMIT,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """List events in the order of recording."""
    from ledger.cli import answering, opening
    from ledger.cli.tables import mandates as tables
    from ledger.events import TYPES
    from ledger.intake.sentences import unknown_type
    from ledger.moment import Asked

    if type_name is not None and type_name not in TYPES:
        raise typer.BadParameter(unknown_type(type_name, TYPES), param_hint="--type")
    with opening.existing(data) as ledger:
        page = ledger.listing.events(
            Asked(as_of, known_at, upto), after=after, limit=limit, type_name=type_name, subject=subject
        )
        answering.give_page(ledger, "events", page, tables.events, as_json=as_json)


def findings(
    *,
    organisation: OnlyOrganisation = None,
    rule: OfRule = None,
    severity: OfSeverity = None,
    after: AfterPosition = 0,
    limit: Limit = LIMIT,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """List what the rules find in what is recorded.

    In the order of the events that it was found about.
    """
    from ledger.cli import answering, opening
    from ledger.cli.tables import mandates as tables
    from ledger.moment import Asked
    from ledger.rules import RULES

    if rule is not None and rule not in RULES:
        msg = f"There is no such rule. There are: {', '.join(sorted(RULES))}."
        raise typer.BadParameter(msg, param_hint="--rule")
    with opening.existing(data) as ledger:
        page = ledger.listing.findings(
            Asked(as_of, known_at, upto),
            organisation=organisation,
            rule=rule,
            severity=severity,
            after=after,
            limit=limit,
        )
        answering.give_page(ledger, "findings", page, tables.findings, as_json=as_json)


OF_AN_ORGANISATION = {
    "composition": "Show what a group is made of, and who is missing.",
    "priorities": "Show what a group wants to work on, and who was heard on it.",
    "agenda": "Show how much of its meetings a group spends on its own priorities.",
    "ladder": "Show how far organisations have got in working together.",
    "services": "Show who answers for services, and who delivers them.",
    "shares": "Show what each practice was allocated, beside the mean.",
    "representation": "Show who speaks for a group where, with what brief, and what is still out.",
    "access": "Show who guards a group's door, what comes to it, and who goes round it.",
    "seats": "Show seats, who sits on them, and which powers were passed on.",
}
"""The readings in the catalogue that are asked of one organisation, by name, each with what its command does."""


def of_an_organisation(name: str) -> Callable[..., None]:
    """The command for a reading in the catalogue."""

    def command(
        code: Code,
        *,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        upto: Upto = None,
        as_json: AsJson = False,
        data: Data = None,
    ) -> None:
        from ledger.cli import answering, opening
        from ledger.cli.tables.shown import SHOWN
        from ledger.moment import Asked

        with opening.existing(data) as ledger:
            answer = ledger.readings.ask(name, code, Asked(as_of, known_at, upto))
            answering.give(ledger, answer, SHOWN[name], as_json=as_json)

    return command
