"""Does the real register come in as it is?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.importers import ods
from ledger.importers.ods import Extract, as_json, find_files, in_words, read_extract
from ledger.importers.ods.report import DIFFERENCES
from tests.importers.ods_world import DATES, EXCERPT, TODAY, brief, quiet, texts

if TYPE_CHECKING:
    import pytest

    from tests.importers.ods_world import Files, Ledger


def excerpt() -> Extract:
    return read_extract(**find_files(EXCERPT), progress=quiet, today=TODAY, dates=DATES)


def test_counts(ledger: Ledger) -> None:
    plan = ledger.take_in(excerpt())
    assert Counter(event["type"] for event in plan.events) == {
        "OrganisationRegistered": 87,
        "OrganisationRenamed": 1,
        "OrganisationClosed": 14,
        "MemberJoined": 83,
        "MemberLeft": 41,
        "ListSizeRecorded": 40,
    }
    assert plan.counts["registered practice"] == 53
    assert plan.counts["registered pcn"] == 21
    assert plan.counts["registered icb"] == 6
    assert plan.counts["registered sub_icb"] == 6
    assert plan.counts["registered other"] == 1
    assert plan.counts["spells joined up"] == 7


def test_memberships_have_their_true_dates(ledger: Ledger) -> None:
    ledger.take_in(excerpt())
    assert ledger.networks("E81012", "2019-09-30") == set()
    assert ledger.networks("E81012", "2019-10-01") == {"U50130"}
    assert ledger.networks("E81012", "2020-03-31") == {"U50130"}
    assert ledger.networks("E81012", "2020-04-01") == set()
    assert ledger.networks("E81012", "2021-04-01") == {"U50130"}
    assert ledger.networks("E81012", "2026-06-30") == set()
    assert ledger.networks("E81012", "2026-07-01") == {"U23544"}


def test_two_networks_on_one_day_are_recorded_and_reported(ledger: Ledger) -> None:
    plan = ledger.take_in(excerpt())
    assert ledger.networks("F82001", "2022-06-30") == {"U86966"}
    assert ledger.networks("F82001", "2022-07-01") == {"U86966", "U11211"}
    assert ledger.networks("F82001", "2022-07-02") == {"U11211"}
    overlap = next(problem for problem in plan.problems if problem.text.startswith("F82001"))
    assert overlap.file == "ePCN.xlsx, sheet PCN Core Partner Details"
    assert overlap.line == 9
    assert overlap.severity == "kept"
    assert len(plan.problems) == 8


def test_a_spell_that_goes_straight_on_is_one(ledger: Ledger) -> None:
    plan = ledger.take_in(excerpt())
    events = [event for event in plan.events if event.get("member") == "P85004" and event["organisation"] == "U17156"]
    assert [(event["type"], event["effective_at"]) for event in events] == [("MemberJoined", "2019-10-01")]


def test_what_the_map_shows_is_recorded_on_its_day(ledger: Ledger) -> None:
    plan = ledger.take_in(excerpt())
    assert ledger.networks("K83051", "2026-06-30") == {"U09772"}
    assert ledger.networks("K83051", "2026-07-01") == {"U05468"}
    assert ledger.networks("C81075", "2026-07-01") == set()
    source = next(
        event["source"] for event in plan.events if event.get("member") == "K83051" and "map" in event["source"]
    )
    assert source == (
        "ODS practice map, extract of 1 July 2026; the true day is unknown, some time after ODS ePCN of 1 October 2024"
    )
    assert len(texts(plan, "moved")) == 3
    assert len(texts(plan, "joined")) == 1
    assert len(texts(plan, "left")) == 1
    assert texts(plan, "only_on_map") == [
        "KETTERING CENTRAL PCN (U05468) is on the map, and not in ODS ePCN; registered as of 1 July 2026."
    ]


def test_each_fact_says_which_extract_it_is_from(ledger: Ledger) -> None:
    sources = {event["source"].partition(";")[0] for event in ledger.plan(excerpt()).events}
    assert sources == {
        "ODS epraccur, extract of 3 February 2026",
        "ODS ePCN, extract of 1 October 2024",
        "ODS practice map, extract of 1 July 2026",
        "ODS list sizes, extract of 1 July 2026",
    }


def test_what_else_real_data_does_is_reported(ledger: Ledger) -> None:
    plan = ledger.take_in(excerpt())
    assert texts(plan, "dormant") == [
        "RILLWOOD MEDICAL CENTRE (K83020) is DORMANT in epraccur; it is not closed, and stays open here."
    ]
    assert texts(plan, "open_after_closing") == [
        (
            "DR SUMIRA (K83607) closed on 31 October 2024, and the register does not say that DR SUMIRA (K83607) left "
            "RED KITE HEALTHCARE PCN (U09772)."
        )
    ]
    assert len(texts(plan, "not_on_map")) == 2
    assert len(texts(plan, "other_role")) == 1
    assert texts(plan, "renamed") == [
        (
            "A84002 is THE ROTHBURY PRACTICE in the ledger, and NPC ROTHBURY in gp-reg-pat-prac-map.csv on 1 July "
            "2026; it is renamed as of that day."
        )
    ]


def test_boards_have_no_members(ledger: Ledger) -> None:
    plan = ledger.plan(excerpt())
    kinds = {event["organisation"]: event["kind"] for event in plan.events if event["type"] == "OrganisationRegistered"}
    assert {kinds[event["organisation"]] for event in plan.events if event["type"] == "MemberJoined"} == {"pcn"}


def test_one_file_alone_is_enough_and_the_others_follow(ledger: Ledger) -> None:
    found = find_files(EXCERPT)
    for kind in ("epraccur", "epcn", "map_", "patients"):
        ledger.take_in(read_extract(**{kind: found[kind]}, progress=quiet, today=TODAY, dates=DATES))
    together = ledger.take_in(excerpt())
    assert brief(together) == [
        "OrganisationRegistered Y00361 SHEFFIELD SPECIAL ALLOCATION SCHEME GP 2004-04-01",
        "MemberJoined Y00361 U31169 2023-04-01",
    ]


def test_the_report_in_words(ledger: Ledger) -> None:
    plan = ledger.take_in(excerpt())
    lines = list(in_words(plan, 2))
    assert lines[:8] == [
        "epraccur.csv: ODS epraccur, 3 February 2026.",
        "ePCN.xlsx: ODS ePCN, 1 October 2024.",
        "gp-reg-pat-prac-map.csv: ODS practice map, 1 July 2026.",
        "gp-reg-pat-prac-quin-age.zip: ODS list sizes, 1 July 2026.",
        (
            "Registered: 53 practices, 21 primary care networks, 6 integrated care boards, 6 sub-ICB locations, 1 "
            "organisation of another kind."
        ),
        "Recorded: 1 change of name, 14 closings, 83 joinings of a network, 41 leavings of a network, 40 list sizes.",
        "7 spells go straight on from the one before it in the same network; the two are recorded as one.",
        "Makes no sense, and is recorded as it stands: 8.",
    ]
    assert lines[10] == "  … and 6 more."
    assert "… and" not in "\n".join(in_words(plan, 0))
    assert "The ledger holds all of this already: there is nothing to record." in list(in_words(ledger.plan(excerpt())))


def test_the_report_of_little(files: Files, ledger: Ledger) -> None:
    extract = files.map(("A81001", "Ash", "U")).read()
    assert list(in_words(ledger.plan(extract)))[1:3] == [
        "Registered: 1 practice, 1 integrated care board, 1 sub-ICB location.",
        "Registered from the map, for want of anything else: 1.",
    ]


def test_every_kind_of_difference_has_a_heading() -> None:
    source = "".join(path.read_text() for path in Path(ods.__file__).parent.glob("*.py"))
    assert all(f'"{kind}"' in source.replace(f'    "{kind}": ', "") for kind in DIFFERENCES)


def test_the_report_as_json(ledger: Ledger) -> None:
    report = as_json(ledger.plan(excerpt()))
    assert report["events"] == 266
    assert report["files"][1] == {"file": "ePCN.xlsx", "kind": "ODS ePCN", "extract": "2024-10-01", "dated": True}
    assert report["counts"]["MemberJoined"] == 83
    assert len(report["problems"]) == 8
    assert report["differences"][0].keys() == {"kind", "codes", "text"}


def test_the_progress_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[str, int, int]] = []
    found = find_files(EXCERPT)
    read_extract(**found, progress=lambda *step: told.append(step), today=TODAY)
    assert {what for what, _, _ in told} == {
        "epraccur.csv",
        "ePCN.xlsx",
        "gp-reg-pat-prac-map.csv",
        "gp-reg-pat-prac-quin-age.zip: gp-reg-pat-prac-quin-age.csv",
    }
    assert all(done <= total for _, done, total in told)
    assert capsys.readouterr().out == ""
