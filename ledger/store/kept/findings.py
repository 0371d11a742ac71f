"""Which findings are kept? A line for each, by the event that it is about."""

# ruff: noqa: S608 - the statements are put together from the view's own names, and values are always parameters

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ledger.store.arrays import Array, Blobs, Ints
from ledger.store.kept.view import Kept, KeptView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What new events have to do with, and since when of effective time. A correction acts from the place of the entry that
# it is about. An id that is opened, or whose opener is corrected, is another thing to all who name it, at any time.
_NEW = """corrected AS MATERIALIZED (
    SELECT position AS by, substr(subject, 3)::bigint AS position FROM subjects
    WHERE position > %s AND position <= %s AND subject LIKE 'e:%%'),
new AS MATERIALIZED (
    SELECT subject, facet, min(since) AS since FROM (
        SELECT subjects.subject, subjects.facet, coalesce(target.effective_at, events.effective_at) AS since
        FROM subjects JOIN events USING (position)
            LEFT JOIN corrected ON corrected.by = subjects.position
            LEFT JOIN events AS target ON target.position = corrected.position
        WHERE subjects.position > %s AND subjects.position <= %s
        UNION ALL
        SELECT subjects.subject, '', -9223372036854775808
        FROM subjects LEFT JOIN corrected ON corrected.by = subjects.position
            JOIN openings ON openings.name = subjects.subject
                AND openings.position IN (subjects.position, corrected.position)
        WHERE subjects.position > %s AND subjects.position <= %s AND subjects.subject ^@ 'i:'
    ) AS each GROUP BY subject, facet)"""

# An event's own rows tell all that it rests on, but for the ground of some. Of an organisation that it names, that is
# only its part in the register.
_CONCERNED = f"""
WITH {_NEW},
old AS (
    SELECT subjects.position, new.since FROM new JOIN subjects USING (subject)
    WHERE subjects.position <= %s AND (subject ^@ 'i:' OR subject ^@ 'p:' OR subject ^@ 'o:' AND new.facet = 'register')
    UNION ALL
    SELECT rest_on.owner, new.since FROM new
        JOIN kept_findings_grounds AS grounds
            ON grounds.number = %s AND grounds.subject = new.subject
                AND (grounds.facet IN ('', new.facet) OR new.facet = '')
        JOIN kept_findings_rest_on AS rest_on ON rest_on.number = grounds.number AND rest_on.ground = grounds.ground)
SELECT old.position AS owner FROM (SELECT position, min(since) AS since FROM old GROUP BY position) AS old
    JOIN events USING (position) WHERE events.effective_at >= old.since
UNION ALL SELECT position FROM corrected
UNION ALL SELECT generate_series(%s::bigint + 1, %s)"""


class KeptFindings(KeptView[int]):
    """The findings on all events."""

    name = "findings"
    owners_type = "int8"
    columns = (("ordinal", "int8"), ("rule", "text"), ("severity", "text"), ("line", "bytea"))
    also = ("findings_grounds",)

    def owners(self, upto: int) -> Sequence[int]:
        """Every event up to a position."""
        return range(1, upto + 1)

    def _keys(self, owners: Iterable[int]) -> Array:
        return Ints(list(owners))

    def _concerned(self, number: int, after: int, upto: int) -> tuple[str, list[Any]]:
        return _CONCERNED, [after, upto, after, upto, after, upto, after, number, after, upto]

    def replace(self, number: int, kept: Sequence[Kept[int]]) -> None:
        """Put what is kept of some events in the place of what was, and throw away what nothing rests on any more."""
        rows = self.rows(
            "SELECT DISTINCT ground FROM kept_findings_rest_on WHERE number = %s AND owner = ANY(%s)",
            [number, Ints([one.owner for one in kept])],
        )
        super().replace(number, kept)
        self._cursor.execute(
            "DELETE FROM kept_findings_grounds AS grounds WHERE number = %s AND ground = ANY(%s) AND NOT EXISTS ("
            " SELECT FROM kept_findings_rest_on AS rest_on"
            " WHERE rest_on.number = grounds.number AND rest_on.ground = grounds.ground)",
            [number, Blobs([bytes(row[0]) for row in rows])],
        )

    def _put_grounds(self, number: int, kept: Sequence[Kept[int]]) -> None:
        by_ground: defaultdict[frozenset[tuple[str, str]], list[int]] = defaultdict(list)
        for one in kept:
            if one.rests_on:
                by_ground[one.rests_on].append(one.owner)
        hashes = {ground: _hash(ground) for ground in by_ground}
        self._copy(
            "findings_rest_on (number, owner, ground)",
            ["int8", "int8", "bytea"],
            ((number, owner, hashes[ground]) for ground, owners in by_ground.items() for owner in owners),
        )
        there = self._grounds_there(number, hashes.values())
        self._copy(
            "findings_grounds (number, subject, facet, ground)",
            ["int8", "text", "text", "bytea"],
            ((number, *slice_, known) for ground, known in hashes.items() if known not in there for slice_ in ground),
        )

    def _grounds_there(self, number: int, hashes: Iterable[bytes]) -> set[bytes]:
        rows = self.rows(
            "SELECT DISTINCT ground FROM kept_findings_grounds WHERE number = %s AND ground = ANY(%s)",
            [number, Blobs(list(hashes))],
        )
        return {bytes(row[0]) for row in rows}

    def slices_named(self, positions: Sequence[int]) -> dict[int, set[str]]:
        """The subjects in some events' own rows, by position."""
        found: dict[int, set[str]] = {position: set() for position in positions}
        rows = self.rows("SELECT position, subject FROM subjects WHERE position = ANY(%s)", [Ints(positions)])
        for position, subject in rows:
            found[position].add(subject)
        return found

    def lines(
        self, *, after: int, limit: int, organisation: str | None, rule: str | None, severity: str | None
    ) -> tuple[list[bytes], int | None]:
        """The first findings on events after a position, all of an event or none; and the last of the events.

        There is no last one where not as many as the limit are left, or nothing else is recorded behind it.
        """
        wanted = [f"number = {self._live}", "owner > %s"]
        params: list[Any] = [after]
        for column, value in (("rule", rule), ("severity", severity)):
            if value is not None:
                wanted.append(f"{column} = %s")
                params.append(value)
        if organisation is not None:
            wanted.append("EXISTS (SELECT FROM subjects WHERE subject = %s AND subjects.position = owner AND named)")
            params.append(f"o:{organisation}")
        those = f"FROM kept_findings WHERE {' AND '.join(wanted)}"
        first = self.rows(f"SELECT owner {those} ORDER BY owner, ordinal LIMIT %s", [*params, limit])
        if not first:
            return [], None
        last: int = first[-1][0]
        lines = self.rows(f"SELECT line {those} AND owner <= %s ORDER BY owner, ordinal", [*params, last])
        goes_on = len(first) == limit and self._is_more_behind(last, organisation)
        return [row[0] for row in lines], last if goes_on else None

    def _is_more_behind(self, position: int, organisation: str | None) -> bool:
        """Whether events after a position are in the view, that name an organisation if given."""
        upto = self.progress().position
        if organisation is None:
            return position < upto
        rows = self.rows(
            "SELECT EXISTS (SELECT FROM subjects WHERE subject = %s AND named AND position > %s AND position <= %s)",
            [f"o:{organisation}", position, upto],
        )
        return bool(rows[0][0])


def _hash(ground: frozenset[tuple[str, str]]) -> bytes:
    return hashlib.sha256("\n".join(sorted(f"{subject} {facet}" for subject, facet in ground)).encode()).digest()[:16]
