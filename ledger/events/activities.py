"""How do organisations work together? Activities and the steps they climb, services, and money."""

from __future__ import annotations

from typing import Literal

from ledger.events.declare import (
    ActivityId,
    Code,
    Codes,
    Count,
    DecisionId,
    Event,
    MandateId,
    ResourceId,
    Scope,
    ServiceId,
    Text,
    Words,
    event,
    part,
    says,
)
from ledger.times import Ends
from ledger.vocabulary import Felt


@event("activity", opens="activity", under=("organisation",))
class ActivityStarted(Event):
    """Organisations begin to do something together."""

    activity: ActivityId = says("The activity's id.")
    organisation: Code = says("Who runs it.")
    title: Text = says("What it is called, in a few words.")
    step: Literal[1, 2, 3, 4, 5] = says(
        "How hard it is: 1 a shared resource, 2 a shared service on top, 3 each practice answers for delivery, 4 one "
        "standard way of working, 5 core clinical services."
    )
    participants: Codes = says("Who takes part.", least=0)
    mandate: MandateId | None = says("The mandate that it rests on.", default=None)


@event("activity")
class AutonomyCeded(Event):
    """An organisation hands a choice of its own to the activity."""

    activity: ActivityId = says("Which activity.")
    by: Code = says("Who hands it over.")
    what: Words = says("What it no longer settles alone.")


@event("activity")
class AutonomyReclaimed(Event):
    """An organisation takes a choice back from the activity."""

    activity: ActivityId = says("Which activity.")
    by: Code = says("Who takes it back.")
    what: Words = says("What it settles alone again.")


@event("activity")
class ActivityExperienced(Event):
    """An organisation says how an activity was for it."""

    activity: ActivityId = says("Which activity.")
    by: Code = says("Who says so.")
    felt: Felt = says("How it was.")
    why: Words | None = says("Why.", default=None)


@event("activity")
class StepAchieved(Event):
    """An activity has reached what it set out to do at its step."""

    activity: ActivityId = says("Which activity.")
    evidence: Words = says("What shows it.")


@event("activity")
class ActivityStalled(Event):
    """An activity is stuck."""

    activity: ActivityId = says("Which activity.")
    why: Words = says("Why.")


@event("activity")
class ActivityReduced(Event):
    """An activity goes on with less."""

    activity: ActivityId = says("Which activity.")
    why: Words = says("Why.")


@event("activity", ends_day=True)
class ActivityEnded(Event):
    """An activity ends; on the day itself it still runs."""

    activity: ActivityId = says("Which activity.")
    why: Words = says("Why.")


@event("activity", opens="service", under=("responsible",))
class ServiceAssigned(Event):
    """It is settled who answers for a service and who delivers it."""

    service: ServiceId = says("The service's id.")
    scope: Scope = says("What the service is, as a slug.")
    responsible: Code = says("Who answers for it.")
    delivered_by: Code = says("Who delivers it.")
    core_contract: bool | None = says("Whether it is part of the core contract of practices.", default=None)
    decision: DecisionId | None = says("The decision behind it.", default=None)
    ends_at: Ends | None = says("When it ends.", default=None)


@part
class Share:
    """What one organisation gets of a resource."""

    organisation: Code = says("Who gets it.")
    pence: Count = says("How much, in pence.")


@event("activity", opens="resource", under=("from", "to"))
class ResourceAllocated(Event):
    """Money is passed on for a purpose."""

    resource: ResourceId = says("The resource's id.")
    from_: Code = says("Who gives it.")
    to: Code = says("Who receives it.")
    pence: Count = says("How much, in pence.")
    purpose: Text = says("What it is for.")
    shares: tuple[Share, ...] = says("Who gets how much of it; they add up to the whole.", default=())
    decision: DecisionId | None = says("The decision behind it.", default=None)
