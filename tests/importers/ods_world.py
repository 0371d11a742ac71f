"""What does a test of the importer need? A ledger that refuses what the rules stop, and files to import into it."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import openpyxl

from ledger.events import (
    TYPES,
    EntryDisputed,
    EventRetracted,
    MemberJoined,
    MemberLeft,
    OrganisationClosed,
    OrganisationRegistered,
)
from ledger.history import Entry, History
from ledger.importers.ods import Found, Plan, plan, read_extract
from ledger.times import Instant, end, start

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ledger.importers.ods import Extract, FileKind

    JsonEvent = dict[str, Any]

EXCERPT = Path(__file__).parent.parent / "data" / "ods"
TODAY = date(2026, 11, 23)
DATES: dict[FileKind, date] = {"epraccur": date(2026, 2, 3), "epcn": date(2024, 10, 1)}
"""When the two files of the excerpt that do not say so were extracted."""

NOW = start("2026-11-23")


def quiet(_what: str, _done: int, _total: int) -> None:
    """No progress to see."""


def as_entries(events: Iterable[JsonEvent], start_position: int = 1) -> list[Entry]:
    """Events as posted, as the ledger would hold them."""
    entries = []
    for position, event in enumerate(events, start=start_position):
        declaration = TYPES[event["type"]]
        facts = {name: value for name, value in event.items() if name not in ("type", "effective_at")}
        at = end if declaration.ends_day else start
        effective_at = at(event["effective_at"]) if "effective_at" in event else NOW
        made = msgspec.convert(facts, declaration.cls)
        entries.append(Entry(position, Instant(NOW + position), Instant(effective_at), made))
    return entries


class Ledger:
    """Holds entries, and refuses what the ledger's rules stop; an irregular event is let in if it says why."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def record(self, *events: JsonEvent) -> Ledger:
        for entry in as_entries(events, len(self.entries) + 1):
            stops = list(self._stops(entry))
            assert bool(stops) == (entry.event.irregular_because is not None), (entry, stops)
            self.entries.append(entry)
        return self

    def refuses(self, event: JsonEvent) -> bool:
        """Whether a rule stops an event now."""
        return any(self._stops(as_entries([event], len(self.entries) + 1)[0]))

    def plan(self, extract: Extract) -> Plan:
        return plan(extract, self.entries)

    def take_in(self, extract: Extract) -> Plan:
        """Plan, record the plan, and make sure that the same files then come to nothing more."""
        made = self.plan(extract)
        self.record(*made.events)
        assert self.plan(extract).events == []
        return made

    def networks(self, practice: str, day: str) -> set[str]:
        """The networks that a practice is in at the end of a day."""
        found = set()
        for entry in History(self.entries, end(day) - 1).entries:
            match entry.event:
                case MemberJoined(organisation=organisation, member=member) if member == practice:
                    found.add(organisation)
                case MemberLeft(organisation=organisation, member=member) if member == practice:
                    found.discard(organisation)
        return found

    def position(self, kind: str, code: str) -> int:
        """The position of the last entry of a type on an organisation."""
        return [
            entry.position
            for entry in self.entries
            if type(entry.event).__name__ == kind
            and code in (getattr(entry.event, "organisation", None), getattr(entry.event, "member", None))
        ][-1]

    def _stops(self, entry: Entry) -> Iterable[str]:
        history = History(self.entries)
        before = [other for other in history.entries if other.place < entry.place]
        registered = {e.event.organisation for e in self.entries if self._in_use(history, e)}  # type: ignore[attr-defined]
        match entry.event:
            case OrganisationRegistered(organisation=code):
                assert code not in registered
            case MemberJoined() | MemberLeft() as event:
                assert {event.organisation, event.member} <= registered
                yield from self._membership_stops(event, before)
            case EventRetracted(position=position):
                assert position not in history.retracted
            case EntryDisputed():
                pass
            case other:
                assert other.organisation in registered  # type: ignore[attr-defined]

    @staticmethod
    def _in_use(history: History, entry: Entry) -> bool:
        return isinstance(entry.event, OrganisationRegistered) and entry.position not in history.retracted

    @staticmethod
    def _membership_stops(event: MemberJoined | MemberLeft, before: Sequence[Entry]) -> Iterable[str]:
        standing = None
        for other in before:
            match other.event:
                case MemberJoined() as told if (told.organisation, told.member) == (event.organisation, event.member):
                    standing = told.standing
                case MemberLeft() as told if (told.organisation, told.member) == (event.organisation, event.member):
                    standing = None
                case OrganisationClosed(organisation=closed) if isinstance(event, MemberJoined):
                    if closed in (event.organisation, event.member):
                        yield "after_closing"
        now = event.standing if isinstance(event, MemberJoined) else None
        if now == standing:
            yield "already_a_member or not_a_member"


class Files:
    """Published files made up for one test, in the formats of the real ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._given: Found = {}
        self._dates: dict[FileKind, date] = {}

    def epraccur(self, *rows: Sequence[str], on: str = "2026-02-03") -> Files:
        """Rows of code, name, opened, closed, status, and role if it is not that of a practice."""
        cells = [
            [code, name, "", "", *[""] * 6, opened, closed, status, "B", "", "", "", *[""] * 8, *(role or ["RO76"]), ""]
            for code, name, opened, closed, status, *role in rows
        ]
        self._dates["epraccur"] = date.fromisoformat(on)
        return self.text("epraccur", "epraccur.csv", _csv(cells))

    def epcn(
        self, *spells: Sequence[Any], pcns: Sequence[Sequence[Any]] | None = None, on: str = "2024-10-01"
    ) -> Files:
        """Spells of practice, network, start and end; the networks are made up from them unless given."""
        if pcns is None:
            pcns = [(code, f"{code} PCN", "20190701", None) for code in dict.fromkeys(spell[1] for spell in spells)]
        self._dates["epcn"] = date.fromisoformat(on)
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        first = workbook.create_sheet("PCNDetails")
        for row in (("PCN Code", "PCN Name", "Open Date", "Close Date"), *pcns):
            first.append(row)
        second = workbook.create_sheet("PCN Core Partner Details")
        header = (
            "Partner\nOrganisation\nCode",
            "PCN Code",
            "Practice to PCN\nRelationship\nStart Date",
            "Practice to PCN\nRelationship\nEnd Date",
        )
        for row in (header, *spells):
            second.append(row)
        self._given["epcn"] = self.folder / "ePCN.xlsx"
        workbook.save(self._given["epcn"])
        return self

    def map(self, *rows: Sequence[str], on: str = "01Jul2026") -> Files:
        """Rows of practice, name, network, and what differs of sub-ICB and ICB."""
        header = [
            "PUBLICATION", "EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME", "PCN_CODE", "PCN_NAME",
            "SUB_ICB_LOCATION_CODE", "SUB_ICB_LOCATION_NAME", "ICB_CODE", "ICB_NAME",
        ]  # fmt: skip
        cells = [
            ["GP", on, code, name, pcn, f"{pcn} PCN", *(boards or ["71E", "ICB - 71E", "QJM", "Lincolnshire ICB"])]
            for code, name, pcn, *boards in rows
        ]
        return self.text("map_", "gp-reg-pat-prac-map.csv", _csv([header, *cells]))

    def patients(self, *rows: Sequence[str], on: str = "2026-07-01") -> Files:
        """Rows of practice and number of patients, zipped."""
        header = ["PUBLICATION", "EXTRACT_DATE", "ORG_TYPE", "ORG_CODE", "SEX", "AGE_GROUP_5", "NUMBER_OF_PATIENTS"]
        cells = [["GP", on, "GP", code, "ALL", "ALL", patients] for code, patients in rows]
        self._given["patients"] = self.folder / "gp-reg-pat-prac-quin-age.zip"
        with zipfile.ZipFile(self._given["patients"], "w") as archive:
            archive.writestr("gp-reg-pat-prac-quin-age.csv", _csv([header, *cells]))
        return self

    def text(self, kind: FileKind, name: str, content: str | bytes) -> Files:
        """A file with just that content."""
        self._given[kind] = self.folder / name
        self._given[kind].write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def read(self) -> Extract:
        """Read them, and begin anew."""
        given, self._given = self._given, Found()
        dates, self._dates = self._dates, {}
        return read_extract(**given, progress=quiet, today=TODAY, dates=dates)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def texts(made: Plan, kind: str | None = None) -> list[str]:
    """The sentences of a plan's differences, of one kind or all."""
    return [difference.text for difference in made.differences if kind in (None, difference.kind)]


def brief(made: Plan) -> list[str]:
    """A plan's events, each in a few words."""
    return [
        " ".join(
            str(event[name])
            for name in ("type", "position", "member", "organisation", "name", "patients", "effective_at")
            if name in event
        )
        for event in made.events
    ]
