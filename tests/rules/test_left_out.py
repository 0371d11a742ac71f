"""A history leaves out what was retracted or is disputed, what takes effect later, and what hangs from that."""

from __future__ import annotations

from tests.telling import (
    a_pcn,
    attested,
    disputed,
    given,
    granted,
    joined,
    objected,
    registered,
    resolved,
    retracted,
    sought,
)

PCN = tuple(range(1, 5))
HISTORY = (*a_pcn("a"), sought(), granted("a", "2024-02-01"), objected("a", "2024-02-02"), resolved("2024-02-03"))


def test_corrections_are_no_part_of_it() -> None:
    assert given(*HISTORY, disputed(6, "a"), attested(6, "a")).read() == [*PCN, 5, 6, 7, 8]


def test_a_retracted_event_and_nothing_else() -> None:
    assert given(*HISTORY, retracted(6)).read() == [*PCN, 5, 7, 8]


def test_with_what_opens_an_id_goes_all_that_hangs_from_it_and_so_on() -> None:
    assert given(*HISTORY, retracted(5)).read() == [*PCN]
    assert given(*HISTORY, retracted(7)).read() == [*PCN, 5, 6]


def test_a_disputed_opening_takes_all_with_it_until_it_is_attested() -> None:
    # An objection stands in the name of the objector; a seeking in nobody's.
    assert given(*HISTORY, disputed(7, "a")).read() == [*PCN, 5, 6]
    assert given(*HISTORY, disputed(7, "a"), attested(7, "a")).read() == [*PCN, 5, 6, 7, 8]


def test_what_takes_effect_later() -> None:
    assert given(*HISTORY).read(as_of="2024-02-01") == [*PCN, 5, 6]


def test_a_deed_dated_before_the_opening_waits_for_it() -> None:
    early = given(registered("pcn", "pcn"), registered("a"), sought("2024-03-01"), granted("a", "2024-02-01"))
    assert early.read(as_of="2024-02-15") == [1, 2]
    assert early.read(as_of="2024-03-01") == [1, 2, 4, 3]


def test_a_code_is_no_id_so_that_nothing_hangs_from_a_registration() -> None:
    assert given(registered("pcn", "pcn"), registered("a"), joined("a"), retracted(2)).read() == [1, 3]


def test_retracting_the_retracted_changes_nothing() -> None:
    assert given(*HISTORY, retracted(6), retracted(6)).history().retracted == {6: 9}
