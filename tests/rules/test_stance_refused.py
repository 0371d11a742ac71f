"""An organisation whose last word is a refusal has refused."""

from __future__ import annotations

from tests.telling import a_pcn, given, goes, granted, refused, sought

REFUSED = given(*a_pcn("a"), sought(), refused("a", "2024-02-01"))


def test_for_good_whoever_leads() -> None:
    history = given(*REFUSED.events, goes("amy", "2024-03-01"))
    assert history.stance("a", "2024-02-01") == "refused"
    assert history.stance("a", "2034-01-01") == "refused"


def test_until_it_grants() -> None:
    assert given(*REFUSED.events, granted("a", "2024-03-01")).stance("a", "2024-03-01") == "firm"


def test_of_two_on_one_day_the_one_recorded_later_is_the_last() -> None:
    assert given(*REFUSED.events, granted("a", "2024-02-01")).stance("a", "2024-02-01") == "firm"
