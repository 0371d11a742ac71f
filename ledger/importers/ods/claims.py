"""Which organisations do the files speak of, and what do they say about each?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ledger.importers.ods.draft import Draft
from ledger.importers.ods.shapes import FileKind, MapRow, PracticeRow, Published

WHOSE: dict[str, FileKind] = {"practice": "epraccur", "pcn": "epcn"}
"""The file that decides about a kind of organisation."""

MAPPED = ("icb", "sub_icb", "pcn", "practice")
"""The kinds of organisation on the map, in the order in which they claim a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a file says about one organisation.

    `decides`: the file is the one to go by for this organisation; another one only mentions it, and is heeded where
    nothing else is known. `opened` is null where it gives no date; `or_else` then stands for it. `closed` as in
    `PracticeRow`.
    """

    code: str
    name: str
    kind: str
    published: Published
    decides: bool
    opened: date | None
    or_else: date
    closed: date | Literal[False] | None


class Claims:
    """The claims of one extract, those that decide before those that only mention."""

    def __init__(self, draft: Draft) -> None:
        """Look up what several claims need: first spells, and who is on the map."""
        self._draft = draft
        self._extract = draft.extract
        self._on_map = {row.practice: row for row in self._extract.map_rows}
        self._first_spell: dict[str, date] = {}
        for row in self._extract.spells:
            for code in (row.practice, row.pcn):
                self._first_spell[code] = min(row.start, self._first_spell.get(code, row.start))

    def all(self) -> Iterator[Claim]:
        """Every claim. A code that is both an ICB's and a sub-ICB's is the ICB's first."""
        yield from self._of_networks()
        yield from self._of_practices()
        files = self._extract.files
        if "map_" not in files:
            return
        for kind in MAPPED:
            mentioned: set[str] = set()
            for row in self._extract.map_rows:
                code, name = named_on_map(row, kind)
                if code is not None and code not in mentioned:
                    mentioned.add(code)
                    yield self._mention(code, name or code, kind, files["map_"])

    def _of_networks(self) -> Iterator[Claim]:
        for row in self._extract.pcns:
            published = self._extract.files["epcn"]
            yield Claim(
                code=row.code,
                name=row.name,
                kind="pcn",
                published=published,
                decides=True,
                opened=row.opened,
                or_else=self._first_spell.get(row.code) or row.closed or published.extract,
                closed=row.closed,
            )

    def _of_practices(self) -> Iterator[Claim]:
        for row in self._extract.practices:
            if row.is_practice:
                yield self._practice(row, "practice")
            elif row.code in self._on_map:
                text = f"{row.name} ({row.code}) is on the map of practices, but has another role in epraccur."
                self._draft.differ("other_role", (row.code,), f"{text} It is taken for a practice.")
                yield self._practice(row, "practice")
            elif row.code in self._first_spell:
                text = f"{row.name} ({row.code}) is in a network, but not a practice in epraccur."
                self._draft.differ("other_role", (row.code,), f"{text} It is registered as of another kind.")
                yield self._practice(row, "other")

    def _practice(self, row: PracticeRow, kind: str) -> Claim:
        published = self._extract.files["epraccur"]
        if row.dormant:
            text = f"{row.name} ({row.code}) is DORMANT in epraccur; it is not closed, and stays open here."
            self._draft.differ("dormant", (row.code,), text)
        return Claim(
            code=row.code,
            name=row.name,
            kind=kind,
            published=published,
            decides=True,
            opened=row.opened,
            or_else=self._first_spell.get(row.code) or row.joined_sub_icb or row.closed or published.extract,
            closed=row.closed,
        )

    def _mention(self, code: str, name: str, kind: str, published: Published) -> Claim:
        return Claim(
            code=code,
            name=name,
            kind=kind,
            published=published,
            decides=False,
            opened=None,
            or_else=min(self._first_spell.get(code, published.extract), published.extract),
            closed=None,
        )


def named_on_map(row: MapRow, kind: str) -> tuple[str | None, str]:
    """The code and name of the organisation of a kind in a row of the map."""
    match kind:
        case "icb":
            return row.icb, row.icb_name
        case "sub_icb":
            return row.sub_icb, row.sub_icb_name
        case "pcn":
            return row.pcn, row.pcn_name
        case _:
            return row.practice, row.practice_name
