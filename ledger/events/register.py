"""What does the register say? Organisations, who belongs to them, who leads them, and the rules they set themselves."""

from __future__ import annotations

from ledger.events.declare import (
    Code,
    Codes,
    Count,
    Days,
    DecisionId,
    Event,
    Percent,
    Person,
    Scope,
    SeatId,
    Text,
    Words,
    event,
    says,
)
from ledger.vocabulary import (
    Basis,
    BelongsTo,
    Capacity,
    Devolution,
    DrawnFrom,
    MemberStanding,
    Method,
    OrganisationKind,
    Threshold,
    Weighting,
)


@event("register")
class OrganisationRegistered(Event):
    """An organisation comes into being, or comes to the ledger's notice."""

    organisation: Code = says("Its code: the ODS code where there is one, else a slug.")
    name: Text = says("Its name.")
    kind: OrganisationKind = says("What kind of organisation it is.")
    basis: Basis | None = says("What it exists by: a contract, a shareholding, a statute or free will.", default=None)
    founded_by: Codes = says("Who founded it.", default=())


@event("register")
class OrganisationRenamed(Event):
    """An organisation takes another name."""

    organisation: Code = says("Which organisation.")
    name: Text = says("Its new name.")


@event("register", ends_day=True)
class OrganisationClosed(Event):
    """An organisation closes: from then on it counts in no constituency, reach or electorate."""

    organisation: Code = says("Which organisation.")
    successors: Codes = says("Who carries on what it did.", default=())


@event("register")
class MemberJoined(Event):
    """An organisation becomes a member of another, or changes its standing in it."""

    organisation: Code = says("The body that is joined.")
    member: Code = says("Who joins it.")
    standing: MemberStanding = says("Core members decide; attending ones are heard.", default="core")


@event("register", ends_day=True)
class MemberLeft(Event):
    """A member leaves; on the day itself it is still there."""

    organisation: Code = says("The body that is left.")
    member: Code = says("Who leaves it.")


@event("register")
class ListSizeRecorded(Event):
    """How many patients are registered."""

    organisation: Code = says("Whose list it is.")
    patients: Count = says("Registered patients, a whole number.")


@event("register")
class LeaderAppointed(Event):
    """Someone takes up a post at an organisation."""

    organisation: Code = says("Where the post is.")
    person: Person = says("Who takes it up.")
    role: Text = says("The post, such as 'Clinical Director'.")
    principal: bool = says("True: leads the organisation; false: a deputy.", default=True)
    interim: bool | None = says("Whether only for the time being.", default=None)
    drawn_from: DrawnFrom | None = says("Where the person comes from.", default=None)


@event("register", ends_day=True)
class LeaderLeft(Event):
    """Someone gives up every post at an organisation; on the day itself they still hold it."""

    organisation: Code = says("Where the post was.")
    person: Person = says("Who leaves it.")
    why: Words | None = says("Why.", default=None)


@event("register")
class SystemRoleTaken(Event):
    """Someone takes up a role in the system, and from then on acts for the whole of it."""

    person: Person = says("Who takes it up.")
    organisation: Code = says("The organisation of the system.")
    role: Text = says("The role, such as 'clinical lead for urgent care'.")


@event("register", ends_day=True)
class SystemRoleLeft(Event):
    """Someone leaves a role in the system."""

    person: Person = says("Who leaves it.")
    organisation: Code = says("The organisation of the system.")
    role: Text = says("The role.")


@event("register")
class RulesAdopted(Event):
    """A group sets its own rules, as its agreement or terms of reference say; they replace all earlier ones."""

    group: Code = says("Whose rules they are.")
    method: Method | None = says("How it decides.", default=None)
    threshold: Threshold | None = says("How much of the weight carries a vote or a mandate.", default=None)
    weighting: Weighting | None = says("Whether members count one each or by their patients.", default=None)
    quorum_percent: Percent | None = says("How much of the electorate must have chosen, in percent.", default=None)
    notice_days: Days | None = says("How many days a member has before its silence may be counted.", default=None)
    reaffirm_within_days: Days | None = says("After how many days a mandate goes stale.", default=None)
    decision: DecisionId | None = says("The decision that adopted them.", default=None)


@event("register")
class RemitAgreed(Event):
    """A group agrees what needs a group decision, and what stays with each member."""

    group: Code = says("Whose remit it is.")
    scope: Scope = says("The matter.")
    belongs_to: BelongsTo = says("To the group, or to each of its members.")
    decision: DecisionId | None = says("The decision that agreed it.", default=None)


@event("register", opens="seat", under=("at", "organisation"))
class SeatEstablished(Event):
    """A board of the system gives general practice a seat."""

    seat: SeatId = says("The seat's id.")
    at: Code = says("The board of the system.")
    organisation: Code = says("Whose seat it is.")
    voting: bool | None = says("Whether the seat has a vote.", default=None)


@event("register")
class SeatTaken(Event):
    """Someone sits down on a seat."""

    seat: SeatId = says("Which seat.")
    person: Person = says("Who takes it.")
    capacity: Capacity | None = says("In what capacity they sit there.", default=None)


@event("register", ends_day=True)
class SeatVacated(Event):
    """Someone leaves a seat; on the day itself they still hold it."""

    seat: SeatId = says("Which seat.")
    person: Person = says("Who leaves it.")


@event("register")
class PowerDevolved(Event):
    """A body of the system passes a power on."""

    from_: Code = says("Who passes it on.")
    to: Code = says("Who receives it.")
    scope: Scope = says("The power.")
    mode: Devolution = says("Whether the receiver advises or decides.")
