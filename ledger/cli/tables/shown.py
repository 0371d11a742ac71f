"""How is each reading in the catalogue shown to people?"""

from __future__ import annotations

from ledger.cli.tables import Show, groups, representing, working

SHOWN: dict[str, Show] = {
    "composition": groups.composition,
    "priorities": working.priorities,
    "agenda": working.agenda,
    "ladder": working.ladder,
    "services": working.services,
    "shares": working.shares,
    "representation": representing.representation,
    "access": representing.access,
    "seats": representing.seats,
}
"""By the reading's name."""
