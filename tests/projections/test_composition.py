"""What is a group made of?"""

from __future__ import annotations

from ledger import times
from ledger.history import LAST, Place
from ledger.projections.composition import Composition, composition
from tests.telling import Given, closed, given, joined, left, registered, retracted

HISTORY = given(
    registered("glg", "leadership_group", founded_by=["lmc", "old"]),
    registered("lmc", "lmc"),
    registered("pcn1", "pcn"),
    registered("pcn2", "pcn"),
    registered("icb", "icb"),
    registered("old", "other"),
    joined("pcn2", "glg"),  # 7
    joined("pcn1", "glg", "2020-01-01"),
    joined("lmc", "glg"),
    joined("icb", "glg", standing="attending"),
)


def read(as_of: str = "2024-01-01", history: Given = HISTORY) -> Composition:
    instant = times.as_read(as_of)
    registration = history.past().register.registration("glg", Place.after_all_of(LAST))
    assert registration is not None
    return composition(
        history.past(instant), "glg", registration, as_of=instant, known_at=instant, position=len(history.events)
    )


def codes(found: Composition) -> dict[str, list[str]]:
    return {kind: [one.organisation for one in lines] for kind, lines in found.core.items()}


def test_core_and_attending_members_by_kind() -> None:
    found = read()
    assert codes(found) == {"lmc": ["lmc"], "pcn": ["pcn1", "pcn2"]}
    assert {kind: [one.organisation for one in lines] for kind, lines in found.attending.items()} == {"icb": ["icb"]}
    first = found.core["pcn"][0]
    assert (first.name, first.since, first.because) == ("PCN1", "2020-01-01T00:00:00Z", (8,))
    assert (found.organisation, found.name, found.kind, found.position) == ("glg", "GLG", "leadership_group", 10)
    assert found.as_of == found.known_at == "2024-01-01T23:59:59.999999Z"
    assert found.because == (1,)


def test_which_of_pcns_lmc_and_federation_are_missing() -> None:
    assert read().missing == ("federation",)
    assert read("2019-06-01", given(registered("glg", "leadership_group", "2019-01-01"))).missing == (
        "pcn",
        "lmc",
        "federation",
    )
    with_all = given(*HISTORY.events, registered("fed", "federation"), joined("fed", "glg"))
    assert read(history=with_all).missing == ()


def test_one_that_only_attends_is_missing_all_the_same() -> None:
    attends = given(*HISTORY.events, registered("fed", "federation"), joined("fed", "glg", standing="attending"))
    assert read(history=attends).missing == ("federation",)


def test_who_has_left_or_closed_is_not_in_it() -> None:
    gone = given(*HISTORY.events, left("lmc", "2023-01-01", "glg"), closed("pcn1", "2023-01-01"))
    assert codes(read(history=gone)) == {"pcn": ["pcn2"]}
    assert read(history=gone).missing == ("lmc", "federation")
    assert codes(read("2022-01-01", gone)) == {"lmc": ["lmc"], "pcn": ["pcn1", "pcn2"]}


def test_a_member_that_was_never_registered_as_far_as_is_known_is_of_another_kind() -> None:
    assert codes(read(history=given(*HISTORY.events, retracted(2))))["other"] == ["lmc"]


def test_who_founded_it() -> None:
    assert [(one.organisation, one.name) for one in read().founded_by] == [("lmc", "LMC"), ("old", "OLD")]
    assert read(history=given(registered("glg", "leadership_group"))).founded_by == ()
