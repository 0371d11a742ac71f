"""What happened, in a sentence? One for each type of event, as somebody who knows the place would say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from ledger.events import TYPES, Event
from ledger.events.declare import FieldSpec, Role
from ledger.times import in_words, last_day_in_words

Names = Callable[[str], str]

SENTENCES: dict[str, str] = {
    "OrganisationRegistered": "{organisation} is registered as {kind}[, founded by {founded_by}].",
    "OrganisationRenamed": "{organisation} is called {name} from now on.",
    "OrganisationClosed": "{organisation} closes[, succeeded by {successors}].",
    "MemberJoined": "{member} joins {organisation} as {standing} member.",
    "MemberLeft": "{member} leaves {organisation}.",
    "ListSizeRecorded": "{organisation} has {patients} registered patients.",
    "LeaderAppointed": "{person} becomes {role} of {organisation}.",
    "LeaderLeft": "{person} leaves the post at {organisation}.",
    "SystemRoleTaken": "{person} becomes {role} at {organisation}.",
    "SystemRoleLeft": "{person} is no longer {role} at {organisation}.",
    "RulesAdopted": "{group} adopts rules of its own.",
    "RemitAgreed": "{group} agrees that {scope} is a matter for its {belongs_to}.",
    "SeatEstablished": "{organisation} gets the seat {seat} at {at}.",
    "SeatTaken": "{person} takes the seat {seat}[ as {capacity}].",
    "SeatVacated": "{person} leaves the seat {seat}.",
    "PowerDevolved": "{from} passes {scope} on to {to}, with {mode} powers.",
    "MandateSought": "{holder} asks for a mandate on {scope} ({mandate}).",
    "MandateGranted": "{by} grants {mandate}.",
    "AssentPresumed": "{by} is presumed to assent to {mandate} by its silence.",
    "MandateReaffirmed": "{by} reaffirms {mandate}.",
    "MandateRefused": "{by} refuses {mandate}.",
    "MandateWithdrawn": "{by} withdraws from {mandate}.",
    "ConditionMet": "The condition {condition} that {by} set for {mandate} is met.",
    "MandateNarrowed": "{mandate} is narrowed[ to {scope}].",
    "MandateAccounted": "It is told to {to} what was done with {mandate}.",
    "MandateRelinquished": "{mandate} is given back.",
    "DecisionProposed": "{by} puts a question to {group}: {title} ({decision}), to be decided by {method}.",
    "ProposalAmended": "{by} amends the text of {decision}.",
    "MethodChanged": "{decision} is to be decided by {method}.",
    "OrganisationTold": "{by} tells {organisation} about {about} ({channel}).",
    "VoteCast": "{by} chooses on {decision}: {choice}[, through {through}].",
    "InterestDeclared": "{person}, for {by}, declares an interest in {decision} ({action}).",
    "ImpactStated": "{by} says what {decision} would mean for it.",
    "ObjectionRaised": "{by} objects to {about} ({objection}, {weight}).",
    "ObjectionAnswered": "{by} answers objection {objection}.",
    "ObjectionResolved": "Objection {objection} is resolved: {how}.",
    "CastingVoteUsed": "{by} breaks the tie on {decision}: {choice}.",
    "DecisionTaken": "{decision} is {outcome}.",
    "DecisionReviewed": "{by} looks at {decision} again.",
    "DecisionReversed": "{by} reverses {decision}.",
    "DecisionDeparted": "{by} goes its own way on {decision}.",
    "DecisionRejoined": "{by} comes back to {decision}.",
    "ActionAgreed": "{owner} takes on {action}, due by {due_at}.",
    "ActionDone": "{action} is done.",
    "ActionDropped": "{action} is dropped.",
    "MeetingHeld": "{group} meets ({mode}; {present}).",
    "AgendaSet": "The agenda of {meeting} is set.",
    "RepresentativeAppointed": "{person} is to speak for {group} at {at}, as {capacity}.",
    "RepresentationLeadNamed": "{person} is to look after the representation of {group}.",
    "RepresentationLeadStoodDown": "{person} no longer looks after the representation of {group}.",
    "RepresentativeStoodDown": "{representation} ends.",
    "BriefIssued": "{representation} gets the brief {brief} for the meeting of {meeting_at} ({latitude}).",
    "ReportedBack": "A report answers the brief {brief}.",
    "OverstepFound": "{by} finds that the brief {brief} was overstepped.",
    "OverstepRatified": "{by} stands behind what went beyond the brief {brief}.",
    "RepresentationReviewed": "{by} looks at how {representation} works.",
    "PositionStated": "{by} tells {to} what general practice thinks about {scope}.",
    "AccessPointOpened": "{group} opens a single point of access.",
    "AccessPointJoined": "{organisation} commits itself to the access point of {group}.",
    "AccessPointLeft": "{organisation} leaves the access point of {group}.",
    "GatekeeperNamed": "{person} is to guard the access point of {group}.",
    "GatekeeperStoodDown": "{person} no longer guards the access point of {group}.",
    "ApproachReceived": "{from} approaches {to}: {topic} ({approach}, {force}).",
    "ApproachRedirected": "{by} sends {approach} on to {to}.",
    "ApproachTriaged": "{person} settles what becomes of {approach}: {route}.",
    "ApproachAnswered": "{approach} is answered[: {stance}].",
    "ApproachBypassed": "{by} talks with {with} past the access point.",
    "PriorityProposed": "{title} ({priority}) is put forward as a priority of {group}.",
    "PrioritySupported": "{by} is for {priority}.",
    "PriorityOpposed": "{by} is against {priority}.",
    "PrioritiesAdopted": "{group} settles on its priorities[: {priorities}].",
    "PriorityClosed": "{priority} is done with.",
    "ActivityStarted": "{organisation} begins {title} ({activity}) at step {step}[, with {participants}].",
    "AutonomyCeded": "{by} hands a choice of its own to {activity}.",
    "AutonomyReclaimed": "{by} takes a choice back from {activity}.",
    "ActivityExperienced": "{by} says how {activity} was for it: {felt}.",
    "StepAchieved": "{activity} achieves its step.",
    "ActivityStalled": "{activity} is stuck.",
    "ActivityReduced": "{activity} goes on with less.",
    "ActivityEnded": "{activity} ends.",
    "ServiceAssigned": "{responsible} answers for {scope}, which {delivered_by} delivers ({service}).",
    "ResourceAllocated": "{from} passes money on to {to} for {purpose} ({resource}).",
    "ContactHeld": "{between} are in touch ({mode}).",
    "HelpAsked": "{by} asks {of} for help.",
    "InvolvementAsked": "{by} asks {of} for a say.",
    "ErrorAdmitted": "{by} admits an error to {to} ({admission}).",
    "ErrorPutRight": "The error {admission} is put right.",
    "ConcernRaised": "{by} raises a concern about {about} ({concern}).",
    "ConcernAnswered": "The concern {concern} is answered.",
    "EventRetracted": "The event at position {position} is retracted.",
    "EntryDisputed": "{by} disputes the entry at position {position}.",
    "EntryAttested": "{by} attests the entry at position {position}.",
}
"""Type → its sentence. What stands in brackets is left out where a field in it is missing or empty."""


def sentence(event: Event, name: Names) -> str:
    """An event in a sentence. `name` gives what an organisation is called."""
    kind = type(event).__name__
    fields = _fields(kind)

    def told(match: re.Match[str]) -> str:
        return _value(event, fields[match[1]], name)

    def kept(match: re.Match[str]) -> str:
        inner = match[1]
        wanted = (getattr(event, fields[one].attribute) for one in _FIELD.findall(inner))
        return inner if all(value not in (None, ()) for value in wanted) else ""

    return _FIELD.sub(told, _OPTIONAL.sub(kept, SENTENCES[kind]))


def listed(names: Iterable[str]) -> str:
    """Some names in a row: `a, b and c`; `nobody` where there is none."""
    *others, last = list(names) or ["nobody"]
    return f"{', '.join(others)} and {last}" if others else last


_FIELD = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\]]*)\]")


@cache
def _fields(kind: str) -> dict[str, FieldSpec]:
    return {spec.name: spec for spec in TYPES[kind].fields}


def _value(event: Event, spec: FieldSpec, name: Names) -> str:
    value: Any = getattr(event, spec.attribute)
    if spec.many:
        return listed(_one(one, spec, name) for one in value)
    return _one(value, spec, name)


def _one(value: Any, spec: FieldSpec, name: Names) -> str:
    match spec.role:
        case Role.CODE:
            return name(value)
        case Role.CHOICE:
            return str(value).replace("_", " ")
        case Role.STARTS:
            return in_words(value)
        case Role.ENDS:
            return last_day_in_words(value)
        case Role.WHOLE:
            return f"{value:,}"
        case _:
            return str(value)
