"""How is the trust in an organisation asked for at a terminal?"""

# ruff: noqa: PLC0415 - what a command needs is imported when it runs, so that help comes at once.

from __future__ import annotations

from ledger.cli.options import AsJson, AsOf, Code, Data, KnownAt, OnlyBy, Upto


def trust(
    code: Code,
    *,
    by: OnlyBy = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    upto: Upto = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Show how far an organisation is trusted, and how that came about.

    Its level through the years, who trusts it how far, how often it talks with others, and every mark in a sentence.
    """
    from ledger.cli import answering, opening
    from ledger.cli.tables.trust import trust as shown
    from ledger.moment import Asked

    with opening.existing(data) as ledger:
        answer = ledger.trusting.trust(code, Asked(as_of, known_at, upto), by)
        answering.give(ledger, answer, shown, as_json=as_json)
