"""An entry disputed by the organisation in whose name it stands is disregarded until it is attested by the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.deciding import proposed, role_taken, voted
from tests.telling import (
    a_pcn,
    attested,
    audited,
    closed,
    disputed,
    given,
    granted,
    joined,
    listed,
    presumed,
    record,
    registered,
    sought,
    told,
)

if TYPE_CHECKING:
    from ledger.application import Ledger

A_GRANTED = (*a_pcn("a", "b"), sought(), granted("a", "2024-02-01"))


def test_a_disputed_entry_is_noted_and_disregarded(ledger: Ledger) -> None:
    record(ledger, *A_GRANTED, disputed(8, "a"))
    (finding,) = audited(ledger, 8)
    assert (finding.rule, finding.severity, finding.because) == ("disputed", "note", (9,))
    assert finding.text == "A disputes this entry, which is disregarded until it attests it."
    assert given(*A_GRANTED, disputed(8, "a")).stance("a", "2024-03-01") == "unheard"


def test_attesting_it_ends_the_dispute(ledger: Ledger) -> None:
    record(ledger, *A_GRANTED, disputed(8, "a"), attested(8, "a"))
    assert audited(ledger, 8) == []
    assert given(*A_GRANTED, disputed(8, "a"), attested(8, "a")).stance("a", "2024-03-01") == "firm"


def test_it_can_be_disputed_again() -> None:
    history = given(*A_GRANTED, disputed(8, "a"), attested(8, "a"), disputed(8, "a"))
    assert history.found_at(8) == ["disputed"]


def test_nobody_else_can_dispute_or_attest_it() -> None:
    assert given(*A_GRANTED, disputed(8, "b")).found_at(8) == []
    assert given(*A_GRANTED, disputed(8, "a"), attested(8, "b")).found_at(8) == ["disputed"]


def test_it_acts_in_recorded_time_only_whatever_the_date_of_the_dispute() -> None:
    history = given(*A_GRANTED, disputed(8, "a", at="2024-06-01"))
    assert history.stance("a", "2024-02-02") == "unheard"
    assert history.stance("a", "2024-02-02", upto=8) == "firm"


def test_an_entry_without_a_by_stands_in_the_name_of_its_organisation(ledger: Ledger) -> None:
    history = (*a_pcn("a"), listed("a", 9000, "2024-01-01"), disputed(5, "a"))
    record(ledger, *history)
    (finding,) = audited(ledger, 5)
    assert finding.text == "A disputes this entry, which is disregarded until it attests it."
    assert given(*history).found_at(5) == ["disputed"]


def test_a_membership_stands_in_the_name_of_the_body() -> None:
    assert given(*a_pcn("a"), disputed(3, "a")).found_at(3) == []
    assert given(*a_pcn("a"), disputed(3, "pcn")).found_at(3) == ["disputed"]


def test_a_telling_stands_in_the_name_of_the_teller() -> None:
    history = given(*a_pcn("a"), sought(), told("a", "2024-01-02"), disputed(6, "pcn"))
    assert history.found_at(6) == ["disputed"]
    history.when(presumed("a", "2024-02-01")).stops("silence_without_notice")


def test_a_disputed_entry_is_found_by_this_rule_alone() -> None:
    history = given(*a_pcn("a", "x"), sought(), granted("a", "2024-02-01", source=None), disputed(8, "a"))
    assert history.found_at(8) == ["disputed"]


def test_an_entry_in_nobodys_name_cannot_be_disputed() -> None:
    history = given(*a_pcn("a", "b"), sought(), disputed(7, "pcn"), disputed(7, "a"))
    assert history.found_at(7) == []


def test_the_dispute_of_something_that_was_not_loaded_changes_nothing() -> None:
    assert given(joined("a"), disputed(99, "a")).read() == [1]


def test_of_what_hangs_from_it_nothing_is_found_neither_when_it_is_recorded_nor_later(ledger: Ledger) -> None:
    history = given(
        *a_pcn("a"),
        registered("icb", "icb"),
        role_taken("zoe", "2024-01-01"),
        proposed(by="pcn"),
        disputed(7, "pcn"),
        closed("a", "2024-02-28"),
    )
    vote = voted("a", "2024-03-05", through="zoe")
    history.when(vote).is_fine()
    history.when(vote).also_in(ledger)
