"""Does the trust in an organisation read well at a terminal: its line through the years, and how it came about?

`LEDGER_TEST_GOLDEN=write` writes the golden file anew.
"""

from __future__ import annotations

import os
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi.testclient import TestClient
from rich.console import Console

from api.app import create_app
from ledger.application import Ledger
from ledger.cli.tables.trust import trust as shown
from tests.cli.place import LAST
from tests.telling import given, goes, happened, leads
from tests.trusting import PLACE, admitted, asked_for_help, held, in_touch, trust

if TYPE_CHECKING:
    from tests.cli.place import Cli
    from tests.telling import Told

GOLDEN = Path(__file__).parent / "golden" / "trust.txt"
WORRIED = happened("ConcernRaised", "2023-02-01", concern="w", by="c", about="pcn", what="The money.")
STORY = (
    WORRIED,
    held("2023-05-10", present=["a", "b"]),
    in_touch("2023-05-12"),
    in_touch("2024-04-20", "email"),
    asked_for_help("2023-08-01", ["a", "b"]),
    goes("amy", "2024-03-31"),
    leads("bob", "2024-04-01"),
    admitted("2024-06-01", ["a", "b"], sorry=True, asked=True),
    in_touch("2024-06-10", "phone"),
)


def printed(*told: Told, as_of: str = "2024-06-30", code: str = "pcn", by: str | None = None) -> str:
    file = StringIO()
    console = Console(file=file, width=100, color_system=None, markup=False, emoji=False, highlight=False)
    for one in shown(trust(given(*PLACE, *told), as_of, code, by), lambda _: None):
        console.print(one)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def test_it_is_told_from_the_level_to_every_mark() -> None:
    told = printed(*STORY)
    if os.environ.get("LEDGER_TEST_GOLDEN") == "write":
        GOLDEN.write_text(told)
    assert told == GOLDEN.read_text()
    assert max(map(len, told.splitlines())) <= 100


def test_a_level_below_nought_is_drawn_as_dashes() -> None:
    (line,) = [line for line in printed(WORRIED, as_of="2023-02-01").splitlines() if line.startswith("2023 Q1")]
    assert line.split() == ["2023", "Q1", "-1.00", "-" * 40]


def test_three_years_are_drawn_at_most() -> None:
    quarters = [line for line in printed(asked_for_help("2015-01-01")).splitlines() if line[4:6] == " Q"]
    assert (len(quarters), quarters[0][:7], quarters[-1][:7]) == (12, "2021 Q3", "2024 Q2")


def test_where_there_is_no_mark_nothing_is_drawn() -> None:
    told = printed()
    assert "Nobody has left a mark of trust on it." in told
    assert "In the last 91 days: 0 conversations, in 0 of 13 weeks. In person never." in told
    assert "Quarter" not in told
    assert "What happened" not in told


def test_in_the_eyes_of_one() -> None:
    told = printed(*STORY, by="c")
    assert "In the eyes of C (c), its level of trust is -0.19." in told
    assert "1 mark, oldest first" in told
    assert "lowest first" not in told
    assert "In brackets" not in told


def test_a_practice_is_not_graded() -> None:
    told = printed(in_touch("2024-06-30T12:00:00Z"), as_of="2024-06-30T12:00:00Z", code="a")
    assert "Its level of trust is 1.00: the median of 1 organisation, by policy trust-1." in told


def test_json_is_what_http_gives(settled: Cli, database_dsn: str, settled_schema: str) -> None:
    for words, query in ((), ""), (("--by", "ash"), "&by=ash"):
        with closing(Ledger(database_dsn, settled_schema)) as ledger, TestClient(create_app(ledger)) as client:
            answer = client.get(f"/v1/organisations/tree-pcn/trust?upto={LAST}{query}")
        assert answer.status_code == 200, answer.text
        assert settled.ok("trust", "tree-pcn", *words, "--upto", str(LAST), "--json") == f"{answer.text}\n"
    assert settled.fails("trust", "nobody") == "The ledger knows no organisation nobody at that time."
    assert "Ash Surgery granted Tree PCN a mandate" in " ".join(settled.ok("trust", "tree-pcn").split())
