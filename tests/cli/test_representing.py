"""Can people read at a terminal who speaks for whom, what comes to a door, and who sits where?"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from ledger.application import Ledger
from tests.speaking import (
    PLACE,
    approached,
    briefed,
    bypassed,
    comes_in,
    devolved,
    door,
    guards,
    leads_speaking,
    overstepped,
    ratified,
    replied,
    reported,
    seat,
    sent_on,
    sits,
    speaks,
    stated,
    triaged,
)
from tests.telling import happened, record, registered, sought

if TYPE_CHECKING:
    from tests.cli.place import Cli

EVENTS = (
    *PLACE,  # 1 to 9
    registered("board", "place_board"),
    registered("nhs", "nhs_trust"),
    sought(holder="glg"),
    leads_speaking("lee"),  # 13
    leads_speaking("max", "2024-02-01"),
    speaks(support="pcn"),
    speaks("cal", representation="q", body="board", at="2024-07-01"),  # 16
    speaks("dan", representation="s", group="pcn", body="board"),
    briefed(
        mandate="m",
        latitude="framed",
        agenda="Winter.",
        may_agree=["Dates."],
        bring_back=["Any site."],
        outcomes_sought=["Peace."],
    ),  # 18
    reported(at="2024-03-20"),
    briefed("late", meeting_at="2024-02-10"),
    briefed("next", "2024-07-01", representation="q", meeting_at="2024-08-01", represents=[]),  # 21
    overstepped("a"),
    ratified("glg"),
    overstepped("b", "late"),
    happened(
        "ActionAgreed", "2024-03-13", action="act1", owner="pcn", what="Ask.", due_at="2024-06-30", from_item="k"
    ),  # 25
    happened("ActionAgreed", "2024-03-13", action="act2", owner="a", what="Tell.", due_at="2024-08-30", from_item="k"),
    stated("winter", "2024-01-01", "icb", "board"),
    door(),  # 28
    comes_in("a"),
    comes_in("pcn"),
    guards("gil"),
    approached("w", "2024-07-01", to="pcn"),  # 32
    approached("x", to="a", force="contract"),
    sent_on("x"),
    triaged("x", route="further_work"),
    approached("y", "2024-07-05", topic="rooms"),  # 36
    approached("z", "2024-06-01", topic="rooms", to="b"),
    replied("z", "2024-06-03", stance="no_obligation"),
    bypassed("a"),
    seat("s1", board="board", voting=True),  # 40
    seat("s2", board="board", of="pcn"),
    seat("s3", voting=False),
    sits("s1", "bob", capacity="delegate"),
    sits("s2", "dan"),
    devolved("estates", "deciding", "board"),  # 45
    devolved("flu", "advisory", "glg"),
)
THEN = ("--as-of", "2024-07-15", "--upto", str(len(EVENTS)))


@pytest.fixture
def told(cli: Cli, database_dsn: str, ledger_schema: str) -> Cli:
    with closing(Ledger(database_dsn, ledger_schema)) as ledger:
        record(ledger, *EVENTS)
    cli.ok("person", "set", "bob", "Bob Reed")
    return cli


def shown(cli: Cli, *words: str) -> str:
    """What is printed, in one line of words with single spaces."""
    out = cli.ok(*words, *THEN)
    assert max(map(len, out.splitlines())) <= 100
    return " ".join(out.split())


def test_who_speaks_for_a_group(told: Cli) -> None:
    out = shown(told, "representation", "glg")
    assert "Its representation is looked after by lee since 1 January 2024 and max since 1 February 2024." in out
    assert "Who speaks for it (2)" in out
    for part in ("Bob Reed (bob), supported by pcn", "ICB (icb)", "delegate", "29 June 2024 (overdue)"):
        assert all(word in out for word in part.split())
    assert (
        "Bob Reed (bob) at ICB: framed brief k for the meeting on 10 March 2024, on the mandate m (events 18, 19). "
        "- about: Winter. - may agree: Dates. - brings back: Any site. - hopes for: Peace. - speaks for: PCN - "
        "reported 20 March 2024"
    ) in out
    assert (
        "cal at BOARD: trusted brief next for the meeting on 1 August 2024 (event 21). - report due by 7 August" in out
    )


def test_what_has_not_come_back(told: Cli) -> None:
    out = shown(told, "representation", "glg")
    assert "Reports overdue (1) - Bob Reed (bob) on the meeting at ICB on 10 February 2024, due by 16 February" in out
    assert "Reviews due (1) - Bob Reed (bob) at ICB, due by 29 June 2024 (event 15)" in out
    assert "Open actions from its briefs (2) - PCN: Ask. By 30 June 2024, overdue (event 25) - A: Tell. By 30" in out
    assert (
        "Further than the brief (2) - k, Bob Reed (bob): found by A on 15 March 2024: Too far. (events 22, 23)" in out
    )
    assert "Stood behind by GLG on 20 March 2024: It was right." in out
    assert "- late, Bob Reed (bob): found by B on 15 March 2024: Too far. (event 24) Nobody has stood behind it." in out
    assert "What it told the system (1) - on winter, to ICB and BOARD on 1 January 2024: We think so. (event 27)" in out


def test_words_that_were_erased(told: Cli) -> None:
    for position in ("18", "22", "23", "25", "27", "39"):
        told.ok("erase", position, "--yes")
    out = shown(told, "representation", "glg")
    assert "- about:" not in out
    assert "- may agree: (the words were erased)" in out
    assert "PCN: (the words were erased) By 30 June" in out
    assert "15 March 2024: (the words were erased) (events 22, 23)" in out
    assert "on 20 March 2024: (the words were erased)" in out
    assert "on 1 January 2024: (the words were erased) (event 27)" in out
    assert "on 5 February 2024: (the words were erased) Reported by b" in shown(told, "access", "glg")


def test_who_speaks_at_a_body_of_the_system(told: Cli) -> None:
    out = shown(told, "representation", "board")
    assert "Nobody speaks for it at a body of the system." in out
    assert "looked after" not in out
    assert "Who speaks here for others (2)" in out
    assert "dan PCN (pcn) delegate 1 January 2024 17" in out
    assert "cal GLG (glg) delegate 1 July 2024 16" in out


def test_a_representative_whom_nobody_looks_after(told: Cli) -> None:
    assert "Its representation is looked after by nobody." in shown(told, "representation", "pcn")


def test_a_door(told: Cli) -> None:
    out = shown(told, "access", "glg")
    assert "It has had a single point of access since 1 January 2024." in out
    assert "The door is guarded by gil since 1 January 2024." in out
    assert "Who has joined (2) Organisation Since Events" in out
    assert "A (a) 1 January 2024 29 PCN (pcn) 1 January 2024 30" in out
    assert "Approaches (2)" in out
    assert "ICB rooms (y) here request waiting 10 36" in out
    for word in ("contract", "triaged:", "further", "sent on", "165", "33,"):
        assert word in out
    assert "Of 2 approaches to those who had joined, 1 (50.0%) came to the door." in out
    assert "Kept by those who had joined (1)" in out
    assert "ICB flu (w) PCN request waiting 14 32" in out
    assert "Past the door (1) - A with ICB on 5 February 2024: Lunch. Reported by b (event 39)" in out
    assert (
        "The same asked of more than one within 90 days (1) - ICB (icb) about rooms: B on 1 June 2024 (z); GLG on 5 "
        "July 2024 (y) (events 37, 36)"
    ) in out


def test_an_organisation_that_has_joined_a_door(told: Cli) -> None:
    out = shown(told, "access", "a")
    assert "It sends every approach to GLG (glg) since 1 January 2024 (event 29)." in out
    assert "no single point of access" not in out
    assert "guarded" not in out
    assert "GLG, sent on from here" in out


def test_organisations_without_a_door(told: Cli) -> None:
    out = shown(told, "access", "b")
    assert "It has no single point of access, and has joined none." in out
    assert "answered: no obligation" in out
    assert "came to the door" not in out
    assert "GLG, sent on from A" in shown(told, "access", "icb")
    assert shown(told, "access", "board").endswith("It has no single point of access, and has joined none.")


def test_a_door_that_is_guarded_before_it_is_opened(told: Cli) -> None:
    told.ok("record", text='{"type": "GatekeeperNamed", "group": "pcn", "person": "kim", "effective_at": "2024-01-01"}')
    assert "The door is guarded by kim since 1 January 2024." in told.ok("access", "pcn")


def test_seats(told: Cli) -> None:
    out = shown(told, "seats", "glg")
    assert "Its seats (2) 1 held, 1 empty; 1 with a vote." in out
    assert "s1 BOARD votes Bob Reed (bob), delegate 1 February 2024 40, 43" in out
    assert "s3 ICB no vote empty - 42" in out
    assert "Powers passed on (2)" in out
    assert "estates NHS (nhs) BOARD (board) decides 1 January 2024 45" in out
    assert "flu NHS (nhs) GLG (glg) advises 1 January 2024 46" in out
    board = shown(told, "seats", "board")
    assert "Seats here (2) 2 held, 0 empty; 1 with a vote." in board
    assert "s2 PCN - dan 1 February 2024 41, 44" in board
    assert shown(told, "seats", "a").endswith("It has no seat anywhere, and nobody has one here.")


def test_json_is_what_http_gives(told: Cli, database_dsn: str, ledger_schema: str) -> None:
    with closing(Ledger(database_dsn, ledger_schema)) as ledger, TestClient(create_app(ledger)) as client:
        for name in ("representation", "access", "seats"):
            answer = client.get(f"/v1/organisations/glg/{name}?as_of={THEN[1]}&upto={THEN[3]}")
            assert answer.status_code == 200, answer.text
            assert told.ok(name, "glg", *THEN, "--json") == f"{answer.text}\n"
