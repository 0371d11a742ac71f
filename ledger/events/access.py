"""How does the system reach general practice? One door for all approaches, who guards it, and who goes round it."""

from __future__ import annotations

from ledger.events.declare import ApproachId, Code, DecisionId, Event, Party, Person, Text, Words, event, says
from ledger.vocabulary import AnswerStance, Force, Route


@event("access")
class AccessPointOpened(Event):
    """A group opens a single door for every approach to its members."""

    group: Code = says("Whose door it is.")


@event("access")
class AccessPointJoined(Event):
    """An organisation commits itself to send every approach to that door."""

    group: Code = says("Whose door it is.")
    organisation: Code = says("Who commits itself.")


@event("access", ends_day=True)
class AccessPointLeft(Event):
    """An organisation no longer sends approaches to that door; on the day itself it still does."""

    group: Code = says("Whose door it is.")
    organisation: Code = says("Who stops.")


@event("access")
class GatekeeperNamed(Event):
    """Someone is asked to guard the door."""

    group: Code = says("Whose door it is.")
    person: Person = says("Who guards it.")


@event("access", ends_day=True)
class GatekeeperStoodDown(Event):
    """A gatekeeper stops; on the day itself they still guard the door."""

    group: Code = says("Whose door it is.")
    person: Person = says("Who stops.")


@event("access", opens="approach", under=("to",))
class ApproachReceived(Event):
    """A body of the system wants something from general practice."""

    approach: ApproachId = says("The approach's id.")
    from_: Code = says("The body of the system that approaches.")
    to: Code = says("Whom it approaches.")
    topic: Text = says("What it is about.")
    channel: Text | None = says("How it came, such as 'email'.", default=None)
    force: Force = says("What stands behind it.", default="request")


@event("access")
class ApproachRedirected(Event):
    """An organisation sends an approach on to the door where it belongs."""

    approach: ApproachId = says("Which approach.")
    by: Code = says("Who sends it on.")
    to: Code = says("The group that it is sent to.")


@event("access")
class ApproachTriaged(Event):
    """A gatekeeper settles how an approach will be dealt with."""

    approach: ApproachId = says("Which approach.")
    person: Person = says("Who settles it.")
    route: Route = says("Which way it goes.")


@event("access")
class ApproachAnswered(Event):
    """An approach gets its answer."""

    approach: ApproachId = says("Which approach.")
    answer: Words = says("What was answered.")
    stance: AnswerStance | None = says("What the answer comes to.", default=None)
    decision: DecisionId | None = says("The decision behind it.", default=None)


@event("access")
class ApproachBypassed(Event):
    """An organisation talks with the system on the side, past the door."""

    by: Code = says("Who went past it.")
    with_: Code = says("With which body of the system.")
    what: Words = says("What it was about.")
    reported_by: Party = says("Who said so, an organisation or a person.")
    approach: ApproachId | None = says("The approach that it belongs to.", default=None)
