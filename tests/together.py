"""How does a test tell of priorities, meetings, activities, services and money? Events in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telling import happened

if TYPE_CHECKING:
    from tests.telling import Told


def proposed(priority: str, at: str = "2024-01-01", group: str = "pcn", kind: str = "support") -> Told:
    title = f"The matter of {priority}"
    return happened("PriorityProposed", at, priority=priority, group=group, title=title, kind=kind)


def supported(by: str, priority: str, at: str = "2024-01-02", reason: str | None = None) -> Told:
    return happened("PrioritySupported", at, priority=priority, by=by, reason=reason)


def opposed(by: str, priority: str, at: str = "2024-01-02", reason: str | None = None) -> Told:
    return happened("PriorityOpposed", at, priority=priority, by=by, reason=reason)


def settled_on(*priorities: str, at: str = "2024-02-01", group: str = "pcn") -> Told:
    return happened("PrioritiesAdopted", at, group=group, priorities=list(priorities))


def done_with(priority: str, at: str) -> Told:
    return happened("PriorityClosed", at, priority=priority, outcome="It is done.")


def meeting(name: str, at: str, group: str = "pcn") -> Told:
    return happened("MeetingHeld", at, meeting=name, group=group, mode="video", present=["a"])


def agenda_of(name: str, at: str, *items: tuple[int | None, str | None]) -> Told:
    """Points, each with its minutes and its priority."""
    points = []
    for minutes, priority in items:
        point: dict[str, Any] = {"title": "A point"}
        if minutes is not None:
            point["minutes"] = minutes
        if priority is not None:
            point["priority"] = priority
        points.append(point)
    return happened("AgendaSet", at, meeting=name, items=points)


def started(
    activity: str,
    step: int,
    *participants: str,
    at: str = "2024-03-01",
    by: str = "pcn",
    mandate: str | None = None,
) -> Told:
    return happened(
        "ActivityStarted",
        at,
        activity=activity,
        organisation=by,
        title=f"The work of {activity}",
        step=step,
        participants=list(participants),
        mandate=mandate,
    )


def achieved(activity: str, at: str = "2024-04-01") -> Told:
    return happened("StepAchieved", at, activity=activity, evidence="It is there.")


def felt(by: str, activity: str, how: str, at: str = "2024-05-01", why: str | None = None) -> Told:
    return happened("ActivityExperienced", at, activity=activity, by=by, felt=how, why=why)


def ceded(by: str, activity: str, what: str, at: str = "2024-03-02") -> Told:
    return happened("AutonomyCeded", at, activity=activity, by=by, what=what)


def reclaimed(by: str, activity: str, what: str, at: str = "2024-06-01") -> Told:
    return happened("AutonomyReclaimed", at, activity=activity, by=by, what=what)


def stalled(activity: str, at: str) -> Told:
    return happened("ActivityStalled", at, activity=activity, why="No room.")


def reduced(activity: str, at: str) -> Told:
    return happened("ActivityReduced", at, activity=activity, why="Too dear.")


def ended(activity: str, at: str) -> Told:
    return happened("ActivityEnded", at, activity=activity, why="Done.")


def assigned(
    service: str, delivered_by: str, *, scope: str = "flu", by: str = "pcn", at: str = "2024-03-01", **more: Any
) -> Told:
    return happened(
        "ServiceAssigned", at, service=service, scope=scope, responsible=by, delivered_by=delivered_by, **more
    )


def allocated(
    resource: str,
    from_: str,
    to: str,
    *,
    at: str = "2024-03-01",
    whole: int = 0,
    decision: str | None = None,
    **to_each: int,
) -> Told:
    """Money, shared out in pence if it is said to whom, else passed on whole."""
    return happened(
        "ResourceAllocated",
        at,
        resource=resource,
        from_=from_,
        to=to,
        pence=sum(to_each.values()) or whole,
        purpose="access",
        shares=[{"organisation": code, "pence": pence} for code, pence in to_each.items()] or None,
        decision=decision,
    )
