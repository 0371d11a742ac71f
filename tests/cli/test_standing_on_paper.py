"""Does a standing read well on paper? Every sentence that it can say, told about the made-up place."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from ledger.cli.showing import table
from ledger.cli.tables.standing import View, comparison, mandate, standing
from ledger.demo import story
from tests.demo.place import mandate as told_mandate
from tests.demo.place import standing_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from ledger.projections.standing import MandateStanding, Standing

TODAY = story.TOLD_UNTIL
GROUP = "lunnow-skerrow-gp-group"
FEDERATION = "lunnow-skerrow-federation"


def on_paper(shown: Iterable[RenderableType], width: int = 100) -> str:
    """What would be printed, less the spaces that fill up lines."""
    file = StringIO()
    console = Console(file=file, width=width, color_system=None, markup=False, emoji=False, highlight=False)
    for one in shown:
        console.print(one)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def printed(answer: Standing) -> str:
    return on_paper(standing(answer, lambda _: None))


def in_a_row(one: MandateStanding) -> str:
    """A mandate as it is printed, as one long line."""
    return " ".join(on_paper(mandate(one)).split())


@pytest.mark.parametrize("width", [80, 100])
def test_a_narrow_window_breaks_no_word(width: int) -> None:
    text = on_paper(standing(standing_on(TODAY), lambda _: None), width)
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    for code in ("(lunnowbridge)", "(pellinghurst)", "(tansy-mill)"):
        assert code in text


def test_where_there_is_no_room_for_the_longest_words_nothing_is_left_out() -> None:
    text = on_paper([table(["One", "Two"], [["antidisestablishmentarianism", "short"]])], 20)
    assert "".join(line.split("  ")[0].strip() for line in text.splitlines()[2:]) == "antidisestablishmentarianism"


def test_names_and_wordings_are_no_markup() -> None:
    one = told_mandate("m-local-services", TODAY)
    line = replace(one.stances[0], name="[bold]Odd[/bold] Surgery")
    assert "[bold]Odd[/bold]" in in_a_row(replace(one, stances=(line,)))
    assert "“Say [red]yes[/red].”" in in_a_row(replace(one, wording="Say [red]yes[/red]."))


def test_who_leads_is_an_id_where_no_name_is_known() -> None:
    text = " ".join(printed(standing_on(TODAY)).split())
    assert "Led by p-josie, Clinical Director, drawn from general practice, since 2 September 2024." in text
    assert "Nobody leads it." in printed(replace(standing_on(TODAY), leaders=()))
    both = " ".join(printed(standing_on("2025-06-02", code=GROUP)).split())
    assert "since 3 October 2022; p-maud, Co-chair," in both


def test_existing_is_no_mandate() -> None:
    lmc = printed(standing_on(TODAY, code="eldershire-lmc"))
    assert "Eldershire LMC (eldershire-lmc)\nLocal medical committee, statutory." in lmc
    assert "It has sought no mandate. That it exists by statute gives it none." in lmc
    board = printed(standing_on(TODAY, code="lunnow-skerrow-place"))
    assert "It has sought no mandate.\n" in board


def test_every_state_has_its_words() -> None:
    def heading(name: str, as_of: str) -> str:
        return on_paper(mandate(told_mandate(name, as_of)), 120).splitlines()[1].partition(" - ")[2]

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
    assert "run-winter-hub - relinquished: given back by its holder\n" in printed(standing_on(TODAY, code=FEDERATION))


def test_one_stands_and_others_stand() -> None:
    one = told_mandate("m-pharmacy-team", TODAY)
    counts = {"organisations": {**one.weights["organisations"]}, "patients": {**one.weights["patients"]}}
    assert "stale: 1 of 5 stands firm, 5 with" in in_a_row(replace(one, weighting="organisations", weights=counts))


def test_what_it_needs_and_when_it_runs_out() -> None:
    assert "it needs two thirds, counted by patients." in in_a_row(told_mandate("m-pharmacy-team", TODAY))
    site = in_a_row(told_mandate("m-vaccination-site", "2023-03-01"))
    assert "it needs all of those asked. It runs until the end of 31 March 2023." in site
    assert "It runs until" not in in_a_row(told_mandate("m-vaccination-site", TODAY))
    assert "It rebuilds m-extended-access." in in_a_row(told_mandate("m-saturday-clinics", TODAY))


def test_who_is_weighed_with_how_many_patients() -> None:
    services = told_mandate("m-local-services", TODAY)
    assert "Of 5 organisations with 51,160 patients: firm 4 (45,957 patients), unconfirmed 1" in in_a_row(services)
    nobody = {unit: dict.fromkeys(counts, 0) for unit, counts in services.weights.items()}
    assert "It has nobody to ask." in in_a_row(replace(services, weights=nobody))


def test_why_it_is_contested() -> None:
    assert "Contested: 2 of 5 said no or took back their yes." in in_a_row(
        told_mandate("m-extended-access", story.LAST_DAY)
    )
    hub = told_mandate("m-same-day-hub", TODAY)
    assert "Contested: Tansy Mill Health Centre blocks it." in in_a_row(hub)
    block = "A block by Tansy Mill Health Centre (tansy-mill), open since 8 October 2026 (ob-same-day, event "
    assert block in in_a_row(hub)
    from_outside = replace(hub.objections[0], by="elsewhere", name="Elsewhere", objection="ob-2")
    weak = replace(hub.objections[0], weight="concern", objection="ob-3")
    several = in_a_row(replace(hub, objections=(*hub.objections, from_outside, weak)))
    assert "Contested: Tansy Mill Health Centre blocks it." in several
    assert "A concern by Tansy Mill Health Centre (tansy-mill), open since 8 October 2026 (ob-3, " in several


def test_what_changes_next() -> None:
    site = in_a_row(told_mandate("m-vaccination-site", "2023-03-30"))
    assert "Next, if nobody does anything: it runs out at the end of 31 March 2023." in site
    services = told_mandate("m-local-services", TODAY)
    assert "on 4 May 2027, Lunnowbridge Medical Practice, Oxmarrow Health" in in_a_row(services)
    clinics = in_a_row(told_mandate("m-saturday-clinics", TODAY))
    assert "on 19 March 2027, a yes grows old, or something planned begins." in clinics
    assert "Next" not in in_a_row(replace(services, next_change_at=None))
    assert "If nobody" not in printed(replace(standing_on(TODAY), next_change_at=None))


def test_what_is_not_known_is_shown_as_that() -> None:
    one = told_mandate("m-local-services", TODAY)
    line = replace(one.stances[0], since=None, patients=None, last_act=None, quiet=True, stance="unheard", because=())
    text = on_paper(mandate(replace(one, wording=None, stances=(line,))))
    assert "Its wording was erased." in text
    row = next(row for row in text.splitlines() if "(lunnowbridge)" in row)
    assert row.split()[-6:] == ["unheard", "-", "-", "never", "(quiet)", "-"]


def test_a_comparison_says_who_was_not_asked_yet() -> None:
    views = [
        View("then", standing_on("2022-06-15")),
        View("later", replace(standing_on("2022-09-30"), leaders=())),
        View("now", standing_on(TODAY)),
    ]
    text = on_paper([comparison(views, {"p-josie": "Dr Josie Tarrant"}.get)], 140)
    rows = [[cell.strip() for cell in row.split("  ") if cell.strip()] for row in text.splitlines()]
    found = {row[0]: row[1:] for row in rows if row}
    assert found["led by"] == ["p-amara, Clinical Director", "nobody", "Dr Josie Tarrant, Clinical Director"]
    assert found["run-vaccination-site"] == ["not sought yet", "held", "expired"]
    assert found["plan-same-day-hub"] == ["not sought yet", "not sought yet", "presumed, contested"]
    assert found["Tansy Mill Health Centre"] == ["not asked", "not asked", "unheard"]
