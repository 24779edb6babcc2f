"""An export as CSV and as a workbook with its codebook; no cell of either is taken for a formula."""

import csv
from io import TextIOWrapper
from typing import BinaryIO

from openpyxl import Workbook

from coproduce.core.cells import guarded
from surveys.transfer.outgoing import Export, Row, codebook


def write_csv(export: Export, file: BinaryIO) -> int:
    """The header, then a line a response, in UTF-8."""
    return _lines([[column.name for column in export.columns]], export, file)


def write_codebook(export: Export, file: BinaryIO) -> int:
    """The codebook as CSV; the answers are not read."""
    text = TextIOWrapper(file, "utf-8", newline="")
    csv.writer(text).writerows([guarded(cell) for cell in line] for line in codebook(export.columns))
    text.detach()
    return 0


def write_xlsx(export: Export, file: BinaryIO) -> int:
    """A sheet of answers and a sheet that says what its columns and codes mean, written row by row."""
    book = Workbook(write_only=True)
    answers, meanings = book.create_sheet("Answers"), book.create_sheet("Codebook")
    answers.append([guarded(column.name) for column in export.columns])
    numeric = [column.kind == "number" for column in export.columns]
    count = 0
    for row in export.rows:
        count += 1
        answers.append([_cell(cell, is_number) for cell, is_number in zip(row, numeric, strict=True)])
    for line in codebook(export.columns):
        meanings.append([guarded(cell) for cell in line])
    book.save(file)
    return count


def _lines(header: list[Row], export: Export, file: BinaryIO) -> int:
    text = TextIOWrapper(file, "utf-8", newline="")
    out = csv.writer(text)
    out.writerows(header)
    numeric = [column.kind == "number" for column in export.columns]
    count = 0
    for row in export.rows:
        count += 1
        # A number that begins with a minus is one, and comes in again as it went out.
        out.writerow([cell if is_number else guarded(cell) for cell, is_number in zip(row, numeric, strict=True)])
    text.detach()
    return count


def _cell(cell: str, is_number: bool) -> str | float | None:
    if not cell:
        return None
    return float(cell) if is_number else guarded(cell)
