"""How is a mandate sought, given, limited, accounted for and lost?"""

from __future__ import annotations

from ledger.events.declare import (
    Code,
    Codes,
    Constituency,
    Days,
    Event,
    Label,
    MandateId,
    Scope,
    Words,
    event,
    part,
    says,
)
from ledger.times import Ends
from ledger.vocabulary import DecidedHow, Threshold, Weighting


@part
class Condition:
    """Something that must come about before a grant counts in full."""

    id: Label = says("The condition's name within the mandate.")
    text: Words = says("What must come about.")


@event("mandate", opens="mandate", under=("holder",))
class MandateSought(Event):
    """A body asks its constituency to let it act on one matter."""

    mandate: MandateId = says("The mandate's id.")
    holder: Code = says("The body that asks.")
    scope: Scope = says("The matter, as a slug such as 'negotiate-local-services'.")
    wording: Words = says("What exactly is asked for.")
    constituency: Constituency = says(
        "Who is asked: 'members' (the holder's core members at the time of reading), 'practices' (those in its reach "
        "then), or a list of codes.",
        default="members",
    )
    threshold: Threshold = says("How much of the weight carries it.", default="majority")
    weighting: Weighting = says("Whether organisations count one each or by their patients.", default="organisations")
    reaffirm_within_days: Days = says("After how many days a grant goes stale.", default=365)
    notice_days: Days = says("How many days a member has before its silence may be counted.", default=14)
    expires_at: Ends | None = says("When the mandate ends by itself.", default=None)
    rebuilds: MandateId | None = says("The lost mandate that this one rebuilds.", default=None)


@event("mandate")
class MandateGranted(Event):
    """An organisation lets the holder act."""

    mandate: MandateId = says("Which mandate.")
    by: Code = says("Who grants it.")
    decided_how: DecidedHow | None = says("How that organisation made up its mind.", default=None)
    conditions: tuple[Condition, ...] = says("What must come about before the grant counts in full.", default=())


@event("mandate")
class AssentPresumed(Event):
    """The silence of an organisation that was told is taken for assent: never a yes, and shown as what it is."""

    mandate: MandateId = says("Which mandate.")
    by: Code = says("The silent organisation.")


@event("mandate")
class MandateReaffirmed(Event):
    """An organisation says again that the holder may act."""

    mandate: MandateId = says("Which mandate.")
    by: Code = says("Who reaffirms it.")


@event("mandate")
class MandateRefused(Event):
    """An organisation does not let the holder act."""

    mandate: MandateId = says("Which mandate.")
    by: Code = says("Who refuses.")
    reason: Words = says("Why.")


@event("mandate")
class MandateWithdrawn(Event):
    """An organisation takes back what it had granted."""

    mandate: MandateId = says("Which mandate.")
    by: Code = says("Who withdraws.")
    reason: Words = says("Why.")


@event("mandate")
class ConditionMet(Event):
    """What an organisation had made its grant depend on has come about."""

    mandate: MandateId = says("Which mandate.")
    by: Code = says("Who had set the condition.")
    condition: Label = says("The condition's name.")


@event("mandate", phase=2)
class MandateNarrowed(Event):
    """A mandate is cut down; a wider one can only be sought anew."""

    mandate: MandateId = says("Which mandate.")
    scope: Scope | None = says("The narrower matter, if it has another slug.", default=None)
    wording: Words = says("What the mandate covers from now on.")
    why: Words = says("Why it is narrowed.")


@event("mandate")
class MandateAccounted(Event):
    """The holder tells those who gave the mandate what was done with it."""

    mandate: MandateId = says("Which mandate.")
    to: Codes = says("Who was told.")
    done: Words = says("What was done.")
    result: Words | None = says("What came of it.", default=None)


@event("mandate", ends_day=True)
class MandateRelinquished(Event):
    """The holder gives the mandate back; on the day itself it still holds it."""

    mandate: MandateId = says("Which mandate.")
    why: Words = says("Why.")
