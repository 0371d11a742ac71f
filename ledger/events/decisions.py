"""How does a group decide? What was proposed, who was told, how each chose, what came of it, and its meetings."""

from __future__ import annotations

from ledger.events.declare import (
    ActionId,
    ApproachId,
    Code,
    Codes,
    Count,
    DecisionId,
    DecisionOrMandateId,
    Event,
    MandateId,
    MeetingId,
    ObjectionId,
    Party,
    Percent,
    Person,
    PriorityId,
    Scope,
    SourceOfActionId,
    TellableId,
    Text,
    Words,
    event,
    part,
    says,
)
from ledger.times import Ends
from ledger.vocabulary import (
    CastingChoice,
    Choice,
    InterestAction,
    MeetingMode,
    Method,
    ObjectionOutcome,
    ObjectionWeight,
    Outcome,
    TellingChannel,
    Threshold,
    VoteBase,
    Weighting,
)


@event("decision", opens="decision", under=("group",))
class DecisionProposed(Event):
    """A question is put to a group."""

    decision: DecisionId = says("The decision's id.")
    group: Code = says("Who is to decide.")
    by: Code = says("Who proposes it.")
    title: Text = says("What it is called, in a few words.")
    text: Words = says("What exactly is proposed.")
    method: Method = says("How the group decides it.", default="consensus")
    matter: Scope | None = says("The matter that it is about, as a slug.", default=None)
    mandate: MandateId | None = says("The mandate that it rests on.", default=None)
    affects: Codes = says("Who would feel its effects, and ought to be heard.", default=())
    threshold: Threshold = says("For a vote: how much of the weight carries it.", default="majority")
    of: VoteBase = says("For a vote: whether the weight is that of the votes cast or of all electors.", default="cast")
    weighting: Weighting = says("Whether electors count one each or by their patients.", default="organisations")
    quorum_percent: Percent | None = says(
        "How much of the electorate must have chosen, in percent; left out, it is 50 for consent and 0 otherwise.",
        default=None,
    )


@event("decision", phase=2)
class ProposalAmended(Event):
    """The text of a proposal is changed, so that earlier choices no longer count unless the change is minor."""

    decision: DecisionId = says("Which decision.")
    by: Code = says("Who amends it.")
    text: Words = says("The whole text as it now stands.")
    minor: bool = says("True: the sense is the same, and the choices made so far stand.", default=False)
    answers: tuple[ObjectionId, ...] = says("The objections that the change answers.", default=())


@event("decision")
class MethodChanged(Event):
    """A group takes another way to decide a question."""

    decision: DecisionId = says("Which decision.")
    method: Method = says("How it is decided from now on.")
    why: Words = says("Why.")


@event("decision")
class OrganisationTold(Event):
    """An organisation is told about something that concerns it."""

    about: TellableId = says("What it was told about: a decision, a mandate or a priority.")
    organisation: Code = says("Who was told.")
    by: Code = says("Who told them.")
    channel: TellingChannel = says("How they were told.")


@event("decision")
class VoteCast(Event):
    """An organisation says how it chooses; its latest choice counts."""

    decision: DecisionId = says("Which decision.")
    by: Code = says("Who chooses.")
    choice: Choice = says("What it chooses.")
    reason: Words | None = says("Why.", default=None)
    through: Person | None = says("Who spoke for the organisation.", default=None)


@event("decision")
class InterestDeclared(Event):
    """Someone in the room has a stake of their own in the decision."""

    decision: DecisionId = says("Which decision.")
    person: Person = says("Whose interest it is.")
    by: Code = says("The organisation for which they speak.")
    interest: Words = says("What the interest is.")
    action: InterestAction = says("What was done about it: 'noted', or 'left' if they took no part.")


@event("decision")
class ImpactStated(Event):
    """An organisation says what the decision would mean for it."""

    decision: DecisionId = says("Which decision.")
    by: Code = says("Who says so.")
    impact: Words = says("What it would mean.")


@event("decision", opens="objection", under=("about",))
class ObjectionRaised(Event):
    """An organisation objects to a decision or a mandate."""

    objection: ObjectionId = says("The objection's id.")
    about: DecisionOrMandateId = says("What it is against: a decision or a mandate.")
    by: Code = says("Who objects.")
    reason: Words = says("Why.")
    weight: ObjectionWeight = says("A concern to be heard, or a block.", default="concern")


@event("decision")
class ObjectionAnswered(Event):
    """Someone replies to an objection, which stays open."""

    objection: ObjectionId = says("Which objection.")
    by: Code = says("Who answers.")
    answer: Words = says("What they say.")


@event("decision")
class ObjectionResolved(Event):
    """An objection is closed, one way or another."""

    objection: ObjectionId = says("Which objection.")
    how: ObjectionOutcome = says("How it was closed.")


@event("decision")
class CastingVoteUsed(Event):
    """A tie is broken."""

    decision: DecisionId = says("Which decision.")
    by: Code = says("Who has the casting vote.")
    choice: CastingChoice = says("Which way it went.")


@event("decision", phase=4)
class DecisionTaken(Event):
    """The group comes to its decision."""

    decision: DecisionId = says("Which decision.")
    outcome: Outcome = says("What became of the proposal.")
    statement: Words = says("The decision as it was read out.")
    review_at: Ends | None = says("When it is to be looked at again.", default=None)
    awaits: Words | None = says("What it still waits for.", default=None)


@event("decision", phase=5)
class DecisionReviewed(Event):
    """A decision is looked at again."""

    decision: DecisionId = says("Which decision.")
    by: Code = says("Who reviewed it.")
    found: Words = says("What they found.")


@event("decision", phase=5)
class DecisionReversed(Event):
    """A decision is undone."""

    decision: DecisionId = says("Which decision.")
    by: Code = says("Who reversed it.")
    why: Words = says("Why.")


@event("decision", phase=5)
class DecisionDeparted(Event):
    """An organisation goes its own way, whatever the group decided."""

    decision: DecisionId = says("Which decision.")
    by: Code = says("Who departs from it.")
    reason: Words = says("Why.")


@event("decision", phase=5)
class DecisionRejoined(Event):
    """An organisation that had gone its own way comes back to the decision."""

    decision: DecisionId = says("Which decision.")
    by: Code = says("Who comes back.")
    reason: Words = says("Why.")


@event("decision", opens="action", under=("from_item", "owner"))
class ActionAgreed(Event):
    """Someone takes on something to do by a certain day."""

    action: ActionId = says("The action's id.")
    owner: Code = says("Who is to do it.")
    what: Words = says("What is to be done.")
    due_at: Ends = says("By when.")
    from_item: SourceOfActionId | None = says("What it follows from: a decision, a brief or a priority.", default=None)
    supported_by: Party | None = says("Who helps to get it done, an organisation or a person.", default=None)


@event("decision")
class ActionDone(Event):
    """An action is finished."""

    action: ActionId = says("Which action.")
    why: Words | None = says("Anything to be said about it.", default=None)


@event("decision")
class ActionDropped(Event):
    """An action is given up."""

    action: ActionId = says("Which action.")
    why: Words | None = says("Why.", default=None)


@event("decision", opens="meeting", under=("group",))
class MeetingHeld(Event):
    """A group meets."""

    meeting: MeetingId = says("The meeting's id, which an agenda may have used before.")
    group: Code = says("Who met.")
    mode: MeetingMode = says("In what way they met.")
    present: Codes = says("Which organisations were there.", least=0)
    apologies: Codes = says("Which organisations sent apologies.", default=())
    attending: Codes = says("Which organisations sat in without being part of the group.", default=())


@part
class AgendaItem:
    """One point of an agenda."""

    title: Text = says("What the point is called.")
    minutes: Count | None = says("How many minutes it is given.", default=None)
    priority: PriorityId | None = says("The priority that it serves.", default=None)
    approach: ApproachId | None = says("The approach that it deals with.", default=None)
    decision: DecisionId | None = says("The decision that it prepares.", default=None)


@event("decision", opens_if_new="meeting")
class AgendaSet(Event):
    """It is settled what a meeting will talk about; a later agenda of the same meeting replaces it."""

    meeting: MeetingId = says("Which meeting; it need not have been recorded yet.")
    items: tuple[AgendaItem, ...] = says("The points, in order.", least=0)
