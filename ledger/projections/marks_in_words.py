"""What earned or cost an organisation trust, in a sentence? One for each kind of mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from ledger.counting.marks import Mark
from ledger.counting.story import report_due
from ledger.events import (
    ActionAgreed,
    ActionDone,
    ActivityExperienced,
    ActivityStalled,
    ApproachBypassed,
    ApproachRedirected,
    BriefIssued,
    ContactHeld,
    DecisionDeparted,
    DecisionTaken,
    ErrorAdmitted,
    Event,
    MandateAccounted,
    MandateGranted,
    MandateReaffirmed,
    MandateRefused,
    MandateSought,
    MandateWithdrawn,
    MeetingHeld,
    ObjectionResolved,
    OrganisationTold,
    OverstepFound,
    ReportedBack,
    StepAchieved,
)
from ledger.history import Entry, Place
from ledger.past import Past
from ledger.projections.sentences import listed
from ledger.times import in_words, last_day_in_words

SENTENCES = {
    "error_admitted": "%(it)s admitted an error to %(by)s%(how)s.",
    "error_put_right": "%(it)s put right the error that it had admitted to %(by)s.",
    "help_asked": "%(it)s asked %(by)s for help.",
    "met": "%(it)s %(how)s %(by)s in person.",
    "spoke": "%(it)s %(how)s %(by)s by %(mode)s.",
    "wrote": "%(it)s and %(by)s were in touch by %(mode)s.",
    "mandate_granted": "%(by)s granted %(it)s a mandate on %(scope)s.",
    "mandate_reaffirmed": "%(by)s reaffirmed the mandate of %(it)s on %(scope)s.",
    "mandate_refused": "%(by)s refused %(it)s a mandate on %(scope)s.",
    "mandate_withdrawn": "%(by)s withdrew from the mandate of %(it)s on %(scope)s.",
    "accounted": "%(it)s told %(by)s what it had done with the mandate on %(scope)s.",
    "agreed_by_consensus": "%(it)s adopted %(thing)s by consensus, together with %(by)s.",
    "outvoted": "%(it)s %(outcome)s %(thing)s against the votes of %(by)s.",
    "objection_met": "%(it)s amended %(thing)s, and so met the objection of %(by)s.",
    "objection_overridden": "%(it)s overrode the objection of %(by)s to %(thing)s.",
    "departed": "%(it)s went its own way on %(thing)s, in a group with %(by)s.",
    "reported_back": "%(it)s reported back to %(by)s in time on the meeting of %(meeting)s.",
    "report_overdue": "%(it)s had not reported back to %(by)s by %(due)s on the meeting of %(meeting)s.",
    "overstepped": "%(by)s found that %(it)s went further than the brief for the meeting of %(meeting)s.",
    "action_done": "%(it)s did in time what it had taken on to do by %(due)s (%(action)s).",
    "action_overdue": "%(it)s had not done what it had taken on to do by %(due)s (%(action)s).",
    "redirected": "%(it)s sent an approach on %(topic)s to %(by)s, where it belongs.",
    "bypassed": "%(it)s dealt with %(system)s past the access point of %(by)s.",
    "told": "%(it)s told %(by)s about %(thing)s, %(how)s.",
    "step_achieved": "%(it)s achieved step %(step)s with %(by)s in %(thing)s.",
    "stalled": "%(it)s got stuck with %(by)s in %(thing)s.",
    "benefited": "%(by)s had a benefit from %(thing)s, which %(it)s runs.",
    "hard_done_by": "%(by)s felt hard done by in %(thing)s, which %(it)s runs.",
    "concern_raised": "%(by)s raised a concern about %(it)s.",
    "concern_answered": "The concern that %(by)s had raised about %(it)s was answered.",
}
"""Kind → its sentence: `it` is the organisation that is trusted, `by` are those in whose eyes."""

_CHANNELS = {
    "meeting": "at a meeting",
    "visit": "on a visit",
    "call": "in a call",
    "video": "by video",
    "email": "by email",
    "letter": "by letter",
    "message": "by message",
}
_ADMITTED = {
    (False, False): "",
    (True, False): " and apologised",
    (False, True): " and asked how to put it right",
    (True, True): ", apologised and asked how to put it right",
}
_MOST_NAMES = 6

Details = dict[str, str]


class InWords:
    """Tells the marks of one organisation, everyone by the name that they have at a place."""

    def __init__(self, past: Past, code: str, place: Place) -> None:
        self._past, self._place = past, place
        self._names: dict[str, str] = {}
        self._lists: dict[object, str] = {}
        self._opened: dict[str, Any] = {}
        self._it = self.name(code)

    def sentence(self, mark: Mark) -> str:
        """A mark in a sentence."""
        event = mark.entry.event
        find = _DETAILS.get(event.__class__)
        told = {} if find is None else find(self, event)
        told["it"], told["by"] = self._it, self._those(mark)
        return SENTENCES[mark.kind] % told

    def name(self, code: str) -> str:
        """What an organisation is called."""
        found = self._names.get(code)
        if found is None:
            found = self._names[code] = self._past.register.name(code, self._place)
        return found

    def what(self, name: str) -> Any:
        """The event that opens an id."""
        found = self._opened.get(name)
        if found is None:
            found = self._opened[name] = cast("Entry", self._past.history.opener(name)).event
        return found

    def thing(self, name: str) -> str:
        """What a mandate, decision, priority or activity is called."""
        opener = self.what(name)
        return f"the mandate on {opener.scope}" if isinstance(opener, MandateSought) else f"“{opener.title}”"

    def _those(self, mark: Mark) -> str:
        found = self._lists.get(mark.by)
        if found is None:
            names = ["everyone"] if mark.by == "all" else [self.name(code) for code in mark.by]
            if len(names) > _MOST_NAMES:
                names[_MOST_NAMES - 1 :] = [f"{len(names) - _MOST_NAMES + 1} others"]
            found = self._lists[mark.by] = listed(names)
        return found


def _admitting(_: InWords, event: ErrorAdmitted) -> Details:
    return {"how": _ADMITTED[event.apologised, event.asked_how_to_put_right]}


def _contact(_: InWords, event: ContactHeld) -> Details:
    return {"how": "met" if event.mode == "in_person" else "spoke with", "mode": event.mode}


def _meeting(_: InWords, event: MeetingHeld) -> Details:
    return {"how": "held a meeting with", "mode": event.mode}


def _of_a_mandate(words: InWords, event: Any) -> Details:
    return {"scope": words.what(event.mandate).scope}


def _of_a_decision(words: InWords, event: DecisionTaken | DecisionDeparted) -> Details:
    return {"thing": words.thing(event.decision), "outcome": getattr(event, "outcome", "")}


def _of_an_objection(words: InWords, event: ObjectionResolved) -> Details:
    return {"thing": words.thing(words.what(event.objection).about)}


def _of_a_brief(words: InWords, event: BriefIssued | ReportedBack | OverstepFound) -> Details:
    brief = words.what(event.brief)
    return {"meeting": in_words(brief.meeting_at), "due": last_day_in_words(report_due(brief))}


def _of_an_action(words: InWords, event: ActionAgreed | ActionDone) -> Details:
    return {"action": event.action, "due": last_day_in_words(words.what(event.action).due_at)}


def _of_an_approach(words: InWords, event: ApproachRedirected) -> Details:
    return {"topic": f"“{words.what(event.approach).topic}”"}


def _past_the_door(words: InWords, event: ApproachBypassed) -> Details:
    return {"system": words.name(event.with_)}


def _telling(words: InWords, event: OrganisationTold) -> Details:
    return {"thing": words.thing(event.about), "how": _CHANNELS[event.channel]}


def _of_an_activity(words: InWords, event: Any) -> Details:
    return {"thing": words.thing(event.activity), "step": str(words.what(event.activity).step)}


_DETAILS: dict[type[Event], Callable[[InWords, Any], Details]] = {
    ErrorAdmitted: _admitting,
    ContactHeld: _contact,
    MeetingHeld: _meeting,
    MandateGranted: _of_a_mandate,
    MandateReaffirmed: _of_a_mandate,
    MandateRefused: _of_a_mandate,
    MandateWithdrawn: _of_a_mandate,
    MandateAccounted: _of_a_mandate,
    DecisionTaken: _of_a_decision,
    DecisionDeparted: _of_a_decision,
    ObjectionResolved: _of_an_objection,
    BriefIssued: _of_a_brief,
    ReportedBack: _of_a_brief,
    OverstepFound: _of_a_brief,
    ActionAgreed: _of_an_action,
    ActionDone: _of_an_action,
    ApproachRedirected: _of_an_approach,
    ApproachBypassed: _past_the_door,
    OrganisationTold: _telling,
    StepAchieved: _of_an_activity,
    ActivityStalled: _of_an_activity,
    ActivityExperienced: _of_an_activity,
}
"""Type → what its sentence tells beside who."""
