"""How is an organisation's history walked through or compared at a terminal?"""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs, so that help comes at once.
# ruff: noqa: PLR0913 - every parameter is an option that somebody may give, or leave out.

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli.options import LIMIT, AfterPosition, AsJson, AsOf, Code, Data, Format, KnownAt, Limit, Upto

From = Annotated[str | None, typer.Option("--from", metavar="WHEN", help="From then on; else from its beginning.")]
To = Annotated[str | None, typer.Option("--to", metavar="WHEN", help="Until then; else until now.")]
Then = Annotated[str | None, typer.Option("--from", metavar="WHEN", help="The earlier date; else the same as --to.")]
At = Annotated[
    str | None, typer.Option("--at", metavar="WHEN", help="Since then; else since the lead last changed hands.")
]
KnownFrom = Annotated[
    str | None, typer.Option("--known-from", metavar="WHEN", help="As far as was known then, in the earlier reading.")
]


def replay(
    code: Code,
    *,
    since: From = None,
    until: To = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    after: AfterPosition = 0,
    limit: Limit = LIMIT,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Walk through an organisation's history step by step.

    After each event: what it changed in who stands behind the organisation, and in trust.
    """
    from ledger import times
    from ledger.cli import answering, opening
    from ledger.cli.options import instant
    from ledger.cli.tables import looking_back
    from ledger.moment import Asked

    begins = instant("--from", since, times.start)
    with opening.existing(data) as ledger:
        page = ledger.looking_back.replay(code, begins, Asked(until, known_at, upto), after=after, limit=limit)
        answering.give_page(ledger, "steps", page, looking_back.replay, as_json=as_json)


def changes(
    code: Code,
    *,
    since: Then = None,
    until: To = None,
    known_from: KnownFrom = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Show what has changed between two dates, or in what was known of one.

    Leaders, mandates, stances and trust, with the events that made the difference.
    """
    from ledger.asking.looking_back import Earlier
    from ledger.cli import answering, opening
    from ledger.cli.tables import looking_back
    from ledger.moment import Asked

    with opening.existing(data) as ledger:
        answer = ledger.looking_back.changes(code, Earlier(since, known_from), Asked(until, known_at, upto))
        answering.give(ledger, answer, looking_back.changes, as_json=as_json)


def handover(
    code: Code,
    *,
    at: At = None,
    form: Format = "text",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Show what the next leader of an organisation has to know.

    One page for the first week, and the rest behind it: mandates, whom to see, what is open and due, who trusts it.
    """
    from ledger import times
    from ledger.cli import answering, opening
    from ledger.cli.options import instant
    from ledger.cli.tables import handover as shown
    from ledger.moment import Asked

    since = instant("--at", at, times.start)
    with opening.existing(data) as ledger:
        answer = ledger.handing_over.handover(code, Asked(as_of, known_at, upto), since)
        answering.give_document(ledger, answer, shown.handover, form="json" if as_json else form)
