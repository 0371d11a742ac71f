"""Which standings are kept? A line for each mandate, by its holder."""

# ruff: noqa: S608 - the statements are put together from the view's own names, and values are always parameters

from __future__ import annotations

from ledger.store.kept.view import KeptByCode


class KeptStandings(KeptByCode):
    """The standings of all holders of mandates."""

    name = "standings"
    columns = (
        ("mandate", "text"),
        ("kind", "text"),
        ("scope", "text"),
        ("state", "text"),
        ("contested", "bool"),
        ("line", "bytea"),
    )
    opening = ("mandate", "substr(roots[2], 11)")

    def lines(
        self,
        *,
        after: tuple[str, str],
        limit: int,
        state: str | None,
        scope: str | None,
        kind: str | None,
        contested: bool | None,
    ) -> list[bytes]:
        """The first lines after a (holder, mandate), in that order, that fit the filters."""
        rows = self.rows(
            f"""SELECT line FROM kept_standings WHERE number = {self._live} AND (owner, mandate) > (%s, %s)
                AND (%s::text IS NULL OR state = %s) AND (%s::text IS NULL OR scope = %s)
                AND (%s::text IS NULL OR kind = %s) AND (%s::bool IS NULL OR contested = %s)
            ORDER BY owner, mandate LIMIT %s""",
            [*after, state, state, scope, scope, kind, kind, contested, contested, limit],
        )
        return [row[0] for row in rows]
