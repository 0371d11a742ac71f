"""Which organisations have taken another name since the ledger last heard?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ledger.importers.ods.claims import MAPPED, named_on_map
from ledger.importers.ods.draft import Draft
from ledger.importers.ods.headers import folded
from ledger.importers.ods.register import begins
from ledger.importers.ods.shapes import FileKind, Published
from ledger.importers.ods.sources import Origin, day_in_words
from ledger.times import Instant


class Naming(NamedTuple):
    """That an organisation has had a name since some instant, and which extract said so; none, where people did."""

    at: Instant
    name: str
    origin: Origin | None


def plan_names(draft: Draft) -> None:
    """Compare the names in the files with the names known on their day.

    The files are heard in the order of their dates, and a later one wins; one that says what it said before wins
    nothing. Two files that differ for ever would otherwise rename an organisation to and fro with every import.
    """
    planned: dict[str, list[Naming]] = {}
    for published in sorted(draft.extract.files.values(), key=lambda published: published.extract):
        for code, name in dict.fromkeys(_names(draft, published.kind)):
            if name and code in draft.kinds:
                namings = planned.get(code)
                if namings is None:
                    namings = planned[code] = _namings(draft, code)
                _compare(draft, published, code, name, namings)


def _names(draft: Draft, kind: FileKind) -> Iterator[tuple[str, str]]:
    extract = draft.extract
    match kind:
        case "epraccur":
            yield from ((row.code, row.name) for row in extract.practices)
        case "epcn":
            yield from ((row.code, row.name) for row in extract.pcns)
        case "map_":
            for row in extract.map_rows:
                for what in MAPPED:
                    code, name = named_on_map(row, what)
                    if code is not None and draft.kinds.get(code) == what:
                        yield code, name
        case _:
            return


def _namings(draft: Draft, code: str) -> list[Naming]:
    registered_by = draft.registered_by.get(code)
    if registered_by is not None:
        origin: Origin | None = Origin(registered_by.kind, registered_by.extract)
    else:
        origin = draft.known.registered[code].origin
    first = Naming(draft.opens[code], draft.names[code], origin)
    return [first, *(Naming(fact.at, fact.event.name, fact.origin) for fact in draft.known.renamed.get(code, ()))]


def _compare(draft: Draft, published: Published, code: str, name: str, namings: list[Naming]) -> None:
    day = begins(published.extract)
    held = _last([naming for naming in namings[1:] if naming.at <= day] or namings[:1])
    if folded(held.name) == folded(name):
        return
    says = f"{code} is {held.name} in the ledger, and {name} in {published.name} on {day_in_words(published.extract)}"
    if held.origin is None:
        draft.differ("ledger_disagrees", (code,), f"{says}; people recorded the first, and it stays.")
    elif _said_before(published, name, namings) or published.extract < _newest(namings):
        draft.differ("names_differ", (code,), f"{says}; the first came later, and stays.")
    else:
        event = {
            "type": "OrganisationRenamed",
            "effective_at": published.extract.isoformat(),
            "organisation": code,
            "name": name,
        }
        draft.add("renamings", published, event, f"{says}; it is renamed as of that day.", "renamed")
        namings.append(Naming(day, name, Origin(published.kind, published.extract)))


def _last(namings: list[Naming]) -> Naming:
    """The latest; of several at one instant, the one that was recorded last."""
    return max(reversed(namings), key=lambda naming: naming.at)


def _said_before(published: Published, name: str, namings: list[Naming]) -> bool:
    earlier = [naming for naming in namings if naming.origin is not None and naming.origin.kind == published.kind]
    return bool(earlier) and folded(_last(earlier).name) == folded(name)


def _newest(namings: list[Naming]) -> date:
    return max(naming.origin.extract for naming in namings if naming.origin is not None)
