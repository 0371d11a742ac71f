"""To send an approach on to a group's door builds its trust; to go past a door that one has joined costs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telling import happened, registered
from tests.trusting import counted, left, texts

if TYPE_CHECKING:
    from tests.telling import Told

APPROACH = happened("ApproachReceived", "2024-02-01", approach="y", from_="icb", to="a", topic="Beds")
PAST_IT = happened("ApproachBypassed", "2024-03-01", by="a", with_="icb", what="Beds.", reported_by="b")
FED = registered("fed", "federation")


def joined_door(at: str, group: str = "pcn", by: str = "a") -> Told:
    return happened("AccessPointJoined", at, group=group, organisation=by)


def left_door(at: str, group: str = "pcn", by: str = "a") -> Told:
    return happened("AccessPointLeft", at, group=group, organisation=by)


def sent_on(at: str) -> Told:
    return happened("ApproachRedirected", at, approach="y", by="a", to="pcn")


def test_sent_on_it_is_a_mark_by_the_group() -> None:
    assert left(APPROACH, sent_on("2024-02-02"), code="a") == [("redirected", 0.5, ("pcn",))]
    assert texts(APPROACH, sent_on("2024-02-02"), code="a") == [
        "A sent an approach on “Beds” to PCN, where it belongs."
    ]
    assert left(APPROACH, sent_on("2024-02-02")) == []
    assert counted(APPROACH, sent_on("2024-02-02"), sent_on("2024-02-03"), code="a") == [("pcn",), ()]


def test_past_every_door_that_it_has_joined() -> None:
    told = (FED, joined_door("2024-01-01"), joined_door("2024-02-01", "fed"), PAST_IT)
    assert left(*told, code="a") == [("bypassed", -2, ("fed", "pcn"))]
    assert texts(*told, code="a") == ["A dealt with ICB past the access point of FED and PCN."]
    assert left(*told) == []


def test_a_door_that_it_left_or_joins_later_or_another_joined_is_none_of_them() -> None:
    told = (FED, joined_door("2024-01-01"), left_door("2024-01-31"), joined_door("2024-01-01", by="b"))
    assert left(*told, left_door("2024-01-31", by="b"), joined_door("2024-03-02", "fed"), PAST_IT, code="a") == []
    assert left(*told, joined_door("2024-02-01"), PAST_IT, code="a") == [("bypassed", -2, ("pcn",))]


def test_who_has_joined_no_door_goes_past_none() -> None:
    assert left(PAST_IT, code="a") == []
