"""Which mandates does an organisation hold, as an answer and as rows of a list?"""

from __future__ import annotations

from ledger import times
from ledger.projections.standing import Standing, mandates_held, standing, standing_rows
from tests.telling import (
    Given,
    a_pcn,
    given,
    granted,
    leads,
    listed,
    narrowed,
    objected,
    registered,
    retracted,
    sought,
)

HISTORY = given(
    *a_pcn("a", "b"),
    listed("a", 9000),
    sought("2024-01-02", "n", scope="digital"),
    sought("2024-01-01", "m", weighting="patients"),
    granted("a", "2024-02-01T00:00:00Z"),
    leads("bob", "2030-01-01"),
)


def asked(
    as_of: str = "2024-03-01", history: Given = HISTORY, scope: str | None = None, holder: str = "pcn"
) -> Standing:
    instant = times.as_read(as_of)
    return standing(
        history.past(instant),
        holder,
        as_of=instant,
        known_at=instant,
        position=11,
        wordings={8: "To speak."},
        scope=scope,
    )


def test_the_mandates_the_oldest_first() -> None:
    found = asked()
    assert [one.mandate for one in found.mandates] == ["m", "n"]
    assert (found.organisation, found.name, found.kind, found.basis, found.position) == ("pcn", "PCN", "pcn", None, 11)
    assert [one.person for one in found.leaders] == ["amy"]
    assert found.as_of == found.known_at == "2024-03-01T23:59:59.999999Z"


def test_of_one_scope_if_asked_for() -> None:
    assert [one.mandate for one in asked(scope="digital").mandates] == ["n"]
    narrow = given(*HISTORY.events, narrowed("2024-02-01", scope="digital"))
    assert [one.mandate for one in asked(history=narrow, scope="digital").mandates] == ["m", "n"]
    assert [one.mandate for one in asked("2024-01-15", narrow, "digital").mandates] == ["n"]


def test_the_wording_unless_it_was_erased() -> None:
    assert [one.wording for one in asked().mandates] == [None, "To speak."]


def test_until_when_it_holds() -> None:
    assert asked("2024-03-01").next_change_at == "2024-07-30T00:00:00Z"
    assert asked("2025-06-01").next_change_at == "2030-01-01T00:00:00Z"
    assert asked("2030-06-01").next_change_at is None


def test_one_without_mandates_changes_by_plans_only() -> None:
    assert asked(holder="fed", history=given(registered("fed", "federation"))).next_change_at is None
    planned = given(registered("fed", "federation"), leads("bob", "2030-01-01", "fed"))
    assert asked(holder="fed", history=planned).next_change_at == "2030-01-01T00:00:00Z"
    assert asked(holder="fed", history=given(registered("fed", "federation"))).mandates == ()


def test_the_rows_of_a_list_by_id() -> None:
    instant = times.as_read("2024-03-01")
    rows = standing_rows(HISTORY.past(instant), "pcn", instant)
    assert [(one.mandate, one.scope, one.state, one.contested, one.firm, one.total) for one in rows] == [
        ("m", "estates", "held", False, 9000, 9000),
        ("n", "digital", "sought", False, 0, 2),
    ]
    assert {(one.organisation, one.name, one.kind) for one in rows} == {("pcn", "PCN", "pcn")}
    assert [one.next_change_at for one in rows] == ["2024-07-30T00:00:00Z", "2030-01-01T00:00:00Z"]


def test_a_holder_whose_registration_was_retracted_is_of_no_known_kind() -> None:
    instant = times.as_read("2024-03-01")
    rows = standing_rows(given(*HISTORY.events, retracted(1)).past(instant), "pcn", instant)
    assert {(one.name, one.kind) for one in rows} == {("pcn", "other")}


def test_mandates_of_others_are_not_held() -> None:
    past = given(*HISTORY.events, registered("fed", "federation"), sought(mandate="f", holder="fed")).past()
    assert mandates_held(past, "pcn") == ("m", "n")
    assert mandates_held(past, "fed") == ("f",)


def test_a_mandate_of_which_only_a_telling_was_loaded_is_none() -> None:
    assert mandates_held(given(*a_pcn("a"), granted("a", "2024-02-01")).past(), "pcn") == ()


def test_resolved_objections_are_not_listed() -> None:
    history = given(*HISTORY.events, objected("a", "2024-02-01"))
    assert [len(one.objections) for one in asked(history=history).mandates] == [1, 0]
