"""Where an approach goes is settled by a gatekeeper of the group that has it then, and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.speaking import PLACE, approached, comes_in, guards, guards_no_more, sent_on, triaged
from tests.telling import audited, given, record, registered

if TYPE_CHECKING:
    from ledger.application import Ledger

GUARDED = given(*PLACE, guards("gil"), approached())
"""Gil guards the door of the group, which is approached: 10 and 11."""


def test_one_who_does_not_guard_the_door(ledger: Ledger) -> None:
    text = "x is with GLG, whose door is guarded by gil, not by zoe. Check who settled it, and when."
    GUARDED.when(triaged(by="zoe")).stops("not_a_gatekeeper", text, because=(11, 10)).also_in(ledger)


def test_a_gatekeeper_can(ledger: Ledger) -> None:
    GUARDED.when(triaged()).finds().also_in(ledger)
    GUARDED.and_(guards("hal", "2024-01-15")).when(triaged(by="hal")).is_fine()


def test_an_approach_that_was_sent_on_is_settled_where_it_is(ledger: Ledger) -> None:
    history = given(*PLACE, guards("gil"), approached(to="a"), sent_on())
    history.when(triaged()).finds().also_in(ledger)
    history.when(triaged(by="zoe")).stops("not_a_gatekeeper", because=(11, 12, 10))


def test_by_whom_it_was_sent_on_last(ledger: Ledger) -> None:
    chain = (approached(to="a"), sent_on(to="pcn"), sent_on(at="2024-02-03", by="pcn"))
    history = given(*PLACE, guards("gil"), guards("kim", group="pcn"), *chain)
    history.when(triaged(at="2024-02-04")).finds().also_in(ledger)
    history.when(triaged(at="2024-02-04", by="kim")).stops("not_a_gatekeeper")
    history.when(triaged(at="2024-02-02T12:00:00Z", by="kim")).is_fine()


def test_at_a_practice_nobody_guards_a_door_even_if_it_has_joined_one(ledger: Ledger) -> None:
    text = (
        "x is with A, where nobody guards a door then. Record first that it was redirected to the group whose door gil "
        "guards, or that gil was named as a gatekeeper."
    )
    history = given(*PLACE, guards("gil"), comes_in("a"), approached(to="a"))
    history.when(triaged()).stops("not_a_gatekeeper", text, because=(12,)).also_in(ledger)


def test_in_a_group_that_has_no_gatekeeper_nobody_settles_it() -> None:
    given(*PLACE, approached(), guards("gil", group="pcn")).when(triaged()).stops("not_a_gatekeeper", because=(10,))


def test_a_gatekeeper_guards_the_door_to_the_end_of_the_last_day() -> None:
    gone = GUARDED.and_(guards_no_more("gil", "2024-02-03"))
    gone.when(triaged()).is_fine()
    gone.when(triaged(at="2024-02-04")).stops("not_a_gatekeeper")
    GUARDED.when(triaged(at="2024-02-03")).is_fine()
    given(*PLACE, guards("gil", "2024-02-04"), approached()).when(triaged()).stops("not_a_gatekeeper")


def test_before_there_is_an_approach_nobody_can_say_who_has_it() -> None:
    GUARDED.when(triaged(at="2024-01-31", by="zoe")).finds("before_opening")


def test_what_it_hangs_from_may_stand_in_the_same_list(ledger: Ledger) -> None:
    record(ledger, *PLACE, registered("lmc", "lmc"), guards("gil"))
    answer = record(ledger, approached(to="a"), sent_on(to="glg"), triaged())
    assert answer["findings"] == []
    assert audited(ledger, 14) == []


def test_a_name_is_told_although_only_the_approach_says_it(ledger: Ledger) -> None:
    given(*PLACE, registered("lmc", "lmc"), approached(to="lmc")).when(triaged()).stops(
        "not_a_gatekeeper", because=(11,)
    ).also_in(ledger)
