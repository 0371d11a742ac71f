"""Are organisations registered, renamed, closed and put right as the register says?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.importers.ods import OlderExtract
from tests.importers.ods_world import brief, texts

if TYPE_CHECKING:
    from tests.importers.ods_world import Files, Ledger

ASH = ("A81001", "Ash Surgery", "19740401", "", "ACTIVE")
BIRCH = ("A81002", "Birch Surgery", "19800101", "", "ACTIVE")
SPELL = ("A81001", "U1", "20190701", None)


def test_a_later_extract_records_only_what_is_new(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH).read())
    closed = ("A81001", "Ash Surgery", "19740401", "20260331", "INACTIVE")
    plan = ledger.take_in(files.epraccur(closed, BIRCH, on="2026-04-10").read())
    assert brief(plan) == [
        "OrganisationRegistered A81002 Birch Surgery 1980-01-01",
        "OrganisationClosed A81001 2026-03-31",
    ]
    assert texts(plan, "new") == [
        "Ash Surgery (A81001) closed on 31 March 2026.",
        "Birch Surgery (A81002), a practice, opened on 1 January 1980.",
    ]


@pytest.mark.parametrize("kind", ["epraccur", "epcn", "map_", "patients"])
def test_an_older_extract_is_refused(files: Files, ledger: Ledger, kind: str) -> None:
    def of(month: str) -> Files:
        match kind:
            case "epraccur":
                return files.epraccur(ASH, on=f"2026-{month}-01")
            case "epcn":
                return files.epcn(SPELL, on=f"2026-{month}-01")
            case "map_":
                return files.map(("A81001", "Ash", "U1"), on=f"2026-{month}-01")
            case _:
                return files.patients(("A81001", "10"), on=f"2026-{month}-01")

    ledger.take_in(files.epraccur(ASH, on="2026-02-01").epcn(SPELL, on="2026-02-01").read())
    ledger.take_in(of("06").read())
    if kind in ("epraccur", "epcn"):
        ledger.record(
            {"type": "ListSizeRecorded", "organisation": "A81001", "patients": 5, "effective_at": "2026-06-01",
             "source": f"ODS {'ePCN' if kind == 'epcn' else kind}, extract of 1 June 2026"}
        )  # fmt: skip
    with pytest.raises(
        OlderExtract, match="is an extract of 1 May 2026, and the one of 1 June 2026 was imported already"
    ):
        ledger.plan(of("05").read())


def test_a_day_that_no_calendar_has_makes_no_extract(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH).read())
    source = "ODS epraccur, extract of 31 February 2030"
    ledger.record({"type": "OrganisationRenamed", "organisation": "A81001", "name": "Ash Surgery", "source": source})
    assert ledger.plan(files.epraccur(ASH).read()).events == []


def test_a_wrong_date_of_opening_is_put_right(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH).epcn(SPELL).read())
    plan = ledger.take_in(files.epraccur(("A81001", "Ash Surgery", "19750401", "", "ACTIVE"), on="2026-03-01").read())
    assert brief(plan) == ["EventRetracted 2", "OrganisationRegistered A81001 Ash Surgery 1975-04-01"]
    assert texts(plan, "corrected") == [
        (
            "The ledger has Ash Surgery (A81001) as a practice from 1 April 1974; epraccur.csv says a practice from 1 "
            "April 1975."
        )
    ]
    assert ledger.networks("A81001", "2020-01-01") == {"U1"}


def test_a_closing_that_moved_or_was_none_is_put_right(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(("A81001", "Ash", "19740401", "20250331", "INACTIVE")).read())
    moved = ledger.take_in(
        files.epraccur(("A81001", "Ash", "19740401", "20250430", "INACTIVE"), on="2026-03-01").read()
    )
    assert brief(moved) == ["EventRetracted 2", "OrganisationClosed A81001 2025-04-30"]
    none = ledger.take_in(files.epraccur(("A81001", "Ash", "19740401", "", "ACTIVE"), on="2026-04-01").read())
    assert brief(none) == ["EventRetracted 4"]
    assert texts(none, "corrected") == [
        "The ledger has Ash (A81001) closed on 30 April 2025; epraccur.csv has it open."
    ]


def test_a_closing_that_people_recorded_stands(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH, BIRCH).read())
    for code, day in (("A81001", "2025-12-31"), ("A81002", "2026-08-31")):
        ledger.record({"type": "OrganisationClosed", "organisation": code, "effective_at": day})
    plan = ledger.plan(files.epraccur(ASH, BIRCH, on="2026-03-01").read())
    assert plan.events == []
    assert texts(plan) == ["The ledger has Ash Surgery (A81001) closed on 31 December 2025; epraccur.csv has it open."]


def test_what_people_recorded_and_the_register_confirms_is_not_recorded_again(files: Files, ledger: Ledger) -> None:
    ledger.record(
        {"type": "OrganisationRegistered", "organisation": "A81001", "name": "ASH  surgery", "kind": "practice",
         "effective_at": "1974-04-01"},
        {"type": "OrganisationClosed", "organisation": "A81001", "effective_at": "2025-03-31"},
    )  # fmt: skip
    plan = ledger.plan(files.epraccur(("A81001", "Ash Surgery", "19740401", "20250331", "INACTIVE")).read())
    assert (plan.events, plan.differences) == ([], [])


def test_what_people_registered_and_renamed_stands(files: Files, ledger: Ledger) -> None:
    ledger.record(
        {"type": "OrganisationRegistered", "organisation": "A81001", "name": "Ash Health", "kind": "federation",
         "effective_at": "1990-04-01"}
    )  # fmt: skip
    ledger.take_in(files.epraccur(BIRCH).read())
    ledger.record(
        {"type": "OrganisationRenamed", "organisation": "A81002", "name": "Birches", "effective_at": "2026-02-10"}
    )
    plan = ledger.plan(files.epraccur(ASH, BIRCH, on="2026-03-01").read())
    assert plan.events == []
    assert texts(plan, "ledger_disagrees") == [
        (
            "The ledger has Ash Health (A81001) as a federation from 1 April 1990; epraccur.csv says a practice from 1 "
            "April 1974."
        ),
        (
            "A81001 is Ash Health in the ledger, and Ash Surgery in epraccur.csv on 1 March 2026; people recorded the "
            "first, and it stays."
        ),
        (
            "A81002 is Birches in the ledger, and Birch Surgery in epraccur.csv on 1 March 2026; people recorded the "
            "first, and it stays."
        ),
    ]


def test_a_later_name_wins_and_files_that_differ_for_ever_do_not_rename_to_and_fro(
    files: Files, ledger: Ledger
) -> None:
    plan = ledger.take_in(files.epraccur(ASH).map(("A81001", "Ash Partnership", "U")).read())
    assert brief(plan)[-1] == "OrganisationRenamed A81001 Ash Partnership 2026-07-01"
    again = ledger.take_in(files.epraccur(ASH, on="2026-08-01").map(("A81001", "ASH PARTNERSHIP", "U")).read())
    assert again.events == []
    assert texts(again, "names_differ") == [
        (
            "A81001 is Ash Partnership in the ledger, and Ash Surgery in epraccur.csv on 1 August 2026; the first came "
            "later, and stays."
        )
    ]
    new_name = ("A81001", "The Ash", "19740401", "", "ACTIVE")
    third = ledger.take_in(files.epraccur(new_name, on="2026-09-01").read())
    assert brief(third) == ["OrganisationRenamed A81001 The Ash 2026-09-01"]
    assert len(texts(third)) == 1


def test_an_earlier_map_does_not_undo_a_name(files: Files, ledger: Ledger) -> None:
    plan = ledger.take_in(files.epraccur(ASH).map(("A81001", "Old Ash", "U"), on="2026-01-01").read())
    assert "OrganisationRenamed" not in plan.counts
    assert len(texts(plan, "names_differ")) == 1


def test_a_name_of_the_same_day_counts_once_it_is_recorded(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH).map(("A81001", "Ash One", "U")).read())
    plan = ledger.take_in(files.map(("A81001", "Ash Two", "U")).read())
    assert brief(plan) == ["OrganisationRenamed A81001 Ash Two 2026-07-01"]


def test_an_organisation_that_only_the_map_has(files: Files, ledger: Ledger) -> None:
    plan = ledger.take_in(files.epraccur(BIRCH).map(("A81001", "Ash", "U7"), ("A81003", "", "U")).read())
    assert [line for line in brief(plan) if "Registered" in line] == [
        "OrganisationRegistered A81002 Birch Surgery 1980-01-01",
        "OrganisationRegistered QJM Lincolnshire ICB 2026-07-01",
        "OrganisationRegistered 71E ICB - 71E 2026-07-01",
        "OrganisationRegistered U7 U7 PCN 2026-07-01",
        "OrganisationRegistered A81001 Ash 2026-07-01",
        "OrganisationRegistered A81003 A81003 2026-07-01",
    ]
    assert len(texts(plan, "only_on_map")) == 3


def test_the_file_that_decides_puts_the_map_right(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.map(("A81001", "Ash", "U7")).read())
    plan = ledger.take_in(
        files.epraccur(ASH).epcn(("A81001", "U7", "20260601", None), pcns=[("U7", "U7 PCN", "20260601", None)]).read()
    )
    assert [line for line in brief(plan) if "Registered" in line] == [
        "OrganisationRegistered U7 U7 PCN 2026-06-01",
        "OrganisationRegistered A81001 Ash 1974-04-01",
    ]
    assert ledger.networks("A81001", "2026-06-15") == {"U7"}


def test_the_first_spell_opens_a_practice_that_only_the_map_has(files: Files, ledger: Ledger) -> None:
    plan = ledger.take_in(files.epraccur(BIRCH).epcn(SPELL).map(("A81001", "Ash", "U1")).read())
    assert "OrganisationRegistered A81001 Ash 2019-07-01" in brief(plan)


def test_without_a_date_of_opening_the_earliest_date_known_stands_for_it(files: Files, ledger: Ledger) -> None:
    plan = ledger.take_in(
        files.epraccur(
            ("A81001", "Ash", "", "", "ACTIVE"),
            ("A81002", "Birch", "", "20200331", "INACTIVE"),
            ("A81003", "Cedar", "99990101", "", "ACTIVE"),
        )
        .epcn(SPELL, pcns=[("U1", "U1", None, None)])
        .read()
    )
    assert [line for line in brief(plan) if "Registered" in line] == [
        "OrganisationRegistered U1 U1 2019-07-01",
        "OrganisationRegistered A81001 Ash 2019-07-01",
        "OrganisationRegistered A81002 Birch 2020-03-31",
        "OrganisationRegistered A81003 Cedar 2026-02-03",
    ]
    assert (
        texts(plan, "opening_unknown")[0] == "U1 (U1) is registered as of 1 July 2019, for want of a date of opening."
    )
    later = ledger.take_in(files.epraccur(("A81001", "Ash", "", "", "ACTIVE"), on="2026-03-01").read())
    assert later.events == []


def test_another_role_on_the_map_is_taken_for_a_practice(files: Files, ledger: Ledger) -> None:
    special = ("A81002", "Safe Haven", "20040101", "", "ACTIVE", "RO72")
    other = ("Y00001", "Walk-in Centre", "20040101", "", "ACTIVE", "RO87")
    plan = ledger.take_in(files.epraccur(ASH, special, other).map(("A81002", "Safe Haven", "U")).read())
    assert plan.counts["registered practice"] == 2
    assert texts(plan, "other_role") == [
        "Safe Haven (A81002) is on the map of practices, but has another role in epraccur. It is taken for a practice."
    ]
    gone = ledger.plan(files.epraccur(ASH, special).read())
    assert texts(gone, "no_longer_listed") == [
        "Safe Haven (A81002) is no longer listed in epraccur.csv; what the ledger holds of it stays."
    ]


def test_another_kind_that_becomes_a_practice(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(BIRCH, ("A81001", "Ash", "19740401", "", "ACTIVE", "RO72")).epcn(SPELL).read())
    plan = ledger.take_in(files.epraccur(ASH, BIRCH, on="2026-03-01").read())
    assert brief(plan) == [
        "EventRetracted 3",
        "OrganisationRegistered A81001 Ash 1974-04-01",
        "OrganisationRenamed A81001 Ash Surgery 2026-03-01",
    ]
    still = ledger.plan(files.epraccur(BIRCH, (*ASH[:4], "ACTIVE", "RO72"), on="2026-03-01").epcn(SPELL).read())
    assert still.events == []


def test_one_code_for_two_boards_is_the_icbs(files: Files, ledger: Ledger) -> None:
    boards = ("D7T5G", "Sub-ICB D7T5G", "D7T5G", "Essex ICB")
    plan = ledger.take_in(files.epraccur(ASH).map(("A81001", "Ash Surgery", "U", *boards)).read())
    assert [event["kind"] for event in plan.events if event["organisation"] == "D7T5G"] == ["icb"]
    assert texts(plan, "shared_code") == [
        "D7T5G is the code of Sub-ICB D7T5G, a sub-ICB location, and of Essex ICB, which it is here."
    ]


def test_one_code_for_a_network_and_a_practice(files: Files, ledger: Ledger) -> None:
    practice = ("U1", "Oddly Coded", "19740401", "", "ACTIVE")
    plan = ledger.take_in(files.epraccur(ASH, practice).epcn(SPELL).read())
    assert len(texts(plan, "shared_code")) == 1
    again = ledger.plan(files.epraccur(ASH, practice).epcn(SPELL).read())
    assert len(texts(again, "ledger_disagrees")) == 1


def test_one_code_for_a_network_that_closed_and_a_practice(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.map(("A81001", "Ash", "U1")).read())
    closed = [("U1", "One", "20190701", "20240331")]
    plan = ledger.take_in(
        files.epraccur(ASH, ("U1", "Oddly Coded", "19740401", "", "ACTIVE")).epcn(SPELL, pcns=closed).read()
    )
    assert "OrganisationClosed U1 2024-03-31" in brief(plan)
    assert len(texts(plan, "shared_code")) == 1


def test_who_is_missing_from_a_later_extract_stays(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH, BIRCH).epcn(SPELL, ("A81002", "U2", "20190701", None)).read())
    plan = ledger.plan(files.epraccur(ASH, on="2026-03-01").epcn(SPELL, on="2025-01-01").read())
    assert plan.events == []
    assert texts(plan, "no_longer_listed") == [
        "Birch Surgery (A81002) is no longer listed in epraccur.csv; what the ledger holds of it stays.",
        "U2 PCN (U2) is no longer listed in ePCN.xlsx; what the ledger holds of it stays.",
        "Birch Surgery (A81002) is no longer in ePCN.xlsx; its memberships stay.",
    ]


def test_what_people_took_back_and_the_register_still_says_is_recorded_again(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH).read())
    ledger.record({"type": "EventRetracted", "position": 1, "because_of": "A slip."})
    plan = ledger.take_in(files.epraccur(ASH).read())
    assert brief(plan) == ["OrganisationRegistered A81001 Ash Surgery 1974-04-01"]
    assert texts(plan, "recorded_again") == [
        (
            "Ash Surgery (A81001), a practice, opened on 1 April 1974. An earlier record of this was taken back; the "
            "register says it still."
        )
    ]


def test_a_disputed_registration_keeps_its_code_and_a_disputed_closing_is_recorded_again(
    files: Files, ledger: Ledger
) -> None:
    closed = ("A81001", "Ash", "19740401", "20250331", "INACTIVE")
    ledger.take_in(files.epraccur(closed).read())
    for position in (1, 2):
        ledger.record({"type": "EntryDisputed", "position": position, "by": "A81001", "reason": "Not so."})
    plan = ledger.take_in(files.epraccur(closed).read())
    assert brief(plan) == ["OrganisationClosed A81001 2025-03-31"]
    assert "is disputed" in texts(plan, "recorded_again")[0]


def test_other_facts_of_the_register_are_no_concern_of_the_import(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH).read())
    ledger.record({"type": "LeaderAppointed", "organisation": "A81001", "person": "amy", "role": "Senior partner"})
    assert ledger.plan(files.epraccur(ASH).read()).events == []


def test_list_sizes(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH).patients(("A81001", "7000")).read())
    later = ledger.take_in(files.patients(("A81001", "7100"), on="2026-08-01").read())
    assert brief(later) == ["ListSizeRecorded A81001 7100 2026-08-01"]
    assert texts(later, "new") == ["Ash Surgery (A81001) had 7,100 registered patients on 1 August 2026."]
    put_right = ledger.take_in(files.patients(("A81001", "7200"), on="2026-08-01").read())
    assert brief(put_right) == ["EventRetracted 3", "ListSizeRecorded A81001 7200 2026-08-01"]


def test_a_list_size_that_people_recorded_stands(files: Files, ledger: Ledger) -> None:
    ledger.take_in(files.epraccur(ASH).read())
    ledger.record(
        {"type": "ListSizeRecorded", "organisation": "A81001", "patients": 6900, "effective_at": "2026-07-01"}
    )
    plan = ledger.plan(files.patients(("A81001", "7000")).read())
    assert plan.events == []
    assert texts(plan) == ["Ash Surgery (A81001) had 7,000 registered patients on 1 July 2026. The ledger had 6,900."]


def test_the_list_of_a_practice_that_nobody_knows(files: Files, ledger: Ledger) -> None:
    plan = ledger.take_in(files.epraccur(ASH).patients(("A89999", "7000")).read())
    assert [(problem.file, problem.line, problem.severity) for problem in plan.problems] == [
        ("gp-reg-pat-prac-quin-age.zip: gp-reg-pat-prac-quin-age.csv", 2, "left_out")
    ]
