"""Are the published files read as they are, and is every row that makes no sense reported with file and line?"""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from ledger.importers.ods import NotThatFile, find_files, read_extract
from tests.importers.ods_world import EXCERPT, TODAY, Files, Ledger, brief, quiet

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.importers.ods import Extract

ASH = ("A1", "Ash", "19740401", "", "ACTIVE")
OPEN = ("A1", "U1", "20190701", None)
MAP_HEADER = (
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,"
    "ICB_NAME\n"
)
MAP_ROW = "01Jul2026,A1,ASH,U1,ONE PCN,71E,LINCS,QJM,LINCOLNSHIRE\n"
LIST_HEADER = "EXTRACT_DATE,ORG_TYPE,ORG_CODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS\n"
LIST_ROW = "2026-07-01,GP,A1,ALL,ALL,7000\n"


def problems(extract: Extract) -> list[tuple[int | None, str, str]]:
    return [(problem.line, problem.severity, problem.text) for problem in extract.problems]


def epraccur_line(**cells: str) -> str:
    row = {"0": "A2", "1": "BIRCH", "10": "19800101", "12": "ACTIVE", "25": "RO76"} | {
        name.removeprefix("c"): cell for name, cell in cells.items()
    }
    return ",".join(f'"{row.get(str(place), "")}"' for place in range(27)) + "\r\n"


def test_files_are_known_by_their_names(tmp_path: Path) -> None:
    for name in (
        "EPRACCUR_feb.ZIP",
        "ePCN-2024.xlsx",
        "GP-reg-pat-prac-map.csv",
        "gp-reg-pat-prac-quin-age.zip",
        "x.csv",
    ):
        (tmp_path / name).write_text("")
    assert find_files(tmp_path) == {
        "epraccur": tmp_path / "EPRACCUR_feb.ZIP",
        "epcn": tmp_path / "ePCN-2024.xlsx",
        "map_": tmp_path / "GP-reg-pat-prac-map.csv",
        "patients": tmp_path / "gp-reg-pat-prac-quin-age.zip",
    }


def test_a_folder_without_files_or_with_two_of_a_kind(tmp_path: Path) -> None:
    with pytest.raises(NotThatFile, match="has none of the published files"):
        find_files(tmp_path)
    with pytest.raises(NotThatFile, match="cannot be read: No such file or directory"):
        find_files(tmp_path / "none")
    for name in ("epraccur.csv", "epraccur.zip"):
        (tmp_path / name).write_text("")
    with pytest.raises(NotThatFile, match=r"epraccur.csv and epraccur.zip are of one kind"):
        find_files(tmp_path)


def test_at_least_one_file() -> None:
    with pytest.raises(NotThatFile, match="at least one"):
        read_extract(progress=quiet, today=TODAY)


def test_an_extract_without_a_date_is_no_older_than_its_latest(files: Files, tmp_path: Path) -> None:
    files.epraccur(ASH, ("A2", "Birch", "20260131", "", "ACTIVE"), ("A3", "Cedar", "20270101", "", "ACTIVE"))
    extract = read_extract(epraccur=tmp_path / "epraccur.csv", progress=quiet, today=TODAY)
    published = extract.files["epraccur"]
    assert (published.extract, published.dated) == (date(2026, 1, 31), False)


def test_an_extract_that_names_no_date_or_a_day_to_come(files: Files, tmp_path: Path) -> None:
    files.epraccur(("A1", "Ash", "", "", "ACTIVE"))
    with pytest.raises(NotThatFile, match="names no date up to today"):
        read_extract(epraccur=tmp_path / "epraccur.csv", progress=quiet, today=TODAY)
    with pytest.raises(NotThatFile, match="is an extract of 1 July 2027, which is still to come"):
        files.map(("A1", "Ash", "U"), on="01Jul2027").read()


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_and_an_older_encoding(files: Files, mark: bytes) -> None:
    text = epraccur_line(c1="CAFÉ SURGERY").encode("cp1252") + epraccur_line(c0="A3", c1="CAFÉ HEALTH").encode()
    extract = files.text("epraccur", "epraccur.csv", mark + text).read()
    assert [(row.code, row.name) for row in extract.practices] == [("A2", "CAFÉ SURGERY"), ("A3", "CAFÉ HEALTH")]


def test_a_line_in_no_encoding_or_with_loose_quotation_marks_is_reported(files: Files) -> None:
    loose = '"A9","NEVER CLOSED\r\n'
    text = (
        epraccur_line().encode() + b'"A3","\x81\x8d"\r\n' + b"\r\n" + loose.encode() + epraccur_line(c0="A4").encode()
    )
    extract = files.text("epraccur", "epraccur.csv", text).read()
    assert [row.code for row in extract.practices] == ["A2", "A4"]
    assert problems(extract) == [
        (2, "left_out", "This line is in no encoding that these files are published in."),
        (4, "left_out", "The quotation marks of this line do not match."),
    ]


def test_epraccur_in_a_zip_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "epraccur.zip", "w") as archive:
        archive.writestr("notes.txt", "no table")
        archive.writestr("data/EPRACCUR.CSV", epraccur_line(c10="bad"))
    extract = read_extract(epraccur=tmp_path / "epraccur.zip", progress=quiet, today=TODAY, dates={"epraccur": TODAY})
    assert extract.problems[0].file == "epraccur.zip: EPRACCUR.CSV"


@pytest.mark.parametrize(
    ("cells", "severity", "says"),
    [
        ({"c0": "A 2"}, "left_out", "The code 'A 2' is not an organisation code."),
        ({"c0": "A1"}, "left_out", "A1 is in line 1 already; this second line is left out."),
        ({"c10": ""}, "kept", "A2: there is no date of opening."),
        ({"c10": "19740231"}, "kept", "A2: the date of opening is left out: '19740231' is not a date."),
        (
            {"c10": "00010101"},
            "kept",
            "A2: the date of opening is left out: 0001-01-01 is not a date that makes sense.",
        ),
        ({"c11": "x"}, "kept", "A2: the date of closing is left out: 'x' is not a date."),
        (
            {"c11": "19700101", "c12": "INACTIVE"},
            "kept",
            "A2: it closed before it opened; its closing is not recorded.",
        ),
        ({"c11": "20200101"}, "kept", "A2: it is ACTIVE and has a date of closing; the date was heeded."),
        ({"c12": "INACTIVE"}, "kept", "A2: it is INACTIVE and has no date of closing; it is left open."),
        ({"c12": "ASLEEP"}, "kept", "A2: 'ASLEEP' is no status that epraccur has; only the dates were heeded."),
        ({"c15": "20200101", "c16": "20190101"}, "kept", "A2: it left its sub-ICB before it joined it."),
        ({"c1": "\x07 "}, "kept", "A2: there is no name; the code stands for it."),
    ],
)
def test_rows_of_epraccur_that_make_no_sense(files: Files, cells: dict[str, str], severity: str, says: str) -> None:
    text = epraccur_line(c0="A1") + epraccur_line(**cells) + epraccur_line(c0="Y1", c10="x", c25="RO72")
    extract = files.text("epraccur", "epraccur.csv", text).read()
    assert problems(extract) == [(2, severity, says)]


def test_a_date_of_closing_that_is_none_neither_closes_nor_opens(files: Files, ledger: Ledger) -> None:
    closed = ("A1", "Ash", "19740401", "20250331", "INACTIVE")
    ledger.take_in(files.epraccur(closed).epcn(OPEN, pcns=[("U1", "One", "20190701", "20240331")]).read())
    bad = files.epraccur(("A1", "Ash", "19740401", "soon", "INACTIVE")).epcn(
        OPEN, pcns=[("U1", "One", "20190701", "19990101")]
    )
    assert ledger.plan(bad.read()).events == []


def test_lines_of_the_wrong_length(files: Files) -> None:
    extract = (
        files.text("epraccur", "epraccur.csv", epraccur_line() + "A,B\n")
        .text("map_", "map.csv", MAP_HEADER + MAP_ROW + "01Jul2026,A2\n")
        .text("patients", "lists.csv", LIST_HEADER + LIST_ROW + '"2026-07-01",GP\n' + '"2026-07-01\n')
        .read()
    )
    assert [(problem.file, problem.line, problem.text) for problem in extract.problems] == [
        ("epraccur.csv", 2, "This line has 2 columns; a line of epraccur has 27."),
        ("map.csv", 3, "This line has 2 columns; the first line has 9."),
        ("lists.csv", 3, "This line has 2 columns; the first line has 6."),
        ("lists.csv", 4, "The quotation marks of this line do not match."),
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (MAP_ROW.replace("A1", "A/1"), "'A/1' is not an organisation code."),
        (MAP_ROW.replace("01Jul2026", ""), "The EXTRACT_DATE is empty."),
        (MAP_ROW.replace("01Jul2026", "July"), "'July' is not a date."),
        (MAP_ROW, "A1 is in line 2 already; this one is left out."),
        (
            MAP_ROW.replace("A1", "A2").replace("01Jul2026", "01Jun2026"),
            "The EXTRACT_DATE 2026-06-01 is not that of the file, 2026-07-01.",
        ),
    ],
)
def test_rows_of_the_map_that_make_no_sense(files: Files, row: str, says: str) -> None:
    rows = MAP_ROW + MAP_ROW.replace("A1", "A3") + row
    extract = files.text("map_", "map.csv", MAP_HEADER + rows).read()
    assert problems(extract) == [(4, "left_out", says)]
    assert [row.practice for row in extract.map_rows] == ["A1", "A3"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (LIST_ROW.replace("7000", "-5"), "A1: '-5' is not a whole number of patients."),
        (LIST_ROW.replace("7000", "many"), "A1: 'many' is not a whole number of patients."),
        (LIST_ROW.replace("A1", "?"), "?: '?' is not an organisation code."),
        (LIST_ROW, "A1 is in line 2 already; this one is left out."),
        (
            LIST_ROW.replace("A1", "A2").replace("07-01", "06-01"),
            "The EXTRACT_DATE 2026-06-01 is not that of the file, 2026-07-01.",
        ),
    ],
)
def test_rows_of_the_list_sizes_that_make_no_sense(files: Files, row: str, says: str) -> None:
    rows = (
        LIST_ROW
        + LIST_ROW.replace("A1", "A3")
        + row
        + LIST_ROW.replace("GP", "PCN")
        + LIST_ROW.replace("ALL", "MALE", 1)
    )
    extract = files.text("patients", "lists.csv", LIST_HEADER + rows).read()
    assert problems(extract) == [(4, "left_out", says)]
    assert [(row.practice, row.patients) for row in extract.lists] == [("A1", 7000), ("A3", 7000)]


@pytest.mark.parametrize(
    ("spell", "says"),
    [
        (("A1", "U1", "20200101", "20191231"), "A1 in U1: the spell ends before it starts."),
        (("A1", "U1", None, None), "A1 in U1: the spell has no start."),
        (("A1", "U1", "20200101", "later"), "A1 in U1: 'later' is not a date."),
        (("A1", "U!", "20200101", None), "A1 in U!: 'U!' is not an organisation code."),
        (("", "U1", "20200101", None), "in U1: '' is not an organisation code."),
    ],
)
def test_spells_that_make_no_sense(files: Files, spell: tuple[str, ...], says: str) -> None:
    extract = files.epcn(OPEN, spell, pcns=[("U1", "One", "20190701", None)]).read()
    [problem] = extract.problems
    assert (problem.file, problem.line, problem.severity) == (
        "ePCN.xlsx, sheet PCN Core Partner Details",
        3,
        "left_out",
    )
    assert problem.text.strip() == says
    assert len(extract.spells) == 1


@pytest.mark.parametrize(
    ("row", "severity", "says"),
    [
        (("U?", "Two", "20190701", None), "left_out", "The PCN Code 'U?' is not an organisation code."),
        (("U1", "Two", "20190701", None), "left_out", "U1 is in row 2 already; this second row is left out."),
        (("U2", "Two", None, None), "kept", "U2: there is no date of opening."),
        (("U2", "Two", "x", None), "kept", "U2: the date of opening is left out: 'x' is not a date."),
        (("U2", "Two", "20190701", "x"), "kept", "U2: the date of closing is left out: 'x' is not a date."),
        (("U2", "Two", "20190701", "20180101"), "kept", "U2: it closed before it opened; its closing is not recorded."),
    ],
)
def test_networks_that_make_no_sense(files: Files, row: tuple[str, ...], severity: str, says: str) -> None:
    extract = files.epcn(OPEN, pcns=[("U1", "One", "20190701", None), row]).read()
    assert [(p.file, p.line, p.severity, p.text) for p in extract.problems] == [
        ("ePCN.xlsx, sheet PCNDetails", 3, severity, says)
    ]


def test_dates_in_a_workbook_may_be_dates_and_numbers_and_rows_may_be_blank(files: Files) -> None:
    pcns = [("U1", None, datetime(2019, 7, 1), 20240331), (None, None), ("U2", "Two", 20190701.0, "31/03/2024")]  # noqa: DTZ001 a workbook's dates have no zone
    extract = files.epcn(OPEN, pcns=pcns).read()
    assert extract.problems == ()
    assert [(row.code, row.name, row.opened, row.closed) for row in extract.pcns] == [
        ("U1", "U1", date(2019, 7, 1), date(2024, 3, 31)),
        ("U2", "Two", date(2019, 7, 1), date(2024, 3, 31)),
    ]


def test_a_sheet_before_the_two_and_short_rows_do_no_harm(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.create_sheet("PCNs").append(("PCN Name", "PCN Code", "Open Date", "Close Date"))
    workbook["PCNs"].append(("One", "U1"))
    header = ("Partner Organisation Code", "PCN Code", "Practice to PCN Relationship Start Date")
    workbook.create_sheet("Partners").append((*header, "Practice to PCN Relationship End Date"))
    workbook["Partners"].append(OPEN)
    workbook.save(tmp_path / "e.xlsx")
    extract = read_extract(epcn=tmp_path / "e.xlsx", progress=quiet, today=TODAY)
    assert [(row.practice, row.pcn) for row in extract.spells] == [("A1", "U1")]


def test_a_large_workbook_tells_how_far_it_is(files: Files, tmp_path: Path) -> None:
    files.epcn(*[(f"A{number}", "U1", "20190701", None) for number in range(1100)])
    told = []
    read_extract(epcn=tmp_path / "ePCN.xlsx", progress=lambda *step: told.append(step), today=TODAY)
    assert told[1] == ("ePCN.xlsx", 1000, 1101)


def test_a_large_text_file_tells_how_far_it_is(files: Files, tmp_path: Path) -> None:
    rows = "".join(LIST_ROW.replace("A1", f"A{number}") for number in range(5000))
    files.text("patients", "lists.csv", LIST_HEADER + rows)
    told: list[tuple[str, int, int]] = []
    read_extract(patients=tmp_path / "lists.csv", progress=lambda *step: told.append(step), today=TODAY)
    assert [what for what, _, _ in told] == ["lists.csv", "lists.csv"]
    assert 0 < told[0][1] < told[0][2]


@pytest.mark.parametrize(
    ("kind", "content", "says"),
    [
        ("epraccur", b"", "file.csv is empty."),
        ("epraccur", b"A,B,C\n", "file.csv is not epraccur: no line has 27 columns and the role RO76 of a practice."),
        (
            "epraccur",
            "A,B".encode("utf-16"),
            "file.csv is not a text file with comma-separated values, in line 1 at the latest.",
        ),
        (
            "epraccur",
            b"A" * 70_000,
            "file.csv is not a text file with comma-separated values, in line 1 at the latest.",
        ),
        (
            "map_",
            LIST_HEADER.encode(),
            "file.csv is not the file that was expected: its first line should name EXTRACT_DATE,",
        ),
        ("map_", b'"A\n', "file.csv is not the file that was expected: its first line should name EXTRACT_DATE,"),
        ("map_", b" \n\n", "file.csv is not the file that was expected: its first line should name EXTRACT_DATE,"),
        ("map_", MAP_HEADER.encode(), "file.csv has no line on a practice that makes sense."),
        (
            "patients",
            MAP_HEADER.encode(),
            "file.csv is not the file that was expected: its first line should name EXTRACT_DATE,",
        ),
        ("epcn", b"A,B,C\n", "file.csv is not an Excel workbook (.xlsx), or it is damaged."),
        ("epcn", b"", "file.csv is not an Excel workbook (.xlsx), or it is damaged."),
    ],
)
def test_a_file_that_is_not_what_it_should_be(files: Files, kind: str, content: bytes, says: str) -> None:
    files.text(kind, "file.csv", content)  # type: ignore[arg-type]
    if kind == "epcn":
        (files.folder / "file.csv").rename(files.folder / "file.xlsx")
        says = says.replace("file.csv", "file.xlsx")
        files.text("epcn", "file.xlsx", content)
    with pytest.raises(NotThatFile) as refused:
        files.read()
    assert str(refused.value).startswith(says)


def test_a_workbook_with_other_sheets_or_a_zip_archive_with_other_files(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "e.xlsx")
    with pytest.raises(NotThatFile, match=r"e.xlsx is not ePCN: no sheet has a first row with PCN Code, PCN Name"):
        read_extract(epcn=tmp_path / "e.xlsx", progress=quiet, today=TODAY)
    with pytest.raises(NotThatFile, match=r"should hold exactly one .csv file; it holds 0"):
        read_extract(patients=tmp_path / "e.xlsx", progress=quiet, today=TODAY)
    with zipfile.ZipFile(tmp_path / "z.xlsx", "w") as archive:
        archive.writestr("a.csv", LIST_HEADER)
    with pytest.raises(NotThatFile, match="not an Excel workbook"):
        read_extract(epcn=tmp_path / "z.xlsx", progress=quiet, today=TODAY)


def test_a_damaged_archive(tmp_path: Path) -> None:
    path = tmp_path / "lists.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lists.csv", LIST_HEADER + LIST_ROW * 1000)
    content = bytearray(path.read_bytes())
    content[60:90] = b"\xff" * 30
    path.write_bytes(content)
    with pytest.raises(NotThatFile, match="damaged, or locked with a password"):
        read_extract(patients=path, progress=quiet, today=TODAY)


@pytest.mark.parametrize("kind", ["epraccur", "epcn", "map_", "patients"])
def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path, kind: str) -> None:
    for path in (tmp_path / "none", tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(NotThatFile):
            read_extract(**{kind: path}, progress=quiet, today=TODAY)  # type: ignore[arg-type]


def test_the_excerpt_has_no_rows_that_make_no_sense() -> None:
    assert read_extract(**find_files(EXCERPT), progress=quiet, today=TODAY).problems == ()


def test_a_row_without_sense_is_not_recorded_and_the_rest_is(files: Files, ledger: Ledger) -> None:
    plan = ledger.take_in(files.epraccur(ASH, ("A?", "Bad", "", "", "")).epcn(OPEN, ("A1", "U1", "x", None)).read())
    assert brief(plan) == [
        "OrganisationRegistered U1 U1 PCN 2019-07-01",
        "OrganisationRegistered A1 Ash 1974-04-01",
        "MemberJoined A1 U1 2019-07-01",
    ]
    assert [(problem.file, problem.line) for problem in plan.problems] == [
        ("ePCN.xlsx, sheet PCN Core Partner Details", 3),
        ("epraccur.csv", 2),
    ]
