"""Read the rows of a CSV or XLSX file one at a time, so that a file of any length needs little memory."""

import csv
import hashlib
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from coproduce.core.files import why_refused
from coproduce.core.saying import say
from surveys.transfer import workbook

DELIMITERS = ",;\t"
TWO_ROWS = ["respondent id", "collector id"]
"""How SurveyMonkey's first row begins; its second is empty there."""
ONE_CELL = frozenset({"", "Response", "Open-Ended Response"})
CHUNK = 1 << 20
MOST_COLUMNS = 2_000


class Unreadable(ValueError):
    """The file cannot be read as a table; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it (the header is row 1) and its cells by column.

    `is_ragged` when it has more cells than the header.
    """

    number: int
    cells: Mapping[str, str]
    is_ragged: bool = False


def checksum(path: Path) -> str:
    """SHA-256 of the file. Raises Unreadable."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(CHUNK):
                found.update(part)
    except OSError as error:
        raise Unreadable(
            say("%(path)s cannot be read: %(strerror)s.", path=path, strerror=error.strerror)
        ) from None
    return found.hexdigest()


def header(path: Path) -> tuple[str, ...]:
    """The names of the columns. Raises Unreadable."""
    with closing(_lines(path)) as lines:
        return _start(path, lines)[0]


def rows(path: Path) -> Iterator[Row]:
    """The rows below the header; rows with nothing in them are passed over. Raises Unreadable."""
    with closing(_lines(path)) as lines:
        columns, first, left = _start(path, lines)
        for number, cells in enumerate(chain(left, lines), first):
            if any(cells):
                named = dict(zip(columns, cells, strict=False))
                yield Row(number, named, is_ragged=any(cells[len(columns) :]))


def _start(path: Path, lines: Iterator[list[str]]) -> tuple[tuple[str, ...], int, list[list[str]]]:
    """The columns' names, the number of the first row below them, and rows that were read to find that out."""
    first = next(lines, [])
    if [cell.casefold() for cell in first[: len(TWO_ROWS)]] != TWO_ROWS:
        return _header(path, first), 2, []
    second = next(lines, [])
    if any(second[: len(TWO_ROWS)]):
        return _header(path, first), 2, [second]
    return _header(path, joined(first, second)), 3, []


def joined(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Two rows of names as one: questions, and below them their choices, or "Response" where there is one cell."""
    names, question = [], ""
    for place in range(max(len(first), len(second))):
        above = first[place] if place < len(first) else ""
        below = second[place] if place < len(second) else ""
        question = above or question
        names.append(question if below in ONE_CELL else f"{question} / {below}")
    return names


def _header(path: Path, cells: Sequence[str]) -> tuple[str, ...]:
    columns = tuple(cells)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise Unreadable(say("%(path)s has no header: its first row must name the columns.", path=path))
    if len(columns) > MOST_COLUMNS:
        raise Unreadable(
            say("%(path)s has more than %(most)s columns, which is the most.", path=path, most=MOST_COLUMNS)
        )
    for name, times in Counter(columns).items():
        if times > 1:
            raise Unreadable(say("%(path)s has the column '%(name)s' more than once.", path=path, name=name))
    return columns


def _lines(path: Path) -> Generator[list[str], None, None]:
    """Every row as stripped texts."""
    readers = {".csv": _csv_lines, ".xlsx": _xlsx_lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Unreadable(say("%(path)s must be a .csv or an .xlsx file.", path=path))
    if refused := why_refused(path):
        raise Unreadable(refused)
    return reader(path)


def _csv_lines(path: Path) -> Generator[list[str], None, None]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            delimiter = max(DELIMITERS, key=first.count)
            for cells in csv.reader(file, delimiter=delimiter, strict=True):
                yield [cell.strip() for cell in cells]
    except OSError as error:
        raise Unreadable(
            say("%(path)s cannot be read: %(strerror)s.", path=path, strerror=error.strerror)
        ) from None
    except UnicodeDecodeError:
        raise Unreadable(
            say("%(path)s is not UTF-8 text. Save it as 'CSV UTF-8' and try again.", path=path)
        ) from None
    except csv.Error as error:
        raise Unreadable(
            say("%(path)s is not a well-formed CSV file: %(error)s.", path=path, error=error)
        ) from None


def _xlsx_lines(path: Path) -> Generator[list[str], None, None]:
    try:
        for cells in workbook.rows(path):
            yield [_as_text(cell) for cell in cells]
    except workbook.TooLarge:
        raise Unreadable(
            say("%(path)s unpacks to far more than a table of answers, and was not opened.", path=path)
        ) from None
    except workbook.NotAWorkbook:
        raise Unreadable(
            say("%(path)s is not a workbook that can be read. Save it as .xlsx and try again.", path=path)
        ) from None


def _as_text(cell: Any) -> str:
    """A cell's value as somebody reads it; of a moment only its day."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
