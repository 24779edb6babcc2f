"""Files that are broken, too large or meant to harm: one clear sentence each, and nothing is opened further."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from coproduce.plan.content import ActionContent
from coproduce.plan.drafts import Unreadable
from coproduce.plan.reading import FORMATS, LARGEST_FILE, UnknownFormat, read
from tests.factories_plan import plan_content

HEADER = "kind,code,title\n"


def workbook(*rows: list[object], sheets: int = 1) -> bytes:
    """A workbook with these rows on its first sheet."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for number in range(1, sheets):
        made.create_sheet(f"More {number}").append(["more"])
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part added or replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return buffer.getvalue()


def refusal(name: str, data: bytes) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(Unreadable) as refused:
        read(name, data)
    return str(refused.value)


def test_a_kind_of_file_we_do_not_know_is_wrong_use() -> None:
    with pytest.raises(UnknownFormat, match=r"'plan\.pdf' must end in \.toml, \.csv, \.xlsx\."):
        read("plan.pdf", b"x")


@pytest.mark.parametrize("name", ["x.toml", "x.csv", "x.xlsx"])
def test_an_empty_file_and_a_huge_one_are_refused(name: str) -> None:
    assert refusal(name, b" \n") == "The file is empty."
    assert "5,000,000 is the most" in refusal(name, b"x" * (LARGEST_FILE + 1))


def test_bad_toml_is_refused_with_its_line() -> None:
    assert "at line 2, column" in refusal("x.toml", b"[plan]\ntitle = \n")


def test_toml_that_is_nested_without_end_is_refused() -> None:
    assert "nested" in refusal("x.toml", b"a = " + b"[" * 100_000)


def test_toml_with_a_number_of_5000_digits_is_refused() -> None:
    assert "a number in it has thousands of digits" in refusal("x.toml", b"[plan]\ntitle = " + b"9" * 5_000)


@pytest.mark.parametrize("number", [b"9" * 4_000, b"0x" + b"f" * 4_000])
def test_toml_with_a_number_too_large_to_mean_anything_names_the_field(number: bytes) -> None:
    draft = read("x.toml", b"[[action]]\ncode = " + number + b"\ntitle = 'a'\n")

    assert [fault.line for fault in draft.faults] == ["action no. 1: 'code' must be one text, number or date."]


def test_toml_of_the_wrong_shape_names_the_field() -> None:
    draft = read(
        "x.toml",
        b'board = 7\n[[action]]\ncode = "1"\ntitle = ["a"]\nparts = "b"\nweaknesses = [{}]\nowner = "x"\n',
    )

    assert [fault.line for fault in draft.faults] == [
        "board no. 1: write it as a table, [[board]].",
        "action 1: 'title' must be one text, number or date.",
        "action 1: 'parts' must be a list of texts in [ ].",
        "action 1: 'weaknesses' must be a list of texts in [ ].",
    ]
    assert draft.notes == ("action 1: 'owner' is not known here and was left out.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_unicode_is_read(encoding: str) -> None:
    draft = read("x.csv", (HEADER + "action,1,کہانی – café\n").encode(encoding))

    assert draft.rows[0].texts["title"] == "کہانی – café"
    assert draft.notes == ()


def test_old_windows_text_is_tried_and_said() -> None:
    draft = read("x.csv", (HEADER + "action,1,café – ‘so’\n").encode("cp1252"))

    assert draft.rows[0].texts["title"] == "café – ‘so’"
    assert "cp1252" in draft.notes[0]


def test_text_in_no_known_letters_is_refused() -> None:
    assert "cannot be read" in refusal("x.csv", b"kind,title\n\x81\x8d\n")
    assert "not text in UTF-8" in refusal("x.csv", HEADER.encode("utf-16-le"))


def test_csv_with_an_open_quotation_mark_is_refused() -> None:
    assert refusal("x.csv", (HEADER + 'action,1,"open\n').encode()).startswith(
        "The file is not good CSV near line"
    )


def test_more_rows_or_columns_than_a_plan_has_are_refused() -> None:
    assert "more than 5000 rows" in refusal("x.csv", (HEADER + "action,1,x\n" * 5_001).encode())
    assert "more than 100 columns" in refusal("x.csv", ",".join(f"c{n}" for n in range(101)).encode())


@pytest.mark.parametrize("data", [b"kind,title", b"PK\x03\x04 not really", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert "not an Excel workbook" in refusal("x.xlsx", data)


def test_an_old_or_locked_workbook_is_refused() -> None:
    assert "without a password" in refusal("x.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_a_zip_bomb_is_not_opened() -> None:
    bomb = repacked(workbook(["kind"]), "xl/media/big.bin", b"\0" * 50_000_000)

    assert len(bomb) < 100_000
    assert "unpacks to far more" in refusal("x.xlsx", bomb)


def test_a_workbook_that_reaches_outside_is_refused() -> None:
    linked = repacked(workbook(["kind"]), "xl/externalLinks/externalLink1.xml", b"<x/>")

    assert "links to other workbooks" in refusal("x.xlsx", linked)


def test_a_workbook_with_entities_is_refused() -> None:
    laughing = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'

    assert "definitions" in refusal("x.xlsx", repacked(workbook(["kind"]), "xl/workbook.xml", laughing))


def test_a_workbook_that_is_damaged_inside_is_refused() -> None:
    assert "damaged" in refusal("x.xlsx", repacked(workbook(["kind"]), "xl/worksheets/sheet1.xml", b"<worksheet"))


def test_a_formula_is_refused_with_its_row() -> None:
    data = workbook(["kind", "code", "title"], ["action", "1", "=1+1"])

    assert refusal("x.xlsx", data).startswith("Row 2 holds a formula.")


def test_numbers_and_days_of_a_workbook_are_read_as_they_are_shown() -> None:
    data = workbook(["code", "title", "priority", "due"], [4.3, "A", 1.0, date(2027, 3, 1)])

    assert read("x.xlsx", data).rows[0].texts == {
        "code": "4.3",
        "title": "A",
        "priority": "1",
        "due": "2027-03-01",
    }


def test_other_sheets_are_left_out_and_that_is_said() -> None:
    assert read("x.xlsx", workbook(["code", "title"], sheets=2)).notes == ("Only the sheet 'Sheet' was read.",)


def test_an_export_opens_without_formulas() -> None:
    content = plan_content(actions=(ActionContent("1", "1", 1, '=HYPERLINK("x")'),))
    sheet = load_workbook(io.BytesIO(FORMATS[".xlsx"].write(content))).worksheets[0]

    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert "'=HYPERLINK" in FORMATS[".csv"].write(content).decode()
