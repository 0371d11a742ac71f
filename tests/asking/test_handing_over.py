"""Is everything that a new leader has to know in the handover, and nothing that is over?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger import times
from ledger.moment import Asked
from ledger.refusals import Refused
from tests.telling import (
    a_pcn,
    goes,
    granted,
    happened,
    leads,
    listed,
    met_with,
    objected,
    reaffirmed,
    record,
    registered,
    relinquished,
    resolved,
    sought,
)

if TYPE_CHECKING:
    from ledger.application import Ledger
    from ledger.projections.handover import Handover

HUB = happened(
    "DecisionProposed", "2024-06-01", decision="d", group="pcn", by="a", title="A hub", text="One.", method="vote"
)
TAKEN = happened("DecisionTaken", "2024-06-20", decision="d", outcome="deferred", statement="Later.")
REVERSED = happened("DecisionReversed", "2024-06-21", decision="d", by="a", why="No.")
PLACE = (
    *a_pcn("a", "b", "c"),  # 1 to 8
    listed("a", 2000),
    listed("b", 9000),
    listed("c", 5000),
    sought("2024-01-01"),  # 12
    granted("a", "2024-01-10"),
    granted("b", "2024-01-20"),  # 14
    goes("amy", "2024-03-31"),  # 15
    leads("bob", "2024-05-01"),  # 16
    reaffirmed("a", "2024-05-10"),
    HUB,
)


def handover(ledger: Ledger, as_of: str = "2024-07-01", at: str | None = None) -> Handover:
    return ledger.handing_over.handover("pcn", Asked(as_of), None if at is None else times.start(at))


def test_it_begins_when_the_lead_last_changed_hands(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    bob = handover(ledger)
    assert bob.change is not None
    assert (bob.change.left, bob.change.came, bob.change.because) == ((), ("bob",), (16,))
    assert bob.at == bob.change.at == "2024-04-30T23:00:00Z"
    before = handover(ledger, "2024-04-15")
    assert before.change is not None
    assert (before.change.left, before.change.came) == (("amy",), ())


def test_who_leaves_and_who_comes_at_one_instant_are_one_change(ledger: Ledger) -> None:
    record(ledger, *PLACE, goes("bob", "2024-05-31"), leads("cat", "2024-06-01"), leads("dan", "2024-06-01"))
    change = handover(ledger).change
    assert change is not None
    assert (change.left, change.came) == (("bob",), ("cat", "dan"))


def test_deputies_and_those_who_lead_already_change_nothing(ledger: Ledger) -> None:
    deputy = leads("dee", "2024-06-01", principal=False)
    record(ledger, *PLACE, deputy, leads("bob", "2024-06-02"), goes("dee", "2024-06-03"))
    change = handover(ledger).change
    assert change is not None
    assert change.came == ("bob",)


def test_each_mandate_is_there_as_it_was_just_before_and_as_it_is(ledger: Ledger) -> None:
    record(ledger, *PLACE, sought("2024-06-01", "n", scope="hub"))
    first, second = handover(ledger, at="2024-04-01").mandates
    assert (first.mandate, second.mandate) == ("m", "n")
    assert first.before is not None
    assert first.now is not None
    assert (first.before.state, first.before.firm, first.before.total) == ("held", 2, 3)
    assert (first.now.state, first.now.firm) == ("unconfirmed", 1)
    assert second.before is None
    assert 12 in first.because


def test_what_had_ended_before_is_not_handed_over(ledger: Ledger) -> None:
    record(ledger, *PLACE, relinquished("2024-04-10"))
    assert handover(ledger).mandates == ()
    (ended,) = handover(ledger, at="2024-04-01").mandates
    assert ended.now is not None
    assert ended.now.state == "relinquished"
    assert handover(ledger).see_first == ()


def test_whom_to_see_first_are_those_who_are_not_firm_the_largest_first(ledger: Ledger) -> None:
    record(ledger, *PLACE, met_with(["c", "pcn"], "2024-05-20", "in_person"))
    seen = handover(ledger).see_first
    assert [(one.organisation, one.patients) for one in seen] == [("b", 9000), ("c", 5000)]
    assert [(each.mandate, each.stance, each.quiet) for each in seen[0].stances] == [("m", "unconfirmed", False)]
    assert seen[1].level is not None
    assert seen[0].because == (14, 15, 16)


def test_who_is_firm_and_quiet_is_seen_too(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    late = handover(ledger, "2024-11-30").see_first
    assert ("a", True) in [(one.organisation, one.stances[0].quiet) for one in late]


def test_open_objections_to_mandates_and_decisions(ledger: Ledger) -> None:
    record(
        ledger,
        *PLACE,
        objected("c", "2024-06-05", "o1", about="d", weight="block"),
        objected("b", "2024-06-04", "o2"),
        objected("b", "2024-06-04", "o3"),
        resolved("2024-06-06", "o3"),
    )
    assert [(one.objection, one.about, one.name, one.weight, one.reason) for one in handover(ledger).objections] == [
        ("o2", "m", "B", "concern", "So."),
        ("o1", "d", "C", "block", "So."),
    ]


def test_decisions_under_way(ledger: Ledger) -> None:
    record(ledger, *PLACE, TAKEN)
    (row,) = handover(ledger).decisions
    assert (row.decision, row.outcome) == ("d", "deferred")
    record(ledger, REVERSED)
    assert handover(ledger).decisions == ()


def test_what_is_due_within_ninety_days(ledger: Ledger) -> None:
    def action(name: str, due_at: str) -> dict[str, Any]:
        return happened("ActionAgreed", "2024-06-02", action=name, owner="pcn", what="Ask.", due_at=due_at)

    record(ledger, *PLACE, action("soon", "2024-07-10"), action("late", "2024-06-10"), action("far", "2025-03-01"))
    assert [one.id for one in handover(ledger).due if one.kind == "action"] == ["late", "soon"]


def test_the_other_readings_are_in_it_as_they_answer_themselves(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    found, asked = handover(ledger), Asked("2024-07-01")
    for name in ("priorities", "seats", "ladder", "access", "representation"):
        assert getattr(found, name).organisation == ledger.readings.ask(name, "pcn", asked).organisation
    trusted = ledger.trusting.trust("pcn", asked)
    assert (found.level, found.label) == (trusted.level, trusted.label)
    assert [one.level for one in found.trust] == sorted(one.level for one in trusted.by)


def test_where_nobody_has_led_there_is_nothing_to_compare_with(ledger: Ledger) -> None:
    record(ledger, registered("fed", "federation"))
    found = ledger.handing_over.handover("fed", Asked())
    assert (found.at, found.change, found.leaders, found.mandates) == (None, None, (), ())


def test_the_lead_cannot_have_changed_after_the_moment(ledger: Ledger) -> None:
    record(ledger, *PLACE)
    with pytest.raises(Refused) as caught:
        handover(ledger, at="2024-07-03")
    assert (caught.value.code, caught.value.faults[0].pointer) == ("invalid", "/at")
    with pytest.raises(Refused):
        ledger.handing_over.handover("nobody", Asked())
