"""What can be wrong with an event about a group's door, or an approach?"""

from __future__ import annotations

from typing import cast

from ledger.aggregates.access import errand_of
from ledger.events import AgendaSet, ApproachReceived, ApproachTriaged, GatekeeperNamed
from ledger.findings import Found, rule
from ledger.history import Entry
from ledger.past import Case
from ledger.rules.people import conflicted
from ledger.rules.wording import spaced
from ledger.times import in_words

GATEKEEPERS = 2
"""How many may guard one door at once."""


@rule("conflicted_voice", "stop", GatekeeperNamed, ApproachTriaged)
def guarded_by_the_system(case: Case, event: GatekeeperNamed | ApproachTriaged) -> Found:
    """Nobody guards a door, or settles where an approach goes, who holds a role in the system then."""
    yield from conflicted(case, event.person, "Let somebody else guard the door.")


@rule("too_many_gatekeepers", "stop", GatekeeperNamed)
def too_many_gatekeepers(case: Case, event: GatekeeperNamed) -> Found:
    """A door is guarded by one person, or by two, and not by more at once."""
    guarding = case.past.access_points.at(event.group, case.place).gatekeepers
    others = {person: entry for person, entry in guarding.items() if person != event.person}
    if len(others) >= GATEKEEPERS:
        text = (
            f"The door of {case.name(event.group)} is guarded by {_all_of(others)} already. Record first who of them "
            "stood down."
        )
        yield text, tuple(entry.position for entry in others.values())


@rule("not_a_gatekeeper", "stop", ApproachTriaged)
def not_a_gatekeeper(case: Case, event: ApproachTriaged) -> Found:
    """Where an approach goes is settled by a gatekeeper of the group that has it then, and by nobody else."""
    approach = case.past.approaches.at(event.approach, case.place)
    group = approach.is_with
    if group is None:
        return
    guarding = case.past.access_points.at(group, case.place).gatekeepers
    if event.person in guarding:
        return
    if guarding:
        text = (
            f"{event.approach} is with {case.name(group)}, whose door is guarded by {_all_of(guarding)}, not by "
            f"{event.person}. Check who settled it, and when."
        )
    else:
        text = (
            f"{event.approach} is with {case.name(group)}, where nobody guards a door then. Record first that it was "
            f"redirected to the group whose door {event.person} guards, or that {event.person} was named as a "
            "gatekeeper."
        )
    sent = [approach.received, *approach.redirections[-1:]]
    yield text, tuple(entry.position for entry in (*sent, *guarding.values()) if entry is not None)


@rule("ungated_item", "note", AgendaSet)
def ungated_item(case: Case, event: AgendaSet) -> Found:
    """What the system wants is on an agenda only when a gatekeeper has sent it to a meeting."""
    for name in dict.fromkeys(item.approach for item in event.items if item.approach is not None):
        approach = case.past.approaches.at(name, case.place)
        if approach.received is None or approach.terms is None or approach.route == "meeting":
            continue
        how = "nobody had settled how" if approach.route is None else f"its route was {spaced(approach.route)}"
        text = (
            f"{name}, an approach from {case.name(approach.terms.from_)} about {approach.terms.topic}, had not been "
            f"sent to a meeting by then: {how}."
        )
        yield text, tuple(entry.position for entry in (approach.received, approach.triaged) if entry is not None)


@rule("shopped_around", "note", ApproachReceived)
def shopped_around(case: Case, event: ApproachReceived) -> Found:
    """Whoever has approached one organisation should not try another on the same topic within 90 days."""
    earlier = case.past.errands.at(errand_of(event), case.place).elsewhere_before(case.entry)
    if earlier:
        tries = "; ".join(_try(case, entry) for entry in earlier)
        text = f"{case.name(event.from_)} approached others about {event.topic} in the 90 days before: {tries}."
        yield text, tuple(entry.position for entry in earlier)


def _try(case: Case, entry: Entry) -> str:
    approach = cast("ApproachReceived", entry.event)
    return f"{case.name(approach.to)} on {in_words(entry.effective_at)} ({approach.approach})"


def _all_of(persons: dict[str, Entry]) -> str:
    return " and ".join(persons)
