"""At one instant come the register, openings, deeds, outcomes, and what follows them; then the order of recording."""

from __future__ import annotations

from tests.telling import (
    a_pcn,
    given,
    granted,
    happened,
    joined,
    narrowed,
    objected,
    registered,
    sought,
    told,
    withdrew,
)


def test_instants_then_phases_then_positions() -> None:
    day = "2024-02-01"
    history = given(
        registered("pcn", "pcn"),
        registered("a"),
        happened("DecisionProposed", day, decision="d", group="pcn", by="a", title="Hub", text="A hub."),
        happened("DecisionReviewed", day, decision="d", by="a", found="Good."),
        happened("DecisionTaken", day, decision="d", outcome="adopted", statement="Yes."),
        happened("VoteCast", day, decision="d", by="a", choice="agree"),
        sought(day),
        narrowed(day),
        granted("a", day),
        happened("ProposalAmended", day, decision="d", by="a", text="Two hubs."),
        joined("a", at=day),
        objected("a", day),
        told("a", "2024-01-31T23:59:59.999999Z"),
    )
    assert history.read() == [1, 2, 13, 11, 3, 7, 8, 10, 12, 6, 9, 5, 4]


def test_so_the_order_in_which_minutes_are_typed_in_does_not_matter() -> None:
    day = "2024-02-01"
    facts = (registered("pcn", "pcn"), registered("a"), sought("2024-01-01"))
    one = given(*facts, joined("a", at=day), granted("a", day))
    other = given(*facts, granted("a", day), joined("a", at=day))
    assert one.state(day) == other.state(day) == "held"


def test_among_equals_the_one_recorded_later_is_later() -> None:
    day = "2024-02-01"
    assert given(*a_pcn("a"), sought(), granted("a", day), withdrew("a", day)).stance("a", day) == "withdrawn"
    assert given(*a_pcn("a"), sought(), withdrew("a", day), granted("a", day)).stance("a", day) == "firm"
