"""Every mark fades to half of its weight in 365 days."""

from __future__ import annotations

import pytest

from tests.trusting import asked_for_help, level

ASKED = asked_for_help("2023-01-01")


def test_half_in_365_days_and_a_quarter_in_twice_as_many() -> None:
    assert level(ASKED, as_of="2023-01-01T00:00:00Z") == 2.0
    assert level(ASKED, as_of="2024-01-01T00:00:00Z") == 1.0
    assert level(ASKED, as_of="2024-12-31T00:00:00Z") == 0.5


def test_in_between_it_fades_all_the_time() -> None:
    assert level(ASKED, as_of="2023-07-02T12:00:00Z") == pytest.approx(2 / 2**0.5, abs=0.001)


def test_what_costs_trust_fades_as_well() -> None:
    costly = asked_for_help("2023-01-01") | {"type": "ConcernRaised", "concern": "w", "by": "a", "about": "pcn"}
    costly = {name: value for name, value in costly.items() if name != "of"} | {"what": "The money."}
    assert level(costly, as_of="2024-01-01T00:00:00Z") == -0.5


def test_what_has_faded_away_is_nought_and_not_less() -> None:
    costly = {"type": "ConcernRaised", "effective_at": "2024-01-01", "concern": "w", "by": "a", "about": "pcn"}
    assert str(level(costly | {"what": "x"}, as_of="2064-01-01")) == "0.0"
