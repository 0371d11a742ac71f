"""Which slices of the ledger does a question need? Each loaded once, and no more than it has to."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from ledger.asking.mandates import Asking
from ledger.asking.question import Questions
from ledger.events import EventRetracted
from ledger.history import CORRECTIONS, Place
from ledger.loading import EVERYTHING, MANDATES, REGISTER, STANDINGS, Loader
from ledger.moment import Asked
from ledger.past import Past
from ledger.projections.audit import audit
from ledger.projections.grants import grants
from ledger.projections.organisation import organisation
from ledger.projections.standing import standing
from ledger.projections.voice import voice
from ledger.recording.subjects import openings_of, subjects_of
from ledger.refusals import Refused
from ledger.store.rows import Head
from ledger.times import DAY, Instant, rfc3339, start
from tests.deciding import proposed, role_taken, taken, voted
from tests.oracle import histories as made_up
from tests.story import STORY
from tests.telling import Told, a_pcn, entries, granted, happened, joined, listed, objected, registered, sought

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.history import Entry
    from ledger.store.rows import Opening, Subject, Wanted
    from ledger.store.store import Store


class Slices:
    """A store in memory, which counts what it is asked."""

    def __init__(self, *known: Entry) -> None:
        self.asked: list[tuple[frozenset[str], frozenset[str]]] = []
        self.rows: list[tuple[Entry, tuple[Subject, ...]]] = []
        openings: dict[str, Opening] = {}
        for one in known:
            corrected = self.rows[one.event.position - 1][1] if isinstance(one.event, CORRECTIONS) else ()
            self.rows.append((one, subjects_of(one.event, openings, corrected)))
            if isinstance(one.event, EventRetracted):
                openings = {
                    name: opening for name, opening in openings.items() if opening.position != one.event.position
                }
            for opening in openings_of(one.event, openings):
                openings[opening.name] = replace(opening, position=one.position)

    def entries(self, wanted: list[Wanted], upto: int, after: int = 0) -> list[Entry]:
        (one,) = wanted
        self.asked.append((one.subjects, one.facets))
        return [
            entry
            for entry, rows in self.rows
            if after < entry.position <= upto
            and any(row.key in one.subjects and (not one.facets or row.facet in one.facets) for row in rows)
        ]

    def head(self) -> Head:
        last = self.rows[-1][0]
        return Head(last.position, last.recorded_at)

    def recorded_at(self, position: int) -> int:
        return self.rows[position - 1][0].recorded_at

    def position_at(self, known_at: int) -> Head:
        known = [entry for entry, _ in self.rows if entry.recorded_at <= known_at]
        return Head(known[-1].position, known[-1].recorded_at) if known else Head()

    def words(self, _positions: object) -> dict[tuple[int, str], str]:
        return {}

    @contextmanager
    def reading(self) -> Iterator[Slices]:
        yield self


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
    source = Slices(*entries(*(events or PLACE)))
    return Loader(source, upto), source


def test_what_is_loaded_is_not_loaded_again() -> None:
    one, source = loader()
    assert [entry.position for entry in one.load(["o:a"], REGISTER)] == [2, 4, 11]
    assert one.load(["o:a"], REGISTER) == []
    assert [subjects for subjects, _ in source.asked] == [{"o:a"}]
    one.load(["o:a", "o:b"], REGISTER)
    assert [subjects for subjects, _ in source.asked] == [{"o:a"}, {"o:b"}]
    assert one.subjects == {"o:a", "o:b"}


def test_more_facets_of_it_are() -> None:
    one, source = loader()
    one.load(["o:a"], REGISTER)
    one.load(["o:a"], MANDATES)
    assert 13 in one.entries
    one.load(["o:a"], REGISTER)
    one.load(["o:a"], EVERYTHING)
    assert 14 in one.entries
    one.load(["o:a"], STANDINGS)
    assert len(source.asked) == 3


def test_nothing_is_asked_where_nothing_is_wanted() -> None:
    one, source = loader()
    assert one.load([], REGISTER) == []
    assert source.asked == []


def test_no_further_than_what_is_known() -> None:
    one, _ = loader(upto=3)
    one.load(["o:a", "o:b"], EVERYTHING)
    assert set(one.entries) == {2, 3}


def test_all_below_level_by_level() -> None:
    one, source = loader()
    one.members_below(["fed"])
    assert one.subjects == {"o:fed", "o:pcn", "o:x", "o:a", "o:b"}
    assert len(source.asked) == 3


def test_all_below_those_who_are_about_to_join() -> None:
    one, _ = loader(*PLACE[:8])
    one.members_below(["fed"], entries(joined("pcn", "fed"), joined("x", "pcn")))
    assert one.subjects == {"o:fed", "o:pcn", "o:x", "o:a", "o:b"}


def test_all_above() -> None:
    one, _ = loader()
    assert one.bodies_above(["a"]) == {"a", "pcn", "fed"}


def test_circles_end() -> None:
    circle = (registered("p", "pcn"), registered("q", "pcn"), joined("p", "q"), joined("q", "p"))
    one, _ = loader(*circle)
    one.members_below(["p"])
    assert one.bodies_above(["p"]) == {"p", "q"}


def test_a_holder_with_those_whom_it_asks() -> None:
    one, _ = loader()
    one.holders(["pcn"], STANDINGS)
    assert one.subjects == {"o:pcn", "o:a", "o:b"}
    assert {12, 13, 14, 11} <= set(one.entries)


@pytest.mark.parametrize(
    ("constituency", "also"),
    [("practices", {"o:a", "o:b", "o:x", "o:pcn"}), (["a", "b"], {"o:a", "o:b", "o:pcn", "o:x"})],
)
def test_a_holder_that_asks_others(constituency: object, also: set[str]) -> None:
    one, _ = loader(*PLACE[:11], sought(holder="fed", constituency=constituency))
    one.holders(["fed"], STANDINGS)
    assert one.subjects == {"o:fed"} | also


def test_who_objects_from_outside_is_loaded_with_its_name() -> None:
    one, _ = loader(*PLACE, objected("x", "2024-02-02"))
    one.holders(["pcn"], MANDATES)
    assert "o:x" in one.subjects


def test_for_a_judgement_what_an_event_names_and_what_that_leads_to() -> None:
    one, _ = loader()
    (act,) = entries(granted("b", "2024-03-01"))
    one.judgement_of([act])
    assert one.subjects == {"i:m", "o:b", "o:pcn"}


def test_a_person_is_looked_up_only_where_two_hats_matter() -> None:
    one, _ = loader()
    one.judgement_of(entries(happened("LeaderAppointed", "2024-03-01", organisation="fed", person="amy", role="Chair")))
    assert {"p:amy", "o:pcn", "o:fed"} <= one.subjects
    other, _ = loader()
    other.judgement_of(entries(happened("LeaderLeft", "2024-03-01", organisation="pcn", person="amy")))
    assert other.subjects == {"o:pcn"}


def test_the_way_up_is_looked_up_only_where_practices_are_asked() -> None:
    history = (*PLACE[:11], sought(holder="fed", constituency="practices"))
    one, _ = loader(*history)
    one.judgement_of(entries(granted("a", "2024-03-01")))
    assert {"o:a", "o:pcn", "o:fed"} <= one.subjects
    assert "o:b" not in one.subjects


def test_counting_by_patients_takes_all_who_are_asked() -> None:
    one, _ = loader()
    one.judgement_of(entries(sought(mandate="n", weighting="patients")))
    assert {"o:a", "o:b"} <= one.subjects
    other, _ = loader()
    other.judgement_of(entries(sought(mandate="n")))
    assert "o:b" not in other.subjects


def test_of_a_choice_the_decision_its_group_and_who_chose() -> None:
    one, _ = loader(*PLACE, proposed(by="pcn"), voted("a", "2024-03-02"))
    one.judgement_of(entries(voted("b", "2024-03-03")))
    assert one.subjects == {"i:d", "o:pcn", "o:b"}
    assert {15, 16} <= set(one.entries)


def test_those_through_whom_some_chose_are_looked_up_in_one_query_with_where_they_hold_a_role() -> None:
    one, source = loader(*PLACE, registered("icb", "icb"), role_taken("zoe", "2024-01-01"), proposed())
    people = ("zoe", "yan", "xia", None)
    one.judgement_of(entries(*(voted("a", "2024-03-02", through=person) for person in people)))
    assert [subjects for subjects, _ in source.asked if "p:zoe" in subjects] == [{"p:zoe", "p:yan", "p:xia"}]
    assert "o:icb" in one.subjects


def test_of_an_outcome_everyone_who_may_choose_and_the_mandate_that_it_rests_on() -> None:
    history = (*PLACE, registered("lmc", "lmc"), sought(mandate="n", holder="lmc", constituency=["x"]))
    one, _ = loader(*history, proposed(group="fed", by="pcn", mandate="n"))
    one.judgement_of(entries(taken()))
    assert {"i:d", "o:fed", "o:pcn", "o:x", "i:n", "o:lmc"} <= one.subjects
    assert {7, 8, 15, 16} <= set(one.entries)
    assert "o:a" not in one.subjects


def test_what_an_outcome_hangs_from_may_stand_in_the_same_list() -> None:
    mandate = sought(mandate="n", holder="fed", constituency=["a"])
    listed_before = entries(mandate, proposed(mandate="n"), voted("a", "2024-03-02"), taken())
    one, _ = loader()
    one.judgement_of(listed_before)
    assert {"o:pcn", "o:a", "o:b", "o:fed"} <= one.subjects
    assert {2, 3, 4, 5, 11} <= set(one.entries)


def test_of_a_choice_the_proposal_may_stand_in_the_same_list() -> None:
    one, _ = loader()
    one.judgement_of(entries(proposed(), voted("b", "2024-03-02")))
    assert {"i:d", "o:pcn", "o:a", "o:b"} <= one.subjects


def test_a_proposal_counted_by_patients_takes_all_who_may_choose() -> None:
    one, _ = loader()
    one.judgement_of(entries(proposed(method="vote", weighting="patients", by="pcn")))
    assert {"o:pcn", "o:a", "o:b"} <= one.subjects
    other, _ = loader()
    other.judgement_of(entries(proposed(method="vote", by="pcn")))
    assert other.subjects == {"i:d", "o:pcn"}


def test_of_an_objection_to_a_decision_the_way_up_from_who_objects() -> None:
    one, _ = loader(*PLACE, proposed(group="fed", by="pcn"))
    one.judgement_of(entries(objected("a", "2024-03-02", about="d")))
    assert {"o:a", "o:pcn", "o:fed"} <= one.subjects
    assert "o:b" not in one.subjects
    listed_before, _ = loader()
    listed_before.judgement_of(entries(proposed(group="fed", by="pcn"), objected("a", "2024-03-02", about="d")))
    assert {"o:a", "o:pcn", "o:fed"} <= listed_before.subjects


def test_of_an_objection_to_a_mandate_no_way_up() -> None:
    one, _ = loader()
    one.judgement_of(entries(objected("a", "2024-03-02")))
    assert "o:fed" not in one.subjects


def test_an_audit_holds_what_it_audits_and_its_corrections() -> None:
    one, source = loader(*STORY)
    audited = [entry for entry, _ in source.rows if entry.position in (16, 17, 33)]
    one.audit_of(audited)
    assert {16, 17, 33, 40} <= set(one.entries)


# Whatever happened, slices answer as everything would

FEW = settings(max_examples=40, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))


def moments(known: list[Entry]) -> st.SearchStrategy[int]:
    instants = sorted({one.effective_at for one in known})
    return st.builds(int.__add__, st.sampled_from(instants), st.sampled_from([0, 0, 1, 31 * DAY, 180 * DAY, 365 * DAY]))


def shown(answer: object) -> Any:
    """An answer without the times of its next changes, which may be earlier where more is known."""
    value = asdict(cast("Any", answer))
    for part in (value, *value.get("mandates", ())):
        part.pop("next_change_at", None)
    return value


@FEW
@drawn(st.data())
def test_every_question_about_an_organisation(data: st.DataObject) -> None:
    known = entries(*data.draw(made_up.histories(most=40)))
    upto = data.draw(st.one_of(st.just(len(known)), st.integers(1, len(known))))
    as_of = Instant(data.draw(moments(known)))
    source = Slices(*known)
    asking = Asking(Questions(cast("Store", source), lambda: start("2099-01-01")))
    asked = Asked(as_of=rfc3339(as_of), upto=upto)
    past = Past(known[:upto], as_of)
    at: dict[str, Any] = {"as_of": as_of, "known_at": source.recorded_at(upto), "position": upto}
    for code in made_up.CODES:
        registration = past.register.registration(code, Place.after_all_of(as_of))
        if registration is None:
            with pytest.raises(Refused):
                asking.standing(code, asked)
            continue
        assert shown(asking.standing(code, asked)) == shown(standing(past, code, wordings={}, **at))
        assert shown(asking.grants(code, asked)) == shown(grants(past, code, wordings={}, **at))
        assert shown(asking.organisation(code, asked)) == shown(organisation(past.register, code, registration, **at))
        for scope in made_up.SCOPES:
            assert shown(asking.voice(code, scope, asked)) == shown(voice(past, code, scope, texts={}, **at))


@FEW
@drawn(made_up.histories(most=40))
def test_every_finding(posted: list[Told]) -> None:
    known = entries(*posted)
    source = Slices(*known)
    whole = Past(known)
    for one in known:
        alone = Loader(source, len(known))
        alone.audit_of([one])
        part = Past(alone.entries.values())
        as_of = start("2099-01-01")
        assert audit(part, one, as_of) == audit(whole, one, as_of)


@FEW
@drawn(st.data())
def test_until_when_an_answer_holds(data: st.DataObject) -> None:
    known = entries(*data.draw(made_up.histories(most=40)))
    as_of = Instant(data.draw(moments(known)))
    asking = Asking(Questions(cast("Store", Slices(*known)), lambda: start("2099-01-01")))
    for holder in made_up.HOLDERS:
        try:
            here = asking.standing(holder, Asked(as_of=rfc3339(as_of)))
        except Refused:
            continue
        until = "2098-01-01T00:00:00Z" if here.next_change_at is None else rfc3339(start(here.next_change_at) - 1)
        there = asking.standing(holder, Asked(as_of=until))
        assert shown(here) | {"as_of": None} == shown(there) | {"as_of": None}
