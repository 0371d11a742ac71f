"""What does the list of what is due look like to people?"""

from __future__ import annotations

from ledger.asking.listing import Page
from ledger.cli.showing import positions, table
from ledger.cli.tables import Named, Shown
from ledger.cli.tables.mandates import listed
from ledger.projections.desk import DueLine
from ledger.times import in_words, start


def due(found: Page[DueLine], _: Named) -> Shown:
    """Who has to see to what, and by when."""
    yield from listed(
        found,
        table(
            ["By", "From", "What", "Events"],
            ([_when(one), f"{one.name} ({one.organisation})", one.text, positions(one.because)] for one in found.lines),
        ),
    )


def _when(line: DueLine) -> str:
    """The day by whose end it is to be seen to, or since when it has waited."""
    when = in_words(start(str(line.day)))
    return f"{when} (overdue)" if line.overdue else when
