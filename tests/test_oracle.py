"""Do the ledger's readings and findings agree with a slow recomputation that was written from the rules alone?

`tests/two_sides.py` says how many histories are made up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.history import LAST
from ledger.judgement import judge
from ledger.past import Case, Past
from ledger.projections.audit import audit
from ledger.projections.standing import mandate_standings
from ledger.projections.voice import voice
from ledger.times import DAY, start
from tests.oracle import histories as made_up
from tests.oracle.findings import findings
from tests.oracle.history import Record, phase
from tests.oracle.standing import World
from tests.two_sides import ledger_of, moments, some

if TYPE_CHECKING:
    from tests.oracle.histories import Posted


def read_by_the_ledger(past: Past, holder: str, as_of: int) -> dict[str, Any]:
    return {
        one.mandate: {
            "scope": one.scope,
            "state": one.state,
            "contested": one.contested,
            "stances": {
                line.organisation: {
                    "stance": line.stance,
                    "since": None if line.since is None else start(line.since),
                    "last_act": None if line.last_act is None else start(line.last_act),
                    "quiet": line.quiet,
                    "patients": line.patients,
                }
                for line in one.stances
            },
            "weights": {name: dict(weights) for name, weights in one.weights.items()},
            "objections": {line.objection for line in one.objections},
        }
        for one in mandate_standings(past, holder, as_of, {})
    }


def changing(past: Past, holder: str, as_of: int) -> dict[str, Any]:
    """What of a reading the passing of time may change, without the times themselves."""
    return {
        name: (one["state"], one["contested"], {who: (s["stance"], s["quiet"]) for who, s in one["stances"].items()})
        for name, one in read_by_the_ledger(past, holder, as_of).items()
    }


@some(150)
@given(st.data())
def test_every_reading_agrees(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up.histories()))
    known = data.draw(st.one_of(st.just(len(ledger.records)), st.integers(1, len(ledger.records))))
    world = World(ledger.records, known)
    for as_of in data.draw(st.lists(moments(ledger), min_size=1, max_size=3)):
        past = Past(ledger.known(known), as_of)
        for holder in made_up.HOLDERS:
            expected = {name: world.standing(name, as_of) for name in world.mandates(holder, as_of)}
            assert read_by_the_ledger(past, holder, as_of) == expected
            for scope in made_up.SCOPES:
                answer = voice(past, holder, scope, as_of=as_of, known_at=as_of, position=known, texts={})
                spoken = answer.speaks_for
                assert {
                    "answer": answer.answer,
                    "state": answer.state,
                    "mandate": answer.mandate,
                    "speaks_for": (spoken.practices, spoken.of_practices, spoken.patients, spoken.of_patients),
                } == world.voice(holder, scope, as_of)


@some(150)
@given(st.data())
def test_every_finding_agrees(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up.histories()))
    known = len(ledger.records)
    world = World(ledger.records, known)
    past = Past(ledger.known(known))
    for record, entry in zip(ledger.records, ledger.entries, strict=True):
        found = {finding.rule for finding in audit(past, entry, LAST)}
        assert found == findings(world, record), (record["position"], record["event"])


@some(80)
@given(made_up.histories())
def test_the_guard_finds_what_the_audit_finds(posted: list[Posted]) -> None:
    ledger = ledger_of(posted)
    for position, entry in enumerate(ledger.entries, start=1):
        before = Past(ledger.known(position - 1))
        guarded = [(one.rule, one.text, one.because) for one in judge(Case(entry, before))]
        after = Past(ledger.known(position))
        audited = [(one.rule, one.text, one.because) for one in audit(after, entry, LAST)]
        assert guarded == audited, (entry.position, entry.event)


@some(80)
@given(st.data())
def test_the_order_of_recording_changes_no_reading(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up.histories(corrections=False)))
    as_of = data.draw(moments(ledger))
    order = data.draw(st.permutations(range(len(ledger.records))))
    shuffled = [ledger.records[index] for index in order]
    ties: dict[tuple[int, int], list[Record]] = {}
    for record in ledger.records:
        ties.setdefault((record["effective_at"], phase(record)), []).append(record)
    posted = [ties[record["effective_at"], phase(record)].pop(0)["event"] for record in shuffled]
    again = ledger_of(posted)
    for holder in made_up.HOLDERS:
        one, other = (read_by_the_ledger(Past(each.entries, as_of), holder, as_of) for each in (ledger, again))
        assert one == other


@some(80)
@given(st.data())
def test_nothing_changes_before_the_next_change(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up.histories()))
    as_of = data.draw(moments(ledger))
    instants = {entry.effective_at for entry in ledger.entries}
    deadlines = {at + days * DAY for at in instants for days in (30, 31, 180, 365)}
    deadlines |= {at for entry in ledger.entries if (at := getattr(entry.event, "expires_at", None)) is not None}
    later = sorted(at for each in instants | deadlines for at in (each - 1, each, each + 1) if at > as_of)
    past = Past(ledger.entries, as_of)
    for holder in made_up.HOLDERS:
        now = changing(past, holder, as_of)
        nexts = {
            one.mandate: None if one.next_change_at is None else start(one.next_change_at)
            for one in mandate_standings(past, holder, as_of, {})
        }
        for name, next_at in nexts.items():
            assert next_at is None or next_at > as_of
            for at in later:
                if next_at is None or at < next_at:
                    then = changing(Past(ledger.entries, at), holder, at)
                    assert then[name] == now[name], (name, at, next_at)


@some(80)
@given(st.data())
def test_taking_events_in_one_by_one_reads_as_all_at_once(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up.histories()))
    as_of = data.draw(st.one_of(st.just(LAST), moments(ledger)))
    begun_with = data.draw(st.integers(0, len(ledger.entries)))
    grown = Past(ledger.known(begun_with), as_of)
    for entry in ledger.entries[begun_with:]:
        grown.add([entry])
    at_once = Past(ledger.entries, as_of)
    assert grown.history.entries == at_once.history.entries
    assert grown.history.later == at_once.history.later
    at = min(as_of, max(entry.effective_at for entry in ledger.entries))
    for holder in made_up.HOLDERS:
        assert read_by_the_ledger(grown, holder, at) == read_by_the_ledger(at_once, holder, at)
    for entry in ledger.entries:
        assert audit(grown, entry, as_of) == audit(at_once, entry, as_of)


# ---- What a search found once, kept so that it is looked at every time ----

PRACTICES_OF_P = [*made_up.BEGINNING, *made_up.USUAL]


def on(day: str, of: str, **fields: Any) -> Posted:
    return {"type": of, "effective_at": day, **fields}


def asked(day: str, mandate: str = "M1", **fields: Any) -> Posted:
    return on(day, "MandateSought", mandate=mandate, **({"holder": "P", "scope": "pay", "wording": "w"} | fields))


def registered_late(code: str, day: str) -> list[Posted]:
    return [one | {"effective_at": day} if one.get("organisation") == code else one for one in made_up.BEGINNING]


FOUND: dict[str, tuple[list[Posted], str]] = {
    "a practice that was registered after it had granted": (
        [
            *registered_late("A1", "2024-04-01"),
            *made_up.USUAL,
            asked("2024-01-01", holder="G", constituency="practices"),
            on("2024-03-01", "MandateGranted", mandate="M1", by="A1"),
        ],
        "2024-05-01",
    ),
    "an objection that was resolved on a date before it was raised": (
        [
            *PRACTICES_OF_P,
            asked("2024-01-01"),
            on("2024-03-01", "ObjectionRaised", objection="O1", about="M1", by="A1", reason="r", weight="block"),
            on("2024-02-01", "ObjectionResolved", objection="O1", how="amended"),
        ],
        "2024-05-01",
    ),
    "a leader who came back for no time at all between two absences": (
        [
            *PRACTICES_OF_P,
            asked("2024-01-01"),
            on("2024-01-02", "MandateGranted", mandate="M1", by="A1"),
            on("2024-01-10", "LeaderLeft", organisation="P", person="ann"),
            on("2024-01-31", "LeaderAppointed", organisation="P", person="ann", role="Chair"),
            on("2024-01-30", "LeaderLeft", organisation="P", person="ann"),
            on("2024-02-25", "LeaderAppointed", organisation="P", person="ann", role="Chair"),
        ],
        "2024-03-01",
    ),
    "an assent presumed before the mandate was sought": (
        [
            *PRACTICES_OF_P,
            asked("2024-02-01"),
            on("2024-01-10", "AssentPresumed", mandate="M1", by="A1"),
            on("2024-01-11", "MandateReaffirmed", mandate="M1", by="A1"),
            on("2024-01-12", "AssentPresumed", mandate="M1", by="A2"),
        ],
        "2024-03-01",
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_once_agrees(name: str) -> None:
    posted, day = FOUND[name]
    ledger = ledger_of(posted)
    known, as_of = len(posted), start(day)
    world = World(ledger.records, known)
    for holder in made_up.HOLDERS:
        expected = {name: world.standing(name, as_of) for name in world.mandates(holder, as_of)}
        assert read_by_the_ledger(Past(ledger.entries, as_of), holder, as_of) == expected
    past = Past(ledger.entries)
    for record, entry in zip(ledger.records, ledger.entries, strict=True):
        assert {finding.rule for finding in audit(past, entry, LAST)} == findings(world, record)


def test_what_hung_from_a_retracted_opening_comes_back_when_the_id_is_opened_again() -> None:
    before = len(PRACTICES_OF_P)
    ledger = ledger_of(
        [
            *PRACTICES_OF_P,
            asked("2024-01-01"),
            on("2024-01-02", "MandateGranted", mandate="M1", by="A1"),
            on("2024-01-03", "EventRetracted", position=before + 1, because_of="it had the wrong words"),
            asked("2024-01-01", mandate="M2"),
            asked("2024-01-01"),
        ]
    )
    grown = Past()
    for entry in ledger.entries:
        grown.add([entry])
    assert grown.history.entries == Past(ledger.entries).history.entries
