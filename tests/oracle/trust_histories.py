"""What might build or cost trust around a few practices? Small made-up histories of marks, thick with coincidences."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.oracle import histories as made_up

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Posted = dict[str, Any]

PCN, FEDERATION, GROUP, BOARD, FIRST = "P", "F", "G", "I", "A1"
TRUSTED = [PCN, FEDERATION, FIRST, BOARD]
# The ends of months, a week, an absence of leaders, a rhythm of 91 days and a year apart.
OFFSETS = [0, 1, 7, 8, 14, 29, 30, 31, 32, 38, 59, 60, 61, 90, 91, 92, 100, 121, 365, 366, 372, 373, 400]
DAYS = [str(made_up.FIRST_DAY + timedelta(days=offset)) for offset in OFFSETS]
TIMES = st.builds(str.__add__, st.sampled_from(DAYS), st.sampled_from(["", "", "", "T00:00:00Z", "T23:30:00Z"]))
CODE = st.sampled_from([*made_up.PRACTICES, PCN, FEDERATION, BOARD])
OFTEN = st.sampled_from([PCN, PCN, PCN, FIRST, FEDERATION])
SOME = st.lists(CODE, min_size=1, max_size=3, unique=True)
WORDS = st.just("so it was")
TRUTH = st.booleans()


def _event(kind: str, **fields: SearchStrategy[Any]) -> SearchStrategy[Posted]:
    named = {name.rstrip("_"): made for name, made in fields.items()}
    return st.fixed_dictionaries({"type": st.just(kind), "effective_at": TIMES} | named)


def _one_of(*names: str) -> SearchStrategy[str]:
    return st.sampled_from(names)


ADMISSION, BRIEF, ACTION, APPROACH = _one_of("E1", "E2"), _one_of("B1", "B2"), _one_of("X1", "X2"), st.just("Y1")
ACTIVITY, CONCERN, MANDATE, DECISION = st.just("V1"), _one_of("C1", "C2"), _one_of("M1", "M2"), _one_of("D1", "D2")
OBJECTION, MEETING = _one_of("O1", "O2"), _one_of("H1", "H2", "H3")

ERRORS = [
    _event(
        "ErrorAdmitted",
        admission=ADMISSION,
        by=OFTEN,
        to=st.lists(st.sampled_from(made_up.PRACTICES[1:]), min_size=1, max_size=2, unique=True),
        what=WORDS,
        apologised=TRUTH,
        asked_how_to_put_right=TRUTH,
    ),
    _event("ErrorPutRight", admission=ADMISSION, how=WORDS),
    _event("HelpAsked", by=OFTEN, of=SOME, about=WORDS),
    _event("ConcernRaised", concern=CONCERN, by=CODE, about=OFTEN, what=WORDS),
    _event("ConcernAnswered", concern=CONCERN, answer=WORDS),
]
TALKS = [
    _event(
        "ContactHeld",
        between=st.lists(CODE, min_size=2, max_size=3, unique=True),
        mode=_one_of("in_person", "video", "phone", "email", "message"),
    ),
    _event(
        "MeetingHeld",
        meeting=MEETING,
        group=OFTEN,
        mode=_one_of("in_person", "video", "phone"),
        present=st.lists(CODE, max_size=3, unique=True),
    ),
    _event(
        "OrganisationTold",
        about=st.one_of(MANDATE, DECISION),
        organisation=CODE,
        by=OFTEN,
        channel=_one_of("meeting", "visit", "call", "video", "email", "letter", "message"),
    ),
]
MANDATES = [
    _event("MandateGranted", mandate=MANDATE, by=CODE, source=WORDS),
    _event("MandateReaffirmed", mandate=MANDATE, by=CODE),
    _event("MandateRefused", mandate=MANDATE, by=CODE, reason=WORDS),
    _event("MandateWithdrawn", mandate=MANDATE, by=CODE, reason=WORDS),
    _event("MandateAccounted", mandate=MANDATE, to=SOME, done=WORDS),
    _event("ObjectionRaised", objection=OBJECTION, about=st.one_of(MANDATE, DECISION), by=CODE, reason=WORDS),
    _event("ObjectionResolved", objection=OBJECTION, how=_one_of("amended", "withdrawn", "stood_aside", "overridden")),
]
DECIDING = [
    _event(
        "DecisionProposed",
        decision=DECISION,
        group=OFTEN,
        by=CODE,
        title=WORDS,
        text=WORDS,
        method=_one_of("consensus", "consent", "vote"),
    ),
    _event("VoteCast", decision=DECISION, by=CODE, choice=_one_of("agree", "disagree", "block", "abstain")),
    _event("VoteCast", decision=DECISION, by=CODE, choice=_one_of("agree", "disagree")),
    _event("MethodChanged", decision=DECISION, method=_one_of("consensus", "vote"), why=WORDS),
    _event("ProposalAmended", decision=DECISION, by=CODE, text=WORDS, minor=TRUTH),
    _event(
        "InterestDeclared", decision=DECISION, by=CODE, person=st.just("ann"), interest=WORDS, action=st.just("left")
    ),
    _event("DecisionTaken", decision=DECISION, outcome=_one_of("adopted", "rejected", "deferred"), statement=WORDS),
    _event("DecisionReversed", decision=DECISION, by=CODE, why=WORDS),
    _event("DecisionDeparted", decision=DECISION, by=CODE, reason=WORDS),
]
PROMISES = [
    _event(
        "BriefIssued",
        brief=BRIEF,
        representation=st.just("R1"),
        meeting_at=TIMES,
        represents=st.lists(CODE, max_size=2, unique=True),
    ),
    _event(
        "BriefIssued", brief=BRIEF, representation=st.just("R1"), meeting_at=TIMES, represents=SOME, report_due_at=TIMES
    ),
    _event("ReportedBack", brief=BRIEF, discussed=WORDS, agreed=st.just([])),
    _event("OverstepFound", brief=BRIEF, by=CODE, what=WORDS),
    _event("ActionAgreed", action=ACTION, owner=OFTEN, what=WORDS, due_at=TIMES),
    _event("ActionDone", action=ACTION),
    _event("ActionDropped", action=ACTION),
]
DOORS = [
    _event("AccessPointJoined", group=_one_of(PCN, FEDERATION), organisation=OFTEN),
    _event("AccessPointJoined", group=_one_of(PCN, FEDERATION), organisation=OFTEN),
    _event("AccessPointLeft", group=_one_of(PCN, FEDERATION), organisation=OFTEN),
    _event("ApproachRedirected", approach=APPROACH, by=OFTEN, to=_one_of(PCN, FEDERATION)),
    _event("ApproachBypassed", by=OFTEN, with_=st.just(BOARD), what=WORDS, reported_by=CODE),
]
TOGETHER = [
    _event("StepAchieved", activity=ACTIVITY, evidence=WORDS),
    _event("ActivityStalled", activity=ACTIVITY, why=WORDS),
    _event("ActivityExperienced", activity=ACTIVITY, by=CODE, felt=_one_of("benefit", "neutral", "hard_done_by")),
]
LEADERS = [
    _event("LeaderAppointed", organisation=OFTEN, person=_one_of("ann", "bob", "cat"), role=WORDS),
    _event("LeaderAppointed", organisation=OFTEN, person=_one_of("ann", "bob"), role=WORDS, principal=TRUTH),
    _event("LeaderLeft", organisation=OFTEN, person=_one_of("ann", "bob", "cat")),
    _event("LeaderLeft", organisation=OFTEN, person=_one_of("ann", "bob")),
]
MEMBERS = [
    _event("MemberJoined", organisation=st.just(PCN), member=_one_of("A1", "A4")),
    _event("MemberLeft", organisation=st.just(PCN), member=_one_of("A1", "A2")),
    _event("OrganisationClosed", organisation=_one_of("A1", "A2", "A4")),
]
MARKS = [*ERRORS, *TALKS, *MANDATES, *DECIDING, *PROMISES, *DOORS, *TOGETHER]
THEMES = [
    MARKS,
    [*ERRORS, *LEADERS],
    [*ERRORS, *TALKS, *LEADERS, *made_up.CORRECTIONS],
    TALKS,
    [*TALKS, *MANDATES],
    [*DECIDING, *MEMBERS],
    [*PROMISES, *made_up.CORRECTIONS],
    [*DOORS, *TOGETHER],
    [*MARKS, *LEADERS, *MEMBERS, *made_up.CORRECTIONS],
]
"""Types that have much to do with each other, about the same few names."""


def _on(day: int, kind: str, **fields: Any) -> Posted:
    at = str(made_up.FIRST_DAY + timedelta(days=day))
    return {"type": kind, "effective_at": at, **{name.rstrip("_"): value for name, value in fields.items()}}


USUAL = [
    _on(0, "MandateSought", mandate="M1", holder=PCN, scope="pay", wording="w"),
    _on(1, "MandateSought", mandate="M2", holder=FEDERATION, scope="pay", wording="w"),
    _on(0, "DecisionProposed", decision="D1", group=PCN, by=PCN, title="t", text="w"),
    _on(1, "DecisionProposed", decision="D2", group=FEDERATION, by=PCN, title="t", text="w", method="vote"),
    _on(
        0, "RepresentativeAppointed", representation="R1", group=PCN, person="cat", at=BOARD, capacity="representative"
    ),
    _on(0, "ApproachReceived", approach="Y1", from_=BOARD, to=FIRST, topic="t"),
    _on(0, "ActivityStarted", activity="V1", organisation=PCN, title="t", step=2, participants=["A2", "A1"]),
    _on(0, "ObjectionRaised", objection="O1", about="D1", by="A1", reason="r"),
    _on(1, "ErrorAdmitted", admission="E1", by=PCN, to=["A1", "A3"], what="w", apologised=True)
    | {"asked_how_to_put_right": False},
]


@st.composite
def trust(draw: st.DrawFn, *, corrections: bool = True, most: int = 30) -> list[Posted]:
    """Events in the order in which they are recorded; those that refer to nothing known are left out."""
    usual = [one for one in [*made_up.USUAL, *USUAL] if draw(st.integers(0, 9)) < 9]
    some = draw(st.sampled_from(THEMES))
    if not corrections:
        some = [one for one in some if one not in made_up.CORRECTIONS]
    rest = draw(st.lists(st.one_of(some), min_size=draw(st.integers(0, most)), max_size=most))
    return made_up.admitted([*made_up.BEGINNING, *usual, *rest])
