"""Who speaks for a group where, with what brief, and what has not come back yet?"""

from __future__ import annotations

from ledger import times
from ledger.projections.briefs import BriefLine, Named
from ledger.projections.representation import Representations, representation
from tests.speaking import (
    PLACE,
    briefed,
    leads_speaking,
    leads_speaking_no_more,
    overstepped,
    ratified,
    reported,
    reviewed,
    speaks,
    speaks_no_more,
    stated,
)
from tests.telling import Given, Told, given, happened, registered, retracted

SPOKEN_FOR = given(*PLACE, speaks())
"""Bob speaks for the group at a body of the system since the beginning of 2024: 10."""


def read(
    history: Given, as_of: str, code: str = "glg", texts: dict[tuple[int, str], str] | None = None
) -> Representations:
    instant = times.as_read(as_of)
    return representation(history.past(instant), code, as_of=instant, known_at=instant, position=99, texts=texts or {})


def in_hand(history: Given, as_of: str) -> BriefLine:
    (line,) = read(history, as_of).representatives
    assert line.brief is not None
    return line.brief


def action(name: str, brief: str | None, due_at: str = "2024-06-30") -> Told:
    return happened("ActionAgreed", "2024-03-13", action=name, owner="pcn", what="Ask.", due_at=due_at, from_item=brief)


def test_the_head() -> None:
    found = read(SPOKEN_FOR, "2024-02-01")
    assert (found.organisation, found.name, found.position) == ("glg", "GLG", 99)
    assert found.as_of == found.known_at == "2024-02-01T23:59:59.999999Z"


def test_who_speaks_where() -> None:
    history = given(*PLACE, speaks(support="p-kit", review_every_days=30), reviewed("2024-02-01"))
    (line,) = read(history, "2024-02-15").representatives
    assert (line.representation, line.person, line.at, line.at_name) == ("r", "bob", "icb", "ICB")
    assert (line.capacity, line.since, line.support) == ("delegate", "2024-01-01T00:00:00Z", "p-kit")
    assert (line.reviewed_at, line.review_due_at) == ("2024-02-01T00:00:00Z", "2024-03-02T00:00:00Z")
    assert (line.review_overdue, line.brief, line.because) == (False, None, (10, 11))


def test_nobody_speaks_before_they_are_appointed_and_after_their_last_day() -> None:
    history = SPOKEN_FOR.and_(speaks_no_more("2024-02-29"))
    for day, speaking in (("2023-12-31", 0), ("2024-01-01", 1), ("2024-02-29", 1), ("2024-03-01", 0)):
        assert len(read(history, day).representatives) == speaking, day
    assert read(SPOKEN_FOR, "2024-02-01", "pcn").representatives == ()


def test_whoever_was_appointed_first_comes_first() -> None:
    history = SPOKEN_FOR.and_(speaks("cal", "2023-01-01", representation="q"))
    assert [line.person for line in read(history, "2024-02-01").representatives] == ["cal", "bob"]


def test_at_the_body_it_is_told_who_speaks_there_and_for_whom() -> None:
    history = SPOKEN_FOR.and_(speaks("cal", representation="q", group="pcn"), speaks_no_more("2024-02-29", "q"))
    (bob, cal) = read(history, "2024-02-01", "icb").speakers
    assert (bob.representation, bob.person, bob.group, bob.group_name) == ("r", "bob", "glg", "GLG")
    assert (bob.capacity, bob.since, bob.because) == ("delegate", "2024-01-01T00:00:00Z", (10,))
    assert (cal.person, cal.group) == ("cal", "pcn")
    assert len(read(history, "2024-03-01", "icb").speakers) == 1
    assert read(history, "2024-02-01").speakers == ()


def test_the_leads() -> None:
    leads = (leads_speaking("lee"), leads_speaking("max"), leads_speaking_no_more("max", "2024-02-29"))
    history = given(*PLACE, *leads)
    assert [one.person for one in read(history, "2024-02-01").leads] == ["lee", "max"]
    (lee,) = read(history, "2024-03-01").leads
    assert (lee.person, lee.since, lee.because) == ("lee", "2024-01-01T00:00:00Z", (10,))


def test_the_brief_in_hand_is_that_for_the_next_meeting_and_else_the_last() -> None:
    history = SPOKEN_FOR.and_(
        briefed("one", "2024-02-01", meeting_at="2024-02-10T09:00:00Z"),
        briefed("three", "2024-02-01", meeting_at="2024-04-10"),
        briefed("two", "2024-02-01", meeting_at="2024-03-10"),
        reported("one", "2024-02-12"),
    )
    days = ("2024-02-01", "2024-02-10", "2024-02-11", "2024-03-10", "2024-03-11", "2024-12-31")
    assert [in_hand(history, day).brief for day in days] == ["one", "one", "two", "two", "three", "three"]


def test_of_two_briefs_for_one_meeting_the_latter_stands() -> None:
    history = SPOKEN_FOR.and_(
        briefed("second", "2024-03-02"), briefed("first"), briefed("later", meeting_at="2024-06-01")
    )
    assert in_hand(history, "2024-03-05").brief == "second"


def test_a_brief_of_another_representation_is_not_theirs() -> None:
    history = SPOKEN_FOR.and_(speaks("cal", representation="q"), briefed(representation="q"))
    assert [line.brief and line.brief.brief for line in read(history, "2024-03-05").representatives] == [None, "k"]


def test_what_is_in_a_brief() -> None:
    texts = {
        (11, "/agenda"): "Winter.",
        (11, "/may_agree/0"): "Dates.",
        (11, "/bring_back/1"): "Any site.",
        (11, "/outcomes_sought/0"): "Peace.",
    }
    history = SPOKEN_FOR.and_(
        briefed(
            latitude="framed",
            represents=["pcn", "a"],
            agenda="#",
            may_agree=["#"],
            bring_back=["#", "#"],
            outcomes_sought=["#"],
            mandate="m",
            priorities=["p", "gone"],
            report_due_at="2024-03-11",
        ),
        happened("MandateSought", "2024-01-01", mandate="m", holder="glg", scope="winter", wording="#"),
        happened("PriorityProposed", "2024-01-01", priority="p", group="glg", title="Winter", kind="support"),
        reported(at="2024-03-10"),
    )
    (line,) = read(history, "2024-03-12", texts=texts).representatives
    assert line.brief == BriefLine(
        brief="k",
        issued_at="2024-03-01T00:00:00Z",
        meeting_at="2024-03-10T00:00:00Z",
        latitude="framed",
        represents=(Named("pcn", "PCN"), Named("a", "A")),
        agenda="Winter.",
        may_agree=("Dates.",),
        bring_back=(None, "Any site."),
        outcomes_sought=("Peace.",),
        mandate="m",
        priorities=("p",),
        report_due_at="2024-03-12T00:00:00Z",
        reported_at="2024-03-10T00:00:00Z",
        because=(11, 14),
    )


def test_a_mandate_that_was_retracted_is_not_named() -> None:
    sought = happened("MandateSought", "2024-01-01", mandate="m", holder="glg", scope="winter", wording="#")
    history = SPOKEN_FOR.and_(sought, briefed(mandate="m"))
    assert in_hand(history, "2024-03-05").mandate == "m"
    assert in_hand(history.and_(retracted(11)), "2024-03-05").mandate is None


def test_a_report_is_overdue_at_the_end_of_its_last_day_until_it_comes() -> None:
    history = SPOKEN_FOR.and_(briefed(), reported(at="2024-03-25"))
    assert read(history, "2024-03-16").overdue_reports == ()
    (late,) = read(history, "2024-03-17").overdue_reports
    assert (late.brief, late.representation, late.person, late.at, late.at_name) == ("k", "r", "bob", "icb", "ICB")
    assert (late.meeting_at, late.due_at) == ("2024-03-10T00:00:00Z", "2024-03-17T00:00:00Z")
    assert late.because == (10, 11)
    assert read(history, "2024-03-25").overdue_reports == ()


def test_reports_are_listed_by_when_they_were_due() -> None:
    history = SPOKEN_FOR.and_(briefed("slow", report_due_at="2024-05-31"), briefed("quick", meeting_at="2024-04-10"))
    assert [late.brief for late in read(history, "2024-06-30").overdue_reports] == ["quick", "slow"]


def test_none_is_asked_of_one_who_had_stood_down_before_the_meeting() -> None:
    history = SPOKEN_FOR.and_(briefed())
    assert read(history.and_(speaks_no_more("2024-03-09")), "2024-04-01").overdue_reports == ()
    assert len(read(history.and_(speaks_no_more("2024-03-10")), "2024-04-01").overdue_reports) == 1


def test_reviews_are_due_so_long_after_the_latest() -> None:
    history = given(*PLACE, speaks(), speaks("cal", representation="q", review_every_days=30), reviewed("2024-03-01"))
    assert [one.person for one in read(history, "2024-01-30").reviews_due] == []
    (cal,) = read(history, "2024-01-31").reviews_due
    assert (cal.representation, cal.person, cal.at, cal.at_name) == ("q", "cal", "icb", "ICB")
    assert (cal.due_at, cal.because) == ("2024-01-31T00:00:00Z", (11,))
    cal, bob = read(history, "2024-08-28").reviews_due
    assert (bob.person, bob.due_at, bob.because) == ("bob", "2024-08-28T00:00:00Z", (10, 12))
    assert read(history.and_(speaks_no_more("2024-01-15", "q")), "2024-02-01").reviews_due == ()


def test_open_actions_are_those_that_follow_from_its_briefs() -> None:
    briefs = (briefed(), speaks("cal", representation="q", group="pcn"), briefed("theirs", representation="q"))
    actions = (action("late", "k", "2024-03-20"), action("open", "k"), action("done", "k"), action("other", "theirs"))
    history = SPOKEN_FOR.and_(
        *briefs, *actions, action("free", None), happened("ActionDone", "2024-03-14", action="done")
    )
    found = read(history, "2024-04-01").open_actions
    assert [(one.action, one.state, one.from_item) for one in found] == [
        ("late", "overdue", "k"),
        ("open", "open", "k"),
    ]
    assert [one.action for one in read(history, "2024-04-01", "pcn").open_actions] == ["other"]


def test_what_went_too_far_and_who_stands_behind_it() -> None:
    history = SPOKEN_FOR.and_(briefed(), overstepped("a"), overstepped("b", at="2024-03-14"), ratified("glg"))
    texts = {(12, "/what"): "Too far.", (14, "/why"): "It was right."}
    assert [one.ratified for one in read(history, "2024-03-16").oversteps] == [False, False]
    by_b, by_a = read(history, "2024-03-20", texts=texts).oversteps
    assert (by_b.organisation, by_b.what, by_b.ratified, by_b.because) == ("b", None, True, (13, 14))
    assert (by_a.brief, by_a.representation, by_a.person, by_a.name) == ("k", "r", "bob", "A")
    assert (by_a.at, by_a.what) == ("2024-03-15T00:00:00Z", "Too far.")
    (behind,) = by_a.ratified_by
    assert (behind.organisation, behind.name, behind.why) == ("glg", "GLG", "It was right.")
    assert (behind.at, behind.because) == ("2024-03-20T00:00:00Z", (14,))


def test_what_it_told_the_system_the_latest_first() -> None:
    history = given(
        *PLACE,
        registered("trust", "nhs_trust"),
        stated("winter", "2024-01-01", "icb", "trust"),
        stated("rooms", "2024-02-01", "icb"),
        stated("flu", "2024-02-01", "icb", by="pcn"),
    )
    rooms, winter = read(history, "2024-02-01", texts={(11, "/position_text"): "Less."}).positions
    assert (rooms.scope, rooms.position_text, rooms.because) == ("rooms", None, (12,))
    assert (winter.scope, winter.to) == ("winter", (Named("icb", "ICB"), Named("trust", "TRUST")))
    assert (winter.position_text, winter.at) == ("Less.", "2024-01-01T00:00:00Z")


def test_what_was_retracted_takes_with_it_what_hangs_from_it() -> None:
    history = SPOKEN_FOR.and_(briefed(), overstepped("a"), action("x", "k"), retracted(10))
    found = read(history, "2024-12-31")
    assert (found.representatives, found.overdue_reports, found.oversteps, found.open_actions) == ((), (), (), ())


def test_an_id_that_was_opened_anew_as_something_else_has_no_brief() -> None:
    meant_otherwise = happened("MandateSought", "2024-01-01", mandate="r", holder="glg", scope="x", wording="#")
    history = SPOKEN_FOR.and_(briefed(), retracted(10), meant_otherwise)
    assert read(history, "2024-12-31").overdue_reports == ()
    other = happened("MandateSought", "2024-01-01", mandate="k", holder="glg", scope="x", wording="#")
    again = SPOKEN_FOR.and_(briefed(), overstepped("a"), retracted(11), other)
    assert read(again, "2024-12-31").oversteps == ()
