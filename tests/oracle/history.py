"""What does the history read hold, worked out afresh from every record, and in what order?

Plain and slow on purpose. Nothing here imports the ledger: it is written from the rules alone, and a record is what was
posted: `{"position", "recorded_at", "effective_at", "event"}`, with times in microseconds and defaults not filled in.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Record = dict[str, Any]

DAY = 24 * 60 * 60 * 1_000_000

CORRECTIONS = {"EventRetracted", "EntryDisputed", "EntryAttested"}

END_THE_DAY = {
    "OrganisationClosed",
    "MemberLeft",
    "LeaderLeft",
    "SystemRoleLeft",
    "SeatVacated",
    "RepresentativeStoodDown",
    "RepresentationLeadStoodDown",
    "AccessPointLeft",
    "GatekeeperStoodDown",
    "MandateRelinquished",
    "ActivityEnded",
}
"""The types whose plain date stands for the end of the day."""

REGISTER = {
    "OrganisationRegistered",
    "OrganisationRenamed",
    "OrganisationClosed",
    "MemberJoined",
    "MemberLeft",
    "ListSizeRecorded",
    "LeaderAppointed",
    "LeaderLeft",
    "SystemRoleTaken",
    "SystemRoleLeft",
    "RulesAdopted",
    "RemitAgreed",
    "SeatEstablished",
    "SeatTaken",
    "SeatVacated",
    "PowerDevolved",
}

OPENS = {
    "SeatEstablished": "seat",
    "MandateSought": "mandate",
    "DecisionProposed": "decision",
    "ObjectionRaised": "objection",
    "ActionAgreed": "action",
    "MeetingHeld": "meeting",
    "RepresentativeAppointed": "representation",
    "BriefIssued": "brief",
    "ApproachReceived": "approach",
    "PriorityProposed": "priority",
    "ActivityStarted": "activity",
    "ServiceAssigned": "service",
    "ResourceAllocated": "resource",
    "ErrorAdmitted": "admission",
    "ConcernRaised": "concern",
}
"""The id that an event of a type opens."""

NEEDS = {
    "SeatTaken": "seat",
    "SeatVacated": "seat",
    "MandateGranted": "mandate",
    "AssentPresumed": "mandate",
    "MandateReaffirmed": "mandate",
    "MandateRefused": "mandate",
    "MandateWithdrawn": "mandate",
    "ConditionMet": "mandate",
    "MandateNarrowed": "mandate",
    "MandateAccounted": "mandate",
    "MandateRelinquished": "mandate",
    "OrganisationTold": "about",
    "ProposalAmended": "decision",
    "MethodChanged": "decision",
    "VoteCast": "decision",
    "InterestDeclared": "decision",
    "ImpactStated": "decision",
    "CastingVoteUsed": "decision",
    "DecisionTaken": "decision",
    "DecisionReviewed": "decision",
    "DecisionReversed": "decision",
    "DecisionDeparted": "decision",
    "DecisionRejoined": "decision",
    "ObjectionRaised": "about",
    "ObjectionAnswered": "objection",
    "ObjectionResolved": "objection",
    "RepresentativeStoodDown": "representation",
    "ErrorPutRight": "admission",
    "ConcernAnswered": "concern",
    "BriefIssued": "representation",
    "ReportedBack": "brief",
    "OverstepFound": "brief",
    "ActionDone": "action",
    "ActionDropped": "action",
    "ApproachRedirected": "approach",
    "ActivityExperienced": "activity",
    "StepAchieved": "activity",
    "ActivityStalled": "activity",
}
"""The required id field of the types that the tests make up: none of them has more than one."""


def kind_of(record: Record) -> str:
    """The type of the event."""
    return str(record["event"]["type"])


def opened_by(record: Record) -> str | None:
    """The id that the event opens, if any."""
    field = OPENS.get(kind_of(record))
    return record["event"][field] if field else None


def needed_by(record: Record) -> str | None:
    """The id that the event cannot do without, if any."""
    field = NEEDS.get(kind_of(record))
    return record["event"][field] if field else None


def phase(record: Record) -> int:
    """Where an event stands among those of its instant."""
    name = kind_of(record)
    if name in REGISTER:
        return 1
    if name in OPENS or name in {"ProposalAmended", "MandateNarrowed"}:
        return 2
    if name in {"DecisionTaken", "ReportedBack", "PrioritiesAdopted"}:
        return 4
    if name in {"DecisionReviewed", "DecisionReversed", "DecisionDeparted", "DecisionRejoined"}:
        return 5
    return 3


def place(record: Record) -> tuple[int, int, int]:
    """Where an event stands in effective order."""
    return record["effective_at"], phase(record), record["position"]


def recorded(records: list[Record], known: int) -> list[Record]:
    """What was recorded up to a position."""
    return [record for record in records if record["position"] <= known]


def retracted(records: list[Record], known: int) -> set[int]:
    """The positions of the entries taken out."""
    return {record["event"]["position"] for record in recorded(records, known) if kind_of(record) == "EventRetracted"}


def disregarded(records: list[Record], known: int) -> set[int]:
    """The positions of the entries that those in whose name they stand dispute, and have not attested since."""
    found = set()
    said_of_entries = [
        record
        for record in sorted(recorded(records, known), key=lambda each: int(each["position"]))
        if kind_of(record) in {"EntryDisputed", "EntryAttested"}
    ]
    for record in recorded(records, known):
        name = record["event"].get("by", record["event"].get("organisation"))
        if kind_of(record) in CORRECTIONS or name is None:
            continue
        latest = None
        for other in said_of_entries:
            said = other["event"]
            if said["position"] == record["position"] and said["by"] == name:
                latest = kind_of(other)
        if latest == "EntryDisputed":
            found.add(record["position"])
    return found


def attested(records: list[Record], known: int, record: Record) -> bool:
    """Whether the organisation in whose name an entry stands has vouched for it."""
    return any(
        kind_of(other) == "EntryAttested"
        and other["event"]["position"] == record["position"]
        and other["event"]["by"] == record["event"].get("by")
        for other in recorded(records, known)
    )


def read(records: list[Record], known: int, as_of: int | None = None) -> list[Record]:
    """The history read, in order; without `as_of` to the end of time."""
    out = retracted(records, known) | disregarded(records, known)
    history = [
        record
        for record in recorded(records, known)
        if kind_of(record) not in CORRECTIONS
        and record["position"] not in out
        and (as_of is None or record["effective_at"] <= as_of)
    ]
    return sorted(rooted(history), key=place)


def rooted(history: list[Record]) -> list[Record]:
    """Those events whose required opening is among them, and so on in turn."""
    while True:
        opened = {opened_by(record) for record in history}
        kept = [record for record in history if needed_by(record) is None or needed_by(record) in opened]
        if len(kept) == len(history):
            return kept
        history = kept


def instant_of(text: str, *, ends: bool) -> int:
    """The instant that a text names: a plain date stands for the London midnight that begins or ends it."""
    if len(text) == len("2026-03-03"):
        day = date.fromisoformat(text) + timedelta(days=1 if ends else 0)
        moment = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
    else:
        moment = datetime.fromisoformat(text)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
