"""The leadership has lasted if one who led then has led ever since; who comes back within 31 days was never away."""

from __future__ import annotations

from tests.telling import a_pcn, given, goes, granted, happened, joined, leads, registered, retracted, sought

GRANTED = given(*a_pcn("a"), sought(), granted("a", "2024-02-01"))
NOBODY = given(registered("pcn", "pcn"), registered("a"), joined("a"), sought(), granted("a", "2024-02-01"))
LEFT = "2024-03-01T00:00:00Z"


def test_one_of_two_leaders_is_enough() -> None:
    history = given(*GRANTED.events, leads("bob", "2023-01-01"), goes("amy", LEFT))
    assert history.stance("a", "2024-04-01") == "firm"
    gone = given(*history.events, goes("bob", "2024-05-01"))
    assert gone.stance("a", "2024-05-01") == "firm"
    assert gone.stance("a", "2024-05-02") == "unconfirmed"


def test_one_who_came_after_the_grant_carries_nothing_on() -> None:
    history = given(*GRANTED.events, leads("bob", "2024-02-15"), goes("amy", LEFT))
    assert history.stance("a", "2024-04-01") == "unconfirmed"


def test_while_an_absence_runs_it_is_one() -> None:
    away = given(*GRANTED.events, goes("amy", LEFT), leads("amy", "2024-03-20"))
    assert away.stance("a", "2024-03-10") == "unconfirmed"
    assert away.stance("a", "2024-03-20") == "firm"


def test_31_days_are_no_absence_and_a_microsecond_more_is_one() -> None:
    back_in_time = given(*GRANTED.events, goes("amy", LEFT), leads("amy", "2024-04-01T00:00:00Z"))
    assert back_in_time.stance("a", "2024-04-02") == "firm"
    too_late = given(*GRANTED.events, goes("amy", LEFT), leads("amy", "2024-04-01T00:00:00.000001Z"))
    assert too_late.stance("a", "2024-04-02") == "unconfirmed"


def test_two_short_absences_are_none() -> None:
    history = given(
        *GRANTED.events,
        goes("amy", "2024-02-28"),
        leads("amy", "2024-03-20"),
        goes("amy", "2024-04-01"),
        leads("amy", "2024-04-20"),
    )
    assert history.stance("a", "2024-05-01") == "firm"


def test_one_who_returns_as_a_deputy_has_not_returned() -> None:
    history = given(*GRANTED.events, goes("amy", LEFT), leads("amy", "2024-03-20", principal=False))
    assert history.stance("a", "2024-04-01") == "unconfirmed"


def test_one_who_takes_a_deputys_post_as_well_leads_on() -> None:
    assert given(*GRANTED.events, leads("amy", "2024-03-20", principal=False)).stance("a", "2024-04-01") == "firm"


def test_one_who_was_away_at_the_grant_itself_had_led() -> None:
    history = given(
        *a_pcn("a"), sought(), goes("amy", "2024-01-25"), granted("a", "2024-02-01"), leads("amy", "2024-02-10")
    )
    assert history.stance("a", "2024-02-05") == "firm"
    assert history.stance("a", "2024-02-15") == "firm"
    bob_too = given(*history.events, leads("bob", "2024-01-26"), goes("bob", "2024-03-01"))
    assert bob_too.stance("a", "2024-03-02") == "firm"


def test_somebody_elses_return_is_nobodys() -> None:
    history = given(*GRANTED.events, goes("amy", LEFT), leads("bob", "2024-03-02"))
    assert history.stance("a", "2024-03-10") == "unconfirmed"


def test_where_nobody_led_it_lasts_until_somebody_is_appointed() -> None:
    history = given(*NOBODY.events, leads("amy", "2024-03-01"))
    assert history.stance("a", "2024-02-29") == "firm"
    assert history.stance("a", "2024-03-01") == "unconfirmed"


def test_a_deputy_is_nobody_who_leads() -> None:
    assert given(*NOBODY.events, leads("amy", "2024-03-01", principal=False)).stance("a", "2024-04-01") == "firm"


def test_one_appointed_and_gone_in_between_counts_where_nobody_led() -> None:
    history = given(*NOBODY.events, leads("amy", "2024-03-01"), goes("amy", "2024-03-02"))
    assert history.stance("a", "2024-04-01") == "unconfirmed"


def test_one_appointed_and_gone_before_the_grant_does_not() -> None:
    history = given(*NOBODY.events, leads("amy", "2023-03-01"), goes("amy", "2023-03-02"))
    assert history.stance("a", "2024-04-01") == "firm"


def test_a_change_at_the_instant_of_the_grant_comes_before_it() -> None:
    history = given(*a_pcn("a"), sought(), goes("amy", "2024-01-31"), leads("bob", "2024-02-01"))
    assert given(*history.events, granted("a", "2024-02-01")).stance("a", "2024-02-01") == "firm"


def test_a_leader_elsewhere_changes_nothing() -> None:
    history = given(*GRANTED.events, registered("fed", "federation"), leads("amy", body="fed"))
    assert given(*history.events, goes("amy", "2024-03-01", "fed")).stance("a", "2024-04-01") == "firm"


def test_a_leaving_that_was_retracted_did_not_happen() -> None:
    assert given(*GRANTED.events, goes("amy", LEFT), retracted(7)).stance("a", "2024-04-01") == "firm"


def test_an_interim_leader_leads() -> None:
    history = given(*GRANTED.events, leads("bob", "2024-01-15", interim=True), goes("amy", LEFT))
    assert history.stance("a", "2024-04-01") == "firm"


def test_a_system_role_is_no_post() -> None:
    role = happened("SystemRoleTaken", "2024-02-15", person="amy", organisation="pcn", role="lead")
    assert given(*GRANTED.events, role).stance("a", "2024-04-01") == "firm"
