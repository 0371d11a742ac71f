"""What does the register say about an organisation?"""

from __future__ import annotations

import pytest

from ledger import times
from ledger.history import Place
from ledger.projections.organisation import Organisation, organisation, organisation_line
from tests.telling import Given, a_pcn, closed, given, goes, happened, joined, leads, left, listed, registered

HISTORY = given(
    *a_pcn("a", "b"),
    registered("fed", "federation", basis="financial", founded_by=["a", "b"]),
    joined("pcn", "fed", "2021-01-01"),
    joined("fed", "pcn", "2021-01-01", standing="attending"),
    listed("a", 9000),
    listed("b", 4000, "2022-01-01"),
    happened("OrganisationRenamed", "2023-01-01", organisation="pcn", name="Harbour"),
    leads("bob", "2018-01-01", interim=True, drawn_from="management"),
    leads("cal", "2022-01-01", principal=False),
    closed("b", "2023-12-31", successors=["a"]),
)


def asked(code: str, as_of: str = "2023-06-01", history: Given = HISTORY) -> Organisation:
    instant = times.as_read(as_of)
    register = history.past(instant).register
    registration = register.registration(code, Place.after_all_of(instant))
    assert registration is not None
    return organisation(register, code, registration, as_of=instant, known_at=instant, position=16)


def test_its_name_and_kind() -> None:
    found = asked("pcn")
    assert (found.organisation, found.name, found.kind, found.basis) == ("pcn", "Harbour", "pcn", None)
    assert asked("pcn", "2022-12-31").name == "PCN"
    assert (found.registered_at, found.position) == ("2019-06-30T23:00:00Z", 16)
    assert found.as_of == found.known_at == "2023-06-01T22:59:59.999999Z"
    assert (asked("fed").basis, asked("fed").founded_by) == ("financial", ("a", "b"))


def test_its_members_and_what_it_belongs_to() -> None:
    found = asked("pcn")
    assert [(one.organisation, one.name, one.kind, one.standing) for one in found.members] == [
        ("a", "A", "practice", "core"),
        ("b", "B", "practice", "core"),
        ("fed", "FED", "federation", "attending"),
    ]
    (above,) = found.member_of
    assert (above.organisation, above.since, above.because) == ("fed", "2021-01-01T00:00:00Z", (8,))


def test_closing_ends_no_membership_but_shows() -> None:
    found = asked("pcn", "2024-01-01")
    b = found.members[1]
    assert (b.organisation, b.closed_at) == ("b", "2024-01-01T00:00:00Z")
    assert (found.closed_at, found.successors, found.because) == (None, (), (1,))
    gone = asked("b", "2024-01-01")
    assert (gone.closed_at, gone.successors, gone.because) == ("2024-01-01T00:00:00Z", ("a",), (3, 15))


def test_its_leaders_the_longest_first_and_no_deputies() -> None:
    assert [(one.person, one.role, one.since, one.interim, one.drawn_from) for one in asked("pcn").leaders] == [
        ("bob", "Clinical Director", "2018-01-01T00:00:00Z", True, "management"),
        ("amy", "Clinical Director", "2019-06-30T23:00:00Z", None, None),
    ]
    assert [one.because for one in asked("pcn").leaders] == [(13,), (6,)]


def test_its_own_patients_and_those_in_reach() -> None:
    assert (asked("a").patients, asked("pcn").patients) == (9000, None)
    assert (asked("a").reach.practices, asked("a").reach.patients) == (1, 9000)
    assert (asked("fed").reach.practices, asked("fed").reach.patients) == (2, 13000)
    assert asked("fed", "2021-12-31").reach.patients == 9000
    assert asked("fed", "2024-01-01").reach.practices == 1


def test_since_when_it_is_a_member_also_when_the_standing_changes() -> None:
    changed = given(*HISTORY.events, joined("a", at="2023-01-01", standing="attending"))
    assert (asked("pcn", history=changed).members[0].standing, asked("pcn", history=changed).members[0].since) == (
        "attending",
        "2019-06-30T23:00:00Z",
    )


def test_since_when_after_it_was_away() -> None:
    back = given(*HISTORY.events, left("a", "2020-01-31"), joined("a", at="2020-03-01"))
    assert asked("pcn", history=back).members[0].since == "2020-03-01T00:00:00Z"
    never_away = given(*HISTORY.events, left("a", "2020-01-31"), joined("a", at="2020-02-01"))
    assert asked("pcn", history=never_away).members[0].since == "2019-06-30T23:00:00Z"


def test_a_leader_who_left_is_no_leader() -> None:
    gone = given(*HISTORY.events, goes("amy", "2023-05-31"))
    assert [one.person for one in asked("pcn", history=gone).leaders] == ["bob"]


def test_a_line_of_a_list() -> None:
    instant = times.as_read("2024-01-01")
    register = HISTORY.past(instant).register
    registration = register.registration("b", Place.after_all_of(instant))
    assert registration is not None
    line = organisation_line(register, "b", registration, instant)
    assert (line.organisation, line.name, line.kind, line.basis, line.patients, line.closed_at) == (
        "b",
        "B",
        "practice",
        None,
        4000,
        "2024-01-01T00:00:00Z",
    )


def test_only_a_registration_registers() -> None:
    past = HISTORY.past()
    joining = past.history.entry(4)
    assert joining is not None
    with pytest.raises(TypeError, match="position 4 registers no organisation"):
        organisation_line(past.register, "a", joining, 0)
