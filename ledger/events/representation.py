"""Who speaks for a group at a body of the system, with what brief, and what did they bring back?"""

from __future__ import annotations

from ledger.events.declare import (
    BriefId,
    Code,
    Codes,
    Days,
    Event,
    MandateId,
    Party,
    Person,
    PriorityId,
    RepresentationId,
    Scope,
    Words,
    event,
    part,
    says,
)
from ledger.times import Ends, Starts
from ledger.vocabulary import Capacity, Latitude


@event("representation", opens="representation", under=("group", "person"))
class RepresentativeAppointed(Event):
    """Someone is asked to speak for a group at a body of the system."""

    representation: RepresentationId = says("The representation's id.")
    group: Code = says("On whose behalf they speak.")
    person: Person = says("Who speaks.")
    at: Code = says("The body of the system.")
    capacity: Capacity = says("In what capacity they sit there.")
    support: Party | None = says("Who sees the actions through, an organisation or a person.", default=None)
    review_every_days: Days = says("How often the arrangement is to be looked at, in days.", default=180)


@event("representation")
class RepresentationLeadNamed(Event):
    """Someone is asked to look after all of a group's representation."""

    group: Code = says("Whose representation it is.")
    person: Person = says("Who looks after it.")


@event("representation", ends_day=True)
class RepresentationLeadStoodDown(Event):
    """A representation lead stops; on the day itself they still look after it."""

    group: Code = says("Whose representation it was.")
    person: Person = says("Who stops.")


@event("representation", ends_day=True)
class RepresentativeStoodDown(Event):
    """A representative stops; on the day itself they still speak for the group."""

    representation: RepresentationId = says("Which representation ends.")
    why: Words | None = says("Why.", default=None)


@event("representation", opens="brief", under=("representation",))
class BriefIssued(Event):
    """A representative is told what to take to a meeting, and what to bring home."""

    brief: BriefId = says("The brief's id.")
    representation: RepresentationId = says("Whose brief it is.")
    meeting_at: Starts = says("When the meeting is.")
    represents: Codes = says("For which organisations they speak there.", least=0)
    latitude: Latitude = says("Trusted to agree what seems right, or held to a frame.", default="trusted")
    agenda: Words | None = says("What the meeting is about.", default=None)
    may_agree: tuple[Words, ...] = says("What they may agree to there and then.", default=())
    bring_back: tuple[Words, ...] = says("What must come back to the group first.", default=())
    outcomes_sought: tuple[Words, ...] = says("What the group hopes will come of it.", default=())
    mandate: MandateId | None = says("The mandate that it rests on.", default=None)
    priorities: tuple[PriorityId, ...] = says("The priorities that it serves.", default=())
    report_due_at: Ends | None = says(
        "By when they report back; left out, it is seven days after the meeting.", default=None
    )


@part
class AgreedPoint:
    """Something that the representative agreed to."""

    text: Words = says("What was agreed.")
    within_brief: bool = says("Whether the brief allowed it.")


@event("representation", phase=4)
class ReportedBack(Event):
    """A representative tells the group what happened."""

    brief: BriefId = says("Which brief it answers.")
    discussed: Words = says("What was talked about.")
    agreed: tuple[AgreedPoint, ...] = says("What was agreed to, point by point.", least=0)
    to_come: Words | None = says("What is still to come.", default=None)


@event("representation")
class OverstepFound(Event):
    """An organisation finds that the representative went further than the brief."""

    brief: BriefId = says("Which brief.")
    by: Code = says("Who finds so.")
    what: Words = says("What went too far.")


@event("representation")
class OverstepRatified(Event):
    """An organisation stands behind what went further than the brief."""

    brief: BriefId = says("Which brief.")
    by: Code = says("Who stands behind it.")
    why: Words = says("Why.")


@event("representation")
class RepresentationReviewed(Event):
    """It is asked whether a representation works."""

    representation: RepresentationId = says("Which representation.")
    by: Code = says("Who looked at it.")
    working: Words = says("What works.")
    to_improve: Words = says("What should be better.")


@event("representation")
class PositionStated(Event):
    """A body tells the system what general practice thinks."""

    by: Code = says("Who says so.")
    scope: Scope = says("The matter, as a slug.")
    to: Codes = says("To which bodies of the system.")
    position_text: Words = says("What it told them.")
