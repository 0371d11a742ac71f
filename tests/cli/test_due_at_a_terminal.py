"""What is due, asked at a terminal: as people read it, as HTTP gives it, and as a calendar."""

from __future__ import annotations

from contextlib import closing

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from api.app import create_app
from ledger.application import Ledger
from tests.cli.place import LAST, Cli

THEN = ("--as-of", "2024-06-30", "--known-at", "2024-06-30")


def test_nothing(settled: Cli) -> None:
    assert settled.ok("due", "--organisation", "ash", *THEN) == "There are none.\n"


def test_a_list_goes_on_where_it_says(settled: Cli) -> None:
    first = settled.ok("due", "--within", "400d", "--limit", "1", *THEN).splitlines()[-1]
    assert first == "There are more: --after 1722643200000000/tree-pcn/stance_quiet/m-flu/ash"
    rest = settled.json("due", "--within", "400d", "--after", first.split()[-1], *THEN)
    assert rest["due"][0]["who"] == "birch"


@pytest.mark.parametrize(
    ("query", "words"),
    [("", ()), ("organisation=tree-pcn&within=400d", ("--organisation", "tree-pcn", "--within", "400d"))],
)
def test_json_and_the_calendar_are_what_http_gives(
    settled: Cli, database_dsn: str, settled_schema: str, query: str, words: tuple[str, ...]
) -> None:
    at = f"upto={LAST}&as_of=2024-06-30"
    with closing(Ledger(database_dsn, settled_schema)) as ledger, TestClient(create_app(ledger)) as client:
        as_json = client.get(f"/v1/due?{at}&{query}").text
        as_calendar = client.get(f"/v1/due.ics?{at}&{query}").content
    asked = ("due", *words, "--upto", str(LAST), "--as-of", "2024-06-30")
    assert settled.ok(*asked, "--json") == f"{as_json}\n"
    printed = settled(*asked, "--format", "ical")
    assert printed.stdout_bytes == as_calendar
    assert Calendar.from_ical(printed.stdout_bytes).walk("VCALENDAR")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--within", "30"), "It has to be a number of days, such as 30d."),
        (("--after", "here"), "It has to be what the list named to go on."),
        (("--format", "paper"), "'paper' is not one of"),
        (("--organisation", "a/b"), "It has to be 1 to 64 letters"),
    ],
)
def test_words_that_make_no_command(words: tuple[str, ...], part: str) -> None:
    done = Cli()("due", *words)
    assert done.exit_code == 2
    assert part in " ".join((done.stderr + done.stdout).split())


def test_what_cannot_be_answered(settled: Cli) -> None:
    assert settled.fails("due", "--organisation", "nobody") == "The ledger knows no organisation nobody at that time."
