"""What can be wrong with an event about who speaks for a group?"""

from __future__ import annotations

from ledger.events import BriefIssued, ReportedBack, RepresentationLeadNamed, RepresentativeAppointed
from ledger.findings import Found, rule
from ledger.past import Case
from ledger.rules.people import conflicted
from ledger.rules.wording import number
from ledger.times import day_in_london, in_words, last_day_in_words, start

LEADS = 2
"""How many may look after the representation of one group at once."""


@rule("conflicted_voice", "stop", RepresentativeAppointed)
def spoken_for_by_the_system(case: Case, event: RepresentativeAppointed) -> Found:
    """Nobody speaks for a group who holds a role in the system then."""
    yield from conflicted(case, event.person, f"Let somebody else speak for {case.name(event.group)}.")


@rule("too_many_leads", "stop", RepresentationLeadNamed)
def too_many_leads(case: Case, event: RepresentationLeadNamed) -> Found:
    """A group's representation is looked after by one person, or by two, and not by more at once."""
    leads = case.past.leads.at(event.group, case.place).persons
    others = {person: entry for person, entry in leads.items() if person != event.person}
    if len(others) >= LEADS:
        text = (
            f"The representation of {case.name(event.group)} is looked after by {' and '.join(others)} already. Record "
            "first who of them stood down."
        )
        yield text, tuple(entry.position for entry in others.values())


@rule("representation_ended", "stop", BriefIssued)
def representation_ended(case: Case, event: BriefIssued) -> Found:
    """Nobody is briefed who has stood down as a representative."""
    representation = case.past.representations.at(event.representation, case.place)
    if representation.ended is not None and representation.terms is not None:
        terms = representation.terms
        text = (
            f"{terms.person} has not spoken for {case.name(terms.group)} at {case.name(terms.at)} since "
            f"{last_day_in_words(representation.ended.effective_at)}, the last day. Record whoever speaks there now, "
            "and give the brief to them."
        )
        yield text, (representation.ended.position,)


@rule("before_meeting", "stop", ReportedBack)
def before_meeting(case: Case, event: ReportedBack) -> Found:
    """Nobody reports back on a meeting that has not been held yet."""
    brief = case.past.briefs.at(event.brief, case.place)
    if brief.issued is None or brief.terms is None:
        return
    meeting_at = brief.terms.meeting_at
    # A plain date stands for its start: a report that is dated on the day of the meeting is not before it.
    its_day = start(day_in_london(meeting_at).isoformat())
    if case.entry.effective_at < meeting_at and case.entry.effective_at != its_day:
        text = (
            f"The meeting that {event.brief} is for is on {in_words(meeting_at)}, and this is dated "
            f"{in_words(case.entry.effective_at)}, before it. Check both dates."
        )
        yield text, (brief.issued.position,)


@rule("outside_brief", "note", ReportedBack)
def outside_brief(case: Case, event: ReportedBack) -> Found:
    """Under a framed brief a representative agrees only what the brief allows; an honest report is never refused."""
    brief = case.past.briefs.at(event.brief, case.place)
    outside = [point for point in event.agreed if not point.within_brief]
    if outside and brief.issued is not None and brief.terms is not None and brief.terms.latitude == "framed":
        many = number(outside, "point was", "points were")
        text = f"{many[:1].upper()}{many[1:]} agreed to that {event.brief}, a framed brief, did not allow."
        yield text, (brief.issued.position,)
