"""Which questions about decisions can be asked at a terminal?"""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs, so that help comes at once.
# ruff: noqa: PLR0913 - every parameter is an option that somebody may give, or leave out.

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli.options import (
    LIMIT,
    AfterPosition,
    AsJson,
    AsOf,
    Data,
    DecisionId,
    Format,
    KnownAt,
    Limit,
    OnlyGroup,
    TellableId,
    Upto,
)
from ledger.vocabulary import Method, Outcome

Open = Annotated[bool | None, typer.Option("--open/--decided", help="Only those still to be decided, or decided.")]
ByMethod = Annotated[Method | None, typer.Option("--method", help="Only those decided in this way.")]
WithOutcome = Annotated[Outcome | None, typer.Option("--outcome", help="Only those with this outcome.")]
WithFindings = Annotated[
    bool | None,
    typer.Option("--with-findings/--without-findings", help="Only those about which the rules find something."),
]
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Only those taken, or else proposed, on this day or later.")
]
To = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Only those taken, or else proposed, on this day or earlier.")
]


def why(
    decision: DecisionId,
    *,
    form: Format = "text",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Show why a decision was taken.

    The question, who was heard, who chose what, the mandate behind it, the outcome, and what followed.
    """
    from ledger.cli import answering, opening
    from ledger.cli.tables import decisions
    from ledger.moment import Asked

    with opening.existing(data) as ledger:
        answer = ledger.deciding.dossier(decision, Asked(as_of, known_at, upto))
        answering.give_document(ledger, answer, decisions.why, form="json" if as_json else form)


def told(
    about: TellableId,
    *,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Show who was told of a decision, mandate or priority.

    How often and how, and whom the word has reached.
    """
    from ledger.cli import answering, opening
    from ledger.cli.tables import decisions
    from ledger.moment import Asked

    with opening.existing(data) as ledger:
        answer = ledger.deciding.told(about, Asked(as_of, known_at, upto))
        answering.give(ledger, answer, decisions.told, as_json=as_json)


def list_decisions(
    *,
    group: OnlyGroup = None,
    is_open: Open = None,
    method: ByMethod = None,
    outcome: WithOutcome = None,
    with_findings: WithFindings = None,
    since: From = None,
    until: To = None,
    after: AfterPosition = 0,
    limit: Limit = LIMIT,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """List decisions, in the order in which they were recorded."""
    from ledger import times
    from ledger.asking.deciding import Wanted
    from ledger.cli import answering, opening
    from ledger.cli.options import instant
    from ledger.cli.tables import decisions
    from ledger.moment import Asked

    wanted = Wanted(
        group=group,
        open=is_open,
        method=method,
        outcome=outcome,
        with_findings=with_findings,
        since=instant("--from", since, times.start),
        until=instant("--to", until, times.as_read),
    )
    with opening.existing(data) as ledger:
        page = ledger.deciding.decisions(wanted, Asked(as_of, known_at, upto), after=after, limit=limit)
        answering.give_page(ledger, "decisions", page, decisions.decisions, as_json=as_json)
