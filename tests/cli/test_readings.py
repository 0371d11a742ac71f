"""Does a question that is typed get the answer that HTTP gives, and is it readable to people?"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import orjson
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from ledger.application import Ledger
from tests.cli.place import LAST, Cli

GOLDEN = Path(__file__).parent / "golden"
THEN = ("--as-of", "2024-06-30", "--known-at", "2024-06-30")

READABLE = {
    "standing": ("standing", "tree-pcn", *THEN),
    "standing-of-one-scope-at-another-time": (
        "standing",
        "tree-pcn",
        "--scope",
        "hub",
        "--as-of",
        "2024-07-01",
        "--upto",
        "20",
    ),
    "standing-of-nothing": ("standing", "ash", *THEN),
    "voice": ("voice", "tree-pcn", "--scope", "flu-clinics", *THEN),
    "voice-of-nobody": ("voice", "tree-pcn", "--scope", "parking", *THEN),
    "grants": ("grants", "ash", *THEN),
    "grants-of-nothing": ("grants", "tree-pcn", *THEN),
    "organisation": ("organisation", "tree-pcn", *THEN),
    "organisation-closed": ("organisation", "wood-fed", *THEN),
    "organisation-of-a-practice": ("organisation", "ash", *THEN),
    "organisations": ("organisations", *THEN),
    "organisations-none": ("organisations", "--q", "zzz", *THEN),
    "standings": ("standings", *THEN),
    "events": ("events", *THEN, "--after", "12", "--limit", "9"),
    "events-of-one-type": ("events", *THEN, "--type", "ObjectionRaised", "--subject", "cedar"),
    "findings": ("findings", *THEN),
    "due": ("due", "--within", "60d", *THEN),
}


@pytest.mark.parametrize("name", READABLE)
def test_an_answer_is_readable(settled: Cli, name: str) -> None:
    """To look at what changed, and take it: LEDGER_TEST_GOLDEN=write."""
    shown = settled.ok(*READABLE[name])
    golden = GOLDEN / f"{name}.txt"
    told = "".join(f"{line.rstrip()}\n" for line in shown.splitlines())
    if os.environ.get("LEDGER_TEST_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told)
    assert told == golden.read_text()
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 100


AT = ("--upto", str(LAST))
SAME = {
    ("organisations", "tree-pcn", "standing"): ("standing", "tree-pcn"),
    ("organisations", "tree-pcn", "standing", "?scope=hub"): ("standing", "tree-pcn", "--scope", "hub"),
    ("organisations", "tree-pcn", "voice", "?scope=hub"): ("voice", "tree-pcn", "--scope", "hub"),
    ("organisations", "ash", "grants"): ("grants", "ash"),
    ("organisations", "tree-pcn"): ("organisation", "tree-pcn"),
    ("organisations",): ("organisations",),
    ("organisations", "?kind=practice&q=A&limit=1"): (
        "organisations",
        "--kind",
        "practice",
        "--q",
        "A",
        "--limit",
        "1",
    ),
    ("organisations", "?member_of=tree-pcn&after=ash"): ("organisations", "--member-of", "tree-pcn", "--after", "ash"),
    ("standings",): ("standings",),
    ("standings", "?contested=true&limit=1"): ("standings", "--contested", "--limit", "1"),
    ("standings", "?contested=false&state=sought&scope=hub&kind=pcn"): (
        *("standings", "--not-contested", "--state", "sought"),
        *("--scope", "hub", "--kind", "pcn"),
    ),
    ("standings", "?after=tree-pcn/m-flu"): ("standings", "--after", "tree-pcn/m-flu"),
    ("events",): ("events",),
    ("events", "?type=MandateGranted&subject=ash"): ("events", "--type", "MandateGranted", "--subject", "ash"),
    ("events", "?after=3&limit=2"): ("events", "--after", "3", "--limit", "2"),
    ("findings",): ("findings",),
    ("findings", "?organisation=ash&severity=note&limit=1"): (
        *("findings", "--organisation", "ash"),
        *("--severity", "note", "--limit", "1"),
    ),
    ("findings", "?rule=unweighted&after=1"): ("findings", "--rule", "unweighted", "--after", "1"),
}


@pytest.mark.parametrize("path", SAME, ids="/".join)
def test_json_is_what_http_gives(settled: Cli, database_dsn: str, settled_schema: str, path: tuple[str, ...]) -> None:
    *parts, last = path
    query = last.removeprefix("?") if last.startswith("?") else ""
    address = "/".join(["/v1", *parts] if query else ["/v1", *path])
    with closing(Ledger(database_dsn, settled_schema)) as ledger, TestClient(create_app(ledger)) as client:
        answer = client.get(f"{address}?upto={LAST}{'&' if query else ''}{query}")
    assert answer.status_code == 200, answer.text
    assert settled.ok(*SAME[path], *AT, "--json") == f"{answer.text}\n"


def test_a_list_goes_on_where_it_says(settled: Cli) -> None:
    assert settled.ok("organisations", "--limit", "2", *AT).splitlines()[-1] == "There are more: --after birch"
    assert "Cedar Practice" in settled.ok("organisations", "--after", "birch", *AT)
    assert settled.ok("standings", "--limit", "1").splitlines()[-1] == "There are more: --after tree-pcn/m-flu"
    assert "m-flu" not in settled.ok("standings", "--after", "tree-pcn/m-flu")
    assert settled.json("events", "--limit", "2")["next"] == 2


def test_a_standing_is_of_now_if_nothing_else_is_said(settled: Cli) -> None:
    assert settled.json("standing", "tree-pcn")["position"] == LAST
    assert settled.json("standing", "tree-pcn", "--upto", "5")["position"] == 5


def test_erased_words_and_what_a_terminal_would_obey(place: Cli) -> None:
    event = {
        "type": "MandateSought",
        "mandate": "m-evil",
        "holder": "tree-pcn",
        "scope": "evil",
        "wording": "\x1b[31mred\x1b[0m",
        "constituency": ["ash"],
    }
    place.ok("record", text=orjson.dumps(event))
    shown = place.ok("standing", "tree-pcn", "--scope", "evil")
    assert "“�[31mred�[0m”" in shown
    place.ok("erase", str(LAST + 1), "--yes")
    assert "Its wording was erased." in place.ok("standing", "tree-pcn", "--scope", "evil")
    assert "wording: [erased]" in place.ok("events", "--after", str(LAST))


def test_long_events_are_cut_short(place: Cli) -> None:
    place.ok("record", text=f'{{"type": "MandateGranted", "mandate": "m-hub", "by": "ash", "source": "{"x" * 400}"}}')
    shown = place.ok("events", "--after", str(LAST))
    assert "…" in shown
    assert "x" * 400 not in shown.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("standing", "nobody"), "The ledger knows no organisation nobody at that time."),
        (
            ("standing", "late", "--as-of", "2024-08-31"),
            "late opens only on 1 September 2024. Ask with an `as_of` from then on.",
        ),
        (
            ("standing", "ash", "--as-of", "tomorrow"),
            "--as-of: Write a date like 2026-03-03, or a time with its offset like 2026-03-03T14:30:00+00:00.",
        ),
        (("grants", "ash", "--as-of", "2024-02-30"), "--as-of: There is no such date."),
        (
            ("voice", "ash", "--scope", "x", "--known-at", "2999-01-01"),
            "--known-at: The ledger cannot know the future: `known_at` may be no later than now.",
        ),
        (
            ("organisation", "ash", "--known-at", "2024-06-30", "--upto", "3"),
            "--upto: Give `known_at` or `upto`, not both: each says how much was known.",
        ),
        (("events", "--upto", "999"), f"--upto: `upto` is the position of an event: the ledger has {LAST} of them."),
        (("organisations", "--member-of", "nobody"), "The ledger knows no organisation nobody at that time."),
        (("findings", "--organisation", "nobody"), "The ledger knows no organisation nobody at that time."),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(settled: Cli, words: tuple[str, ...], sentence: str) -> None:
    assert settled.fails(*words) == sentence


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ((), "Usage: ledger"),
        (("standing",), "Missing argument"),
        (("standing", "a/b"), "It has to be 1 to 64 letters"),
        (("standing", "\udcff"), "It has to be 1 to 64 letters"),
        (("standing", "ash", "--scope", ""), "It has to be 1 to 64 letters"),
        (("voice", "ash"), "Missing option"),
        (("standing", "ash", "--colour"), "No such option: --colour"),
        (("standing", "ash", "--upto", "0"), "greater than or equal to 1"),
        (("standing", "ash", "--upto", "many"), "integer"),
        (("organisations", "--kind", "pub"), "'pub' is not one of"),
        (("organisations", "--limit", "1001"), "less than or equal to 1000"),
        (("organisations", "--after", "a b"), "It has to be what the list named to go on."),
        (("standings", "--state", "fine"), "'fine' is not one of"),
        (("standings", "--after", "a/b/c"), "It has to be what the list named to go on."),
        (("events", "--type", "MandateGrant"), 'There is no event type "MandateGrant". Did you mean'),
        (("events", "--subject", "ö"), "It has to be 1 to 64 letters"),
        (("findings", "--rule", "none"), "There is no such rule. There are: "),
        (("findings", "--severity", "high"), "'high' is not one of"),
        (("colour",), "No such command 'colour'"),
    ],
)
def test_words_that_make_no_command_are_told_apart(words: tuple[str, ...], part: str) -> None:
    done = Cli()(*words)
    assert done.exit_code == 2
    assert part in " ".join((done.stderr + done.stdout).split())
