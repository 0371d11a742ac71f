"""The rhythm counts the conversations of 91 days, the weeks with one, the last in person, and the share in writing."""

from __future__ import annotations

from ledger.projections.trust import RhythmLine as Rhythm
from tests.telling import given
from tests.trusting import PLACE, held, in_touch, trust

AT = "2024-12-31T00:00:00Z"
BEGINS = "2024-10-01T00:00:00Z"


def rhythm(*told: dict[str, object], as_of: str = AT) -> Rhythm:
    return trust(given(*PLACE, *told), as_of).rhythm


def test_contacts_and_its_own_meetings() -> None:
    elsewhere = held("2024-12-04", group="a")
    told = (in_touch("2024-12-01", "phone"), held("2024-12-02"), held("2024-12-03", "video"), elsewhere)
    assert rhythm(*told) == Rhythm(3, 1, "2024-12-02T00:00:00Z", 0.0)
    assert rhythm(in_touch("2024-12-01", between=["a", "b"])) == Rhythm(0, 0, None, None)


def test_91_days_back_and_no_more() -> None:
    assert rhythm(in_touch(BEGINS)) == Rhythm(0, 0, BEGINS, None)
    assert rhythm(in_touch("2024-10-01T00:00:01Z")) == Rhythm(1, 1, "2024-10-01T00:00:01Z", 0.0)
    assert rhythm(in_touch(AT)) == Rhythm(1, 1, AT, 0.0)


def test_weeks_are_counted_back_from_the_moment() -> None:
    days = ("2024-12-24T00:00:00Z", "2024-12-24T00:00:01Z", "2024-12-30T00:00:00Z")
    assert rhythm(*(in_touch(day, "video") for day in days)).weeks_with_conversation == 2


def test_the_share_of_contacts_in_writing() -> None:
    told = (in_touch("2024-12-01", "email"), in_touch("2024-12-02", "message"), in_touch("2024-12-03", "phone"))
    assert rhythm(*told, held("2024-12-04")) == Rhythm(2, 2, "2024-12-04T00:00:00Z", 0.667)
    assert rhythm(held("2024-12-04")).email_share is None


def test_the_last_in_person_may_be_long_ago() -> None:
    told = (in_touch("2020-01-01"), in_touch("2024-12-01", "phone"))
    assert rhythm(*told).in_person_last == "2020-01-01T00:00:00Z"
