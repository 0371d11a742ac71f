"""Do counts of decisions, and what is found about them, agree with a slow recomputation from the rules alone?

`tests/two_sides.py` says how many histories are made up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.counting.choices import count, counted_at
from ledger.history import LAST, Place
from ledger.judgement import judge
from ledger.past import Case, Past
from ledger.projections.audit import audit
from ledger.times import end
from tests.oracle import histories as made_up
from tests.oracle.decisions import decisions, reading
from tests.oracle.findings import findings
from tests.oracle.history import Record, phase
from tests.oracle.standing import World
from tests.two_sides import ledger_of, moments, some

if TYPE_CHECKING:
    from tests.oracle.histories import Posted


def read_by_the_ledger(past: Past, decision: str, as_of: int) -> dict[str, Any] | None:
    counted = count(past, decision, counted_at(past, decision, Place.after_all_of(as_of)))
    if counted is None:
        return None
    assert list(counted.electors) == sorted(counted.electors)
    return {
        "method": counted.method,
        "electors": set(counted.electors),
        "choices": {each: entry.position for each, entry in counted.choices.items()},
        "for": set(counted.for_),
        "against": set(counted.against),
        "neutral": set(counted.neutral),
        "silent": set(counted.silent),
        "weights": dict(counted.weights),
        "base": counted.base,
        "quorate": counted.quorate,
        "outcome": counted.outcome,
    }


def without_positions(read: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if read is None else read | {"choices": set(read["choices"])}


@some(150)
@given(st.data())
def test_every_count_agrees(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up.decisions()))
    known = data.draw(st.one_of(st.just(len(ledger.records)), st.integers(1, len(ledger.records))))
    world = World(ledger.records, known)
    for as_of in data.draw(st.lists(moments(ledger), min_size=1, max_size=4)):
        past = Past(ledger.known(known), as_of)
        for decision in decisions(world.history(as_of)):
            assert read_by_the_ledger(past, decision, as_of) == reading(world, decision, as_of), (decision, as_of)


@some(200)
@given(made_up.decisions())
def test_every_finding_agrees(posted: list[Posted]) -> None:
    ledger = ledger_of(posted)
    world = World(ledger.records, len(ledger.records))
    past = Past(ledger.entries)
    for record, entry in zip(ledger.records, ledger.entries, strict=True):
        found = {finding.rule for finding in audit(past, entry, LAST)}
        assert found == findings(world, record), (record["position"], record["event"])


@some(80)
@given(made_up.decisions())
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
def test_the_order_of_recording_changes_no_count(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up.decisions(corrections=False)))
    as_of = data.draw(moments(ledger))
    order = data.draw(st.permutations(range(len(ledger.records))))
    ties: dict[tuple[int, int], list[Record]] = {}
    for record in ledger.records:
        ties.setdefault((record["effective_at"], phase(record)), []).append(record)
    shuffled = (ledger.records[index] for index in order)
    again = ledger_of([ties[one["effective_at"], phase(one)].pop(0)["event"] for one in shuffled])
    for decision in made_up.DECISIONS:
        one, other = (read_by_the_ledger(Past(each.entries, as_of), decision, as_of) for each in (ledger, again))
        assert without_positions(one) == without_positions(other)


@some(80)
@given(st.data())
def test_taking_events_in_one_by_one_counts_as_all_at_once(data: st.DataObject) -> None:
    ledger = ledger_of(data.draw(made_up.decisions()))
    as_of = data.draw(st.one_of(st.just(LAST), moments(ledger)))
    begun_with = data.draw(st.integers(0, len(ledger.entries)))
    grown = Past(ledger.known(begun_with), as_of)
    for entry in ledger.entries[begun_with:]:
        grown.add([entry])
    at_once = Past(ledger.entries, as_of)
    for decision in made_up.DECISIONS:
        assert read_by_the_ledger(grown, decision, as_of) == read_by_the_ledger(at_once, decision, as_of)
    for entry in ledger.entries:
        assert audit(grown, entry, as_of) == audit(at_once, entry, as_of)


# ---- Worked by hand ----


def on(day: str, kind: str, /, **fields: Any) -> Posted:
    return {"type": kind, "effective_at": day, **fields}


def a_house(*members: str, by_patients: dict[str, int] | None = None) -> list[Posted]:
    """A federation, its core members and their list sizes."""
    return [
        on("2024-01-01", "OrganisationRegistered", organisation="H", name="H", kind="federation"),
        *(on("2024-01-01", "OrganisationRegistered", organisation=one, name=one, kind="practice") for one in members),
        *(on("2024-01-01", "MemberJoined", organisation="H", member=one) for one in members),
        *(
            on("2024-01-01", "ListSizeRecorded", organisation=one, patients=patients)
            for one, patients in (by_patients or {}).items()
        ),
    ]


def proposed(**terms: Any) -> Posted:
    return on("2024-02-01", "DecisionProposed", decision="D", group="H", by="H", title="t", text="w", **terms)


def chose(by: str, choice: str, day: str = "2024-02-02") -> Posted:
    return on(day, "VoteCast", decision="D", by=by, choice=choice)


def told(organisation: str, day: str = "2024-02-01") -> Posted:
    return on(day, "OrganisationTold", about="D", organisation=organisation, by="H", channel="visit")


def objected(by: str, weight: str = "concern") -> Posted:
    return on("2024-02-02", "ObjectionRaised", objection="O", about="D", by=by, reason="r", weight=weight)


def resolved(day: str = "2024-02-03") -> Posted:
    return on(day, "ObjectionResolved", objection="O", how="withdrawn")


def casting(choice: str, day: str = "2024-02-02") -> Posted:
    return on(day, "CastingVoteUsed", decision="D", by="H", choice=choice)


def amended(day: str, *, minor: bool) -> Posted:
    return on(day, "ProposalAmended", decision="D", by="H", text="w2", minor=minor)


def taken(outcome: str, day: str = "2024-02-04") -> Posted:
    return on(day, "DecisionTaken", decision="D", outcome=outcome, statement="s")


def left_the_room(by: str) -> Posted:
    return on("2024-02-02", "InterestDeclared", decision="D", person="ann", by=by, interest="i", action="left")


THREE = a_house("a", "b", "c", by_patients={"a": 50, "b": 30, "c": 20})
BY_CONSENSUS = [*THREE, proposed()]
BY_CONSENT = [*THREE, proposed(method="consent"), told("a"), told("b"), told("c")]
BY_VOTE = [*THREE, proposed(method="vote")]
ALL_AGREE = [chose("a", "agree"), chose("b", "agree"), chose("c", "agree")]
WORKED: dict[str, tuple[list[Posted], str]] = {
    "all agree": ([*BY_CONSENSUS, *ALL_AGREE], "adopted"),
    "one stands aside": ([*BY_CONSENSUS, *ALL_AGREE, chose("c", "stand_aside", "2024-02-03")], "adopted"),
    "all stand aside": ([*BY_CONSENSUS, *(chose(one, "stand_aside") for one in "abc")], "rejected"),
    "one abstains from a consensus": ([*BY_CONSENSUS, *ALL_AGREE, chose("c", "abstain", "2024-02-03")], "rejected"),
    "one is silent in a consensus": ([*BY_CONSENSUS, *ALL_AGREE[:2]], "rejected"),
    "a concern is open in a consensus": ([*BY_CONSENSUS, *ALL_AGREE, objected("a")], "rejected"),
    "a concern was resolved": ([*BY_CONSENSUS, *ALL_AGREE, objected("a"), resolved()], "adopted"),
    "one left the room": ([*BY_CONSENSUS, *ALL_AGREE[:2], left_the_room("c")], "adopted"),
    "all left the room": ([*BY_CONSENSUS, *ALL_AGREE, *(left_the_room(one) for one in "abc")], "rejected"),
    "the text changed after all agreed": (
        [*BY_CONSENSUS, *ALL_AGREE, amended("2024-02-03", minor=False)],
        "rejected",
    ),
    "a comma changed after all agreed": (
        [*BY_CONSENSUS, *ALL_AGREE, amended("2024-02-03", minor=True)],
        "adopted",
    ),
    "the text changed at the very instant at which all agreed": (
        [*BY_CONSENSUS, *ALL_AGREE, amended("2024-02-02", minor=False)],
        "adopted",
    ),
    "half choose by consent": ([*BY_CONSENT, chose("a", "agree"), chose("b", "disagree")], "adopted"),
    "fewer than half choose by consent": ([*BY_CONSENT, chose("a", "agree")], "rejected"),
    "one of three chooses by consent, and a third is enough": (
        [*THREE, proposed(method="consent", quorum_percent=33), told("a"), told("b"), told("c"), chose("a", "agree")],
        "adopted",
    ),
    "nobody is for it by consent": ([*BY_CONSENT, chose("a", "abstain"), chose("b", "disagree")], "rejected"),
    "one blocks by consent": ([*BY_CONSENT, *ALL_AGREE, chose("c", "block", "2024-02-03")], "rejected"),
    "an objection blocks a consent": ([*BY_CONSENT, *ALL_AGREE, objected("a", "block")], "rejected"),
    "a concern blocks no consent": ([*BY_CONSENT, *ALL_AGREE, objected("a")], "adopted"),
    "one was not told": ([*BY_CONSENT[:-1], *ALL_AGREE], "rejected"),
    "nobody was told of the new text": (
        [*BY_CONSENT, amended("2024-02-02", minor=False), *ALL_AGREE],
        "rejected",
    ),
    "two for, one against": ([*BY_VOTE, *ALL_AGREE, chose("c", "disagree", "2024-02-03")], "adopted"),
    "one for, one against": ([*BY_VOTE, chose("a", "agree"), chose("b", "block")], "rejected"),
    "a casting vote for": ([*BY_VOTE, chose("a", "agree"), chose("b", "block"), casting("agree")], "adopted"),
    "a casting vote against": ([*BY_VOTE, chose("a", "agree"), chose("b", "block"), casting("disagree")], "rejected"),
    "a casting vote where nobody chose": ([*BY_VOTE, casting("agree")], "rejected"),
    "a casting vote where those who chose weigh nothing": (
        [
            *THREE,
            on("2024-01-02", "ListSizeRecorded", organisation="a", patients=0),
            proposed(method="vote", weighting="patients"),
            chose("a", "agree"),
            casting("agree"),
        ],
        "rejected",
    ),
    "a casting vote on a text that changed": (
        [
            *BY_VOTE,
            casting("agree"),
            amended("2024-02-03", minor=False),
            chose("a", "agree", "2024-02-03"),
            chose("b", "disagree", "2024-02-03"),
        ],
        "rejected",
    ),
    "a casting vote where nothing is equal": ([*BY_VOTE, *ALL_AGREE, casting("disagree")], "adopted"),
    "a casting vote whatever the threshold": (
        [
            *THREE,
            proposed(method="vote", threshold="unanimous"),
            chose("a", "agree"),
            chose("b", "block"),
            casting("agree"),
        ],
        "adopted",
    ),
    "a casting vote without the quorum": (
        [
            *THREE,
            proposed(method="vote", quorum_percent=67),
            chose("a", "agree"),
            chose("b", "block"),
            casting("agree"),
        ],
        "rejected",
    ),
    "one vote is enough of the votes cast": ([*BY_VOTE, chose("a", "agree")], "adopted"),
    "one vote is not enough of all": (
        [*THREE, proposed(method="vote", of="electorate"), chose("a", "agree")],
        "rejected",
    ),
    "half of the patients are no majority": (
        [*THREE, proposed(method="vote", of="electorate", weighting="patients"), chose("a", "agree")],
        "rejected",
    ),
    "half of the patients against half": (
        [
            *THREE,
            proposed(method="vote", weighting="patients"),
            chose("a", "agree"),
            chose("b", "disagree"),
            chose("c", "disagree"),
            casting("agree"),
        ],
        "adopted",
    ),
    "the patients of those who abstain make a quorum": (
        [
            *THREE,
            proposed(method="vote", weighting="patients", quorum_percent=70),
            chose("a", "abstain"),
            chose("c", "agree"),
        ],
        "adopted",
    ),
    "a choice made after it was taken": ([*BY_VOTE, chose("a", "agree", "2024-02-05"), taken("rejected")], "rejected"),
    "a choice made at the instant at which it was taken": (
        [*BY_VOTE, taken("adopted"), chose("a", "agree", "2024-02-04")],
        "adopted",
    ),
    "what was deferred is counted as it was then": (
        [*BY_VOTE, taken("deferred"), chose("a", "agree", "2024-02-05")],
        "rejected",
    ),
    "one of three after a consensus became a consent": (
        [
            *BY_CONSENSUS,
            *(told(one) for one in "abc"),
            chose("a", "agree"),
            on("2024-02-03", "MethodChanged", decision="D", method="consent", why="y"),
        ],
        "rejected",
    ),
    "a consensus that became a vote": (
        [*BY_CONSENSUS, *ALL_AGREE[:2], on("2024-02-03", "MethodChanged", decision="D", method="vote", why="y")],
        "adopted",
    ),
}


@pytest.mark.parametrize("name", WORKED)
def test_what_was_worked_by_hand_agrees(name: str) -> None:
    posted, outcome = WORKED[name]
    ledger = ledger_of(posted)
    as_of = end("2024-03-01")
    read = reading(World(ledger.records, len(posted)), "D", as_of)
    assert read is not None
    assert read["outcome"] == outcome
    assert read_by_the_ledger(Past(ledger.entries, as_of), "D", as_of) == read


def reversed_on(day: str) -> Posted:
    return on(day, "DecisionReversed", decision="D", by="H", why="y")


def asked(day: str = "2024-01-01", **terms: Any) -> Posted:
    return on(day, "MandateSought", mandate="M", holder="H", scope="s", wording="w", **terms)


GIVEN = [on("2024-01-02", "MandateGranted", mandate="M", by=one, source="minutes") for one in "abc"]
DECIDED = [*BY_CONSENSUS, *ALL_AGREE, taken("adopted")]
UNHEARD = [*THREE, on("2024-01-01", "OrganisationRegistered", organisation="z", name="z", kind="practice")]
JUDGED: dict[str, tuple[list[Posted], set[str]]] = {
    "adopted as the choices give": (DECIDED, set()),
    "rejected though all agreed": ([*BY_CONSENSUS, *ALL_AGREE, taken("rejected")], {"outcome_disagrees"}),
    "deferred though all agreed": ([*BY_CONSENSUS, *ALL_AGREE, taken("deferred")], set()),
    "adopted though one abstained": (
        [*BY_CONSENSUS, *ALL_AGREE[:2], chose("c", "abstain"), taken("adopted")],
        {"outcome_disagrees"},
    ),
    "adopted though one was silent": ([*BY_CONSENSUS, *ALL_AGREE[:2], taken("adopted")], {"member_unheard"}),
    "rejected where one was silent": ([*BY_CONSENSUS, *ALL_AGREE[:2], taken("rejected")], set()),
    "adopted over a concern": ([*BY_CONSENSUS, *ALL_AGREE, objected("a"), taken("adopted")], {"open_objection"}),
    "consented without a quorum": ([*BY_CONSENT, chose("a", "agree"), taken("adopted")], {"inquorate"}),
    "a choice after it was decided": ([*DECIDED, chose("a", "block", "2024-02-05")], {"already_decided"}),
    "a choice after it was decided and put off": (
        [*DECIDED, taken("deferred", "2024-02-05"), chose("a", "block", "2024-02-06")],
        {"already_decided"},
    ),
    "a choice after it was decided and reversed": (
        [*DECIDED, reversed_on("2024-02-05"), chose("a", "block", "2024-02-06")],
        set(),
    ),
    "decided again at the instant at which it was reversed": (
        [*DECIDED, reversed_on("2024-02-05"), taken("adopted", "2024-02-05")],
        {"already_decided"},
    ),
    "a choice after it was put off": ([*BY_VOTE, taken("deferred"), chose("a", "agree", "2024-02-05")], set()),
    "one who left the room chooses": (
        [*BY_VOTE, left_the_room("a"), chose("a", "agree", "2024-02-03")],
        {"took_no_part"},
    ),
    "a stranger chooses": ([*UNHEARD, proposed(), chose("z", "agree")], {"not_a_core_member"}),
    "a stranger objects": ([*UNHEARD, proposed(), objected("z")], {"not_a_core_member"}),
    "nobody asked those whom it affects": (
        [*UNHEARD, proposed(affects=["a", "z"]), *ALL_AGREE, taken("adopted")],
        {"affected_unheard"},
    ),
    "it rests on a mandate that is held": (
        [*THREE, asked(), *GIVEN, proposed(mandate="M"), *ALL_AGREE, taken("adopted")],
        set(),
    ),
    "it rests on a mandate that nobody gave": (
        [*THREE, asked(), proposed(mandate="M"), *ALL_AGREE, taken("adopted")],
        {"mandate_not_held"},
    ),
    "it rests on a mandate that has gone stale": (
        [*THREE, asked(reaffirm_within_days=30), *GIVEN, proposed(mandate="M"), *ALL_AGREE, taken("adopted")],
        {"mandate_not_held"},
    ),
    "it rests on a mandate that was sought later": (
        [*THREE, asked("2024-02-05"), proposed(mandate="M"), *ALL_AGREE, taken("adopted")],
        {"mandate_not_held"},
    ),
    "it rests on a mandate that was not held, and was rejected": (
        [*THREE, asked(), proposed(mandate="M"), taken("rejected")],
        set(),
    ),
    "a choice before it was proposed": ([*BY_VOTE, chose("a", "agree", "2024-01-15")], {"before_opening"}),
}


@pytest.mark.parametrize("name", JUDGED)
def test_what_was_judged_by_hand_agrees(name: str) -> None:
    posted, rules = JUDGED[name]
    ledger = ledger_of(posted)
    assert findings(World(ledger.records, len(posted)), ledger.records[-1]) == rules
    assert {finding.rule for finding in audit(Past(ledger.entries), ledger.entries[-1], LAST)} == rules


SEATS = [f"m{number:03}" for number in range(650)]


@pytest.mark.parametrize(
    ("terms", "ayes", "noes", "chair", "outcome"),
    [
        # Four who count and eleven who never sit or preside are silent; the chair votes with the noes.
        ({}, 310, 310, None, "rejected"),
        ({}, 310, 310, "disagree", "rejected"),
        ({}, 310, 310, "agree", "adopted"),
        ({}, 202, 432, "agree", "rejected"),
        # Two thirds of all seats are 434: a wide majority of those who vote is not enough.
        ({"threshold": "two_thirds", "of": "electorate"}, 298, 56, None, "rejected"),
        ({"threshold": "two_thirds", "of": "electorate"}, 433, 0, None, "rejected"),
        ({"threshold": "two_thirds", "of": "electorate"}, 434, 200, None, "adopted"),
        ({"of": "electorate"}, 325, 0, None, "rejected"),
        ({"of": "electorate"}, 326, 324, None, "adopted"),
        ({"quorum_percent": 6}, 20, 18, None, "rejected"),
        ({"quorum_percent": 6}, 20, 19, None, "adopted"),
        ({"threshold": "unanimous"}, 600, 1, None, "rejected"),
    ],
)
def test_a_division_of_a_large_house_agrees(
    terms: dict[str, Any], ayes: int, noes: int, chair: str | None, outcome: str
) -> None:
    posted = [*a_house(*SEATS), proposed(method="vote", **terms)]
    posted += [chose(one, "agree") for one in SEATS[:ayes]]
    posted += [chose(one, "disagree") for one in SEATS[ayes : ayes + noes]]
    posted += [casting(chair)] if chair else []
    ledger = ledger_of(posted)
    as_of = end("2024-03-01")
    read = reading(World(ledger.records, len(posted)), "D", as_of)
    assert read is not None
    assert (len(read["for"]), len(read["against"])) == (ayes, noes)
    assert len(read["silent"]) == 650 - ayes - noes
    assert read["base"] == (650 if "of" in terms else ayes + noes)
    assert read["outcome"] == outcome
    assert read_by_the_ledger(Past(ledger.entries, as_of), "D", as_of) == read
