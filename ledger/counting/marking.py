"""Which marks of trust has an organisation earned or lost? Every event that leaves one, and in whose eyes."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from ledger.counting.choices import count
from ledger.counting.marks import (
    APOLOGISED,
    ASKED_HOW_TO_PUT_RIGHT,
    CONVERSATIONS,
    FACE_TO_FACE,
    WROTE,
    Mark,
    in_order,
    in_writing,
    left_by,
    left_for_all,
    left_in_silence,
)
from ledger.counting.story import Story, report_due
from ledger.events import (
    ActionAgreed,
    ActionDone,
    ActivityExperienced,
    ActivityStalled,
    ApproachBypassed,
    ApproachRedirected,
    BriefIssued,
    ConcernAnswered,
    ConcernRaised,
    ContactHeld,
    DecisionDeparted,
    DecisionTaken,
    ErrorAdmitted,
    ErrorPutRight,
    Event,
    HelpAsked,
    MandateAccounted,
    MandateGranted,
    MandateReaffirmed,
    MandateRefused,
    MandateWithdrawn,
    MeetingHeld,
    ObjectionResolved,
    OrganisationTold,
    OverstepFound,
    ReportedBack,
    StepAchieved,
)
from ledger.history import Entry
from ledger.past import Past


def marks(past: Past, code: str) -> tuple[Mark, ...]:
    """All marks of one organisation in a history, in effective order, those of deadlines yet to pass too.

    `past` must hold all that names the organisation or hangs from it, and the register of the groups it decides in.
    """
    story = Story(past, code)
    found: list[Mark] = []
    silent: list[Mark] = []
    for entry in past.history.entries:
        leave = _MARKS.get(entry.event.__class__)
        if leave is not None and story.is_sound(entry.event):
            mark = leave(story, entry, entry.event)
            if mark is not None and mark.by:
                (silent if mark.in_silence else found).append(mark)
    # Those that events leave are in order already, and come before what passes in silence at the same instant.
    silent.sort(key=attrgetter("place"))
    return tuple(sorted(found + silent, key=attrgetter("at")))


Left = Mark | None
Leave = Callable[[Story, Entry, Any], Left]


def _admitted(story: Story, entry: Entry, event: ErrorAdmitted) -> Left:
    if event.by == story.code:
        more = APOLOGISED * event.apologised + ASKED_HOW_TO_PUT_RIGHT * event.asked_how_to_put_right
        return left_by(entry, "error_admitted", event.to, more)
    return None


def _put_right(story: Story, entry: Entry, event: ErrorPutRight) -> Left:
    admitted = story.what(event.admission)
    if admitted.by == story.code:
        return left_by(entry, "error_put_right", admitted.to)
    return None


def _asked_for_help(story: Story, entry: Entry, event: HelpAsked) -> Left:
    if event.by == story.code:
        return left_by(entry, "help_asked", event.of)
    return None


def _in_touch(story: Story, entry: Entry, event: ContactHeld) -> Left:
    if story.code in event.between:
        others = [one for one in event.between if one != story.code]
        kind = CONVERSATIONS.get(event.mode)
        return in_writing(entry, WROTE, others) if kind is None else left_by(entry, kind, others)
    return None


def _held_a_meeting(story: Story, entry: Entry, event: MeetingHeld) -> Left:
    if event.group == story.code:
        return left_by(entry, CONVERSATIONS[event.mode], [one for one in event.present if one != story.code])
    return None


def _answers_a_mandate(kind: str) -> Leave:
    def leave(story: Story, entry: Entry, event: Any) -> Left:
        if story.whose(event.mandate) == story.code:
            return left_by(entry, kind, [event.by])
        return None

    return leave


def _accounted(story: Story, entry: Entry, event: MandateAccounted) -> Left:
    if story.whose(event.mandate) == story.code:
        return left_by(entry, "accounted", event.to)
    return None


def _decided(story: Story, entry: Entry, event: DecisionTaken) -> Left:
    if story.whose(event.decision) != story.code:
        return None
    counted = count(story.past, event.decision, entry.place)
    if counted is None:
        return None
    match counted.method, event.outcome:
        case "consensus", "adopted":
            return left_by(entry, "agreed_by_consensus", counted.electors)
        case "vote", "adopted":
            return left_by(entry, "outvoted", counted.against)
        case "vote", "rejected":
            return left_by(entry, "outvoted", counted.for_)
    return None


_RESOLUTIONS = {"amended": "objection_met", "overridden": "objection_overridden"}


def _resolved(story: Story, entry: Entry, event: ObjectionResolved) -> Left:
    kind, raised = _RESOLUTIONS.get(event.how), story.what(event.objection)
    if kind is not None and story.whose(raised.about) == story.code:
        return left_by(entry, kind, [raised.by])
    return None


def _departed(story: Story, entry: Entry, event: DecisionDeparted) -> Left:
    if event.by == story.code:
        members = story.past.register.core_members(story.whose(event.decision), entry.place)
        return left_by(entry, "departed", [one for one in members if one != story.code])
    return None


def _briefed(story: Story, entry: Entry, event: BriefIssued) -> Left:
    due = report_due(event)
    if story.what(event.representation).group == story.code and not story.is_ended(event.brief, due):
        return left_in_silence(entry, "report_overdue", due, in_order(event.represents))
    return None


def _reported(story: Story, entry: Entry, event: ReportedBack) -> Left:
    brief = story.what(event.brief)
    if story.briefs_group(event.brief) == story.code and entry.effective_at <= report_due(brief):
        return left_by(entry, "reported_back", brief.represents)
    return None


def _overstepped(story: Story, entry: Entry, event: OverstepFound) -> Left:
    if story.briefs_group(event.brief) == story.code:
        return left_by(entry, "overstepped", [event.by])
    return None


def _agreed_to_act(story: Story, entry: Entry, event: ActionAgreed) -> Left:
    if event.owner == story.code and not story.is_ended(event.action, event.due_at):
        return left_in_silence(entry, "action_overdue", event.due_at, "all")
    return None


def _acted(story: Story, entry: Entry, event: ActionDone) -> Left:
    agreed = story.what(event.action)
    if agreed.owner == story.code and entry.effective_at <= agreed.due_at:
        return left_for_all(entry, "action_done")
    return None


def _redirected(story: Story, entry: Entry, event: ApproachRedirected) -> Left:
    if event.by == story.code:
        return left_by(entry, "redirected", [event.to])
    return None


def _bypassed(story: Story, entry: Entry, event: ApproachBypassed) -> Left:
    if event.by == story.code:
        return left_by(entry, "bypassed", sorted(story.doors(entry.place)))
    return None


def _told(story: Story, entry: Entry, event: OrganisationTold) -> Left:
    if event.by == story.code:
        leave = left_by if event.channel in FACE_TO_FACE else in_writing
        return leave(entry, "told", [event.organisation])
    return None


def _by_participants(kind: str) -> Leave:
    def leave(story: Story, entry: Entry, event: Any) -> Left:
        activity = story.what(event.activity)
        if activity.organisation == story.code:
            return left_by(entry, kind, activity.participants)
        return None

    return leave


_FEELINGS = {"benefit": "benefited", "hard_done_by": "hard_done_by"}


def _felt(story: Story, entry: Entry, event: ActivityExperienced) -> Left:
    kind = _FEELINGS.get(event.felt)
    if kind is not None and story.what(event.activity).organisation == story.code:
        return left_by(entry, kind, [event.by])
    return None


def _worried(story: Story, entry: Entry, event: ConcernRaised) -> Left:
    if event.about == story.code:
        return left_by(entry, "concern_raised", [event.by])
    return None


def _reassured(story: Story, entry: Entry, event: ConcernAnswered) -> Left:
    raised = story.what(event.concern)
    if raised.about == story.code:
        return left_by(entry, "concern_answered", [raised.by])
    return None


_MARKS: dict[type[Event], Leave] = {
    ErrorAdmitted: _admitted,
    ErrorPutRight: _put_right,
    HelpAsked: _asked_for_help,
    ContactHeld: _in_touch,
    MeetingHeld: _held_a_meeting,
    MandateGranted: _answers_a_mandate("mandate_granted"),
    MandateReaffirmed: _answers_a_mandate("mandate_reaffirmed"),
    MandateRefused: _answers_a_mandate("mandate_refused"),
    MandateWithdrawn: _answers_a_mandate("mandate_withdrawn"),
    MandateAccounted: _accounted,
    DecisionTaken: _decided,
    ObjectionResolved: _resolved,
    DecisionDeparted: _departed,
    BriefIssued: _briefed,
    ReportedBack: _reported,
    OverstepFound: _overstepped,
    ActionAgreed: _agreed_to_act,
    ActionDone: _acted,
    ApproachRedirected: _redirected,
    ApproachBypassed: _bypassed,
    OrganisationTold: _told,
    StepAchieved: _by_participants("step_achieved"),
    ActivityStalled: _by_participants("stalled"),
    ActivityExperienced: _felt,
    ConcernRaised: _worried,
    ConcernAnswered: _reassured,
}
"""Type → the mark that such an event leaves, if it leaves one on the organisation whose story it is."""
