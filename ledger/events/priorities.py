"""What does a group want to work on? What was proposed, what its members said to it, and what it settled on."""

from __future__ import annotations

from ledger.events.declare import Code, Event, PriorityId, Text, Words, event, says
from ledger.vocabulary import PriorityKind


@event("priority", opens="priority", under=("group",))
class PriorityProposed(Event):
    """Something is put forward for a group to work on."""

    priority: PriorityId = says("The priority's id.")
    group: Code = says("Whose priority it would be.")
    title: Text = says("What it is called, in a few words.")
    kind: PriorityKind = says("Whether it supports practices or seeks influence on the system.")


@event("priority")
class PrioritySupported(Event):
    """An organisation is for a priority."""

    priority: PriorityId = says("Which priority.")
    by: Code = says("Who is for it.")
    reason: Words | None = says("Why.", default=None)


@event("priority")
class PriorityOpposed(Event):
    """An organisation is against a priority."""

    priority: PriorityId = says("Which priority.")
    by: Code = says("Who is against it.")
    reason: Words | None = says("Why.", default=None)


@event("priority", phase=4)
class PrioritiesAdopted(Event):
    """A group settles on its priorities; the list replaces the one before."""

    group: Code = says("Whose priorities they are.")
    priorities: tuple[PriorityId, ...] = says("All of them, the first one first; empty if it has none.", least=0)


@event("priority")
class PriorityClosed(Event):
    """A priority is done with."""

    priority: PriorityId = says("Which priority.")
    outcome: Words = says("What came of it.")
