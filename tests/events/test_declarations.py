"""Is every event type of the contract declared, with its phase, what it opens, and what a plain date means?"""

from __future__ import annotations

from pathlib import Path

import pytest

import ledger.events
from ledger.events import TYPES, Event, declaration
from ledger.events.declare import Role
from ledger.events.reference import markdown

# Written out by hand from the contract: name, phase, the id it opens.
EXPECTED = """
OrganisationRegistered 1; OrganisationRenamed 1; OrganisationClosed 1; MemberJoined 1; MemberLeft 1; ListSizeRecorded
1; LeaderAppointed 1; LeaderLeft 1; SystemRoleTaken 1; SystemRoleLeft 1; RulesAdopted 1; RemitAgreed 1;
SeatEstablished 1 seat; SeatTaken 1; SeatVacated 1; PowerDevolved 1; MandateSought 2 mandate; MandateGranted 3;
AssentPresumed 3; MandateReaffirmed 3; MandateRefused 3; MandateWithdrawn 3; ConditionMet 3; MandateNarrowed 2;
MandateAccounted 3; MandateRelinquished 3; DecisionProposed 2 decision; ProposalAmended 2; MethodChanged 3;
OrganisationTold 3; VoteCast 3; InterestDeclared 3; ImpactStated 3; ObjectionRaised 2 objection; ObjectionAnswered 3;
ObjectionResolved 3; CastingVoteUsed 3; DecisionTaken 4; DecisionReviewed 5; DecisionReversed 5; DecisionDeparted 5;
DecisionRejoined 5; ActionAgreed 2 action; ActionDone 3; ActionDropped 3; MeetingHeld 2 meeting; AgendaSet 3;
RepresentativeAppointed 2 representation; RepresentationLeadNamed 3; RepresentationLeadStoodDown 3;
RepresentativeStoodDown 3; BriefIssued 2 brief; ReportedBack 4; OverstepFound 3; OverstepRatified 3;
RepresentationReviewed 3; PositionStated 3; AccessPointOpened 3; AccessPointJoined 3; AccessPointLeft 3;
GatekeeperNamed 3; GatekeeperStoodDown 3; ApproachReceived 2 approach; ApproachRedirected 3; ApproachTriaged 3;
ApproachAnswered 3; ApproachBypassed 3; PriorityProposed 2 priority; PrioritySupported 3; PriorityOpposed 3;
PrioritiesAdopted 4; PriorityClosed 3; ActivityStarted 2 activity; AutonomyCeded 3; AutonomyReclaimed 3;
ActivityExperienced 3; StepAchieved 3; ActivityStalled 3; ActivityReduced 3; ActivityEnded 3; ServiceAssigned 2
service; ResourceAllocated 2 resource; ContactHeld 3; HelpAsked 3; InvolvementAsked 3; ErrorAdmitted 2 admission;
ErrorPutRight 3; ConcernRaised 2 concern; ConcernAnswered 3; EventRetracted 3; EntryDisputed 3; EntryAttested 3
"""
ENDS_DAY = {
    "OrganisationClosed",
    "MemberLeft",
    "LeaderLeft",
    "SystemRoleLeft",
    "SeatVacated",
    "RepresentativeStoodDown",
    "RepresentationLeadStoodDown",
    "AccessPointLeft",
    "GatekeeperStoodDown",
    "MandateRelinquished",
    "ActivityEnded",
}
UNDER = {
    "seat": ("at", "organisation"),
    "mandate": ("holder",),
    "decision": ("group",),
    "objection": ("about",),
    "action": ("from_item", "owner"),
    "meeting": ("group",),
    "representation": ("group", "person"),
    "brief": ("representation",),
    "approach": ("to",),
    "priority": ("group",),
    "activity": ("organisation",),
    "service": ("responsible",),
    "resource": ("from", "to"),
    "admission": ("by", "to"),
    "concern": ("about", "by"),
}
DOCS = Path(__file__).parents[2] / "docs" / "events.md"


def test_every_type_of_the_contract_is_declared_in_its_order_and_no_other() -> None:
    expected = [entry.split() for entry in EXPECTED.split(";")]
    assert [name for name, *_ in expected] == list(TYPES)
    for name, phase, *opens in expected:
        its = TYPES[name]
        assert (its.phase, [its.opens] if its.opens else []) == (int(phase), opens), name


def test_a_plain_date_is_the_end_of_the_day_where_something_ends() -> None:
    assert {name for name, its in TYPES.items() if its.ends_day} == ENDS_DAY


def test_every_id_that_is_opened_hangs_from_what_the_contract_says() -> None:
    assert {its.opens: its.under for its in TYPES.values() if its.opens} == UNDER
    for its in TYPES.values():
        for name in (*its.under, *filter(None, (its.opens, its.opens_if_new))):
            assert its.field(name).name == name


def test_an_agenda_may_come_before_its_meeting() -> None:
    agenda = TYPES["AgendaSet"]
    assert (agenda.opens, agenda.opens_if_new, agenda.under) == (None, "meeting", ())
    assert agenda.required_ids == ()
    assert [its.name for its in TYPES.values() if its.opens_if_new] == ["AgendaSet"]


def test_required_ids_leave_out_the_one_that_is_opened() -> None:
    assert [spec.name for spec in TYPES["BriefIssued"].required_ids] == ["representation"]
    assert TYPES["MandateSought"].required_ids == ()


def test_a_type_has_only_the_fields_that_it_has() -> None:
    with pytest.raises(KeyError):
        TYPES["MandateGranted"].field("holder")


def test_every_type_and_field_is_described_by_a_sentence() -> None:
    for its in TYPES.values():
        assert its.says.endswith("."), its.name
        for spec in (*its.fields, *(part for whole in its.fields for part in whole.parts)):
            assert spec.says.endswith("."), (its.name, spec.name)
            assert "|" not in spec.says


def test_fields_named_like_organisations_hold_codes() -> None:
    named = {
        *(
            "organisation",
            "holder",
            "group",
            "member",
            "by",
            "to",
            "from",
            "with",
            "at",
            "owner",
            "responsible",
            "between",
        ),
    }
    for its in TYPES.values():
        for spec in its.fields:
            if spec.name in named or (spec.name == "of" and spec.role is not Role.CHOICE):
                assert spec.role is Role.CODE, (its.name, spec.name)


def test_keywords_are_attributes_with_an_underscore() -> None:
    attributes = {(spec.name, spec.attribute) for its in TYPES.values() for spec in its.fields}
    assert {pair for pair in attributes if pair[0] != pair[1]} == {("from", "from_"), ("with", "with_")}


def test_every_type_can_be_imported_from_the_package() -> None:
    for name, its in TYPES.items():
        assert getattr(ledger.events, name) is its.cls
        assert name in ledger.events.__all__
        assert issubclass(its.cls, Event)


def test_an_event_knows_its_declaration() -> None:
    event = ledger.events.MandateGranted(mandate="m", by="A81001")
    assert declaration(event) is TYPES["MandateGranted"]


def test_the_reference_page_is_up_to_date() -> None:
    assert DOCS.read_text(encoding="utf-8") == markdown(), "python -m ledger.events.reference > docs/events.md"
