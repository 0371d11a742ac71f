"""What followed from a decision?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger import times
from ledger.history import Place
from ledger.projections.decisions.following import following
from tests.deciding import departed, proposed, rejoined, reversed_, reviewed, taken, voted
from tests.telling import Told, a_pcn, given, happened, registered, retracted, sought

if TYPE_CHECKING:
    from ledger.projections.decisions.shapes import Following

HISTORY = given(
    *a_pcn("a", "b"),  # 1 to 6
    registered("icb", "icb"),
    registered("fed", "federation"),
    happened(
        "RepresentativeAppointed",
        "2024-01-01",
        representation="rep",
        group="fed",
        person="zoe",
        at="icb",
        capacity="delegate",
    ),
    happened("ApproachReceived", "2024-01-01", approach="ask", from_="icb", to="b", topic="Hub"),
    sought(),  # 11
    proposed(mandate="m"),  # 12
    voted("a", "2024-03-02"),
    taken(),  # 14
)
LATER = "2024-04-01"


def brief(at: str = LATER, name: str = "brief", mandate: str | None = "m") -> Told:
    return happened(
        "BriefIssued", at, brief=name, representation="rep", meeting_at="2024-04-03", represents=["a"], mandate=mandate
    )


def report(at: str = "2024-04-04", name: str = "brief") -> Told:
    return happened("ReportedBack", at, brief=name, discussed="The hub.", agreed=[])


def admission(about: str | None = "d") -> Told:
    return happened(
        "ErrorAdmitted",
        LATER,
        admission="sorry",
        by="a",
        to=["b"],
        what="We told nobody.",
        apologised=True,
        asked_how_to_put_right=True,
        about=about,
    )


PUT_RIGHT = happened("ErrorPutRight", "2024-04-05", admission="sorry", how="We told all.")
SERVICE = happened(
    "ServiceAssigned", LATER, service="hub", scope="hub", responsible="pcn", delivered_by="fed", decision="d"
)
MONEY = happened(
    "ResourceAllocated", LATER, resource="sum", from_="pcn", to="a", pence=123_456_7, purpose="Rent", decision="d"
)
NAMES = ("discussed", "answer", "reason", "what", "how", "found", "why")


def followed(*more: Told, as_of: str = "2024-12-31") -> list[Following]:
    history = HISTORY.and_(*more)
    instant = times.as_read(as_of)
    texts = {
        (position, f"/{name}"): event[name]
        for position, event in enumerate(history.events, 1)
        for name in NAMES
        if name in event
    }
    return list(following(history.past(instant), "d", Place.after_all_of(instant), texts))


@pytest.mark.parametrize(
    ("events", "kind", "name", "by", "what"),
    [
        ((SERVICE,), "service", "hub", "pcn", "FED delivers hub, for which PCN answers."),
        ((MONEY,), "resource", "sum", "pcn", "PCN passes £12,345.67 on to A: Rent."),
        (
            (happened("RulesAdopted", LATER, group="pcn", quorum_percent=50, decision="d"),),
            *("rules", None, "pcn", "PCN adopts rules of its own."),
        ),
        (
            (happened("RemitAgreed", LATER, group="pcn", scope="hub", belongs_to="group", decision="d"),),
            *("remit", None, "pcn", "hub is a matter for PCN."),
        ),
        (
            (happened("RemitAgreed", LATER, group="pcn", scope="hub", belongs_to="members", decision="d"),),
            *("remit", None, "pcn", "hub is a matter for each member."),
        ),
        ((brief(),), "brief", "brief", "fed", "A brief for the meeting of 3 April 2024."),
        ((brief(), report()), "report", "brief", "fed", "The hub."),
        (
            (happened("ApproachAnswered", LATER, approach="ask", answer="We come.", decision="d"),),
            *("answer", "ask", "b", "We come."),
        ),
        ((departed("b", LATER),), "departure", None, "b", "Not for us."),
        ((rejoined("b", LATER),), "return", None, "b", "After all."),
        ((admission(),), "admission", "sorry", "a", "We told nobody."),
        ((admission(), PUT_RIGHT), "put_right", "sorry", "a", "We told all."),
        ((reviewed("pcn", LATER),), "review", None, "pcn", "It works."),
        ((reversed_("pcn", LATER),), "reversal", None, "pcn", "It did not work."),
    ],
)
def test_each_kind(events: tuple[Told, ...], kind: str, name: str | None, by: str, what: str) -> None:
    one = followed(*events)[-1]
    assert (one.kind, one.id, one.by, one.name, one.what) == (kind, name, by, by.upper(), what)
    assert one.because == (14 + len(events),)
    assert one.at == times.rfc3339(times.start(events[-1]["effective_at"]))


def test_in_the_order_in_which_they_took_effect() -> None:
    events: list[Any] = [reversed_("pcn", "2024-05-01"), departed("b", "2024-04-02"), SERVICE]
    assert [one.kind for one in followed(*events)] == ["service", "departure", "reversal"]
    assert [one.kind for one in followed(*events, as_of="2024-04-30")] == ["service", "departure"]


@pytest.mark.parametrize(
    "events",
    [
        (SERVICE | {"decision": "e"},),
        ({key: value for key, value in MONEY.items() if key != "decision"},),
        (departed("b", LATER) | {"decision": "e"},),
        (admission("m"), PUT_RIGHT),
        (admission(None), PUT_RIGHT),
        (brief(mandate=None), report()),
        (sought(mandate="n"), brief(mandate="n"), report()),
        (brief("2024-03-09"), report()),
    ],
)
def test_what_belongs_to_something_else_does_not_follow(events: tuple[Told, ...]) -> None:
    assert followed(proposed(decision="e"), *events) == []


def test_a_brief_follows_from_the_moment_at_which_it_was_first_taken() -> None:
    assert [one.kind for one in followed(brief("2024-03-10"))] == ["brief"]
    again = (taken("deferred", "2024-04-10"), brief())
    assert [one.kind for one in followed(*again)] == ["brief"]


def test_nothing_follows_under_a_mandate_before_there_is_an_outcome() -> None:
    untaken = given(*HISTORY.events[:13], brief())
    instant = times.as_read("2024-12-31")
    assert list(following(untaken.past(instant), "d", Place.after_all_of(instant), {})) == []


def test_a_decision_that_rests_on_no_mandate_has_no_briefs() -> None:
    alone = given(*HISTORY.events[:11], proposed(), voted("a", "2024-03-02"), taken(), brief())
    instant = times.as_read("2024-12-31")
    assert list(following(alone.past(instant), "d", Place.after_all_of(instant), {})) == []


def test_what_was_taken_back_does_not_follow() -> None:
    assert followed(SERVICE, retracted(15)) == []
    assert followed(brief(), report(), retracted(15)) == []


def test_a_text_that_was_erased_is_null() -> None:
    history = HISTORY.and_(departed("b", LATER))
    instant = times.as_read("2024-12-31")
    (one,) = following(history.past(instant), "d", Place.after_all_of(instant), {})
    assert one.what is None
