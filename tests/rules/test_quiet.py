"""An organisation is quiet that has done nothing towards the holder for 180 days."""

from __future__ import annotations

from tests.telling import (
    a_pcn,
    given,
    goes,
    granted,
    happened,
    joined,
    met_with,
    objected,
    registered,
    retracted,
    sought,
    told,
)

GRANTED = given(*a_pcn("a", "b"), sought(), granted("a", "2024-02-01T00:00:00Z"))
LATER = "2024-09-01"


def test_180_days_exactly() -> None:
    assert not GRANTED.line("a", "2024-07-29T23:59:59.999999Z").quiet
    assert GRANTED.line("a", "2024-07-30T00:00:00Z").quiet


def test_a_firm_stance_can_be_quiet() -> None:
    line = GRANTED.line("a", LATER)
    assert (line.stance, line.quiet, line.last_act) == ("firm", True, "2024-02-01T00:00:00Z")


def test_joining_was_the_last_thing_that_one_did() -> None:
    line = GRANTED.line("b", LATER)
    assert (line.quiet, line.last_act) == (True, "2019-06-30T23:00:00Z")


def test_one_that_never_did_anything_is_quiet() -> None:
    history = given(*a_pcn("a"), registered("x"), sought(constituency=["x"]))
    assert (history.line("x", LATER).quiet, history.line("x", LATER).last_act) == (True, None)


def acts(*events: dict[str, object]) -> bool:
    """Whether a is heard of in the summer by these."""
    return not given(*GRANTED.events, *events).line("a", LATER).quiet


def test_a_contact_is_not_quiet_whichever_way_it_was_held() -> None:
    for mode in ("in_person", "video", "phone", "email", "message"):
        assert acts(met_with(["a", "pcn"], "2024-08-01", mode))


def test_a_contact_with_others_is_no_contact_with_the_holder() -> None:
    assert not acts(met_with(["a", "b"], "2024-08-01"))


def meeting(**who: object) -> dict[str, object]:
    return happened(
        "MeetingHeld", "2024-08-01", **{"meeting": "meet", "group": "pcn", "mode": "video", "present": []} | who
    )


def test_being_present_at_its_meeting_counts_and_being_excused_does_not() -> None:
    assert acts(meeting(present=["a"]))
    assert not acts(meeting(apologies=["a"]))
    assert not acts(meeting(attending=["a"]))
    assert not acts(meeting(present=["a"], group="b"))


def test_what_it_does_about_the_mandate_or_towards_the_holder_counts() -> None:
    assert acts(objected("a", "2024-08-01"))
    assert acts(told("b", "2024-08-01", by="a"))
    assert acts(happened("HelpAsked", "2024-08-01", by="a", of=["pcn"], about="Rooms."))
    assert acts(joined("a", at="2024-08-01", standing="core", irregular_because="So."))


def test_asking_for_a_say_counts() -> None:
    assert acts(happened("InvolvementAsked", "2024-08-01", by="a", of="pcn"))


def test_what_it_does_elsewhere_does_not() -> None:
    assert not acts(happened("HelpAsked", "2024-08-01", by="a", of=["b"], about="Rooms."))
    assert not acts(joined("a", "b", at="2024-08-01"))


def test_what_others_do_to_it_does_not() -> None:
    assert not acts(told("a", "2024-08-01"))
    assert not acts(happened("MandateAccounted", "2024-08-01", mandate="m", to=["a"], done="All."))


def test_what_it_says_to_another_mandate_of_the_holder_is_not_about_this_one() -> None:
    assert not acts(sought(mandate="n", scope="digital"), granted("a", "2024-08-01", "n"))


def test_a_deed_that_was_retracted_is_none() -> None:
    assert not acts(met_with(["a", "pcn"], "2024-08-01"), retracted(9))


def test_telling_the_holder_about_something_else_counts() -> None:
    proposed = happened("PriorityProposed", "2024-03-01", priority="p", group="pcn", title="Rooms", kind="support")
    assert acts(proposed, told("pcn", "2024-08-01", about="p", by="a"))


def test_a_change_of_leaders_is_nobodys_deed() -> None:
    assert not acts(goes("amy", "2024-08-01"))
