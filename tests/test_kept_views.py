"""Is what is kept always what a fold of the whole history gives, in every view, and as time goes by?"""

from __future__ import annotations

import time
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from ledger import demo, times
from ledger.application import Ledger
from ledger.asking import audits, due, keeping, standings
from ledger.asking.audits import FindingsWanted, kept_findings
from ledger.asking.due import From
from ledger.asking.keeping import Keeper
from ledger.asking.standings import Filters
from ledger.events import TYPES, OrganisationRegistered
from ledger.history import Entry
from ledger.intake import check
from ledger.moment import Asked
from ledger.past import Past
from ledger.projections.audit import audit
from ledger.projections.due import due_lines
from ledger.projections.standing import standing_rows
from ledger.recording.outcomes import Request
from ledger.refusals import Refused
from ledger.store.migrations import migrate
from ledger.times import DAY, Instant
from tests.oracle import histories as made_up
from tests.oracle.history import CORRECTIONS as CORRECTING
from tests.story import STORY
from tests.telling import (
    Told,
    a_pcn,
    all_the_same,
    closed,
    disputed,
    goes,
    granted,
    happened,
    joined,
    objected,
    record,
    registered,
    resolved,
    retracted,
    sought,
)
from tests.two_sides import some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy


REGISTERING = "OrganisationRegistered"


class Clock:
    """A clock that is set by hand, and goes on by a microsecond each time that it is read."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> Instant:
        self.now += 1
        return Instant(self.now)


@dataclass(frozen=True)
class Views:
    """A ledger with its views, and the clock that it goes by."""

    ledger: Ledger
    clock: Clock

    @property
    def findings(self) -> Keeper[Any, int]:
        return Keeper(self.ledger.store, self.clock, audits.KEPT)

    @property
    def due(self) -> Keeper[Any, str]:
        return Keeper(self.ledger.store, self.clock, due.KEPT)

    @property
    def standings(self) -> Keeper[Any, str]:
        return Keeper(self.ledger.store, self.clock, standings.KEPT)

    def known(self) -> list[Entry]:
        with self.ledger.store.reading() as reader:
            return [entry for some in reader.stream(0, reader.head().position) for entry in some]

    def agree(self) -> None:
        """Each view holds what the fold gives."""
        self.agree_on_findings()
        known = self.known()
        now = self.clock.now
        past = Past(known, now)
        codes = sorted({e.event.organisation for e in known if isinstance(e.event, OrganisationRegistered)})
        lines = sorted((line for code in codes for line in due_lines(past, code, now)), key=lambda line: line.key)
        kept = self.due.read(lambda view, _: view.lines(organisation=None, until=2**62, after=None, limit=None))
        assert kept == [orjson.dumps(line) for line in lines]
        rows = [row for code in codes for row in standing_rows(past, code, now)]
        wanted = {"state": None, "scope": None, "kind": None, "contested": None}
        shown = self.standings.read(lambda view, _: view.lines(after=("", ""), limit=10_000, **wanted))
        assert [without_next(orjson.loads(line)) for line in shown or ()] == [
            without_next(orjson.loads(orjson.dumps(row))) for row in rows
        ]

    def agree_on_findings(self) -> None:
        known = self.known()
        whole = Past(known)
        expected = tuple(finding for entry in known for finding in audit(whole, entry, self.clock.now))
        assert kept_findings(self.findings, FindingsWanted(), 0, 10_000) == (expected, None)


def without_next(row: dict[str, Any]) -> dict[str, Any]:
    """A standing without the time of its next change, which may be earlier in a fold of everything."""
    return {name: value for name, value in row.items() if name != "next_change_at"}


_NUMBERS = count(1)


def views(dsn: str, at: str | int) -> Views:
    schema = f"kept_{next(_NUMBERS)}"
    migrate(dsn, schema)
    clock = Clock(at if isinstance(at, int) else times.start(at))
    return Views(Ledger(dsn, schema, clock), clock)


@pytest.fixture
def kept(database_dsn: str) -> Iterator[Views]:
    one = views(database_dsn, "2024-09-01")
    yield one
    one.ledger.close()


# Whatever happened

_ON = made_up.TIMES
_GROUP = st.sampled_from(made_up.HOLDERS)
_WHO = st.sampled_from(made_up.CODES)
_WORDS = made_up.WORDS
_BACKWARDS = st.integers(-8, -1)


def event(kind: str, **fields: Any) -> SearchStrategy[Told]:
    given = {name: value if isinstance(value, st.SearchStrategy) else st.just(value) for name, value in fields.items()}
    return st.fixed_dictionaries({"type": st.just(kind), "effective_at": _ON} | given)


WAITING = [
    event(
        "RepresentativeAppointed",
        representation="R1",
        group=_GROUP,
        person="cat",
        at="I",
        capacity="delegate",
        review_every_days=st.sampled_from([30, 180]),
    ),
    event("RepresentativeStoodDown", representation="R1"),
    event("RepresentationReviewed", representation="R1", by="P", working=_WORDS, to_improve=_WORDS),
    event("BriefIssued", brief=st.sampled_from(["B1", "B2"]), representation="R1", meeting_at=_ON, represents=[]),
    event("ReportedBack", brief="B1", discussed=_WORDS, agreed=[]),
    event("ActionAgreed", action=st.sampled_from(["X1", "X2"]), owner=_WHO, what=_WORDS, due_at=_ON),
    event("ActionDone", action="X1"),
    event("ApproachReceived", approach=st.sampled_from(["Y1", "Y2"]), **{"from": "I"}, to=_WHO, topic="beds"),
    event("ApproachRedirected", approach="Y1", by=_WHO, to=_GROUP),
    event("ApproachAnswered", approach="Y1", answer=_WORDS),
    event("ConcernRaised", concern="C1", by=_WHO, about=_WHO, what=_WORDS),
    event("ConcernAnswered", concern="C1", answer=_WORDS),
    event(
        "ErrorAdmitted",
        admission="E1",
        by=_WHO,
        to=["A1"],
        what=_WORDS,
        apologised=True,
        asked_how_to_put_right=True,
    ),
    event("ErrorPutRight", admission="E1", how=_WORDS),
    event(
        "DecisionTaken",
        decision="D1",
        outcome=st.sampled_from(["adopted", "rejected", "deferred"]),
        statement=_WORDS,
        review_at=_ON,
    ),
]
CORRECTED = [
    event("EventRetracted", position=_BACKWARDS, because_of=_WORDS),
    event("EntryDisputed", position=_BACKWARDS, by=made_up.ITSELF, reason=_WORDS),
    event("EntryAttested", position=_BACKWARDS, by=made_up.ITSELF),
]
FIRST = [*made_up.BEGINNING, *made_up.USUAL, *made_up.ASKED, *made_up.GRANTED]


def posted(*kinds: list[SearchStrategy[Told]], most: int = 12) -> SearchStrategy[list[Told]]:
    every = [one for some in kinds for one in some]
    few = st.lists(st.sampled_from(every), min_size=2, max_size=8)
    return few.flatmap(lambda some: st.lists(st.one_of(*some, *CORRECTED), min_size=most // 2, max_size=most))


def told(ledger: Ledger, given: Told, before: list[Told]) -> bool:
    """Records an event that was made up, if it can be; what it aims at is counted back from the end."""
    made = dict(given)
    if made["type"] in CORRECTING and not made_up._aim(made, before):
        return False
    with suppress(Refused):
        # Whatever is irregular is accepted; what cannot be referred to or opened is passed over.
        ledger.recording.record(Request([check(all_the_same(made))], "local"))
        before.append(made)
        return True
    return False


KINDS = {
    "mandates": (made_up.MANDATE_EVENTS, made_up.REGISTER_EVENTS),
    "decisions": (made_up.DECISION_EVENTS, made_up.REGISTER_EVENTS),
    "all that waits": (WAITING, made_up.DECISION_EVENTS[:2], made_up.REGISTER_EVENTS[:3]),
    "everything": (made_up.EVERY, made_up.DECISION_EVENTS, WAITING),
}


@pytest.mark.parametrize("kinds", KINDS)
@some(2)
@drawn(data=st.data())
def test_at_every_prefix_of_every_history_and_as_time_goes_by(
    database_dsn: str, kinds: str, data: st.DataObject
) -> None:
    begin = data.draw(st.sampled_from(["2024-01-02", "2024-07-01", "2025-06-01", "2027-01-01"]))
    one = views(database_dsn, begin)
    with closing(one.ledger):
        record(one.ledger, *map(all_the_same, FIRST))
        before = list(FIRST)
        one.agree()
        for given in data.draw(posted(*KINDS[kinds])):
            if told(one.ledger, given, before):
                one.agree()
        instants = sorted({entry.effective_at for entry in one.known() if entry.effective_at > one.clock.now})
        for instant in [*instants[:6], one.clock.now + 181 * DAY, one.clock.now + 600 * DAY]:
            one.clock.now = max(one.clock.now, instant)
            one.agree()


BASES = {
    "mandates": made_up.histories(corrections=False, most=16),
    "decisions": made_up.decisions(corrections=False, most=12),
}
LATE = [
    *made_up.REGISTER_EVENTS,
    made_up.SOUGHT,
    made_up._moved("MemberJoined"),
    made_up._moved("MemberLeft"),
    event("OrganisationRenamed", organisation="I", name="The Board"),
]


@pytest.mark.parametrize("base", BASES)
@some(8)
@drawn(data=st.data())
def test_what_is_typed_in_late_is_found_wherever_it_matters(database_dsn: str, base: str, data: st.DataObject) -> None:
    one = views(database_dsn, "2028-01-01")
    with closing(one.ledger):
        before = data.draw(BASES[base])
        record(one.ledger, *map(all_the_same, before))
        one.agree_on_findings()
        for given in data.draw(st.lists(st.one_of(*LATE, *LATE, *CORRECTED), min_size=6, max_size=9)):
            if told(one.ledger, given, before):
                one.agree_on_findings()


def story_of_the_demo() -> list[Told]:
    """A made-up place over four years, in which events of all kinds happen; less what names positions in it."""
    lines = Path(demo.__file__).with_name("story.jsonl").read_bytes().splitlines()
    return [one for line in lines if (one := orjson.loads(line)["event"])["type"] not in CORRECTING]


@pytest.mark.parametrize("first", [7, 31])
def test_whatever_of_a_long_story_is_typed_in_late(database_dsn: str, first: int) -> None:
    story = story_of_the_demo()
    # What others refer to has to come first.
    named_by_none = [index for index, one in enumerate(story) if stands_alone(one)]
    late = named_by_none[first::50]
    one = views(database_dsn, "2028-01-01")
    with closing(one.ledger):
        record(one.ledger, *(all_the_same(event) for index, event in enumerate(story) if index not in late))
        while one.ledger.kept.step():
            pass
        one.agree()
        for index in late:
            record(one.ledger, all_the_same(story[index]))
            one.agree_on_findings()
        one.agree()


def stands_alone(one: Told) -> bool:
    """Whether it opens nothing that others refer to: no id, no code, no condition."""
    of = TYPES[one["type"]]
    return of.opens is None and of.opens_if_new is None and "conditions" not in one and of.name != REGISTERING


# What is due, where it rests on others


def test_what_is_due_says_the_names_that_others_have_now_and_hears_of_answers_to_others(kept: Views) -> None:
    record(
        kept.ledger,
        *a_pcn("a"),
        registered("icb", "icb"),
        happened("ApproachReceived", "2024-05-01", approach="y", from_="icb", to="a", topic="beds"),
        happened("ApproachRedirected", "2024-05-02", approach="y", by="pcn", to="pcn"),
        happened("ApproachReceived", "2024-05-03", approach="z", from_="icb", to="a", topic="vans"),
        happened("ApproachRedirected", "2024-05-04", approach="z", by="a", to="pcn"),
        happened("ApproachRedirected", "2024-05-05", approach="z", by="pcn", to="a"),
    )

    def texts() -> list[str]:
        kept.agree()
        return [line.text for line in kept.ledger.due.lines(Asked(), From("pcn")).lines]

    assert texts() == ["ICB has waited for an answer on beds since 1 May 2024."]
    record(kept.ledger, happened("OrganisationRenamed", "2024-04-01", organisation="icb", name="The Board"))
    assert texts() == ["The Board has waited for an answer on beds since 1 May 2024."]
    record(kept.ledger, happened("ApproachAnswered", "2024-05-06", approach="y", answer="No."))
    assert texts() == []


# Findings, where they rest on more than an event says


def rules(kept: Views, **filters: Any) -> list[tuple[int | None, str]]:
    return [(one.position, one.rule) for one in kept.ledger.listing.findings(Asked(), **filters).lines]


def grounds_of(kept: Views) -> tuple[set[int], int]:
    """The events whose findings rest on more than their own rows, and how many grounds there are."""
    with kept.ledger.store.database.transaction() as (connection, _):
        owners = connection.execute("SELECT owner FROM kept_findings_rest_on").fetchall()
        grounds = connection.execute("SELECT count(DISTINCT ground) FROM kept_findings_grounds").fetchall()
    return {row[0] for row in owners}, grounds[0][0]


def test_minutes_typed_in_late_settle_what_was_found_before(kept: Views) -> None:
    record(kept.ledger, *a_pcn("a"), registered("x"), sought(), all_the_same(granted("x", "2024-02-01")))
    assert rules(kept) == [(7, "not_in_constituency")]
    record(kept.ledger, joined("x", at="2024-01-31"))
    assert rules(kept) == []
    kept.agree()


def test_a_finding_rests_on_ways_that_its_event_does_not_name(kept: Views) -> None:
    record(
        kept.ledger,
        *a_pcn("a"),
        registered("fed", "federation"),
        sought(holder="fed", constituency="practices"),
        all_the_same(granted("a", "2024-02-01")),
    )
    assert rules(kept) == [(7, "not_in_constituency")]
    record(kept.ledger, joined("pcn", "fed", "2023-01-01"))
    assert rules(kept) == []
    kept.agree()
    assert grounds_of(kept) == ({7}, 1)


def test_and_on_the_persons_that_it_names(kept: Views) -> None:
    zoe = happened("LeaderAppointed", "2023-01-01", organisation="pcn", person="zoe", role="Chair")
    record(kept.ledger, *a_pcn("a"), registered("icb", "icb"), zoe)
    assert rules(kept) == []
    taken = happened("SystemRoleTaken", "2022-01-01", person="zoe", organisation="icb", role="adviser")
    record(kept.ledger, taken)
    assert rules(kept) == [(6, "two_hats")]


def test_what_is_corrected_is_judged_anew_whatever_it_names(kept: Views) -> None:
    asked = happened("HelpAsked", "2024-03-01", by="a", of=["pcn"], about="Rooms.")
    record(kept.ledger, *a_pcn("a"), closed("a", "2024-01-31"), all_the_same(asked))
    assert rules(kept) == [(6, "after_closing")]
    record(kept.ledger, retracted(6))
    assert rules(kept) == []


def test_and_on_the_names_in_its_sentence(kept: Views) -> None:
    record(
        kept.ledger,
        *a_pcn("a"),
        registered("icb", "icb"),
        happened("SystemRoleTaken", "2023-01-01", person="zoe", organisation="icb", role="adviser"),
        happened("DecisionProposed", "2024-01-01", decision="d", group="pcn", by="a", title="T", text="T"),
        all_the_same(happened("VoteCast", "2024-02-01", decision="d", by="a", choice="agree", through="zoe")),
    )
    (found,) = kept.ledger.listing.findings(Asked()).lines
    assert "at ICB since" in found.text
    record(kept.ledger, happened("OrganisationRenamed", "2022-01-01", organisation="icb", name="The Board"))
    (found,) = kept.ledger.listing.findings(Asked()).lines
    assert "at The Board since" in found.text


def test_events_that_rest_on_the_same_share_a_ground_which_goes_with_the_last_of_them(kept: Views) -> None:
    record(
        kept.ledger,
        *a_pcn("a", "b"),
        sought(constituency=["a", "b"]),
        granted("a", "2024-02-01", source=None),
        granted("b", "2024-02-01", source=None),
        granted("b", "2024-02-02", source=None),
    )
    assert rules(kept) == [(8, "unattested"), (9, "unattested"), (10, "unattested")]
    assert grounds_of(kept) == ({8, 9, 10}, 1)
    # From then on, all of them rest on who objects as well.
    record(kept.ledger, objected("pcn", "2024-01-15", weight="block") | {"irregular_because": "It was said."})
    kept.agree()
    assert grounds_of(kept) == ({8, 9, 10, 11}, 1)
    record(kept.ledger, retracted(7))
    assert [rule for _, rule in rules(kept)] == ["orphaned"] * 4
    record(kept.ledger, sought("2023-01-01"))
    assert [rule for _, rule in rules(kept)] == ["unattested"] * 3 + ["not_a_core_member"]
    kept.agree()


def test_an_opener_that_is_disputed_matters_to_what_came_before_it(kept: Views) -> None:
    record(kept.ledger, *a_pcn("a"), sought(), objected("a", "2024-03-01"), all_the_same(resolved("2024-02-01")))
    assert rules(kept) == [(7, "before_opening")]
    record(kept.ledger, disputed(6, "a"))
    assert rules(kept) == [(6, "disputed")]
    kept.agree()


def test_what_hangs_from_an_id_that_was_opened_again_rests_on_what_that_hangs_from_now(kept: Views) -> None:
    record(
        kept.ledger,
        *a_pcn("a"),
        sought(),
        sought(mandate="n"),
        objected("a", "2024-02-01"),
        happened("ObjectionAnswered", "2024-02-02", objection="o", by="pcn", answer="So."),
        retracted(7),
        objected("a", "2024-02-01", about="n"),
    )
    assert rules(kept) == []
    record(kept.ledger, retracted(6))
    assert rules(kept) == [(8, "orphaned"), (10, "orphaned")]
    kept.agree()


def test_what_takes_effect_later_is_found_in_time(kept: Views) -> None:
    record(kept.ledger, *a_pcn("a"), sought(), granted("a", "2024-12-01", source=None))
    assert rules(kept) == []
    kept.clock.now = times.start("2024-12-01")
    assert rules(kept) == [(6, "unattested")]


def test_pages_and_filters_of_findings_are_those_of_an_audit(kept: Views) -> None:
    record(kept.ledger, *STORY, *(all_the_same(granted("d", f"2023-07-0{day}", source=None)) for day in range(1, 6)))
    now = Asked(as_of=times.rfc3339(kept.clock.now + DAY))
    every: list[dict[str, Any]] = [
        {},
        {"organisation": "d"},
        {"rule": "unattested"},
        {"severity": "stop"},
        {"organisation": "d", "rule": "not_in_constituency", "severity": "stop"},
        {"organisation": "fed"},
    ]
    for filters in every:
        for limit in (1, 2, 3, 100):
            after = 0
            while True:
                view = kept.ledger.listing.findings(Asked(), after=after, limit=limit, **filters)
                fold = kept.ledger.listing.findings(now, after=after, limit=limit, **filters)
                assert view == fold
                if view.next is None:
                    break
                after = int(view.next)


# In steps


def test_much_is_done_in_many_steps_and_readers_do_without_meanwhile(
    kept: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_EVENTS_AT_ONCE", 4)
    monkeypatch.setattr(keeping, "_STEPS", 2)
    record(kept.ledger, *STORY)
    for keeper in (kept.findings, kept.due, kept.standings):
        assert keeper.read(lambda _view, _now: "read") is None
    folded = kept.ledger.listing.findings(Asked()), kept.ledger.due.lines(Asked(), From(days=9999))
    rows = kept.ledger.standings.rows(Asked(), Filters())
    for keeper in (kept.findings, kept.due, kept.standings):
        while keeper.step():
            pass
        assert keeper.read(lambda _view, _now: "read") == "read"
    kept.agree()
    assert (kept.ledger.listing.findings(Asked()), kept.ledger.due.lines(Asked(), From(days=9999))) == folded
    assert [one.mandate for one in kept.ledger.standings.rows(Asked(), Filters()).lines] == [
        one.mandate for one in rows.lines
    ]


def test_what_others_record_meanwhile_does_not_keep_a_reader(kept: Views) -> None:
    record(kept.ledger, *a_pcn("a"))

    def ask(_view: Any, _now: Any) -> str:
        record(kept.ledger, goes("amy", "2024-08-01"))
        return "as it was when it was asked"

    assert kept.findings.read(ask) == "as it was when it was asked"


def test_all_views_are_built_anew(kept: Views) -> None:
    record(kept.ledger, *STORY[:40])
    kept.agree()
    seen: list[tuple[str, int, int]] = []
    built = kept.ledger.kept.rebuild(lambda view, done, of: seen.append((view, done, of)))
    assert built == {"standings": 2, "what is due": 6, "findings": 40}
    assert seen == [("standings", 2, 2), ("what is due", 6, 6), ("findings", 40, 40)]
    kept.agree()
    record(kept.ledger, *STORY[40:])
    kept.agree()


def test_beside_the_old_ones_while_others_record(kept: Views) -> None:
    record(kept.ledger, *STORY[:20])
    waiting = iter(STORY[20:])

    def meanwhile(_view: str, _done: int, _of: int) -> None:
        record(kept.ledger, next(waiting), next(waiting))
        kept.agree()

    findings = Keeper(kept.ledger.store, kept.clock, replace(audits.KEPT, at_once=8))
    assert findings.rebuild(meanwhile) == 20
    kept.agree()
    assert Keeper(kept.ledger.store, kept.clock, replace(due.KEPT, at_once=3)).rebuild(meanwhile) == 6
    kept.agree()


def test_the_thread_keeps_all_views_up(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_LONGEST_WAIT", 0.2)
    ledger.kept.keep_up()
    record(ledger, *a_pcn("a"), sought(), granted("a", "2024-02-01", source=None))
    views_of = Views(ledger, Clock(0))
    deadline = time.monotonic() + 20
    while {keeper.next_change()[0] for keeper in (views_of.findings, views_of.due, views_of.standings)} != {6}:
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
