"""Files from spreadsheets are read row by row, and a file that is no table says why."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from surveys.transfer import tables, workbook
from surveys.transfer.tables import Row, Unreadable


def csv_file(folder: Path, text: str | bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(text.encode("utf-8-sig") if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_have_the_numbers_that_a_spreadsheet_shows(tmp_path: Path, delimiter: str) -> None:
    path = csv_file(tmp_path, f"i1{delimiter}i2\r\n5{delimiter} 4 \r\n{delimiter}\r\n1{delimiter}\r\n")

    assert tables.header(path) == ("i1", "i2")
    assert list(tables.rows(path)) == [Row(2, {"i1": "5", "i2": "4"}), Row(4, {"i1": "1", "i2": ""})]


def test_a_line_break_in_a_cell_is_part_of_the_cell(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'comment,i1\n"two\nlines",5\n')

    assert [row.cells["comment"] for row in tables.rows(path)] == ["two\nlines"]


def test_a_row_with_more_cells_than_the_header_is_marked(tmp_path: Path) -> None:
    assert [row.is_ragged for row in tables.rows(csv_file(tmp_path, "i1\n5,4\n5,\n"))] == [True, False]


def test_a_workbook_gives_what_somebody_sees_and_no_time(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["i1", "when", "day", "share"])
    book.active.append([5.0, datetime(2026, 11, 24, 13, 59), date(2026, 11, 24), 0.5])  # noqa: DTZ001
    path = tmp_path / "file.xlsx"
    book.save(path)

    (row,) = tables.rows(path)
    assert row.cells == {"i1": "5", "when": "2026-11-24", "day": "2026-11-24", "share": "0.5"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"i1\n5\n", "must be a .csv or an .xlsx file"),
        ("a.csv", b"", "has no header"),
        ("a.csv", b"i1,i1\n5,5\n", "has the column 'i1' more than once"),
        ("a.csv", b"i1\n\xff\xfe\n", "is not UTF-8 text"),
        ("a.csv", b'i1\n"5\n', "is not a well-formed CSV file"),
        ("a.xlsx", b"not a workbook", "is not a workbook"),
    ],
)
def test_a_file_that_is_no_table_says_why(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(Unreadable, match=said):
        list(tables.rows(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx"):
        with pytest.raises(Unreadable, match="cannot be read"):
            tables.header(tmp_path / name)
    with pytest.raises(Unreadable, match="cannot be read"):
        tables.checksum(tmp_path / "a.csv")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)

    with pytest.raises(Unreadable, match="not a plain file"):
        tables.header(pipe)


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


def workbook_with(path: Path, part: str, change: Callable[[bytes], bytes | None]) -> Path:
    """A workbook of two rows, of which one part was changed or left out."""
    book, whole = Workbook(), BytesIO()
    assert book.active is not None
    for cells in (["i1", "i2"], ["5", "4"]):
        book.active.append(cells)
    book.save(whole)
    with ZipFile(whole) as packed, ZipFile(path, "w", ZIP_DEFLATED) as other:
        for name in packed.namelist():
            content = change(packed.read(name)) if name == part else packed.read(name)
            if content is not None:
                other.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda xml: xml[: len(xml) // 2]),
        (SHEET, lambda xml: xml.replace(b'r="A1"', b'r="ZZZZ1"')),
        (SHEET, lambda xml: None),
        ("[Content_Types].xml", lambda xml: b"<x"),
    ],
)
def test_a_damaged_workbook_is_refused_with_a_sentence(
    tmp_path: Path, part: str, change: Callable[[bytes], bytes | None]
) -> None:
    path = workbook_with(tmp_path / "a.xlsx", part, change)

    with pytest.raises(Unreadable, match="is not a workbook that can be read"):
        list(tables.rows(path))


def test_a_workbook_with_bits_that_tipped_over_is_read_or_refused(tmp_path: Path) -> None:
    path = workbook_with(tmp_path / "a.xlsx", SHEET, lambda xml: xml)
    whole = path.read_bytes()
    for place in range(60, len(whole), 97):
        path.write_bytes(whole[:place] + b"\xff\xff\xff" + whole[place + 3 :])
        with suppress(Unreadable):
            list(tables.rows(path))


def test_a_workbook_that_unpacks_to_gigabytes_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LARGEST_BESIDE", 1_000_000)
    bomb = workbook_with(tmp_path / "a.xlsx", STYLES, lambda xml: xml + b" " * 1_000_000)

    with pytest.raises(Unreadable, match="unpacks to far more"):
        tables.header(bomb)


def test_rows_beyond_the_size_that_a_workbook_says_are_read(tmp_path: Path) -> None:
    path = workbook_with(tmp_path / "a.xlsx", SHEET, lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1"'))

    assert [dict(row.cells) for row in tables.rows(path)] == [{"i1": "5", "i2": "4"}]


def test_a_file_of_too_many_columns_is_refused_at_once(tmp_path: Path) -> None:
    many = csv_file(tmp_path, ",".join(map(str, range(200_000))) + "\n")

    with pytest.raises(Unreadable, match="more than 2000 columns"):
        tables.header(many)
