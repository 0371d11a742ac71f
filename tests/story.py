"""A history of some years, with a little of everything that a standing is read from, and the corrections it came to."""

from __future__ import annotations

from tests.telling import (
    Told,
    a_pcn,
    all_the_same,
    attested,
    closed,
    disputed,
    goes,
    granted,
    happened,
    joined,
    leads,
    left,
    listed,
    met,
    met_with,
    narrowed,
    objected,
    on_condition,
    presumed,
    reaffirmed,
    refused,
    registered,
    relinquished,
    resolved,
    retracted,
    sought,
    told,
    withdrew,
)

STORY: tuple[Told, ...] = (
    *a_pcn("a", "b", "c"),  # 1 to 8
    registered("fed", "federation", at="2020-01-01"),
    registered("d"),
    joined("pcn", "fed", "2020-01-01"),
    joined("d", "fed", "2020-01-01"),
    listed("a", 9000),
    listed("b", 5000),
    listed("c", 7000, "2021-04-01"),
    sought("2021-01-01"),  # 16
    granted("a", "2021-02-01"),
    on_condition("b", "2021-02-03", "c1"),
    told("c", "2021-01-05"),
    presumed("c", "2021-02-05"),
    met("b", "2021-05-01", "c1"),
    sought("2021-03-01", "n", "fed", constituency="practices", weighting="patients", threshold="two_thirds"),  # 22
    granted("a", "2021-04-01", "n"),
    granted("c", "2021-04-01", "n"),
    all_the_same(presumed("d", "2021-04-01", "n")),
    met_with(["c", "pcn"], "2021-09-01"),
    reaffirmed("a", "2022-01-15"),
    goes("amy", "2022-03-31"),
    leads("bob", "2022-04-01"),
    reaffirmed("b", "2022-05-01"),
    objected("c", "2022-06-01", weight="block"),  # 31
    resolved("2022-07-01", how="amended"),
    withdrew("b", "2022-08-01"),
    narrowed("2022-09-01", scope="heating"),
    granted("b", "2022-09-15"),
    reaffirmed("c", "2021-10-01"),  # typed in late
    closed("c", "2022-12-31"),
    left("a", "2023-01-31"),
    joined("a", at="2023-03-01"),
    retracted(33),  # 40: the withdrawal was b's other body's
    disputed(36, "c", at="2022-11-01"),
    attested(36, "c", at="2022-11-02"),
    refused("d", "2023-04-01", "n"),
    sought("2027-01-01", "later", "d", constituency=["d"]),  # 44: planned
    relinquished("2023-06-30"),
    happened("HelpAsked", "2023-05-01", by="a", of=["fed"], about="Rooms."),
    disputed(23, "a"),
)
