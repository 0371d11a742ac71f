"""Are decisions readable at a terminal and on paper, and the same as over HTTP?"""

from __future__ import annotations

import io
import os
from contextlib import closing
from pathlib import Path

import orjson
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from ledger.application import Ledger
from ledger.cli.documents import as_markdown
from ledger.cli.tables.decisions import why_in_short
from ledger.importers.jsonl import import_lines
from ledger.moment import Asked
from ledger.store.migrations import migrate
from tests.cli.place import Cli
from tests.cli.place_that_decides import ALL, DECIDED, EVENTS
from tests.deciding import feels, proposed, taken, voted
from tests.telling import a_pcn, record

GOLDEN = Path(__file__).parent / "golden"
THEN = ("--as-of", "2024-06-30", "--known-at", "2024-07-31")
IN_MARCH = ("--as-of", "2024-03-14", "--upto", str(ALL))

READABLE = {
    "why.txt": ("why", "d-flu", *THEN),
    "why.md": ("why", "d-flu", *THEN, "--format", "markdown"),
    "why-deferred.txt": ("why", "d-flu", *IN_MARCH),
    "why-open.txt": ("why", "d-hub", *THEN),
    "why-by-patients.md": ("why", "d-rooms", *THEN, "--format", "markdown"),
    "why-of-nobody.txt": ("why", "d-bare", *THEN),
    "told.txt": ("told", "d-flu", *THEN),
    "told-of-a-mandate.txt": ("told", "m-flu", *THEN),
    "decisions.txt": ("decisions", *THEN),
    "decisions-none.txt": ("decisions", "--group", "ash", *THEN),
}


@pytest.fixture(scope="module")
def decided_schema(database_dsn: str) -> str:
    """The schema of a place that decided a few things, to which nothing is added."""
    name = "a_place_that_decides"
    migrate(database_dsn, name)
    with closing(Ledger(database_dsn, name)) as ledger:
        import_lines(ledger, io.BytesIO(DECIDED), "place", "local", lambda _what, _done, _total: None)
        ledger.store.put_person("p-amy", "Dr Amy Shaw", ledger.clock())
    return name


@pytest.fixture
def decided(database_dsn: str, decided_schema: str, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Types questions about it."""
    monkeypatch.setenv("LEDGER_DATABASE_URL", database_dsn)
    monkeypatch.setenv("LEDGER_SCHEMA", decided_schema)
    return Cli()


@pytest.mark.parametrize("name", READABLE)
def test_an_answer_is_readable(decided: Cli, name: str) -> None:
    """To look at what changed, and take it: LEDGER_TEST_GOLDEN=write."""
    shown = decided.ok(*READABLE[name])
    golden = GOLDEN / name
    told = "".join(f"{line.rstrip()}\n" for line in shown.splitlines())
    if os.environ.get("LEDGER_TEST_GOLDEN") == "write":
        golden.write_text(told)
    assert told == golden.read_text()
    assert "\x1b" not in shown
    assert name.endswith(".md") or max(map(len, shown.splitlines())) <= 100


AT = ("--upto", str(ALL))
SAME = {
    "/decisions/d-flu": ("why", "d-flu"),
    "/decisions/d-flu?as_of=2024-03-14": ("why", "d-flu", "--as-of", "2024-03-14"),
    "/told?about=d-flu": ("told", "d-flu"),
    "/told?about=m-hub": ("told", "m-hub"),
    "/decisions": ("decisions",),
    "/decisions?limit=1&after=25": ("decisions", "--limit", "1", "--after", "25"),
    "/decisions?group=tree-pcn&open=true": ("decisions", "--group", "tree-pcn", "--open"),
    "/decisions?open=false&method=vote&outcome=adopted": (
        *("decisions", "--decided", "--method", "vote"),
        *("--outcome", "adopted"),
    ),
    "/decisions?with_findings=true": ("decisions", "--with-findings"),
    "/decisions?with_findings=false": ("decisions", "--without-findings"),
    "/decisions?from=2024-03-15&to=2024-05-03": ("decisions", "--from", "2024-03-15", "--to", "2024-05-03"),
}


@pytest.mark.parametrize("path", SAME)
def test_json_is_what_http_gives(decided: Cli, database_dsn: str, decided_schema: str, path: str) -> None:
    with closing(Ledger(database_dsn, decided_schema)) as ledger, TestClient(create_app(ledger)) as client:
        answer = client.get(f"/v1{path}{'&' if '?' in path else '?'}upto={ALL}")
    assert answer.status_code == 200, answer.text
    assert decided.ok(*SAME[path], *AT, "--json") == f"{answer.text}\n"


def test_a_list_goes_on_where_it_says(decided: Cli) -> None:
    assert decided.ok("decisions", "--limit", "1", *AT).splitlines()[-1] == "There are more: --after 25"
    assert decided.json("decisions", "--limit", "1", *AT)["next"] == 25
    assert "d-flu" not in decided.ok("decisions", "--after", "25", *AT)


def test_what_there_is_no_answer_to(decided: Cli) -> None:
    assert decided.fails("why", "d-none") == "The ledger knows no decision d-none at that time."
    assert decided.fails("why", "m-flu") == "The ledger knows no decision m-flu at that time."
    assert decided.fails("told", "ob-1") == "The ledger knows no decision, mandate or priority ob-1 at that time."
    assert decided.fails("why", "d-flu", "--as-of", "2024-01-01") == (
        "d-flu begins only on 4 March 2024. Ask with an `as_of` from then on."
    )
    assert decided.fails("decisions", "--group", "nobody") == "The ledger knows no organisation nobody at that time."
    assert "--from" in decided.fails("decisions", "--from", "yesterday", code=2)
    assert "--method" in decided.fails("decisions", "--method", "hands", code=2)
    assert "'pdf' is not one of 'text', 'markdown'" in decided.fails("why", "d-flu", "--format", "pdf", code=2)


def test_words_that_were_erased_are_said_to_be(place: Cli) -> None:
    place.ok("record", text=orjson.dumps(EVENTS))
    for position in ("15", "25", "32", "44", "45", "49"):
        place.ok("erase", position, "--yes")
    shown = place.ok("why", "d-flu", "--as-of", "2024-06-30", "--format", "markdown")
    assert shown.count("(The text was erased.)") == 5
    assert "> (The text was erased.)" in shown
    assert "It rests on m-flu." in shown
    assert "flu clinics" not in shown.split("## The mandate behind it")[1].split("## The outcome")[0]
    assert "Action act-1: Ash Surgery took on: (The text was erased.)" in shown


def test_what_somebody_wrote_is_no_markup(place: Cli) -> None:
    loud = "# Big\n- *one* | <b>two</b>\n2. [three](http://x) & \x1b[31mred\x1b[0m\n1984 was ~before~ `this`"
    place.ok("record", text=orjson.dumps([EVENTS[0] | {"text": loud}, feels("birch", "2024-03-08", "d-flu")]))
    shown = place.ok("why", "d-flu", "--as-of", "2024-03-31", "--format", "markdown")
    quoted = [line for line in shown.splitlines() if line.startswith("> ")]
    assert quoted[:4] == [
        "> \\# Big",
        "> \\- \\*one\\* | \\<b\\>two\\</b\\>",
        "> 2\\. \\[three\\](http://x) \\& �\\[31mred�\\[0m",
        "> 1984 was \\~before\\~ \\`this\\`",
    ]
    assert "\x1b" not in shown


def test_in_short_it_may_rest_on_no_mandate(ledger: Ledger) -> None:
    record(ledger, *a_pcn("a"), proposed(), voted("a", "2024-03-02"), taken())
    text = as_markdown(why_in_short(ledger.deciding.dossier("d", Asked())))
    assert "## The outcome" in text
    assert "## The mandate behind it" not in text
