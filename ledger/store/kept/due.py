"""What is kept of what is due? A line for each thing, by the organisation that has to see to it."""

# ruff: noqa: S608 - the statements are put together from the view's own names, and values are always parameters

from __future__ import annotations

from typing import Any

from ledger.store.kept.view import KeptByCode

Key = tuple[int, str, str, str, str]
"""Where a line stands: when it is due, from whom, its kind, what it is about, and whom that concerns."""


class KeptDue(KeptByCode):
    """What is due from all organisations, however far ahead."""

    name = "due"
    columns = (("due_at", "int8"), ("kind", "text"), ("id", "text"), ("who", "text"), ("line", "bytea"))
    opening = ("organisation", "substr(name, 3)")

    def lines(self, *, organisation: str | None, until: int, after: Key | None, limit: int | None) -> list[bytes]:
        """The first lines after a key, in their order, that are due by an instant; all of them without a limit."""
        wanted = ["due_at <= %s"]
        params: list[Any] = [until]
        if organisation is not None:
            wanted.append("owner = %s")
            params.append(organisation)
        if after is not None:
            wanted.append("(due_at, owner, kind, id, who) > (%s, %s, %s, %s, %s)")
            params += after
        rows = self.rows(
            f"""SELECT line FROM kept_due WHERE number = {self._live} AND {" AND ".join(wanted)}
            ORDER BY due_at, owner, kind, id, who LIMIT %s""",
            [*params, limit],
        )
        return [row[0] for row in rows]
