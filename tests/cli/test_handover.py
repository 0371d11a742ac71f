"""Is a handover something that a new leader would keep: one page for the first week, and the rest behind it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.cli.documents import as_markdown
from ledger.cli.tables.handover import first_page, handover
from ledger.moment import Asked
from tests.cli.place import Cli
from tests.telling import (
    a_pcn,
    goes,
    granted,
    happened,
    leads,
    listed,
    met_with,
    objected,
    record,
    registered,
    sought,
)

if TYPE_CHECKING:
    from ledger.application import Ledger

NAMES = {"amy": "Dr Amy Shaw", "bob": "Dr Bob Reed", "rob": "Rob Oakes"}


def on(kind: str, day: str = "2024-05-01", /, **members: Any) -> dict[str, Any]:
    return happened(kind, day, **members)


SEAT: dict[str, Any] = {"at": "board", "organisation": "pcn"}
WORLD = (
    *a_pcn("a", "b", "c"),  # 1 to 8
    registered("board", "icb"),
    listed("a", 2000),
    sought("2024-01-01", weighting="patients"),
    granted("a", "2024-01-10"),
    sought("2024-01-01", "n", scope="hub", expires_at="2024-12-31"),
    granted("a", "2024-01-10", "n"),
    granted("b", "2024-01-10", "n"),
    met_with(["c", "pcn"], "2024-05-20", "in_person"),
    goes("amy", "2024-03-31"),
    leads("bob", "2024-04-01"),
    objected("b", "2024-05-02", weight="block"),
    on("DecisionProposed", decision="d", group="pcn", by="a", title="A hub", text="One."),
    objected("c", "2024-05-02", "o2", about="d"),
    on("DecisionTaken", "2024-05-03", decision="d", outcome="deferred", statement="Later."),
    on("DecisionProposed", decision="e", group="pcn", by="a", title="A van", text="One.", method="vote"),
    on("ActionAgreed", action="act", owner="pcn", what="Ask.", due_at="2024-06-01"),
    on("ActionAgreed", action="act2", owner="pcn", what="Ask.", due_at="2024-08-01"),
    on("RepresentationLeadNamed", group="pcn", person="amy"),
    on("RepresentativeAppointed", representation="r", group="pcn", person="rob", at="board", capacity="delegate"),
    on("RepresentativeAppointed", representation="r2", group="pcn", person="bob", at="board", capacity="expert"),
    on("BriefIssued", brief="br", representation="r", meeting_at="2024-06-20", represents=["a"]),
    on("PositionStated", by="pcn", scope="hub", to=["board"], position_text="We are for it."),
    on("AccessPointOpened", group="pcn"),
    on("AccessPointJoined", group="pcn", organisation="a"),
    on("GatekeeperNamed", group="pcn", person="rob"),
    on("ApproachReceived", approach="ap", from_="board", to="pcn", topic="Beds"),
    on("ApproachReceived", approach="ap2", from_="board", to="pcn", topic="Vans"),
    on("ApproachTriaged", "2024-05-04", approach="ap2", person="rob", route="further_work"),
    on("PriorityProposed", priority="p", group="pcn", title="Heating", kind="support"),
    on("PrioritiesAdopted", group="pcn", priorities=["p"]),
    on("SeatEstablished", seat="s1", **SEAT, voting=True),
    on("SeatEstablished", seat="s2", **SEAT, voting=False),
    on("SeatEstablished", seat="s3", **SEAT),
    on("SeatTaken", seat="s1", person="rob"),
    on("ActivityStarted", activity="x", organisation="pcn", title="One van", step=1, participants=["a", "b"]),
)


def written(ledger: Ledger, code: str = "pcn", as_of: str = "2024-06-15", **more: Any) -> str:
    answer = ledger.handing_over.handover(code, Asked(as_of), **more)
    return as_markdown(handover(answer, NAMES.get))


def test_everything_is_in_it(ledger: Ledger) -> None:
    record(ledger, *WORLD)
    text = written(ledger)
    for said in (
        "# Handover of PCN (pcn)",
        "It is led by Dr Bob Reed, Clinical Director, since 1 April 2024. The lead last changed hands on 1 April 2024.",
        " Dr Amy Shaw left. Dr Bob Reed took over.",
        "| estates (m) | held: 2,000 of 2,000 patients firm | unconfirmed, contested: 0 of 2,000 patients firm | - |",
        "| hub (n) | held: 2 of 3 firm | unconfirmed: 0 of 3 firm | 31 December 2024 |",
        "| A (a) | 2,000 | estates: unconfirmed; hub: unconfirmed |",
        "- B blocks m since 2 May 2024 (event 19): So.",
        "- C has a concern about d since 2 May 2024 (event 21): So.",
        "### Late, or due within two weeks",
        "- A hub (d): proposed on 1 May 2024, by consensus, deferred on 3 May 2024; 1 objection open.",
        "- A van (e): proposed on 1 May 2024, by vote.",
        "### Due later",
        "Looked after by Dr Amy Shaw.",
        "- Rob Oakes at BOARD, as delegate, since 1 May 2024; brief br for 20 June 2024 (trusted).",
        "- Dr Bob Reed at BOARD, as expert, since 1 May 2024.",
        "- It told BOARD on 1 May 2024 about hub:\n\n> We are for it.",
        "One door, open since 1 May 2024, guarded by Rob Oakes. It was joined by A.",
        "- BOARD on “Beds” (request): waiting, 45 days old (ap).",
        "- BOARD on “Vans” (request): triaged to further work, 45 days old (ap2).",
        "- Heating (p), since 1 May 2024: 0 for, 0 against, 0 of 3 practices heard.",
        "- BOARD (s1, with a vote): Rob Oakes since 1 May 2024.",
        "- BOARD (s2, without a vote): empty.",
        "- BOARD (s3): empty.",
        "All of those who take part have achieved step 0 of 5, and are ready for step 1.",
        "- One van (x), step 1: running since 1 May 2024.",
        "In the middle, ",
    ):
        assert said in text, said


def test_the_first_page_ends_before_the_rest(ledger: Ledger) -> None:
    record(ledger, *WORLD)
    answer = ledger.handing_over.handover("pcn", Asked("2024-06-15"))
    whole = as_markdown(handover(answer, NAMES.get))
    page = as_markdown(first_page(answer, NAMES.get))
    assert whole.startswith(page.rstrip("\n"))
    assert whole[len(page) :].lstrip("\n").startswith("## The rest")


def test_persons_go_by_their_names_in_sentences_too(ledger: Ledger) -> None:
    record(ledger, *WORLD)
    assert "Rob Oakes is to report back on the meeting at BOARD" in written(ledger)


def test_a_body_with_nothing_has_a_short_handover(ledger: Ledger) -> None:
    record(ledger, registered("fed", "federation"))
    text = written(ledger, "fed")
    assert "Nobody leads it. Nobody has led it before." in text
    assert "It has sought no mandate" in text
    assert "### Whom to see first\n\nNobody: everyone who was asked stands firm" in text
    assert text.rstrip().endswith("## The rest")


def test_a_day_may_be_named_instead(ledger: Ledger) -> None:
    from ledger.times import start  # noqa: PLC0415 - only this test needs it

    record(ledger, *WORLD)
    assert "What follows is compared with 1 February 2024." in written(ledger, at=start("2024-02-01"))


def test_a_practice_is_not_graded_and_may_have_approaches_without_a_door(ledger: Ledger) -> None:
    approach = on("ApproachReceived", approach="ap9", from_="board", to="a", topic="Vans")
    granted_to = on("HelpAsked", by="a", of=["b"], about="Rooms.")
    record(ledger, *WORLD, approach, granted_to)
    text = written(ledger, "a")
    assert "One door" not in text
    assert "- BOARD on “Vans” (request): waiting" in text
    assert "In the middle, 1." in text
    assert "unproven" not in text


def test_what_was_erased_is_said_to_be(ledger: Ledger) -> None:
    record(ledger, *WORLD)
    position = next(one.position for one in ledger.listing.events(Asked(), type_name="PositionStated").lines)
    ledger.store.erase(position)
    assert "> (The text was erased.)" in written(ledger)


def test_at_a_terminal_as_json_and_as_markdown(settled: Cli) -> None:
    shown = settled.ok("handover", "tree-pcn")
    assert shown.startswith("Handover of Tree PCN (tree-pcn)")
    assert max(map(len, shown.splitlines())) <= 100
    assert settled.json("handover", "tree-pcn")["organisation"] == "tree-pcn"
    assert settled.ok("handover", "tree-pcn", "--format", "markdown").startswith("# Handover of Tree PCN")
    assert "There is no such date." in settled.fails("handover", "tree-pcn", "--at", "2024-02-30", code=2)


@pytest.mark.parametrize("query", ["", "?at=2024-06-01"])
def test_over_http_it_is_the_same(ledger: Ledger, query: str) -> None:
    from fastapi.testclient import TestClient  # noqa: PLC0415 - only this test needs it

    from api.app import create_app  # noqa: PLC0415 - as above

    record(ledger, *WORLD)
    with TestClient(create_app(ledger)) as client:
        found = client.get(f"/v1/organisations/pcn/handover{query}")
        assert found.status_code == 200, found.text
        assert found.json()["mandates"][0]["mandate"] == "m"
        assert client.get("/v1/organisations/pcn/handover?at=2999-01-01").json()["errors"][0]["pointer"] == "/at"
        assert client.get("/v1/organisations/pcn/handover?at=soon").json()["code"] == "invalid"
