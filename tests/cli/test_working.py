"""Can people read at a terminal what organisations do together?"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import orjson
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from ledger.application import Ledger
from tests.telling import a_pcn, granted, happened, joined, listed, record, registered, sought
from tests.together import (
    achieved,
    agenda_of,
    allocated,
    assigned,
    ceded,
    done_with,
    ended,
    felt,
    meeting,
    opposed,
    proposed,
    reclaimed,
    settled_on,
    stalled,
    started,
    supported,
)

if TYPE_CHECKING:
    from tests.cli.place import Cli

EVENTS = (
    *a_pcn("a", "b", "c"),  # 1 to 8
    registered("icb", "icb"),
    listed("a", 3000),
    sought(),
    granted("a", "2024-02-01"),
    granted("b", "2024-02-01"),
    happened("DecisionProposed", "2024-01-01", decision="d", group="pcn", by="a", title="Flu", text="Flu."),
    proposed("p"),  # 15
    proposed("q", kind="influence"),
    proposed("r"),
    supported("a", "p", reason="We need it."),
    opposed("b", "p"),
    settled_on("r", "p"),  # 20
    done_with("r", "2024-02-15"),
    happened("ActionAgreed", "2024-02-02", action="x", owner="b", what="Ask.", due_at="2024-03-01", from_item="p"),
    meeting("m1", "2024-02-10"),  # 23
    agenda_of("m1", "2024-02-10", (30, "p"), (45, None), (None, "p")),
    meeting("m2", "2024-02-11"),
    started("one", 1, "a", "b", mandate="m"),  # 26
    achieved("one"),
    felt("b", "one", "hard_done_by", why="It is far."),
    felt("c", "one", "neutral"),
    ceded("a", "one", "Bookings"),  # 30
    ceded("a", "one", "Rotas"),
    reclaimed("a", "one", "The diary"),
    stalled("one", "2024-06-01"),
    started("none", 1, at="2024-06-01"),
    assigned("s1", "icb", decision="d", ends_at="2024-04-30", core_contract=False),  # 35
    assigned("s2", "pcn", at="2024-05-01", core_contract=True),
    assigned("s3", "a", scope="bloods"),
    allocated("r1", "icb", "pcn", whole=123_456),
    allocated("r2", "pcn", "pcn", a=10_000, b=5, decision="d"),  # 39
    ended("none", "2024-06-30"),
    joined("c", "icb", standing="attending"),
)
THEN = ("--as-of", "2024-07-15", "--upto", str(len(EVENTS)))
READINGS = ("composition", "priorities", "agenda", "ladder", "services", "shares")


@pytest.fixture
def told(cli: Cli, database_dsn: str, ledger_schema: str) -> Cli:
    with closing(Ledger(database_dsn, ledger_schema)) as ledger:
        record(ledger, *EVENTS)
    return cli


def shown(cli: Cli, *words: str) -> str:
    """What is printed, in one line of words with single spaces."""
    out = cli.ok(*words, *THEN)
    assert max(map(len, out.splitlines())) <= 100
    return " ".join(out.split())


def test_priorities(told: Cli) -> None:
    out = shown(told, "priorities", "pcn")
    assert out.startswith("PCN (pcn) As of 15 July 2024")
    assert "Adopted, the first one first (1)" in out
    assert "The matter of p (p) support 1 February 2024 1 1 2 of 3 15, 20" in out
    assert "- p, for: A (event 18, “We need it.”)." in out
    assert "- p, against: B (event 19)." in out
    assert "- p, action x: B took on: Ask. Due by 1 March 2024; overdue (event 22)." in out
    assert "Proposed, and not on the list (1)" in out
    assert "The matter of q (q) influence 1 January 2024 0 0 0 of 3 16" in out
    assert "Closed (1)" in out
    assert "- r, closed on 15 February 2024: It is done." in out
    assert "It has no adopted priorities." in shown(told, "priorities", "a")


def test_priorities_whose_words_were_erased(told: Cli) -> None:
    for position in ("18", "21", "22"):
        told.ok("erase", position, "--yes")
    out = shown(told, "priorities", "pcn")
    assert "- p, for: A (event 18)." in out
    assert "B took on: (the words were erased) Due by" in out
    assert "- r, closed on 15 February 2024: (the words were erased)" in out


def test_agenda(told: Cli) -> None:
    out = shown(told, "agenda", "pcn")
    assert "On the agendas of 2 meetings: 75 minutes, of which 30 (40.0%) on its own priorities." in out
    assert "m1 10 February 2024 3 (1 without minutes) 75 30 40.0% 23, 24" in out
    assert "m2 11 February 2024 no agenda 0 0 - 25" in out
    assert "The matter of p (p) 30 15, 23, 24" in out
    assert shown(told, "agenda", "a").endswith("No meeting of it is recorded.")


def test_an_agenda_without_priorities(told: Cli) -> None:
    told.ok("record", text=orjson.dumps(meeting("m9", "2024-03-01", "a")))
    out = told.ok("agenda", "a", "--as-of", "2024-07-15")
    assert "On the agendas of 1 meeting: 0 minutes, of which 0 (-) on its own priorities." in out
    assert "Priority " not in out


def test_ladder(told: Cli) -> None:
    out = shown(told, "ladder", "pcn")
    assert "all of them have achieved: step 1, a shared resource. Ready for: step 2, a shared service that adds" in out
    assert "A (a) step 1, a shared resource 26, 27" in out
    assert "The work of one (one), step 1: stalled" in out
    assert (
        "Run by PCN (pcn) since 1 March 2024, on the mandate m; stalled since 1 June 2024 (events 26, 27, 33)." in out
    )
    assert "Its step was achieved on 1 April 2024." in out
    assert "B (b) hard done by: It is" in out
    assert "C (c), takes no part" in out
    assert "(taken" in out
    assert "diary)" in out
    assert "The work of none (none), step 1: ended" in out
    assert "Run by PCN (pcn) since 1 June 2024, on no mandate; until 30 June 2024 (events 34, 40)." in out
    alone = shown(told, "ladder", "c")
    assert "all of them have achieved: none yet. Ready for: step 1, a shared resource." in alone


def test_services(told: Cli) -> None:
    out = shown(told, "services", "pcn")
    assert "Services (2)" in out
    assert "bloods (s3) PCN (pcn) A (a) 1 March 2024 - 37" in out
    assert "flu (s2), core contract PCN (pcn) PCN (pcn) 1 May 2024 - 36" in out
    assert "Earlier assignments, replaced since (1)" in out
    for part in ("flu (s1), beyond the core contract, by decision d", "30 April 2024 (ended)"):
        assert all(word in out for word in part.split())
    assert shown(told, "services", "b").endswith("It answers for no service and delivers none.")


def test_shares(told: Cli) -> None:
    out = shown(told, "shares", "pcn")
    assert "What practices got" in out
    assert "A (a) £100.00 3,000 3.33p 39" in out
    assert "B (b) £0.05 - - 39" in out
    assert "The mean for each patient, where list sizes are recorded: 3.33p." in out
    assert "What is with others" in out
    assert "PCN (pcn) £1,234.56 - - 38" in out
    assert "r1: ICB (icb) passed £1,234.56 on to PCN (pcn) on 1 March 2024, for access (event 38)" in out
    assert "for access, by decision d (event 39)" in out
    assert "What practices got" not in shown(told, "shares", "icb")
    assert shown(told, "shares", "c").endswith("It has given, received and shared no money.")


def test_composition(told: Cli) -> None:
    out = shown(told, "composition", "pcn")
    assert "3 core members:" in out
    assert "0 attending members." in out
    assert "No core member is a primary care network or a local medical committee or a federation." in out
    other = shown(told, "composition", "icb")
    assert "1 attending member:" in other
    assert "practice C (c) 1 July 2019" in other
    whole = [
        registered("glg", "leadership_group", founded_by=["pcn"]),
        registered("lmc", "lmc"),
        registered("fed", "federation"),
        *(joined(code, "glg") for code in ("pcn", "lmc", "fed")),
    ]
    told.ok("record", text=orjson.dumps(whole))
    out = told.ok("composition", "glg")
    assert "Founded by PCN (pcn)." in out
    assert "No core member" not in out


def test_json_is_what_http_gives(told: Cli, database_dsn: str, ledger_schema: str) -> None:
    with closing(Ledger(database_dsn, ledger_schema)) as ledger, TestClient(create_app(ledger)) as client:
        for name in READINGS:
            answer = client.get(f"/v1/organisations/pcn/{name}?as_of={THEN[1]}&upto={THEN[3]}")
            assert answer.status_code == 200, answer.text
            assert told.ok(name, "pcn", *THEN, "--json") == f"{answer.text}\n"


@pytest.mark.parametrize("name", READINGS)
def test_one_that_is_not_known_is_said_in_a_sentence(told: Cli, name: str) -> None:
    assert told.fails(name, "nobody", *THEN) == "The ledger knows no organisation nobody at that time."
