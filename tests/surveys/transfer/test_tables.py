"""Files from spreadsheets are read row by row, and a file that is no table says why."""

import os
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from surveys.transfer import tables
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
