"""Does a standing read well on paper? The whole demo once, and every sentence that it does not happen to say.

`GOLDEN=write python3 dev.py test tests/demo` writes golden_show.txt anew.
"""

from __future__ import annotations

import os
from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console

from ledger.application import Ledger
from ledger.demo import load_story, show, story
from ledger.demo.printing import View, print_comparison, print_standing
from ledger.projections.standing import MandateStanding, Standing
from ledger.times import as_read
from tests.demo.place import mandate, standing_on

GOLDEN = Path(__file__).with_name("golden_show.txt")
TODAY = story.TOLD_UNTIL
GROUP = "lunnow-skerrow-gp-group"
FEDERATION = "lunnow-skerrow-federation"


def a_console() -> Console:
    return Console(file=StringIO(), width=100, color_system=None)


def on(console: Console) -> str:
    """What was printed, less the spaces that fill up lines."""
    assert isinstance(console.file, StringIO)
    return "".join(f"{line.rstrip()}\n" for line in console.file.getvalue().splitlines())


def printed(standing: Standing) -> str:
    console = a_console()
    print_standing(console, standing)
    return on(console)


def printed_alone(one: MandateStanding) -> str:
    return printed(replace(standing_on(TODAY), mandates=(one,)))


def compared(*views: View) -> str:
    console = a_console()
    print_comparison(console, views)
    return on(console)


def test_the_whole_demo(database_dsn: str, ledger_schema: str) -> None:
    ledger = Ledger(database_dsn, ledger_schema, clock=lambda: as_read(TODAY))
    console = a_console()
    try:
        load_story(ledger)
        show(console, ledger)
    finally:
        ledger.close()
    text = on(console)
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")
    assert max(map(len, text.splitlines())) <= 100


def test_a_narrow_window_cuts_nothing_off() -> None:
    console = Console(file=StringIO(), width=80, color_system=None)
    print_standing(console, standing_on(TODAY))
    assert max(map(len, on(console).splitlines())) <= 80
    assert "…" not in on(console)


def test_names_and_wordings_are_no_markup() -> None:
    one = mandate("m-local-services", TODAY)
    line = replace(one.stances[0], name="[bold]Odd[/bold] Surgery")
    assert "[bold]Odd[/bold] Surgery" in printed_alone(replace(one, stances=(line,), wording="Say [red]yes[/red]."))
    assert '"Say [red]yes[/red]."' in printed_alone(replace(one, wording="Say [red]yes[/red]."))


def test_who_leads_is_an_id_where_no_name_is_known() -> None:
    assert "Led by p-josie, Clinical Director, since 2 September 2024." in printed(standing_on(TODAY))
    assert "Led by nobody." in printed(replace(standing_on(TODAY), leaders=()))
    both = printed(standing_on("2025-06-02", code=GROUP))
    assert "Led by p-kofi, Chair, since 3 October 2022 and p-maud, Co-chair, since 1 May 2025." in both


def test_existing_is_no_mandate() -> None:
    lmc = printed(standing_on(TODAY, code="eldershire-lmc"))
    assert "Eldershire LMC (local medical committee, by statute)" in lmc
    assert "It has sought no mandate. That it exists by statute gives it none." in lmc
    board = printed(standing_on(TODAY, code="lunnow-skerrow-place"))
    assert "Lunnow and Skerrow Place Board (place board)" in board
    assert "It has sought no mandate.\n" in board


def test_every_state_has_its_words() -> None:
    def heading(name: str, as_of: str) -> str:
        text = printed_alone(mandate(name, as_of)).partition(f"{mandate(name, as_of).scope} - ")[2]
        return " ".join(text.partition("\n  ")[0].split())

    services, access, hub = "m-local-services", "m-extended-access", "m-same-day-hub"
    assert heading(services, "2022-05-12") == "sought: none of 5 behind it so far"
    assert heading(services, story.LAST_DAY) == "held: 5 of 5 stand firm"
    assert heading(services, story.DAY_AFTER) == (
        "unconfirmed: none of 5 stand firm, 5 with those whose yes is from before a change"
    )
    assert heading(access, "2022-10-06") == (
        "conditional: 3 of 5 stand firm, 4 with those whose conditions are not met yet"
    )
    assert heading(access, TODAY) == "lost: carried once, now with 2 of 5 behind it"
    assert heading(hub, TODAY) == "presumed: 2 of 5 behind it, 3 with silence counted as assent"
    assert heading("m-pharmacy-team", TODAY).startswith("stale: by patients, 15,810 of 51,160 stand firm, 51,160 with")
    assert heading("m-vaccination-site", TODAY) == "expired: its last day was 31 March 2023"
    assert "run-winter-hub - relinquished: given back\n" in printed(standing_on(TODAY, code=FEDERATION))


def test_one_stands_and_others_stand() -> None:
    one = mandate("m-pharmacy-team", TODAY)
    counts = {"organisations": {**one.weights["organisations"]}, "patients": {**one.weights["patients"]}}
    assert "stale: 1 of 5 stands firm, 5 with" in printed_alone(replace(one, weighting="organisations", weights=counts))


def test_why_it_is_contested() -> None:
    assert "Contested: 2 of 5 said no or took back their yes." in printed_alone(
        mandate("m-extended-access", story.LAST_DAY)
    )
    hub = mandate("m-same-day-hub", TODAY)
    assert "Contested: Tansy Mill Health Centre blocks it." in printed_alone(hub)
    assert "A block by Tansy Mill Health Centre, open since 8 October 2026 (ob-same-day)." in printed_alone(hub)
    from_outside = replace(hub.objections[0], by="elsewhere", name="Elsewhere", objection="ob-2")
    weak = replace(hub.objections[0], weight="concern", objection="ob-3")
    several = printed_alone(replace(hub, objections=(*hub.objections, from_outside, weak)))
    assert "Contested: Tansy Mill Health Centre blocks it." in several
    assert "A concern by Tansy Mill Health Centre, open since 8 October 2026 (ob-3)." in several


def test_what_changes_next() -> None:
    site = printed_alone(mandate("m-vaccination-site", "2023-03-30"))
    assert "Next, if nobody does anything: it runs out at the end of 31 March 2023." in site
    services = mandate("m-local-services", TODAY)
    assert "on 4 May 2027, Lunnowbridge Medical Practice, Oxmarrow Health" in printed_alone(services)
    clinics = printed_alone(mandate("m-saturday-clinics", TODAY))
    assert "on 19 March 2027, a yes grows old, or something planned begins." in clinics
    assert "Next" not in printed_alone(replace(services, next_change_at=None))
    assert "If nobody" not in printed(replace(standing_on(TODAY), next_change_at=None))


def test_what_is_not_known_is_shown_as_that() -> None:
    one = mandate("m-local-services", TODAY)
    line = replace(one.stances[0], since=None, patients=None, last_act=None, quiet=True, stance="unheard")
    text = printed_alone(replace(one, wording=None, stances=(line,)))
    assert "(The wording was erased.)" in text
    row = next(row for row in text.splitlines() if "Lunnowbridge" in row)
    assert row.split()[-5:] == ["unheard", "-", "-", "never", "quiet"]


def test_a_comparison_says_who_was_not_asked_yet() -> None:
    text = compared(
        View("then", standing_on("2022-06-15")),
        View("later", standing_on("2022-09-30")),
        View("now", standing_on(TODAY)),
    )
    rows = [[cell.strip() for cell in row.split("  ") if cell.strip()] for row in text.splitlines()]
    found = {row[0]: row[1:] for row in rows if row}
    assert found["run-vaccination-site"] == ["not sought yet", "held", "expired"]
    assert found["plan-same-day-hub"] == ["not sought yet", "not sought yet", "presumed, contested"]
    assert found["Tansy Mill Health Centre"] == ["not asked", "not asked", "unheard"]
