"""What might happen around a few practices in some years? Small made-up histories, dense with coincidences."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.oracle.history import CORRECTIONS as CORRECTING
from tests.oracle.history import NEEDS, OPENS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Posted = dict[str, Any]

PRACTICES = ["A1", "A2", "A3", "A4"]
PCN, FEDERATION, GROUP, BOARD = "P", "F", "G", "I"
HOLDERS = [PCN, FEDERATION, GROUP]
CODES = [*PRACTICES, *HOLDERS, BOARD]
PERSONS = ["ann", "bob", "cat"]
MANDATES = ["M1", "M2", "M3"]
OBJECTIONS = ["O1", "O2"]
SEATS = ["S1", "S2"]
REPRESENTATIONS = ["R1"]
SCOPES = ["estates", "pay"]
KINDS = {
    **dict.fromkeys(PRACTICES, "practice"),
    PCN: "pcn",
    FEDERATION: "federation",
    GROUP: "leadership_group",
    BOARD: "icb",
}
FIRST_DAY = date(2024, 1, 1)
# One day apart, and a notice, a month, an absence, a quiet half-year and a year apart; and where the clocks change.
OFFSETS = [0, 1, 14, 15, 31, 32, 45, 60, 89, 90, 91, 104, 121, 180, 181, 211, 212, 270, 300, 301, 345, 365, 366, 379]
OFFSETS += [396, 454, 455, 545, 546, 560, 577, 664, 665, 730, 731, 745, 820, 910]
DAYS = [str(FIRST_DAY + timedelta(days=offset)) for offset in OFFSETS]
TIMES = st.builds(str.__add__, st.sampled_from(DAYS), st.sampled_from(["", "", "", "T00:00:00Z", "T01:00:00+01:00"]))


def _event(
    name: str, fields: dict[str, SearchStrategy[Any]], **optional: SearchStrategy[Any]
) -> SearchStrategy[Posted]:
    return st.fixed_dictionaries(
        {"type": st.just(name), "effective_at": TIMES} | fields,
        optional=optional,
    )


PRACTICE = st.sampled_from(PRACTICES)
CODE = st.sampled_from(CODES)
HOLDER = st.sampled_from(HOLDERS)
PERSON = st.sampled_from(PERSONS)
MANDATE = st.sampled_from(["M1", "M1", "M1", "M2", "M2", "M3"])
OBJECTION = st.sampled_from(OBJECTIONS)
SEAT = st.sampled_from(SEATS)
SCOPE = st.sampled_from(SCOPES)
WORDS = st.just("so it was")
ACTOR = st.one_of(PRACTICE, PRACTICE, PRACTICE, st.just(PCN), CODE)
POSITION = st.one_of(st.integers(1, 60), st.integers(-12, -1))
"""From the start, or, below nought, counted back from the end as it is then."""
ITSELF = "itself"
"""Stands for the organisation in whose name an entry is."""
SOURCE = {"source": st.just("minutes")}
PAIR = st.sampled_from(
    [
        *((PCN, one) for one in PRACTICES),
        (FEDERATION, PCN),
        (FEDERATION, "A4"),
        (FEDERATION, "A1"),
        (GROUP, PCN),
        (GROUP, FEDERATION),
        (GROUP, BOARD),
        (PCN, FEDERATION),
    ]
)
THRESHOLD = st.sampled_from(["majority", "two_thirds", "three_quarters", "unanimous"])
CONDITIONS = st.lists(st.sampled_from(["c1", "c2"]), unique=True, max_size=2).map(
    lambda names: [{"id": name, "text": "if so"} for name in names]
)


def _moved(name: str, **optional: SearchStrategy[Any]) -> SearchStrategy[Posted]:
    def split(given: Posted) -> Posted:
        body, member = given.pop("pair")
        return given | {"organisation": body, "member": member}

    return _event(name, {"pair": PAIR}, **optional).map(split)


SOUGHT = _event(
    "MandateSought",
    {"mandate": MANDATE, "holder": HOLDER, "scope": SCOPE, "wording": WORDS},
    constituency=st.one_of(
        st.sampled_from(["members", "practices"]), st.lists(PRACTICE, min_size=1, max_size=3, unique=True)
    ),
    threshold=THRESHOLD,
    weighting=st.sampled_from(["organisations", "patients"]),
    reaffirm_within_days=st.sampled_from([30, 180, 365]),
    notice_days=st.sampled_from([0, 1, 14]),
    expires_at=TIMES,
    rebuilds=MANDATE,
)

REGISTER_EVENTS = [
    _event("OrganisationRenamed", {"organisation": CODE, "name": st.just("new")}),
    _event("OrganisationClosed", {"organisation": CODE}),
    _moved("MemberJoined", standing=st.sampled_from(["core", "attending"])),
    _moved("MemberJoined"),
    _moved("MemberLeft"),
    _event("ListSizeRecorded", {"organisation": PRACTICE, "patients": st.sampled_from([0, 1, 2, 3, 7])}),
    _event(
        "LeaderAppointed",
        {"organisation": HOLDER, "person": PERSON, "role": st.just("Chair")},
        principal=st.booleans(),
        drawn_from=st.sampled_from(["general_practice", "system"]),
    ),
    _event("LeaderAppointed", {"organisation": st.just(PCN), "person": PERSON, "role": st.just("Clinical Director")}),
    _event("LeaderLeft", {"organisation": HOLDER, "person": PERSON}),
    _event("LeaderLeft", {"organisation": st.just(PCN), "person": PERSON}),
    _event("SystemRoleTaken", {"person": PERSON, "organisation": st.just(BOARD), "role": st.just("adviser")}),
    _event("SystemRoleLeft", {"person": PERSON, "organisation": st.just(BOARD), "role": st.just("adviser")}),
    _event(
        "RulesAdopted",
        {"group": HOLDER},
        threshold=THRESHOLD,
        weighting=st.sampled_from(["organisations", "patients"]),
        notice_days=st.sampled_from([0, 14, 30]),
        reaffirm_within_days=st.sampled_from([180, 365]),
    ),
    _event("RemitAgreed", {"group": HOLDER, "scope": SCOPE, "belongs_to": st.sampled_from(["group", "members"])}),
    _event("SeatEstablished", {"seat": SEAT, "at": st.just(BOARD), "organisation": HOLDER}),
    _event("SeatTaken", {"seat": SEAT, "person": PERSON}),
    _event("SeatVacated", {"seat": SEAT, "person": PERSON}),
    _event("PowerDevolved", {"from": st.just(BOARD), "to": HOLDER, "scope": SCOPE, "mode": st.just("deciding")}),
    _event("GatekeeperNamed", {"group": HOLDER, "person": PERSON}),
    _event("GatekeeperStoodDown", {"group": HOLDER, "person": PERSON}),
    _event(
        "RepresentativeAppointed",
        {
            "representation": st.sampled_from(REPRESENTATIONS),
            "group": HOLDER,
            "person": PERSON,
            "at": st.just(BOARD),
            "capacity": st.just("delegate"),
        },
    ),
    _event("RepresentativeStoodDown", {"representation": st.sampled_from(REPRESENTATIONS)}),
]

MANDATE_EVENTS = [
    SOUGHT,
    _event("MandateGranted", {"mandate": MANDATE, "by": ACTOR}, conditions=CONDITIONS, **SOURCE),
    _event("MandateGranted", {"mandate": MANDATE, "by": PRACTICE}, **SOURCE),
    _event("MandateGranted", {"mandate": MANDATE, "by": PRACTICE}),
    _event("AssentPresumed", {"mandate": MANDATE, "by": ACTOR}, **SOURCE),
    _event("MandateReaffirmed", {"mandate": MANDATE, "by": ACTOR}, **SOURCE),
    _event("MandateRefused", {"mandate": MANDATE, "by": ACTOR, "reason": WORDS}, **SOURCE),
    _event("MandateWithdrawn", {"mandate": MANDATE, "by": ACTOR, "reason": WORDS}, **SOURCE),
    _event("ConditionMet", {"mandate": MANDATE, "by": ACTOR, "condition": st.sampled_from(["c1", "c2"])}),
    _event("MandateNarrowed", {"mandate": MANDATE, "wording": WORDS, "why": WORDS}, scope=SCOPE),
    _event("MandateAccounted", {"mandate": MANDATE, "to": st.just(["A1"]), "done": WORDS}),
    _event("MandateRelinquished", {"mandate": MANDATE, "why": WORDS}),
    _event(
        "OrganisationTold",
        {"about": MANDATE, "organisation": ACTOR, "by": CODE, "channel": st.sampled_from(["visit", "email"])},
    ),
    _event(
        "ObjectionRaised",
        {"objection": OBJECTION, "about": MANDATE, "by": ACTOR, "reason": WORDS},
        weight=st.sampled_from(["concern", "block"]),
    ),
    _event("ObjectionAnswered", {"objection": OBJECTION, "by": CODE, "answer": WORDS}),
    _event("ObjectionResolved", {"objection": OBJECTION, "how": st.sampled_from(["amended", "withdrawn"])}),
]

OTHER_EVENTS = [
    _event(
        "ContactHeld",
        {"between": st.lists(CODE, min_size=2, max_size=3, unique=True), "mode": st.sampled_from(["email", "phone"])},
    ),
    _event(
        "MeetingHeld",
        {
            "meeting": st.sampled_from(["H1", "H2"]),
            "group": HOLDER,
            "mode": st.just("video"),
            "present": st.lists(PRACTICE, min_size=1, max_size=3, unique=True),
        },
        attending=st.lists(PRACTICE, min_size=1, max_size=2, unique=True),
    ),
    _event("HelpAsked", {"by": ACTOR, "of": st.lists(HOLDER, min_size=1, max_size=2, unique=True), "about": WORDS}),
    _event("ConcernRaised", {"concern": st.just("C1"), "by": PRACTICE, "about": HOLDER, "what": WORDS}),
    _event("PositionStated", {"by": HOLDER, "scope": SCOPE, "to": st.just([BOARD]), "position_text": WORDS}),
]

CORRECTIONS = [
    _event("EventRetracted", {"position": POSITION, "because_of": WORDS}),
    _event("EntryDisputed", {"position": POSITION, "by": st.one_of(st.just(ITSELF), ACTOR), "reason": WORDS}),
    _event("EntryAttested", {"position": POSITION, "by": st.one_of(st.just(ITSELF), ACTOR)}),
]


def _a_beginning(of: str, **fields: Any) -> Posted:
    return {"type": of, "effective_at": str(FIRST_DAY), **fields}


BEGINNING: list[Posted] = [
    _a_beginning("OrganisationRegistered", organisation=code, name=code, kind=KINDS[code]) for code in CODES
]
USUAL: list[Posted] = [
    *(_a_beginning("MemberJoined", organisation=PCN, member=one) for one in PRACTICES[:3]),
    _a_beginning("MemberJoined", organisation=FEDERATION, member="A4"),
    _a_beginning("MemberJoined", organisation=FEDERATION, member=PCN),
    _a_beginning("MemberJoined", organisation=GROUP, member=PCN),
    *(
        _a_beginning("ListSizeRecorded", organisation=one, patients=patients)
        for one, patients in zip(PRACTICES, [1, 2, 3, 0], strict=True)
    ),
    _a_beginning("LeaderAppointed", organisation=PCN, person="ann", role="Clinical Director"),
    _a_beginning("LeaderAppointed", organisation=GROUP, person="bob", role="Chair"),
]
ASKED: list[Posted] = [
    _a_beginning("MandateSought", mandate="M1", holder=PCN, scope="estates", wording="w"),
    _a_beginning("MandateSought", mandate="M2", holder=GROUP, scope="estates", wording="w", constituency="practices"),
    _a_beginning("ObjectionRaised", objection="O1", about="M1", by="A1", reason="r", weight="block"),
    _a_beginning("SeatEstablished", seat="S1", at=BOARD, organisation=GROUP),
]

GRANTED = [
    _a_beginning("MandateGranted", mandate=mandate, by=by, source="minutes")
    for mandate, by in (("M1", "A1"), ("M1", "A2"), ("M2", "A1"), ("M2", "A2"))
]
"""Two mandates that a majority gave."""


EVERY = [*REGISTER_EVENTS, *MANDATE_EVENTS, *OTHER_EVENTS, *CORRECTIONS]
# A few types at a time: what goes wrong between two of them shows where they are thick on the ground.
A_FEW_TYPES = st.lists(st.sampled_from(EVERY), min_size=2, max_size=8)
_LEADS = {"organisation": st.just(PCN), "person": st.sampled_from(PERSONS[:2])}
_ON_M1 = {"mandate": st.just("M1"), "by": st.sampled_from(PRACTICES[:3])}
_OFTEN = [
    _event("MandateGranted", _ON_M1, **SOURCE),
    _event("MandateGranted", _ON_M1, conditions=CONDITIONS),
    _event("MandateReaffirmed", _ON_M1),
    _event("AssentPresumed", _ON_M1),
    _event("MandateWithdrawn", _ON_M1 | {"reason": WORDS}),
]
_TOLD = _event(
    "OrganisationTold",
    {"about": st.just("M1"), "organisation": _ON_M1["by"], "by": st.just(PCN), "channel": st.just("visit")},
)
_OBJECTED = _event("ObjectionRaised", {"objection": OBJECTION, "about": st.just("M1"), "by": PRACTICE, "reason": WORDS})
_RESOLVED = _event("ObjectionResolved", {"objection": OBJECTION, "how": st.just("amended")})
THEMES = [
    [
        *_OFTEN,
        _event("LeaderAppointed", _LEADS | {"role": st.just("Chair")}),
        _event("LeaderAppointed", _LEADS | {"role": st.just("Chair")}, principal=st.booleans()),
        _event("LeaderLeft", _LEADS),
    ],
    [
        *_OFTEN,
        _moved("MemberJoined"),
        _moved("MemberLeft"),
        _event("OrganisationClosed", {"organisation": CODE}),
        _event("MandateGranted", {"mandate": st.just("M2"), "by": PRACTICE}),
        _event("MandateGranted", {"mandate": st.just("M2"), "by": PRACTICE}),
    ],
    [*_OFTEN, _TOLD, _TOLD, _TOLD, _OBJECTED, _RESOLVED, _event("AssentPresumed", _ON_M1, **SOURCE), SOUGHT],
    [*_OFTEN, _TOLD, _event("MandateNarrowed", {"mandate": MANDATE, "wording": WORDS, "why": WORDS}, scope=SCOPE)],
    [*_OFTEN, _TOLD, _OBJECTED, _RESOLVED, SOUGHT, *CORRECTIONS, *CORRECTIONS],
    [*_OFTEN, _moved("MemberJoined"), _moved("MemberLeft"), *CORRECTIONS],
    [*_OFTEN, *OTHER_EVENTS],
    [*REGISTER_EVENTS, *CORRECTIONS],
]
"""Types that have much to do with each other, about the same few names."""


# ---- Decisions ----

DECISIONS = ["D1", "D2", "D3"]
# Few days, next to each other: one who leaves on a day leaves at the instant at which the next begins.
_DAYS = [str(FIRST_DAY + timedelta(days=offset)) for offset in range(10)]
_SOON = st.builds(str.__add__, st.sampled_from(_DAYS), st.sampled_from(["", "", "", "T00:00:00Z", "T19:00:00Z"]))
DECISION = st.sampled_from(["D1", "D1", "D1", "D1", "D2", "D2", "D3"])
METHOD = st.sampled_from(["consensus", "consent", "vote"])
CHOICE = st.sampled_from(["agree", "agree_with_reservations", "stand_aside", "abstain", "disagree", "block"])
MOODS = [
    st.lists(CHOICE, min_size=4, max_size=4),
    st.permutations(["agree", "agree", "disagree", "disagree"]),
    st.permutations(["agree", "disagree", "abstain", "stand_aside"]),
    st.lists(st.sampled_from(["agree", "agree", "stand_aside"]), min_size=4, max_size=4),
]
"""How up to four choose: all over the place, torn, or of one mind."""
OUTCOME = st.sampled_from(["adopted", "adopted", "adopted", "rejected", "rejected", "deferred"])
QUORUM = st.sampled_from([0, 1, 33, 34, 50, 51, 66, 67, 100])
_MAKINGS: dict[str, SearchStrategy[Any]] = {
    "method": METHOD,
    "threshold": THRESHOLD,
    "of": st.sampled_from(["cast", "electorate"]),
    "weighting": st.sampled_from(["organisations", "patients"]),
    "quorum_percent": QUORUM,
    "matter": SCOPE,
    "mandate": st.sampled_from(MANDATES),
    "affects": st.lists(st.sampled_from([*PRACTICES, PCN]), min_size=1, max_size=2, unique=True),
}


def _soon(name: str, fields: dict[str, SearchStrategy[Any]], **optional: SearchStrategy[Any]) -> SearchStrategy[Posted]:
    return _event(name, {"effective_at": _SOON} | fields, **optional)


def _about_it(name: str, **fields: SearchStrategy[Any]) -> SearchStrategy[Posted]:
    return _soon(name, {"decision": DECISION} | fields)


_PROPOSED = _soon(
    "DecisionProposed",
    {"decision": DECISION, "group": HOLDER, "by": ACTOR, "title": WORDS, "text": WORDS},
    **_MAKINGS,
)
_VOTED = _soon("VoteCast", {"decision": DECISION, "by": ACTOR, "choice": CHOICE}, through=PERSON)
_TOLD_OF_IT = _soon(
    "OrganisationTold",
    {"about": DECISION, "organisation": ACTOR, "by": CODE, "channel": st.sampled_from(["visit", "email"])},
)
_OBJECTED_TO_IT = _soon(
    "ObjectionRaised",
    {"objection": OBJECTION, "about": st.one_of(DECISION, DECISION, MANDATE), "by": ACTOR, "reason": WORDS},
    weight=st.sampled_from(["concern", "block"]),
)
_AMENDED = _soon(
    "ProposalAmended",
    {"decision": DECISION, "by": ACTOR, "text": WORDS},
    minor=st.booleans(),
    answers=st.lists(OBJECTION, max_size=2, unique=True),
)
_TAKEN = _about_it("DecisionTaken", outcome=OUTCOME, statement=WORDS)
_REVERSED = _about_it("DecisionReversed", by=ACTOR, why=WORDS)
_LEFT_THE_ROOM = _about_it(
    "InterestDeclared", person=PERSON, by=ACTOR, interest=WORDS, action=st.sampled_from(["left", "noted"])
)
_CASTING = _about_it("CastingVoteUsed", by=ACTOR, choice=st.sampled_from(["agree", "disagree"]))
_METHOD_CHANGED = _about_it("MethodChanged", method=METHOD, why=WORDS)
_RESOLVED_IN_TIME = _soon("ObjectionResolved", {"objection": OBJECTION, "how": st.just("stood_aside")})

_COMINGS_AND_GOINGS = [
    each.flatmap(lambda event: _SOON.map(lambda at: event | {"effective_at": at}))
    for each in (
        _moved("MemberJoined"),
        _moved("MemberJoined", standing=st.sampled_from(["core", "attending"])),
        _moved("MemberLeft"),
        _moved("MemberLeft"),
        _event("OrganisationClosed", {"organisation": CODE}),
        _event("ListSizeRecorded", {"organisation": CODE, "patients": st.sampled_from([0, 1, 2, 3, 7])}),
        _event("SystemRoleTaken", {"person": PERSON, "organisation": st.just(BOARD), "role": st.just("adviser")}),
        _event("SystemRoleLeft", {"person": PERSON, "organisation": st.just(BOARD), "role": st.just("adviser")}),
        _event("RulesAdopted", {"group": HOLDER}, threshold=THRESHOLD, quorum_percent=QUORUM, method=METHOD),
        _event("RemitAgreed", {"group": HOLDER, "scope": SCOPE, "belongs_to": st.sampled_from(["group", "members"])}),
        SOUGHT,
        _event("MandateGranted", {"mandate": MANDATE, "by": PRACTICE}, **SOURCE),
        _event("MandateWithdrawn", {"mandate": MANDATE, "by": PRACTICE, "reason": WORDS}, **SOURCE),
        _event("MandateRelinquished", {"mandate": MANDATE, "why": WORDS}),
    )
]
DECISION_EVENTS = [
    _PROPOSED,
    _VOTED,
    _VOTED,
    _TOLD_OF_IT,
    _OBJECTED_TO_IT,
    _RESOLVED_IN_TIME,
    _AMENDED,
    _TAKEN,
    _REVERSED,
    _LEFT_THE_ROOM,
    _CASTING,
    _METHOD_CHANGED,
    _about_it("ImpactStated", by=ACTOR, impact=WORDS),
    _about_it("DecisionReviewed", by=ACTOR, found=WORDS),
    _about_it("DecisionDeparted", by=ACTOR, reason=WORDS),
    _about_it("DecisionRejoined", by=ACTOR, reason=WORDS),
    _soon("ObjectionAnswered", {"objection": OBJECTION, "by": CODE, "answer": WORDS}),
]
DECISION_THEMES = [
    [*DECISION_EVENTS],
    [*DECISION_EVENTS, *_COMINGS_AND_GOINGS],
    [*DECISION_EVENTS, *_COMINGS_AND_GOINGS, *CORRECTIONS],
    [_VOTED, _TAKEN, *_COMINGS_AND_GOINGS],
    [_VOTED, _VOTED, _TOLD_OF_IT, _AMENDED, _TAKEN, _METHOD_CHANGED],
    [_VOTED, _CASTING, _TAKEN, _REVERSED, _AMENDED],
    [_VOTED, _OBJECTED_TO_IT, _RESOLVED_IN_TIME, _TAKEN, _LEFT_THE_ROOM],
    [_VOTED, _TAKEN, _PROPOSED, *CORRECTIONS],
]
_BODIES = {PCN: PRACTICES[:3], FEDERATION: ["A4", PCN], GROUP: [PCN]}
"""Who usually belongs to whom."""


_SOME = st.integers(0, 2).map(bool)
_FEW = st.integers(0, 3).map(lambda number: number == 0)
_HABITS = [
    _event("RulesAdopted", {"group": HOLDER}, threshold=THRESHOLD, quorum_percent=QUORUM),
    _event("RemitAgreed", {"group": HOLDER, "scope": SCOPE, "belongs_to": st.sampled_from(["group", "members"])}),
    _event("SystemRoleTaken", {"person": PERSON, "organisation": st.just(BOARD), "role": st.just("adviser")}),
    _event("MemberJoined", {"organisation": st.just(PCN), "member": st.just("A4")}),
    _event("ListSizeRecorded", {"organisation": CODE, "patients": st.sampled_from([0, 1, 3, 6])}),
]
"""What may hold of a group and its people before they decide anything."""


@st.composite
def _a_round(draw: st.DrawFn, decision: str) -> list[Posted]:
    """One decision, decided as it should be, or nearly: proposed, told, chosen and taken within a few days."""
    group = draw(st.sampled_from([PCN, PCN, PCN, FEDERATION, GROUP]))
    day = draw(st.integers(0, 6))

    def on(kind: str, **fields: Any) -> Posted:
        at = _DAYS[day + draw(st.integers(0, 2))]
        return {"type": kind, "effective_at": at} | (fields if "about" in fields else {"decision": decision} | fields)

    terms = {name: draw(made) for name, made in _MAKINGS.items() if draw(_SOME)}
    opening = on("DecisionProposed", group=group, by=group, title="t", text="w", **terms) | {"effective_at": _DAYS[day]}
    chosen = draw(st.one_of(MOODS))
    found = []
    for each, choice in zip([*_BODIES[group], *(["A4"] if draw(_SOME) else [])], chosen, strict=False):
        if draw(_SOME) or draw(_SOME):
            found.append(on("OrganisationTold", about=decision, organisation=each, by=group, channel="visit"))
        if draw(_SOME) or draw(_SOME):
            through = {"through": draw(PERSON)} if draw(_FEW) or group == GROUP else {}
            found.append(on("VoteCast", by=each, choice=choice, **through))
        if draw(_FEW) and draw(_FEW):
            found.append(on("InterestDeclared", by=each, person="ann", interest="i", action="left"))
    if draw(_FEW):
        found.append(on("CastingVoteUsed", by=group, choice=draw(st.sampled_from(["agree", "disagree"]))))
    if draw(_FEW):
        weight = draw(st.sampled_from(["block", "concern"]))
        found.append(on("ObjectionRaised", objection="O2", about=decision, by="A1", reason="r", weight=weight))
    if draw(_FEW):
        found.append(on("ProposalAmended", by=group, text="v", minor=draw(st.booleans())))
    taken = on("DecisionTaken", outcome=draw(OUTCOME), statement="s") | {"effective_at": _DAYS[day + 2]}
    return [opening, *draw(st.permutations(found)), taken]


@st.composite
def decisions(draw: st.DrawFn, *, corrections: bool = True, most: int = 16) -> list[Posted]:
    """Events about a few decisions, in the order in which they are recorded, as far as they would be admitted."""
    usual = [one for one in [*USUAL, *ASKED[:2], *GRANTED] if draw(st.integers(0, 15)) != 1]
    habits = [draw(habit) | {"effective_at": _DAYS[0]} for habit in _HABITS if draw(st.booleans())]
    rounds = [draw(_a_round(name)) for name in DECISIONS[: draw(st.integers(1, 2))]]
    some = draw(st.sampled_from(DECISION_THEMES))
    if not corrections:
        some = [one for one in some if one not in CORRECTIONS]
    rest = draw(st.lists(st.one_of(some), min_size=draw(st.integers(0, most)), max_size=most))
    # What else happens is typed in anywhere between, but nothing of a decision before it is proposed.
    typed = [one for _, *others in rounds for one in others]
    for one in rest:
        typed.insert(draw(st.integers(0, len(typed))), one)
    return admitted([*BEGINNING, *usual, *habits, *(opening for opening, *_ in rounds), *typed])


@st.composite
def histories(draw: st.DrawFn, *, corrections: bool = True, most: int = 24) -> list[Posted]:
    """Events in the order in which they are recorded; those that refer to nothing known are left out."""
    late = draw(st.integers(0, 9)) == 0
    beginning = [dict(one) for one in BEGINNING]
    if late:
        draw(st.sampled_from(beginning))["effective_at"] = draw(TIMES)
    usual = [one for one in [*USUAL, *ASKED] if draw(st.integers(0, 7)) < 7]
    some = draw(st.one_of(st.sampled_from(THEMES), st.sampled_from(THEMES), A_FEW_TYPES))
    if not corrections:
        some = [one for one in some if one not in CORRECTIONS]
    least = draw(st.integers(0, most))
    rest = draw(st.lists(st.one_of(some or MANDATE_EVENTS), min_size=least, max_size=most))
    return admitted([*beginning, *usual, *rest])


def admitted(posted: list[Posted]) -> list[Posted]:
    """Those that would not be refused for an id in use, an unknown reference or a second retraction."""
    kept: list[Posted] = []
    in_use: dict[str, int] = {}
    taken_back: set[int] = set()
    for one in posted:
        event = dict(one)
        if event["type"] in CORRECTING and not _aim(event, kept):
            continue
        _forget_the_unknown(event, in_use)
        new, needed = _new_and_needed(event)
        if new in in_use or not needed <= in_use.keys():
            continue
        if event["type"] == "EventRetracted":
            if event["position"] in taken_back:
                continue
            taken_back.add(event["position"])
            in_use = {name: at for name, at in in_use.items() if at != event["position"]}
        kept.append(event)
        if new is not None:
            in_use[new] = len(kept)
    return kept


def _forget_the_unknown(event: Posted, in_use: dict[str, int]) -> None:
    """Leave out what an event may refer to, but need not, if it is not known."""
    for field in ("rebuilds", *(["mandate"] if event["type"] == "DecisionProposed" else [])):
        if event.get(field) not in in_use:
            event.pop(field, None)
    if "answers" in event:
        event["answers"] = [one for one in event["answers"] if one in in_use]


def _new_and_needed(event: Posted) -> tuple[str | None, set[str]]:
    """The code or id that an event puts in use, and those that it refers to: no code looks like an id here."""
    name = event["type"]
    opens = "organisation" if name == "OrganisationRegistered" else OPENS.get(name)
    new = event[opens] if opens else None
    needed = {
        event[field] for field in ("mandate", "decision", "objection", "seat", "representation") if field in event
    }
    if name in NEEDS:
        needed.add(event[NEEDS[name]])
    return new, (needed | _codes(event)) - {new}


def _aim(event: Posted, kept: list[Posted]) -> bool:
    """Make out which entry a correction is about; false where there is none, or none that can be corrected."""
    index = event["position"] - 1 if event["position"] > 0 else len(kept) + event["position"]
    if not 0 <= index < len(kept) or kept[index]["type"] in CORRECTING:
        return False
    event["position"] = index + 1
    if event.get("by") == ITSELF:
        event["by"] = kept[index].get("by", kept[index].get("organisation", PCN))
    return True


def _codes(event: Posted) -> set[str]:
    found: set[str] = set()
    for field in ("organisation", "member", "by", "to", "of", "from", "at", "between", "holder", "group", "present"):
        # What a vote is `of` is no code.
        value = [] if (event["type"], field) == ("DecisionProposed", "of") else event.get(field, [])
        found.update([value] if isinstance(value, str) else value)
    if event["type"] in ("ConcernRaised", "OrganisationTold", "ObjectionRaised"):
        found.add(event["about"])
    for field in ("constituency", "affects"):
        if isinstance(event.get(field), list):
            found.update(event[field])
    return found
