"""Reading CSV that people made: rows by column name, and errors that name the row and the column."""

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

MOST_COLUMNS = 1_000
SHOWN = 40
LARGEST_NUMBER = 1e12
"""Beyond it a sum of squares loses its digits, and no measure comes near it."""


class BadFile(ValueError):
    """The file cannot be used; the message is one sentence that says where and why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a spreadsheet counts (the header is row 1), and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def refuse(self, column: str, wanted: str) -> BadFile:
        """The error for a cell that is not what is wanted."""
        text = self.cells[column]
        shown = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
        return BadFile(f"Row {self.number}, column '{column}': '{shown}' is not {wanted}.")

    def whole_number(self, column: str, *, least: int, most: int | None = None) -> int | None:
        """The whole number in a cell, or None where it is empty. `3.0` counts as 3. Raises BadFile."""
        text = self.cells[column]
        if not text:
            return None
        wanted = f"a whole number from {least}" + ("" if most is None else f" to {most}")
        try:
            value = float(text)
        except ValueError:
            raise self.refuse(column, wanted) from None
        # nan and inf fail every comparison that matters here.
        if not value.is_integer() or value < least or (most is not None and value > most):
            raise self.refuse(column, wanted)
        return int(value)

    def number_in(self, column: str) -> float:
        """The number in a cell, at most 10^12 either way. Raises BadFile."""
        try:
            value = float(self.cells[column])
        except ValueError:
            raise self.refuse(column, "a number") from None
        if not math.isfinite(value):
            raise self.refuse(column, "a number")
        if abs(value) > LARGEST_NUMBER:
            raise self.refuse(column, f"a number from -{LARGEST_NUMBER:,.0f} to {LARGEST_NUMBER:,.0f}")
        return value


def read_lines(stream: TextIO, *, needed: tuple[str, ...]) -> tuple[tuple[str, ...], Iterator[Line]]:
    """The column names (lower case, without a byte-order mark) and the rows, blank ones left out.

    Raises BadFile for a file without a header, a missing or repeated column, and, while reading, for a row with
    more or fewer cells than the header or text that is no CSV.
    """
    reader = csv.reader(stream, strict=True)
    header = _header(reader)
    missing = [name for name in needed if name not in header]
    if missing:
        raise BadFile(f"The file has no column '{missing[0]}'; it needs {', '.join(needed)}.")
    return header, _lines(reader, header)


def _header(reader: Iterator[list[str]]) -> tuple[str, ...]:
    try:
        first = next(reader)
    except StopIteration:
        raise BadFile("The file is empty.") from None
    except csv.Error as error:
        raise BadFile(f"Row 1 cannot be read: {error}.") from None
    if len(first) > MOST_COLUMNS:
        raise BadFile(f"The first row has {len(first)} columns; {MOST_COLUMNS} is the most.")
    header = tuple(name.removeprefix("\ufeff").strip().lower() for name in first)
    if not any(header):
        raise BadFile("The first row must name the columns.")
    seen: set[str] = set()
    for name in filter(None, header):
        if name in seen:
            raise BadFile(f"The column '{name}' is there twice.")
        seen.add(name)
    return header


def _lines(reader: Iterator[list[str]], header: tuple[str, ...]) -> Iterator[Line]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFile(f"Row {number} cannot be read: {error}.") from None
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise BadFile(f"Row {number} has {len(cells)} cells, and the header has {len(header)}.")
        yield Line(number, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
