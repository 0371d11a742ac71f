"""How is each reading in the catalogue shown to people?"""

from __future__ import annotations

from ledger.cli.tables import Show, groups

SHOWN: dict[str, Show] = {
    "composition": groups.composition,
}
"""By the reading's name."""
