"""Does the published register get into a ledger once, whole, and only where it differs?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.application import Ledger
from ledger.asking.standings import Filters
from ledger.importers import register_import
from ledger.importers.ods import Extract, OlderExtract, Plan, find_files, read_extract
from ledger.importers.register_import import PlanRefused, compare, import_register
from ledger.intake import check_all
from ledger.moment import Asked
from ledger.recording.outcomes import Request
from ledger.store.errors import StoreBusy
from tests.importers.ods_world import DATES, EXCERPT, TODAY, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.importers.ods_world import Files


@pytest.fixture
def real(database_dsn: str, ledger_schema: str) -> Iterator[Ledger]:
    """An empty ledger in a database."""
    one = Ledger(database_dsn, ledger_schema)
    yield one
    one.close()


@pytest.fixture(scope="module")
def extract() -> Extract:
    return read_extract(**find_files(EXCERPT), progress=quiet, today=TODAY, dates=DATES)


def record(ledger: Ledger, **event: object) -> None:
    ledger.recording.record(Request(check_all(event), "local", is_list=False))


def head(ledger: Ledger) -> int:
    with ledger.store.reading() as reader:
        return reader.head().position


def test_the_register_comes_in_and_a_second_time_records_nothing(real: Ledger, extract: Extract) -> None:
    told: list[tuple[str, int, int]] = []
    found = import_register(real, extract, "local", lambda *step: told.append(step))
    assert found.recorded == len(found.plan.events) == head(real) == 266
    assert told[:2] == [("Comparing with the ledger", 0, 1), ("Comparing with the ledger", 1, 1)]
    assert told[2:] == [("Recording", 100, 266), ("Recording", 200, 266), ("Recording", 266, 266)]
    network = real.asking.organisation("U50130", Asked(as_of="2020-01-01"))
    assert "E81012" in {one.organisation for one in network.members}
    assert not real.standings.rows(Asked(), Filters()).lines
    again = import_register(real, extract, "local", quiet)
    assert (again.recorded, again.plan.events) == (0, [])
    assert head(real) == 266


def test_a_comparison_records_nothing(real: Ledger, extract: Extract) -> None:
    assert len(compare(real, extract).events) == 266
    assert head(real) == 0


def test_an_older_extract_is_refused(real: Ledger, files: Files) -> None:
    import_register(real, files.map(("A81001", "Ash", "U1")).read(), "local", quiet)
    before = head(real)
    with pytest.raises(OlderExtract):
        import_register(real, files.map(("A81001", "Ash", "U1"), on="01Jan2026").read(), "local", quiet)
    assert head(real) == before


def test_corrections_by_people_are_known(real: Ledger, extract: Extract) -> None:
    import_register(real, extract, "local", quiet)
    record(real, type="EventRetracted", position=266, because_of="It was another.")
    found = import_register(real, extract, "local", quiet)
    assert found.recorded == 1
    assert {one.kind for one in found.plan.differences} >= {"recorded_again"}


def test_what_others_record_meanwhile_is_compared_again(
    real: Ledger, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def meanwhile(what: str, done: int, _: int) -> None:
        if what == "Comparing with the ledger" and done and len(seen) < most:
            seen.append(what)
            code = ("U50130", *(f"other{number}" for number in range(9)))[len(seen) - 1]
            record(
                real,
                type="OrganisationRegistered",
                organisation=code,
                name="Ours",
                kind="pcn",
                effective_at="2019-01-01",
            )

    most = 1
    found = import_register(real, extract, "local", meanwhile)
    assert found.recorded == 265
    assert head(real) == 266
    most = 9
    monkeypatch.setattr(register_import, "_TRIES", 2)
    record(real, type="EventRetracted", position=266, because_of="It was another.")
    with pytest.raises(StoreBusy, match="Others were recording all the time"):
        import_register(real, extract, "local", meanwhile)


TOLD = "The register has a fact that the ledger refuses: MemberJoined, organisation U1, member A1, effective_at "
JOINED = {
    "type": "MemberJoined",
    "organisation": "U1",
    "member": "A1",
    "effective_at": "2020-01-01",
    "source": "ODS ePCN, extract of 1 October 2024",
}


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (
            [JOINED],
            [
                f"{TOLD}2020-01-01, source ODS ePCN, extract of 1 October 2024.",
                "There is no organisation U1: register it first.",
            ],
        ),
        (
            [
                {
                    "type": "OrganisationRegistered",
                    "organisation": code,
                    "name": code,
                    "kind": kind,
                    "effective_at": "2019-01-01",
                }
                for code, kind in (("U1", "pcn"), ("A1", "practice"))
            ]
            + [JOINED, {**JOINED, "effective_at": "2021-01-01"}],
            [
                f"{TOLD}2021-01-01",
            ],
        ),
    ],
    ids=["unknown", "irregular"],
)
def test_a_fact_that_the_ledger_refuses_is_named(
    real: Ledger,
    extract: Extract,
    monkeypatch: pytest.MonkeyPatch,
    events: list[dict[str, object]],
    told: list[str],
) -> None:
    monkeypatch.setattr(register_import, "plan", lambda _extract, _known: Plan(files={}, events=events))
    with pytest.raises(PlanRefused) as raised:
        import_register(real, extract, "local", quiet)
    lines = str(raised.value).splitlines()
    for expected, line in zip(told, lines, strict=False):
        assert line.startswith(expected)
    assert lines[-1].startswith("Nothing was recorded.")
    assert head(real) == 0
