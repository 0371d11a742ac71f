"""Which questions can be asked in an address? For each route, the parameters that it takes beside those of all."""

from __future__ import annotations

from pydantic import Field

from api.parameters import (
    LIMIT,
    After,
    Ahead,
    Cursor,
    DueCursor,
    EventType,
    Limit,
    ListOf,
    Name,
    Query,
    Reading,
    RuleName,
    Time,
    Truth,
    Words,
    instant,
)
from ledger import times
from ledger.asking.deciding import Wanted
from ledger.asking.due import WITHIN, From
from ledger.asking.looking_back import Earlier
from ledger.moment import Asked
from ledger.refusals import Fault, Refused
from ledger.vocabulary import MandateStateName, Method, OrganisationKind, Outcome, Severity


class EventsQuery(ListOf):
    """Which events."""

    after: After = Field(default=0, description="Only those after this position: the `next` of the page before.")
    type: EventType | None = Field(default=None, description="Only those of this type.")
    subject: Name | None = Field(default=None, description="Only those that name this code, id or person.")


class FollowQuery(Query):
    """From where on."""

    after: After | None = None


class OrganisationsQuery(ListOf):
    """Which organisations."""

    after: Name | None = Field(default=None, description="Only those after this code: the `next` of the page before.")
    kind: OrganisationKind | None = Field(default=None, description="Only those of this kind.")
    q: Words | None = Field(default=None, description="Only those with this in their name or code, whatever the case.")
    member_of: Name | None = Field(default=None, description="Only members of this organisation.")


class StandingQuery(Reading):
    """Which of an organisation's mandates."""

    scope: Name | None = Field(default=None, description="Only mandates with this scope.")


class VoiceQuery(Reading):
    """On what an organisation would speak."""

    scope: Name = Field(description="What it would speak on.")


class TrustQuery(Reading):
    """In whose eyes."""

    by: Name | None = Field(default=None, description="Only in the eyes of this organisation; of all, if left out.")


class StandingsQuery(ListOf):
    """Which mandates of all."""

    after: Cursor | None = Field(default=None, description="Only those after it: the `next` of the page before.")
    state: MandateStateName | None = Field(default=None, description="Only those in this state.")
    scope: Name | None = Field(default=None, description="Only those with this scope.")
    kind: OrganisationKind | None = Field(default=None, description="Only those held by this kind of organisation.")
    contested: Truth | None = Field(default=None, description="Only those that are contested, or that are not.")


class DueCalendarQuery(Reading):
    """What is due."""

    organisation: Name | None = Field(default=None, description="Only what this organisation has to see to.")
    within: Ahead = Field(
        default=f"{WITHIN}d", description="How many days ahead, such as `30d`; what is overdue is in it anyway."
    )

    @property
    def ahead(self) -> From:
        """From whom and how far ahead, as the ledger takes it."""
        return From(self.organisation, int(self.within.removesuffix("d")))


class DueQuery(DueCalendarQuery):
    """A page of what is due."""

    limit: Limit = Field(default=LIMIT, description="How many at most.")
    after: DueCursor | None = Field(default=None, description="Only those after it: the `next` of the page before.")


class FindingsQuery(ListOf):
    """Which findings."""

    after: After = Field(default=0, description="Only those on later positions: the `next` of the page before.")
    organisation: Name | None = Field(default=None, description="Only those on events that name this organisation.")
    rule: RuleName | None = Field(default=None, description="Only those of this rule.")
    severity: Severity | None = Field(default=None, description="Only stops, or only notes.")


class DecisionsQuery(ListOf):
    """Which decisions."""

    after: After = Field(
        default=0, description="Only those proposed on later positions: the `next` of the page before."
    )
    group: Name | None = Field(default=None, description="Only those of this group.")
    open: Truth | None = Field(
        default=None, description="Only those still to be decided (or reversed), or only those that are decided."
    )
    method: Method | None = Field(default=None, description="Only those decided in this way.")
    outcome: Outcome | None = Field(default=None, description="Only those with this outcome.")
    with_findings: Truth | None = Field(
        default=None, description="Only those about which the rules find something, or nothing."
    )
    from_: Time | None = Field(
        default=None, alias="from", description="Only those taken (or, if they are not, proposed) then or later."
    )
    to: Time | None = Field(
        default=None, description="Only those taken (or, if they are not, proposed) then or earlier."
    )

    @property
    def wanted(self) -> Wanted:
        """The filters, as the ledger takes them. Raises `Refused` for a time that is none."""
        return Wanted(
            group=self.group,
            open=self.open,
            method=self.method,
            outcome=self.outcome,
            with_findings=self.with_findings,
            since=instant("from", self.from_, times.start),
            until=instant("to", self.to, times.as_read),
        )


class MeetingsQuery(Query):
    """Whether minutes are to be recorded."""

    dry_run: Truth = Field(
        default=False, description="True: show each event and each finding, as if it were recorded, and record nothing."
    )


class UntilQuery(Reading):
    """A stretch of time that ends with the moment that is asked about."""

    to: Time | None = Field(default=None, description="Until then: the same as `as_of`, of which one is to be given.")

    @property
    def asked(self) -> Asked:
        """The moment, as the ledger takes it. Raises `Refused` where it is given twice."""
        if self.to is not None and self.as_of is not None:
            text = "Give `to` or `as_of`, not both: they say the same."
            raise Refused("invalid", text, faults=(Fault("/to", text),))
        instant("to", self.to, times.as_read)
        return Asked(self.to or self.as_of, self.known_at, self.upto)


class ReplayQuery(UntilQuery):
    """Which part of an organisation's history."""

    from_: Time | None = Field(default=None, alias="from", description="From then on; from its beginning, if left out.")
    after: After = Field(default=0, description="Only what comes after this event: the `next` of the page before.")
    limit: Limit = Field(default=LIMIT, description="How many steps at most.")

    @property
    def begins(self) -> int | None:
        """Where it begins. Raises `Refused` for a time that is none."""
        return instant("from", self.from_, times.start)


class ChangesQuery(UntilQuery):
    """Which two readings to compare."""

    from_: Time | None = Field(
        default=None, alias="from", description="The earlier date; the same as the later one, if left out."
    )
    known_from: Time | None = Field(
        default=None,
        description="As far as the ledger knew then, in the earlier reading; else the same as in the later one.",
    )

    @property
    def earlier(self) -> Earlier:
        """The earlier reading. Raises `Refused` for a time that is none."""
        for name, text in (("from", self.from_), ("known_from", self.known_from)):
            instant(name, text, times.as_read)
        return Earlier(self.from_, self.known_from)


class HandoverQuery(Reading):
    """Since when somebody takes over."""

    at: Time | None = Field(
        default=None, description="Since when; since the lead last changed hands, if left out. A date is its start."
    )

    @property
    def since(self) -> int | None:
        """The instant. Raises `Refused` for a time that is none."""
        return instant("at", self.at, times.start)


class AboutQuery(Reading):
    """About what somebody was told."""

    about: Name = Field(description="The id of a decision, mandate or priority.")
