"""Are memberships of networks recorded, ended and put right as the register says?"""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.ods_world import Files, Ledger, brief, texts

if TYPE_CHECKING:
    from ledger.importers.ods import Plan

ASH = ("A1", "Ash", "19740401", "", "ACTIVE")
OPEN = ("A1", "U1", "20190701", None)
PCNS = [(code, f"{code} PCN", "20190701", None) for code in ("U1", "U2", "U3")]


def joined(practice: str, network: str, day: str) -> dict[str, str]:
    return {"type": "MemberJoined", "organisation": network, "member": practice, "effective_at": day}


def left(practice: str, network: str, day: str) -> dict[str, str]:
    return joined(practice, network, day) | {"type": "MemberLeft"}


def memberships(plan: Plan) -> list[str]:
    return [line.removeprefix("Member") for line in brief(plan) if line.startswith(("Member", "EventRetracted"))]


def known(files: Files, ledger: Ledger) -> Ledger:
    """A ledger that has one practice in U1 from July 2019 on, from an extract of 1 October 2024."""
    ledger.take_in(files.epraccur(ASH).epcn(OPEN, pcns=PCNS).read())
    return ledger


def test_a_new_end_and_a_new_spell_are_new_facts(files: Files, ledger: Ledger) -> None:
    known(files, ledger)
    plan = ledger.take_in(
        files.epcn(
            ("A1", "U1", "20190701", "20250331"), ("A1", "U2", "20250401", None), pcns=PCNS, on="2025-05-01"
        ).read()
    )
    assert memberships(plan) == ["Left A1 U1 2025-03-31", "Joined A1 U2 2025-04-01"]
    assert texts(plan, "new") == [
        "Ash (A1) left U1 PCN (U1) on 31 March 2025.",
        "Ash (A1) joined U2 PCN (U2) on 1 April 2025.",
    ]
    assert ledger.networks("A1", "2025-03-31") == {"U1"}
    assert ledger.networks("A1", "2025-04-01") == {"U2"}


def test_another_start_puts_the_first_right(files: Files, ledger: Ledger) -> None:
    known(files, ledger)
    plan = ledger.take_in(files.epcn(("A1", "U1", "20190901", None), pcns=PCNS, on="2025-05-01").read())
    assert memberships(plan) == ["EventRetracted 5", "Joined A1 U1 2019-09-01"]
    assert texts(plan, "corrected") == [
        "Ash (A1) in U1 PCN (U1): the ledger had joined on 1 July 2019; ePCN.xlsx has joined on 1 September 2019."
    ]


def test_an_end_that_moved_or_was_none_is_put_right(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH).epcn(("A1", "U1", "20190701", "20240331"), pcns=PCNS).read())
    moved = ledger.take_in(files.epcn(("A1", "U1", "20190701", "20240430"), pcns=PCNS, on="2025-01-01").read())
    assert memberships(moved) == ["EventRetracted 6", "Left A1 U1 2024-04-30"]
    none = ledger.take_in(files.epcn(OPEN, pcns=PCNS, on="2025-02-01").read())
    assert memberships(none) == ["EventRetracted 8"]
    assert ledger.networks("A1", "2025-01-01") == {"U1"}


def test_a_spell_that_never_was_is_taken_back(files: Files, ledger: Ledger) -> None:
    ledger.take_in(
        files.epraccur(ASH).epcn(("A1", "U1", "20190701", "20200331"), ("A1", "U2", "20200401", None), pcns=PCNS).read()
    )
    plan = ledger.take_in(files.epcn(("A1", "U2", "20200401", None), pcns=PCNS, on="2025-01-01").read())
    assert memberships(plan) == ["EventRetracted 5", "EventRetracted 6"]
    assert texts(plan, "corrected")[0].endswith("had joined on 1 July 2019; ePCN.xlsx has nothing.")


def test_a_spell_found_later_comes_in_before_one_that_is_known(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH).epcn(("A1", "U1", "20210701", None), pcns=PCNS).read())
    plan = ledger.take_in(
        files.epcn(
            ("A1", "U1", "20190701", "20200331"), ("A1", "U1", "20210701", None), pcns=PCNS, on="2025-01-01"
        ).read()
    )
    assert memberships(plan) == ["Joined A1 U1 2019-07-01", "Left A1 U1 2020-03-31"]


def test_a_spell_that_makes_no_sense_any_more_takes_nothing_back(files: Files, ledger: Ledger) -> None:
    known(files, ledger)
    plan = ledger.take_in(
        files.epcn(
            ("A1", "U1", "2019-13-45", None), ("A1", "U2", "20190701", "20190801"), pcns=PCNS, on="2025-01-01"
        ).read()
    )
    assert memberships(plan) == ["Joined A1 U2 2019-07-01", "Left A1 U2 2019-08-01"]
    assert [problem.severity for problem in plan.problems] == ["left_out"]
    only_bad = ledger.plan(files.epcn(("A1", "U1", None, None), pcns=PCNS, on="2025-02-01").read())
    assert (only_bad.events, only_bad.differences) == ([], [])


def test_what_people_recorded_stands_and_is_reported(files: Files, ledger: Ledger) -> None:
    known(files, ledger).record(left("A1", "U1", "2024-03-31"))
    plan = ledger.plan(files.epcn(("A1", "U1", "20190701", "20240430"), pcns=PCNS, on="2025-01-01").read())
    assert plan.events == []
    assert texts(plan) == [
        (
            "Ash (A1) in U1 PCN (U1): the ledger has left on 31 March 2024, and people recorded that; ePCN.xlsx has "
            "joined on 1 July 2019, left on 30 April 2024."
        )
    ]


def test_what_people_recorded_and_the_register_confirms_is_not_recorded_again(files: Files, ledger: Ledger) -> None:
    known(files, ledger).record(left("A1", "U1", "2024-12-31"), joined("A1", "U2", "2025-01-01"))
    before = ledger.plan(files.epcn(OPEN, pcns=PCNS).read())
    assert (before.events, before.differences) == ([], [])
    plan = ledger.plan(
        files.epcn(
            ("A1", "U1", "20190701", "20241231"), ("A1", "U2", "20250101", None), pcns=PCNS, on="2025-05-01"
        ).read()
    )
    assert (plan.events, plan.differences) == ([], [])


def test_memberships_of_other_bodies_are_no_concern_of_the_import(files: Files, ledger: Ledger) -> None:
    known(files, ledger).record(
        {"type": "OrganisationRegistered", "organisation": "fed", "name": "Federation", "kind": "federation"},
        joined("A1", "fed", "2020-01-01"),
        joined("fed", "U1", "2020-01-01"),
    )
    plan = ledger.plan(files.epcn(OPEN, pcns=PCNS, on="2025-01-01").read())
    assert (plan.events, plan.differences) == ([], [])


def test_spells_of_who_is_unknown_are_left_out(files: Files, ledger: Ledger) -> None:
    plan = ledger.take_in(
        files.epraccur(ASH).epcn(("A9", "U1", "20190701", None), ("A1", "U9", "20190701", None), pcns=PCNS).read()
    )
    assert [(problem.line, problem.severity, problem.text) for problem in plan.problems] == [
        (2, "left_out", "A9 is a practice that neither the files nor the ledger know; its spell is not recorded."),
        (3, "left_out", "U9 is a network that neither the files nor the ledger know; the spell in it is not recorded."),
    ]


def test_repetitions_and_overlaps_in_one_network_become_one(files: Files, ledger: Ledger) -> None:
    plan = ledger.take_in(
        files.epraccur(ASH)
        .epcn(
            ("A1", "U1", "20190701", "20200630"),
            ("A1", "U1", "20190701", "20200630"),
            ("A1", "U1", "20200601", "20200831"),
            ("A1", "U1", "20200901", "20201231"),
            ("A1", "U2", "20210101", None),
            ("A1", "U2", "20220101", "20220201"),
        )
        .read()
    )
    assert memberships(plan) == ["Joined A1 U1 2019-07-01", "Left A1 U1 2020-12-31", "Joined A1 U2 2021-01-01"]
    assert [problem.line for problem in plan.problems] == [3, 4, 7]
    assert plan.counts["spells joined up"] == 1


def test_joining_what_is_closed_is_irregular_and_reported(files: Files, ledger: Ledger) -> None:
    closed = ("A1", "Ash", "19740401", "20200331", "INACTIVE")
    plan = ledger.take_in(
        files.epraccur(closed)
        .epcn(("A1", "U1", "20200401", "20200501"), ("A1", "U2", "20190101", "20190201"), pcns=PCNS)
        .read()
    )
    assert [(problem.line, problem.text) for problem in plan.problems] == [
        (2, "Ash (A1) joined U1 PCN (U1) on 1 April 2020, after Ash (A1) had closed. It is recorded."),
        (3, "Ash (A1) joined U2 PCN (U2) on 1 January 2019, before U2 PCN (U2) opened on 1 July 2019. It is recorded."),
    ]
    assert [event.get("irregular_because") for event in plan.events if event["type"] == "MemberJoined"] == [
        None,
        "The register says so.",
    ]


def test_the_map_moves_a_practice_on_its_own_day(files: Files, ledger: Ledger) -> None:
    known(files, ledger)
    plan = ledger.take_in(files.map(("A1", "Ash", "U2")).read())
    assert memberships(plan) == ["Left A1 U1 2026-06-30", "Joined A1 U2 2026-07-01"]
    assert texts(plan, "moved") == [
        (
            "Ash (A1) is in U1 PCN (U1) in the ledger, and in U2 PCN (U2) on the map of 1 July 2026. The true day is "
            "some time after 1 October 2024; recorded on the day of the map."
        )
    ]
    assert ledger.plan(files.epcn(OPEN, pcns=PCNS).read()).events == []


def test_a_later_spell_tells_the_true_day_of_what_the_map_showed(files: Files, ledger: Ledger) -> None:
    known(files, ledger).take_in(files.map(("A1", "Ash", "U2")).read())
    true = files.epcn(("A1", "U1", "20190701", "20250331"), ("A1", "U2", "20250401", None), pcns=PCNS, on="2026-09-01")
    plan = ledger.take_in(true.read())
    assert memberships(plan)[-2:] == ["Left A1 U1 2025-03-31", "Joined A1 U2 2025-04-01"]
    assert plan.counts["EventRetracted"] == 2
    assert ledger.networks("A1", "2026-08-01") == {"U2"}
    assert ledger.plan(files.map(("A1", "Ash", "U2")).read()).events == []


def test_so_does_one_that_is_older_than_the_map(files: Files, ledger: Ledger) -> None:
    known(files, ledger).take_in(files.map(("A1", "Ash", "U2")).read())
    true = files.epcn(("A1", "U1", "20190701", "20250331"), ("A1", "U2", "20250401", None), pcns=PCNS, on="2025-05-01")
    plan = ledger.take_in(true.read())
    assert plan.counts["EventRetracted"] == 2
    assert texts(plan, "corrected")[0] == "Ash (A1) in U1 PCN (U1): left on 30 June 2026 says nothing new any more."
    assert ledger.networks("A1", "2026-08-01") == {"U2"}


def test_a_map_of_the_same_day_takes_back_what_the_first_had_shown(files: Files, ledger: Ledger) -> None:
    known(files, ledger).take_in(files.map(("A1", "Ash", "U2")).read())
    plan = ledger.take_in(files.map(("A1", "Ash", "U1")).read())
    assert memberships(plan) == ["EventRetracted 8", "EventRetracted 9"]
    assert ledger.networks("A1", "2026-08-01") == {"U1"}


def test_a_map_older_than_the_spells_is_not_followed(files: Files, ledger: Ledger) -> None:
    plan = ledger.take_in(files.epraccur(ASH).epcn(OPEN, pcns=PCNS).map(("A1", "Ash", "U"), on="2024-09-01").read())
    assert memberships(plan) == ["Joined A1 U1 2019-07-01"]
    assert texts(plan, "map_differs") == [
        (
            "Ash (A1) is in U1 PCN (U1) in the ledger, and in no network on the map of 1 September 2024; ePCN is the "
            "later, and stands."
        )
    ]


def test_the_map_leaves_a_closed_practice_as_it_was(files: Files, ledger: Ledger) -> None:
    closed = ("A1", "Ash", "19740401", "20251231", "INACTIVE")
    plan = ledger.take_in(files.epraccur(closed).epcn(OPEN, pcns=PCNS).map(("A1", "Ash", "U2")).read())
    assert memberships(plan) == ["Joined A1 U1 2019-07-01"]
    assert texts(plan, "map_differs")[0].endswith("the practice had closed, and is left as it was.")


def test_the_map_moves_a_practice_into_a_closed_network(files: Files, ledger: Ledger) -> None:
    pcns = [*PCNS[:1], ("U2", "U2 PCN", "20190701", "20240331")]
    plan = ledger.take_in(files.epraccur(ASH).epcn(OPEN, pcns=pcns).map(("A1", "Ash", "U2")).read())
    assert memberships(plan)[-1] == "Joined A1 U2 2026-07-01"
    assert texts(plan, "joined_after_closing") == [
        "Ash (A1) joined U2 PCN (U2) on 1 July 2026, after U2 PCN (U2) had closed."
    ]


def test_the_map_does_not_overrule_people(files: Files, ledger: Ledger) -> None:
    known(files, ledger).record(left("A1", "U1", "2026-03-31"), joined("A1", "U2", "2026-04-01"))
    agreed = ledger.take_in(files.map(("A1", "Ash", "U2")).read())
    assert memberships(agreed) == []
    plan = ledger.plan(files.map(("A1", "Ash", "U1"), on="2026-08-01").read())
    assert memberships(plan) == []
    assert texts(plan, "ledger_disagrees")[0].endswith("people recorded the first, and it stays.")


def test_what_people_find_out_puts_the_maps_guess_right(files: Files, ledger: Ledger) -> None:
    known(files, ledger).take_in(files.map(("A1", "Ash", "U2")).read())
    guess = ledger.position("MemberLeft", "A1")
    ledger.record(left("A1", "U1", "2025-12-31"))
    plan = ledger.take_in(files.map(("A1", "Ash", "U2")).read())
    assert memberships(plan) == [f"EventRetracted {guess}"]


def test_two_people_saying_the_same_are_left_alone(files: Files, ledger: Ledger) -> None:
    known(files, ledger).record(left("A1", "U1", "2026-03-31"))
    ledger.record(left("A1", "U1", "2026-04-30") | {"irregular_because": "Both minutes say so."})
    assert memberships(ledger.plan(files.map(("A1", "Ash", "U")).read())) == []


def test_a_spell_that_says_nothing_new_is_left_out(files: Files, ledger: Ledger) -> None:
    """People recorded a leave that the register announces for a later day than it knows of."""
    known(files, ledger).record(left("A1", "U1", "2025-02-28"))
    plan = ledger.take_in(files.epcn(("A1", "U1", "20190701", "20250331"), pcns=PCNS, on="2025-01-01").read())
    assert memberships(plan) == []
    assert texts(plan, "ledger_disagrees") == [
        "Ash (A1) in U1 PCN (U1): left on 31 March 2025 says nothing new any more."
    ]


def test_without_spells_the_map_is_all_there_is(files: Files, ledger: Ledger) -> None:
    plan = ledger.take_in(files.map(("A1", "Ash", "U1")).read())
    assert memberships(plan) == ["Joined A1 U1 2026-07-01"]
    assert "The true day is unknown; recorded on the day of the map." in texts(plan, "joined")[0]
    assert plan.events[-1]["source"] == "ODS practice map, extract of 1 July 2026"


def test_a_network_that_is_none_in_the_ledger(files: Files, ledger: Ledger) -> None:
    ledger.record(
        {"type": "OrganisationRegistered", "organisation": "U1", "name": "Team", "kind": "neighbourhood_team"}
    )
    plan = ledger.take_in(files.epraccur(ASH).map(("A1", "Ash", "U1")).read())
    assert memberships(plan) == []
    assert [problem.text for problem in plan.problems] == [
        "U1 is no network in the ledger; A1 is not recorded as a member of it."
    ]


FIRST = date(2019, 7, 1)
DAYS = st.integers(0, 1500).map(lambda days: FIRST + timedelta(days=days))
SPELLS = st.lists(
    st.tuples(st.sampled_from(["A1", "A2"]), st.sampled_from(["U1", "U2", "U3"]), DAYS, st.none() | DAYS), max_size=8
)


def _compact(spells: list[tuple[str, str, date, date | None]]) -> list[tuple[str, str, str, str | None]]:
    return [
        (practice, network, f"{start:%Y%m%d}", f"{end:%Y%m%d}" if end else None)
        for practice, network, start, end in spells
    ]


@settings(max_examples=60, deadline=None)
@given(first=SPELLS, second=SPELLS, days=st.lists(DAYS, min_size=1, max_size=5))
def test_membership_by_day_is_that_of_the_spells(
    first: list[tuple[str, str, date, date | None]], second: list[tuple[str, str, date, date | None]], days: list[date]
) -> None:
    """Also after a second extract that says something else altogether of the practices that it has."""
    ledger = Ledger()
    practices = [ASH, ("A2", "Birch", "19740401", "", "ACTIVE")]
    stands: dict[str, list[tuple[str, str, date, date | None]]] = {"A1": [], "A2": []}
    with tempfile.TemporaryDirectory() as folder:
        for spells, on in ((first, "2024-10-01"), (second, "2025-10-01")):
            files = Files(Path(folder)).epraccur(*practices).epcn(*_compact(spells), pcns=PCNS, on=on)
            ledger.take_in(files.read())
            for practice, stood in stands.items():
                its_own = [spell for spell in spells if spell[0] == practice]
                sensible = [spell for spell in its_own if spell[3] is None or spell[3] >= spell[2]]
                if len(sensible) < len(its_own):
                    return
                stands[practice] = its_own or stood
            for practice, its_spells in stands.items():
                for day in {
                    *days,
                    *(spell[2] for spell in its_spells),
                    *(spell[3] for spell in its_spells if spell[3]),
                }:
                    there = {
                        network for _, network, start, end in its_spells if start <= day and (end is None or day <= end)
                    }
                    assert ledger.networks(practice, day.isoformat()) == there


EVENTS_OF_PEOPLE = st.builds(
    lambda leaves, practice, network, day, standing: (
        left(practice, network, day.isoformat())
        if leaves
        else joined(practice, network, day.isoformat()) | {"standing": standing}
    ),
    st.booleans(),
    st.sampled_from(["A1", "A2"]),
    st.sampled_from(["U1", "U2", "U3"]),
    DAYS,
    st.sampled_from(["core", "attending"]),
)
MAPS = st.tuples(st.sampled_from(["U", "U1", "U2", "U3"]), st.sampled_from(["U", "U1", "U2", "U3"]))


@settings(max_examples=60, deadline=None)
@given(acts=st.lists(st.one_of(SPELLS, MAPS, EVENTS_OF_PEOPLE), max_size=6))
def test_whatever_came_before_a_plan_can_be_recorded_and_the_next_is_empty(acts: list[object]) -> None:
    ledger = Ledger()
    with tempfile.TemporaryDirectory() as folder:
        files = Files(Path(folder))
        everyone = (ASH, ("A2", "Birch", "19740401", "20230101", "INACTIVE"))
        ledger.take_in(files.epraccur(*everyone).epcn(OPEN, pcns=PCNS, on="2019-08-01").read())
        for number, act in enumerate(acts):
            on = date(2020, 3, 1) + timedelta(days=200 * number)
            match act:
                case dict():
                    if not ledger.refuses(act):
                        ledger.record(act)
                case (str(), str()):
                    rows = [("A1", "Ash", act[0]), ("A2", "Birch", act[1])]
                    ledger.take_in(files.map(*rows, on=on.isoformat()).read())
                case list():
                    ledger.take_in(files.epcn(*_compact(act), pcns=PCNS, on=on.isoformat()).read())
                case _:
                    raise AssertionError(act)
