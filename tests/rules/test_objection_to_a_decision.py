"""Only a core member of the group, or a practice in its reach, can object to its decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.deciding import proposed
from tests.telling import Told, a_pcn, closed, given, joined, left, objected, registered

if TYPE_CHECKING:
    from ledger.application import Ledger

FEDERATION = (*a_pcn("a", "b"), registered("fed", "federation"), joined("pcn", "fed"), registered("x"))
ASKED = given(*FEDERATION, proposed(group="fed", by="pcn"))


def objects(by: str, at: str = "2024-03-02", **more: Any) -> Told:
    return objected(by, at, about="d", **more)


def test_a_stranger_cannot(ledger: Ledger) -> None:
    text = (
        "X is neither a core member of FED then nor a practice in its reach. Check who objected, and when; record its "
        "joining first if that is missing."
    )
    ASKED.when(objects("x")).stops("not_a_core_member", text, because=()).also_in(ledger)


def test_a_core_member_can_with_any_weight() -> None:
    ASKED.when(objects("pcn")).is_fine()
    ASKED.when(objects("pcn", weight="block")).is_fine()


def test_a_practice_of_a_member_can(ledger: Ledger) -> None:
    ASKED.when(objects("a")).also_in(ledger)
    ASKED.when(objects("a")).is_fine()


def test_the_group_itself_cannot_unless_it_is_a_practice() -> None:
    ASKED.when(objects("fed")).stops("not_a_core_member")
    given(registered("x"), proposed(group="x", by="x")).when(objects("x")).is_fine()


def test_an_attending_member_cannot() -> None:
    attends = ASKED.and_(joined("x", "fed", "2024-02-01", standing="attending"))
    attends.when(objects("x")).stops("not_a_core_member", because=(11,))


def test_nor_can_a_practice_of_an_attending_member() -> None:
    attends = given(*FEDERATION[:7], joined("pcn", "fed", standing="attending"), proposed(group="fed", by="pcn"))
    attends.when(objects("a")).stops("not_a_core_member")


def test_nor_can_a_body_of_a_body_that_is_no_practice() -> None:
    bodies = given(
        registered("lead", "leadership_group"),
        registered("fed", "federation"),
        registered("pcn", "pcn"),
        joined("fed", "lead"),
        joined("pcn", "fed"),
        proposed(group="lead", by="fed"),
    )
    bodies.when(objects("pcn")).stops("not_a_core_member")


def test_one_whose_way_to_the_group_has_closed_cannot() -> None:
    ASKED.and_(closed("pcn", "2024-02-01")).when(objects("a")).stops("not_a_core_member")


def test_on_its_last_day_it_still_can() -> None:
    leaves = ASKED.and_(left("a", "2024-03-02"))
    leaves.when(objects("a", "2024-03-02")).is_fine()
    leaves.when(objects("a", "2024-03-03")).stops("not_a_core_member")


def test_one_that_has_closed_is_found_by_that_alone() -> None:
    ASKED.and_(closed("a", "2024-02-01")).when(objects("a")).stops("after_closing")


def test_before_it_is_proposed_nobody_can_say_whose_decision_it_is() -> None:
    ASKED.when(objects("x", "2024-02-02")).finds("before_opening")
