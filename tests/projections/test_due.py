"""What waits for an organisation, and what runs out? Each kind of line, from when it appears until it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger import times
from ledger.history import LAST
from ledger.projections.due import due_lines, next_change
from ledger.times import DAY, rfc3339, start
from tests.telling import (
    Told,
    a_pcn,
    closed,
    given,
    goes,
    granted,
    happened,
    joined,
    leads,
    met_with,
    on_condition,
    presumed,
    reaffirmed,
    refused,
    registered,
    relinquished,
    retracted,
    sought,
    told,
)

if TYPE_CHECKING:
    from ledger.projections.desk import DueLine

PLACE = (*a_pcn("a", "b"), registered("icb", "icb"), registered("fed", "federation"))
AT = "2024-06-01T00:00:00Z"


def due(*events: Told, of: str = "pcn", at: str = AT, kind: str | None = None) -> list[DueLine]:
    instant = times.as_read(at)
    return [
        line
        for line in due_lines(given(*PLACE, *events).past(instant), of, instant)
        if kind is None or line.kind == kind
    ]


def one(*events: Told, **how: Any) -> tuple[str, bool, str]:
    """When the only line is due, whether it's overdue, and what it says."""
    (line,) = due(*events, **how)
    return line.due_at, line.overdue, line.text


# Mandates


def test_a_mandate_that_ends() -> None:
    (line,) = due(sought(expires_at="2024-12-31"))
    assert (line.organisation, line.name, line.kind, line.id, line.who) == ("pcn", "PCN", "mandate_expires", "m", None)
    assert (line.due_at, line.overdue, line.because) == ("2025-01-01T00:00:00Z", False, (9,))
    assert line.text == "The mandate on estates ends on 31 December 2024. Seek it anew if it is still needed."
    assert str(line.day) == "2024-12-31"


def test_one_that_has_ended_or_was_given_back_or_has_no_end_runs_out_no_more() -> None:
    assert due(sought(expires_at="2024-05-31"), granted("a", "2024-02-01"), at="2024-06-01") == []
    assert due(sought(expires_at="2024-12-31"), granted("a", "2024-02-01"), relinquished("2024-03-01")) == []
    assert due(sought()) == []


def test_a_firm_stance_lapses_unless_it_is_reaffirmed() -> None:
    asked = (sought(), granted("a", "2024-02-01"))
    (line,) = due(*asked, kind="stance_lapses")
    assert (line.organisation, line.id, line.who, line.due_at) == ("pcn", "m", "a", "2025-01-31T00:00:00Z")
    assert line.text == "A backs the mandate on estates until 30 January 2025, unless it reaffirms that by then."
    assert line.because == (9, 10)
    assert str(line.day) == "2025-01-30"
    assert due(*asked, at="2025-01-31T00:00:00Z") == []
    (again,) = due(*asked, reaffirmed("a", "2024-05-01"), kind="stance_lapses")
    assert again.due_at == "2025-04-30T23:00:00Z"


def test_presumed_assent_lapses_too_and_is_never_quiet() -> None:
    (line,) = due(sought(), told("a", "2024-01-02"), presumed("a", "2024-02-01"))
    assert (line.kind, line.who, line.due_at) == ("stance_lapses", "a", "2025-01-31T00:00:00Z")
    assert line.text == "The silence of A counts as assent to the mandate on estates until 30 January 2025: ask it."


def test_other_stances_neither_lapse_nor_grow_quiet() -> None:
    assert due(sought(), refused("a", "2024-02-01"), on_condition("b", "2024-02-01", "c")) == []
    assert due(sought(), granted("a", "2024-02-01"), goes("amy", "2024-03-01"), leads("bo", "2024-04-01")) == []


def test_a_firm_stance_grows_quiet() -> None:
    asked = (sought(), granted("a", "2024-02-01"))
    (line,) = due(*asked, kind="stance_quiet")
    assert (line.due_at, line.overdue, line.who) == ("2024-07-30T00:00:00Z", False, "a")
    assert line.text == (
        "A, which backs the mandate on estates, has done nothing towards PCN since 1 February 2024. From 30 July 2024 "
        "on that counts as quiet."
    )
    (late,) = due(*asked, kind="stance_quiet", at="2024-08-01")
    assert (late.due_at, late.overdue) == ("2024-07-30T00:00:00Z", True)
    assert late.text == (
        "A, which backs the mandate on estates, has done nothing towards PCN since 1 February 2024: talk with it."
    )
    (heard,) = due(*asked, met_with(["a", "pcn"], "2024-05-01"), kind="stance_quiet")
    assert heard.due_at == rfc3339(start("2024-05-01") + 180 * DAY)


def test_it_does_not_grow_quiet_where_it_lapses_first() -> None:
    assert [line.kind for line in due(sought(reaffirm_within_days=180), granted("a", "2024-02-01"))] == [
        "stance_lapses"
    ]


def test_no_stance_lapses_or_grows_quiet_once_the_mandate_has_ended() -> None:
    asked = (sought(expires_at="2024-09-30"), granted("a", "2024-02-01"))
    assert [line.kind for line in due(*asked)] == ["stance_quiet", "mandate_expires"]
    asked = (sought(expires_at="2024-06-30"), granted("a", "2024-02-01"))
    assert [line.kind for line in due(*asked)] == ["mandate_expires"]


# Representation

APPOINTED = happened(
    "RepresentativeAppointed",
    "2024-01-10",
    representation="r",
    group="pcn",
    person="cal",
    at="icb",
    capacity="delegate",
)
BRIEFED = happened("BriefIssued", "2024-05-01", brief="br", representation="r", meeting_at="2024-05-20", represents=[])
REPORTED = happened("ReportedBack", "2024-05-25", brief="br", discussed="This.", agreed=[])
STOOD_DOWN = {"representation": "r"}


def test_a_report_is_due_a_week_after_the_meeting() -> None:
    (line,) = due(APPOINTED, BRIEFED, kind="report", at="2024-05-21")
    assert (line.organisation, line.id, line.who, line.because) == ("pcn", "br", None, (10,))
    # The meeting began in summer time.
    assert (line.due_at, line.overdue) == ("2024-05-26T23:00:00Z", False)
    assert line.text == "cal is to report back on the meeting at ICB on 20 May 2024 by 26 May 2024."
    assert one(APPOINTED, BRIEFED, kind="report")[1:] == (
        True,
        "The report on the meeting at ICB on 20 May 2024 was due by 26 May 2024: ask cal for it.",
    )


def test_or_when_the_brief_says() -> None:
    assert one(APPOINTED, BRIEFED | {"report_due_at": "2024-06-30"}, kind="report")[0] == "2024-06-30T23:00:00Z"


def test_no_report_is_due_that_was_made_or_of_another_group() -> None:
    assert due(APPOINTED, BRIEFED, REPORTED, kind="report") == []
    assert due(APPOINTED, BRIEFED, kind="report", of="fed") == []
    assert due(APPOINTED, BRIEFED, retracted(9), kind="report") == []


def test_nor_of_a_meeting_before_which_the_representative_had_stood_down() -> None:
    before = happened("RepresentativeStoodDown", "2024-05-18", **STOOD_DOWN)
    on_the_day = happened("RepresentativeStoodDown", "2024-05-20", **STOOD_DOWN)
    assert due(APPOINTED, BRIEFED, before, kind="report") == []
    assert len(due(APPOINTED, BRIEFED, on_the_day, kind="report")) == 1


def test_a_representation_is_reviewed_every_so_often() -> None:
    (line,) = due(APPOINTED)
    assert (line.kind, line.id, line.due_at) == ("representation_review", "r", rfc3339(start("2024-01-10") + 180 * DAY))
    assert line.text == "How cal speaks for PCN at ICB is to be reviewed by 8 July 2024."
    assert one(APPOINTED, at="2024-08-01")[1:] == (
        True,
        "How cal speaks for PCN at ICB was to be reviewed by 8 July 2024.",
    )
    review = happened("RepresentationReviewed", "2024-05-01", representation="r", by="a", working="X", to_improve="Y")
    (line,) = due(APPOINTED | {"review_every_days": 90}, review)
    assert (line.due_at, line.because) == (rfc3339(start("2024-05-01") + 90 * DAY), (9, 10))
    assert due(APPOINTED, happened("RepresentativeStoodDown", "2024-05-18", **STOOD_DOWN)) == []
    assert due(APPOINTED, of="fed") == []


# Actions and decisions


def proposed(**more: Any) -> Told:
    return happened(
        "DecisionProposed", "2024-01-02", decision="d", group="pcn", by="a", title="A hub", text="A hub.", **more
    )


def taken(at: str = "2024-02-01", **more: Any) -> Told:
    return happened("DecisionTaken", at, decision="d", outcome="adopted", statement="A hub.", **more)


ACTION = happened("ActionAgreed", "2024-02-01", action="x", owner="a", what="Look.", due_at="2024-06-30")


def test_an_action_is_due_from_its_owner() -> None:
    (line,) = due(ACTION, of="a")
    assert (line.organisation, line.kind, line.id, line.due_at) == ("a", "action", "x", "2024-06-30T23:00:00Z")
    assert line.text == "Action x is to be done by 30 June 2024."
    assert one(ACTION, of="a", at="2024-07-01")[1:] == (True, "Action x was to be done by 30 June 2024.")
    assert due(ACTION) == []
    assert due(ACTION, at="2024-01-01", of="a") == []


def test_an_action_says_what_it_follows_from() -> None:
    follows = ACTION | {"from_item": "d"}
    assert one(proposed(), follows, of="a")[2] == "Action x, which follows from d, is to be done by 30 June 2024."
    assert one(proposed(), follows, retracted(9), of="a")[2] == "Action x is to be done by 30 June 2024."


def test_an_action_that_is_done_dropped_or_no_more_is_not_due() -> None:
    for ended in (
        happened("ActionDone", "2024-03-01", action="x"),
        happened("ActionDropped", "2024-03-01", action="x"),
    ):
        assert due(ACTION, ended, of="a") == []
    assert due(ACTION, happened("ActionDone", "2024-03-01", action="x"), retracted(9), of="a") == []


def test_a_decision_is_to_be_looked_at_again() -> None:
    (line,) = due(proposed(), taken(review_at="2024-06-30"))
    assert (line.kind, line.id, line.due_at, line.because) == ("decision_review", "d", "2024-06-30T23:00:00Z", (10,))
    assert line.text == "“A hub” is to be looked at again by 30 June 2024."
    assert one(proposed(), taken(review_at="2024-05-30"))[1:] == (
        True,
        "“A hub” was to be looked at again by 30 May 2024.",
    )


def test_a_decision_is_not_that_was_reviewed_or_reversed_since_or_has_no_day_for_it() -> None:
    review = happened("DecisionReviewed", "2024-03-01", decision="d", by="a", found="Fine.")
    reversal = happened("DecisionReversed", "2024-03-01", decision="d", by="a", why="No.")
    for later in (review, reversal):
        assert due(proposed(), taken(review_at="2024-06-30"), later) == []
        assert len(due(proposed(), taken(review_at="2024-06-30"), later | {"effective_at": "2024-01-20"})) == 1
    assert due(proposed(), taken()) == []
    assert due(proposed()) == []
    assert due(proposed(), taken(review_at="2024-06-30"), of="a") == []
    assert due(proposed(), taken(review_at="2024-06-30"), retracted(9)) == []


# What waits for an answer

RECEIVED = happened("ApproachReceived", "2024-05-01", approach="ap", from_="icb", to="a", topic="beds")


def test_an_approach_waits_since_it_was_received() -> None:
    (line,) = due(RECEIVED, of="a")
    assert (line.organisation, line.kind, line.id, line.who) == ("a", "approach", "ap", "icb")
    assert (line.due_at, line.overdue, line.because) == ("2024-04-30T23:00:00Z", True, (9,))
    assert line.text == "ICB has waited for an answer on beds since 1 May 2024."
    assert str(line.day) == "2024-05-01"


def test_with_whom_it_was_last_redirected_to_until_it_is_answered() -> None:
    on = [
        happened("ApproachRedirected", f"2024-05-0{day}", approach="ap", by="a", to=to)
        for day, to in ((2, "fed"), (3, "pcn"))
    ]
    assert [due(RECEIVED, *on, of=code) for code in ("a", "fed")] == [[], []]
    (line,) = due(RECEIVED, *on)
    assert (line.id, line.due_at, line.because) == ("ap", "2024-04-30T23:00:00Z", (9, 11))
    assert due(RECEIVED, happened("ApproachAnswered", "2024-05-05", approach="ap", answer="No."), of="a") == []


def test_a_concern_waits_for_the_one_it_is_about() -> None:
    raised = happened("ConcernRaised", "2024-05-01", concern="c", by="a", about="pcn", what="That.")
    (line,) = due(raised)
    assert (line.kind, line.id, line.who, line.overdue) == ("concern", "c", "a", True)
    assert line.text == "A has been worried since 1 May 2024, without an answer."
    assert due(raised, of="a") == []
    assert due(raised, happened("ConcernAnswered", "2024-05-05", concern="c", answer="So.")) == []


def test_an_admission_waits_until_it_is_put_right() -> None:
    admitted = happened(
        "ErrorAdmitted",
        "2024-05-01",
        admission="e",
        by="pcn",
        to=["a", "b"],
        what="That.",
        apologised=True,
        asked_how_to_put_right=False,
    )
    (line,) = due(admitted)
    assert (line.kind, line.id, line.who, line.overdue) == ("admission", "e", None, True)
    assert line.text == "The error that was admitted to A, B on 1 May 2024 is not put right."
    assert due(admitted, of="a") == []
    assert due(admitted, happened("ErrorPutRight", "2024-05-05", admission="e", how="So.")) == []


# All together


def test_the_earliest_comes_first_and_nothing_from_who_has_closed() -> None:
    everything = (sought(expires_at="2024-12-31"), granted("a", "2024-02-01"), granted("b", "2024-02-01"), APPOINTED)
    lines = due(*everything)
    assert [(line.kind, line.who) for line in lines] == [
        ("representation_review", None),
        ("stance_quiet", "a"),
        ("stance_quiet", "b"),
        ("mandate_expires", None),
    ]
    assert len({line.key for line in lines}) == 4
    assert due(*everything, closed("pcn", "2024-05-01")) == []


def test_when_it_may_change_without_a_new_event() -> None:
    def after(*events: Told, at: str = AT) -> str | None:
        instant = times.as_read(at)
        past = given(*PLACE, *events).past(instant)
        found = next_change(past, due_lines(past, "pcn", instant), instant)
        return None if found is None else rfc3339(found)

    assert after(sought()) is None
    assert after(sought(), granted("a", "2024-02-01")) == "2024-07-30T00:00:00Z"
    assert after(sought(), granted("a", "2024-02-01"), at="2024-08-01") == "2025-01-31T00:00:00Z"
    assert after(sought(), joined("fed", "pcn", "2024-06-15")) == "2024-06-14T23:00:00Z"
    assert after(APPOINTED, at="2025-01-01") is None
    assert given(*PLACE).past(LAST).history.later is None
