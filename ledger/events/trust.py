"""What builds trust and what costs it? Contacts, help asked for, errors owned up to, and concerns."""

from __future__ import annotations

from ledger.events.declare import AdmissionId, AnyId, Code, Codes, ConcernId, Count, Event, Words, event, says
from ledger.vocabulary import ContactMode


@event("trust")
class ContactHeld(Event):
    """Organisations have been in touch."""

    between: Codes = says("Who was in touch, two or more.", least=2)
    mode: ContactMode = says("In what way.")
    minutes: Count | None = says("For how many minutes.", default=None)


@event("trust")
class HelpAsked(Event):
    """An organisation asks others for help."""

    by: Code = says("Who asks.")
    of: Codes = says("Whom it asks.")
    about: Words = says("What it needs help with.")


@event("trust")
class InvolvementAsked(Event):
    """An organisation that had been silent wants to have a say."""

    by: Code = says("Who wants a say.")
    of: Code = says("In whose affairs.")


@event("trust", opens="admission", under=("by", "to"))
class ErrorAdmitted(Event):
    """An organisation owns up to a mistake."""

    admission: AdmissionId = says("The admission's id.")
    by: Code = says("Who owns up.")
    to: Codes = says("To whom.")
    what: Words = says("What went wrong.")
    impact: Words | None = says("What it did to others.", default=None)
    apologised: bool = says("Whether it said sorry.")
    asked_how_to_put_right: bool = says("Whether it asked how to put it right.")
    about: AnyId | None = says(
        "What the mistake was about: the id of a decision, a mandate or anything else.", default=None
    )


@event("trust")
class ErrorPutRight(Event):
    """A mistake that was owned up to is put right."""

    admission: AdmissionId = says("Which admission.")
    how: Words = says("How it was put right.")


@event("trust", opens="concern", under=("about", "by"))
class ConcernRaised(Event):
    """An organisation is worried about another."""

    concern: ConcernId = says("The concern's id.")
    by: Code = says("Who is worried.")
    about: Code = says("About which organisation.")
    what: Words = says("What worries it.")


@event("trust")
class ConcernAnswered(Event):
    """A concern gets its answer."""

    concern: ConcernId = says("Which concern.")
    answer: Words = says("What was answered.")
