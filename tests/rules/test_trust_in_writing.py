"""What was written stands on the timeline and weighs nothing."""

from __future__ import annotations

import pytest

from tests.telling import given, happened, sought
from tests.trusting import PLACE, counted, in_touch, left, texts, trust


@pytest.mark.parametrize("mode", ["email", "message"])
def test_contacts(mode: str) -> None:
    assert left(in_touch("2024-02-01", mode)) == [("wrote", 0, ("a",))]
    assert texts(in_touch("2024-02-01", mode)) == [f"PCN and A were in touch by {mode}."]


@pytest.mark.parametrize("channel", ["email", "letter", "message"])
def test_tellings(channel: str) -> None:
    told = happened("OrganisationTold", "2024-02-02", about="m", organisation="a", by="pcn", channel=channel)
    assert left(sought(), told) == [("told", 0, ("a",))]
    assert texts(sought(), told) == [f"PCN told A about the mandate on estates, by {channel}."]


def test_nobody_trusts_by_that_alone() -> None:
    answer = trust(given(*PLACE, in_touch("2024-02-01", "email")))
    assert (answer.level, answer.trusters, answer.by, answer.because) == (None, 0, (), ())


def test_it_does_not_stand_in_for_the_first_telling_of_the_month() -> None:
    written, spoken = (
        happened("OrganisationTold", at, about="m", organisation="a", by="pcn", channel=channel)
        for at, channel in (("2024-02-02", "letter"), ("2024-02-03", "visit"))
    )
    assert counted(sought(), written, spoken) == [("a",), ("a",)]
