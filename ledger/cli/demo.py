"""What does the demo do? It loads a made-up place and a real county, shows both, and serves both."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import RenderableType

from ledger import demo
from ledger.application import Ledger
from ledger.cli import lunnow_vale, showing
from ledger.cli.failing import LOGS, saying
from ledger.demo import story
from ledger.moment import Asked
from ledger.settings import Settings
from ledger.store.embedded import embedded
from ledger.store.migrations import migrate

if TYPE_CHECKING:
    from ledger.asking.listing import Page
    from ledger.importers.ods import FileKind
    from ledger.projections.organisation import OrganisationLine

COUNTY = "demo_register"
"""The schema of the county's ledger, apart from that of the made-up place."""

_REGISTER = Path(demo.__file__).parent / "register"
_EXTRACTED: dict[FileKind, date] = {"epraccur": date(2026, 2, 3), "epcn": date(2024, 10, 1)}
"""When the files that do not say so were extracted."""

_LATEST = date(2026, 7, 1)
"""The day of the latest of the files."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Two ledgers on one database server, and the folder that it keeps them in."""

    folder: Path
    place: Ledger
    county: Ledger


@contextmanager
def loaded(data: Path | None) -> Iterator[Demo]:
    """Both ledgers, loaded if they are empty, on a data folder that no other ledger is in unless it is named."""
    usual = Settings.read().data
    folder = usual.with_name(f"{usual.name}-demo") if data is None else Settings.read(data=data).data
    LOGS.set(folder)
    with embedded(folder) as running, ExitStack() as held:
        place, county = (_ledger(running.dsn, schema, held) for schema in (demo.SCHEMA, COUNTY))
        with showing.bars() as bars:
            bars("Loading the made-up place", 0, 1)
            demo.load_story(place)
            bars("Loading the made-up place", 1, 1)
            _load_register(county, bars)
        yield Demo(folder, place, county)


def once(data: Path | None) -> None:
    """Load, and print."""
    with loaded(data) as both:
        show(both)


def and_serve(data: Path | None, port: int) -> None:
    """Load, print, and serve both ledgers until the process is told to stop."""
    from api.app import create_app  # noqa: PLC0415 - the web server is not needed to print
    from ledger import serving  # noqa: PLC0415 - as above

    with ExitStack() as held:
        held.enter_context(saying(serving.CannotServe))
        ports = [held.enter_context(serving.listening(each)) for each in (port, port and port + 1)]
        both = held.enter_context(loaded(data))
        show(both)
        serving.log_as_json()
        sites = []
        for ledger, listening in zip((both.place, both.county), ports, strict=True):
            ledger.kept.keep_up()
            sites.append((create_app(ledger, hosts=serving.HOSTS), listening))
        place, county = map(serving.address, ports)
        for text in _to_open(place, county):
            typer.echo(text)  # As it stands: an address that is broken into lines cannot be opened.
        serving.run(serving.Sites(sites))


def show(both: Demo) -> None:
    """Print the story's tables, and what the register says about the county."""
    showing.put(lunnow_vale.shown(both.place))
    networks = both.county.listing.organisations(Asked(), kind="pcn", limit=1000)
    showing.put(_county(both.county, networks))
    typer.echo("\nAsk the made-up place something yourself:")
    typer.echo(f"  LEDGER_SCHEMA={demo.SCHEMA} python3 dev.py standings --data {shlex.quote(str(both.folder))}")


def _ledger(dsn: str, schema: str, held: ExitStack) -> Ledger:
    ledger = held.enter_context(closing(Ledger(dsn, schema)))
    if ledger.store.behind():
        migrate(dsn, schema)
    return ledger


def _load_register(county: Ledger, bars: showing.Bars) -> None:
    with county.store.reading() as reader:
        if reader.head().position:
            return
    from ledger.importers.ods import find_files, read_extract  # noqa: PLC0415 - needed the first time only
    from ledger.importers.register_import import import_register  # noqa: PLC0415 - as above

    extract = read_extract(**find_files(_REGISTER), progress=bars, today=_LATEST, dates=_EXTRACTED)
    import_register(county, extract, "local", bars)


def _county(county: Ledger, networks: Page[OrganisationLine]) -> Iterator[RenderableType]:
    yield showing.line("")
    yield showing.line(
        "And this is real: the primary care networks of one county, as the published register has them. Which practice "
        "belongs to which network is a fact. That any of them may act for its practices is written down nowhere: there "
        "is not one mandate in this ledger."
    )
    yield showing.line("")
    rows = []
    for network in networks.lines:
        reach = county.asking.organisation(network.organisation, Asked()).reach
        if reach.practices:
            rows.append([network.organisation, network.name, str(reach.practices), f"{reach.patients:,}"])
    yield showing.table(["Code", "Network", "Practices", "Patients"], rows, right=["Practices", "Patients"])


def addresses(place: str) -> Iterator[str]:
    """What is worth opening of the made-up place, served at an address."""
    network = f"{place}/v1/organisations/{story.PCN}"
    yield f"{network}/standing"
    yield f"{network}/standing?as_of={story.DAY_AFTER}"
    yield f"{network}/standing?as_of={story.DAY_AFTER}&known_at={story.DAY_AFTER}"
    yield f"{place}/v1/standings"
    yield f"{place}/v1/decisions/{story.DECISION}"
    yield f"{place}/v1/told?about={story.DECISION}"
    yield f"{network}/trust"
    yield f"{network}/handover?as_of={story.TAKEN_OVER}"
    yield f"{network}/ladder"
    yield f"{place}/v1/due"
    yield f"{place}/v1/findings"


def _to_open(place: str, county: str) -> Iterator[str]:
    yield ""
    yield "The made-up place is served at:"
    yield from (f"  {address}" for address in addresses(place))
    yield "The county is served at:"
    yield f"  {county}/v1/organisations?kind=pcn"
    yield "Ctrl-C stops both."
