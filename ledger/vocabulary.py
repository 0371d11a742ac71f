"""Which words does the ledger use for kinds, choices and stances?"""

from __future__ import annotations

from typing import Literal, get_args

OrganisationKind = Literal[
    "practice",
    "pcn",
    "federation",
    "lmc",
    "leadership_group",
    "neighbourhood_team",
    "place_board",
    "icb",
    "sub_icb",
    "nhs_trust",
    "council",
    "other",
]
GENERAL_PRACTICE: frozenset[str] = frozenset({"practice", "pcn", "federation", "lmc", "leadership_group"})
"""The kinds that are general practice; every other kind is "the system"."""

Basis = Literal["contractual", "financial", "statutory", "voluntary"]
MemberStanding = Literal["core", "attending"]
DrawnFrom = Literal["general_practice", "management", "system"]
Method = Literal["consensus", "consent", "vote"]
Threshold = Literal["majority", "two_thirds", "three_quarters", "unanimous"]
THRESHOLDS: tuple[str, ...] = get_args(Threshold)
"""Weakest first."""

Weighting = Literal["organisations", "patients"]
BelongsTo = Literal["group", "members"]
Capacity = Literal["delegate", "representative", "nominee", "expert"]
Devolution = Literal["advisory", "deciding"]
DecidedHow = Literal["partners_meeting", "vote", "signature", "email", "verbal"]
VoteBase = Literal["cast", "electorate"]
TellingChannel = Literal["meeting", "visit", "call", "video", "email", "letter", "message"]
Choice = Literal["agree", "agree_with_reservations", "stand_aside", "abstain", "disagree", "block"]
InterestAction = Literal["noted", "left"]
ObjectionWeight = Literal["concern", "block"]
ObjectionOutcome = Literal["amended", "withdrawn", "stood_aside", "overridden"]
CastingChoice = Literal["agree", "disagree"]
Outcome = Literal["adopted", "rejected", "deferred"]
MeetingMode = Literal["in_person", "video", "phone"]
ContactMode = Literal["in_person", "video", "phone", "email", "message"]
Latitude = Literal["trusted", "framed"]
Force = Literal["contract", "statute", "directive", "offer", "request"]
Route = Literal["meeting", "paper", "message", "further_work", "declined"]
AnswerStance = Literal["accepted", "declined", "no_obligation"]
PriorityKind = Literal["support", "influence"]
Felt = Literal["benefit", "neutral", "hard_done_by"]

Stance = Literal["firm", "stale", "unconfirmed", "conditional", "presumed", "unheard", "refused", "withdrawn"]
STANCES: tuple[Stance, ...] = get_args(Stance)

MandateStateName = Literal[
    "relinquished", "expired", "held", "stale", "unconfirmed", "conditional", "presumed", "lost", "sought"
]
MANDATE_STATES: tuple[MandateStateName, ...] = get_args(MandateStateName)
ENDED: frozenset[str] = frozenset({"relinquished", "expired"})
"""The states in which nobody's stance matters any more."""

Severity = Literal["stop", "note"]

CODE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
"""Every organisation code, id, person and scope. Source: the ODS code set, widened to slugs."""

DAYS_PATTERN = r"^[0-9]{1,4}d$"
"""How a number of days ahead is written: `30d`."""

_NAME = CODE_PATTERN.strip("^$")
DUE_CURSOR_PATTERN = rf"^-?[0-9]{{1,18}}/{_NAME}/[a-z_]{{1,32}}/{_NAME}/(?:{_NAME})?$"
"""Where a list of what is due goes on: when, from whom, what kind, about what, whom that concerns."""
