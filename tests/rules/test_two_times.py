"""What held at one time, as known at another."""

from __future__ import annotations

from tests.telling import a_pcn, given, goes, granted, leads, retracted, sought, withdrew

HISTORY = given(
    *a_pcn("a"),
    sought(),
    granted("a", "2024-02-01"),
    withdrew("a", "2024-05-01"),
    goes("amy", "2024-03-31"),
    retracted(7),
)


def test_as_of_leaves_out_what_takes_effect_later() -> None:
    assert HISTORY.stance("a", "2024-01-31", upto=7) == "unheard"
    assert HISTORY.stance("a", "2024-04-30", upto=7) == "firm"
    assert HISTORY.stance("a", "2024-05-01", upto=7) == "withdrawn"


def test_known_at_leaves_out_what_was_recorded_later() -> None:
    assert HISTORY.stance("a", "2024-04-15", upto=7) == "firm"
    assert HISTORY.stance("a", "2024-04-15", upto=8) == "unconfirmed"
    assert HISTORY.stance("a", "2024-05-15", upto=8) == "withdrawn"
    assert HISTORY.stance("a", "2024-05-15", upto=9) == "unconfirmed"


def test_a_retraction_acts_in_recorded_time_only() -> None:
    # It is dated June, and yet the withdrawal of May is gone from every reading that knows of it.
    assert HISTORY.stance("a", "2024-05-01", upto=9) == "unconfirmed"


def test_plans_are_read_when_asked_for_their_time() -> None:
    plan = given(
        *a_pcn("a"), sought(), granted("a", "2024-02-01"), leads("bob", "2030-04-01"), goes("amy", "2030-03-31")
    )
    assert plan.stance("a", "2024-06-01") == "firm"
    assert plan.stance("a", "2030-04-01") == "unconfirmed"
