"""Which slices of the ledger does a question need? Each loaded once, and no more than it has to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.loading import EVERYTHING, MANDATES, REGISTER, STANDINGS, Loader
from ledger.subjects import openings_of, subjects_of
from tests.story import STORY
from tests.telling import Told, a_pcn, entries, granted, happened, joined, listed, objected, registered, sought

if TYPE_CHECKING:
    from ledger.history import Entry
    from ledger.store.rows import Opening, Wanted


class Slices:
    """A store in memory, which counts what it is asked."""

    def __init__(self, *events: Told) -> None:
        self.asked: list[tuple[frozenset[str], frozenset[str]]] = []
        self.rows: list[tuple[Entry, set[tuple[str, str]]]] = []
        openings: dict[str, Opening] = {}
        for one in entries(*events):
            rows = subjects_of(one.event, openings)
            openings.update((opening.name, opening) for opening in openings_of(one.event, openings))
            self.rows.append((one, {(row.key, row.facet) for row in rows}))

    def entries(self, wanted: list[Wanted], upto: int, after: int = 0) -> list[Entry]:
        (one,) = wanted
        self.asked.append((one.subjects, one.facets))
        return [
            entry
            for entry, rows in self.rows
            if after < entry.position <= upto
            and any(key in one.subjects and (not one.facets or facet in one.facets) for key, facet in rows)
        ]


PLACE = (
    *a_pcn("a", "b"),  # 1 to 6
    registered("fed", "federation"),
    registered("x"),
    joined("pcn", "fed"),
    joined("x", "fed"),
    listed("a", 9000),
    sought(),  # 12
    granted("a", "2024-02-01"),
    happened("ContactHeld", "2024-02-02", between=["a", "pcn"], mode="video"),
)


def loader(*events: Told, upto: int = 1000) -> tuple[Loader, Slices]:
    source = Slices(*(events or PLACE))
    return Loader(source, upto), source


def test_what_is_loaded_is_not_loaded_again():
    one, source = loader()
    assert [entry.position for entry in one.load(["o:a"], REGISTER)] == [2, 4, 11]
    assert one.load(["o:a"], REGISTER) == []
    assert [subjects for subjects, _ in source.asked] == [{"o:a"}]
    one.load(["o:a", "o:b"], REGISTER)
    assert [subjects for subjects, _ in source.asked] == [{"o:a"}, {"o:b"}]
    assert one.subjects == {"o:a", "o:b"}


def test_more_facets_of_it_are():
    one, source = loader()
    one.load(["o:a"], REGISTER)
    one.load(["o:a"], MANDATES)
    assert 13 in one.entries
    one.load(["o:a"], REGISTER)
    one.load(["o:a"], EVERYTHING)
    assert 14 in one.entries
    one.load(["o:a"], STANDINGS)
    assert len(source.asked) == 3


def test_nothing_is_asked_where_nothing_is_wanted():
    one, source = loader()
    assert one.load([], REGISTER) == []
    assert source.asked == []


def test_no_further_than_what_is_known():
    one, _ = loader(upto=3)
    one.load(["o:a", "o:b"], EVERYTHING)
    assert set(one.entries) == {2, 3}


def test_all_below_level_by_level():
    one, source = loader()
    one.members_below(["fed"])
    assert one.subjects == {"o:fed", "o:pcn", "o:x", "o:a", "o:b"}
    assert len(source.asked) == 3


def test_all_above():
    one, _ = loader()
    assert one.bodies_above(["a"]) == {"a", "pcn", "fed"}


def test_circles_end():
    circle = (registered("p", "pcn"), registered("q", "pcn"), joined("p", "q"), joined("q", "p"))
    one, _ = loader(*circle)
    one.members_below(["p"])
    assert one.bodies_above(["p"]) == {"p", "q"}


def test_a_holder_with_those_whom_it_asks():
    one, _ = loader()
    one.holders(["pcn"], STANDINGS)
    assert one.subjects == {"o:pcn", "o:a", "o:b"}
    assert {12, 13, 14, 11} <= set(one.entries)


@pytest.mark.parametrize(
    ("constituency", "also"), [("practices", {"o:a", "o:b", "o:x", "o:pcn"}), (["a", "b"], {"o:a", "o:b", "o:pcn", "o:x"})]
)
def test_a_holder_that_asks_others(constituency: object, also: set[str]):
    one, _ = loader(*PLACE[:11], sought(holder="fed", constituency=constituency))
    one.holders(["fed"], STANDINGS)
    assert one.subjects == {"o:fed"} | also


def test_who_objects_from_outside_is_loaded_with_its_name():
    one, _ = loader(*PLACE, objected("x", "2024-02-02"))
    one.holders(["pcn"], MANDATES)
    assert "o:x" in one.subjects


def test_for_a_judgement_what_an_event_names_and_what_that_leads_to():
    one, _ = loader()
    (act,) = entries(granted("b", "2024-03-01"))
    one.judgement_of([act])
    assert one.subjects == {"i:m", "o:b", "o:pcn"}


def test_a_person_is_looked_up_only_where_two_hats_matter():
    one, _ = loader()
    one.judgement_of(entries(happened("LeaderAppointed", "2024-03-01", organisation="fed", person="amy", role="Chair")))
    assert {"p:amy", "o:pcn", "o:fed"} <= one.subjects
    other, _ = loader()
    other.judgement_of(entries(happened("LeaderLeft", "2024-03-01", organisation="pcn", person="amy")))
    assert other.subjects == {"o:pcn"}


def test_the_way_up_is_looked_up_only_where_practices_are_asked():
    history = (*PLACE[:11], sought(holder="fed", constituency="practices"))
    one, _ = loader(*history)
    one.judgement_of(entries(granted("a", "2024-03-01")))
    assert {"o:a", "o:pcn", "o:fed"} <= one.subjects
    assert "o:b" not in one.subjects


def test_counting_by_patients_takes_all_who_are_asked():
    one, _ = loader()
    one.judgement_of(entries(sought(mandate="n", weighting="patients")))
    assert {"o:a", "o:b"} <= one.subjects
    other, _ = loader()
    other.judgement_of(entries(sought(mandate="n")))
    assert "o:b" not in other.subjects


def test_an_audit_holds_what_it_audits_and_its_corrections():
    one, source = loader(*STORY)
    audited = [entry for entry, _ in source.rows if entry.position in (16, 17, 33)]
    one.audit_of(audited)
    assert {16, 17, 33, 40} <= set(one.entries)
