"""How is it asked at a terminal what is due?"""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs, so that help comes at once.
# ruff: noqa: PLR0913 - every parameter is an option that somebody may give, or leave out.

from __future__ import annotations

from ledger.cli.options import (
    LIMIT,
    AfterDue,
    AsCalendar,
    AsJson,
    AsOf,
    Data,
    KnownAt,
    Limit,
    OnlyDueFrom,
    Upto,
    Within,
)


def due(
    *,
    organisation: OnlyDueFrom = None,
    within: Within = "30d",
    form: AsCalendar = "text",
    after: AfterDue = "",
    limit: Limit = LIMIT,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """List what waits for somebody and what runs out.

    The earliest first, with who has to see to it; what is overdue is always in it.
    """
    from ledger.asking.due import From
    from ledger.cli import answering, opening, showing
    from ledger.cli.tables import due as tables
    from ledger.moment import Asked

    asked, wanted = Asked(as_of, known_at, upto), From(organisation, int(within.removesuffix("d")))
    with opening.existing(data) as ledger:
        if form == "ical" and not as_json:
            showing.put_bytes(ledger.due.calendar(asked, wanted))
            return
        page = ledger.due.lines(asked, wanted, after=after, limit=limit)
        answering.give_page(ledger, "due", page, tables.due, as_json=as_json)
