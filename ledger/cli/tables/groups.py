"""What does a group look like to people?"""

from __future__ import annotations

from ledger.cli.showing import KINDS, counted, day, line, table
from ledger.cli.tables import Named, Shown
from ledger.cli.tables.mandates import title
from ledger.projections.composition import Composition


def composition(answer: Composition, _: Named) -> Shown:
    """Who sits in it, by kind, and who is missing."""
    yield from title(answer, answer.kind)
    if answer.founded_by:
        yield line(f"Founded by {', '.join(f'{one.name} ({one.organisation})' for one in answer.founded_by)}.")
    for standing, by_kind in (("core", answer.core), ("attending", answer.attending)):
        many = sum(map(len, by_kind.values()))
        yield line(f"{counted(many, f'{standing} member')}{':' if many else '.'}")
        if many:
            rows = (
                [KINDS[kind], f"{one.name} ({one.organisation})", day(one.since)]
                for kind, lines in by_kind.items()
                for one in lines
            )
            yield table(["Kind", "Member", "Since"], rows)
    if answer.missing:
        yield line(f"No core member is a {' or a '.join(KINDS[kind] for kind in answer.missing)}.")
