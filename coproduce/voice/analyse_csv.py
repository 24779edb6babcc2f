"""Analyse a CSV file row by row: what came in stays as it was, what the analyser says is put beside it.

Row by row means that the length of the file does not matter: one row is in memory at a time.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TextIO

from coproduce.voice.analyser import Analysis, analyse

TEXT, QUESTION_KIND, LANGUAGE = "text", "question_kind", "language"
ADDED = (
    "language",
    "sentiment",
    "score",
    "confidence",
    "needs_human",
    "themes",
    "concern",
    "redacted",
    "analysis",
)
LONGEST_CELL = 1_000_000  # characters; the csv module's own limit is 131,072


class AnalyseError(ValueError):
    """The input cannot be analysed. The message is for whoever gave the file."""


def analyse_csv(source: TextIO, out: TextIO, *, guard: Callable[[str], str] | None = None) -> int:
    """Read CSV with a `text` column, write it with the columns of `ADDED` behind; return how many rows there were.

    Optional columns: `question_kind` and `language`, a hint that is kept as it came. `guard` is given each cell on
    its way out. An input column with the name of an added one keeps its place and its words; the added one comes
    after it. Only blank lines are left out.
    Raises AnalyseError when the input has no header, no `text` column or a row with more cells than the header, or
    cannot be read as CSV.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = _lines(source)
    rows = csv.reader(lines, strict=True)
    try:
        header = next(rows, None)
        if header is None:
            raise AnalyseError(
                "The input is empty: it needs a first line with the names of the columns, such as 'text'."
            )
        places = _places(header)
        writer = csv.writer(out, lineterminator="\n")
        guarded = guard or _as_it_is
        writer.writerow([guarded(cell) for cell in (*header, *ADDED)])
        count = 0
        for row in rows:
            if row:
                found = _analysed(_fitted(row, len(header), line=rows.line_num), places)
                writer.writerow([guarded(cell) for cell in found])
                count += 1
    except csv.Error as error:
        raise AnalyseError(f"Line {rows.line_num} cannot be read as CSV: {error}.") from error
    return count


def _as_it_is(cell: str) -> str:
    return cell


def _lines(source: TextIO) -> Iterator[str]:
    """The lines of a text, without a byte order mark, NULs or lone surrogates, which have no place in CSV."""
    first = next(source, "").lstrip("\ufeff")
    for line in chain((first,) if first else (), source):
        yield line.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _places(header: Sequence[str]) -> dict[str, int]:
    """Where the columns we read stand. Names are compared without case and blanks around them."""
    names = [name.strip().lower() for name in header]
    if TEXT not in names:
        given = ", ".join(name.strip() for name in header) or "none"
        raise AnalyseError(f"The input has no 'text' column. Its columns are: {given}.")
    return {name: names.index(name) for name in (TEXT, QUESTION_KIND, LANGUAGE) if name in names}


def _fitted(row: Sequence[str], width: int, *, line: int) -> list[str]:
    """The row with as many cells as the header has: what we add must stand under its name."""
    if any(row[width:]):
        raise AnalyseError(f"The row that ends on line {line} has {len(row)} cells, the header has {width}.")
    return [*row[:width], *[""] * (width - len(row))]


def _analysed(row: Sequence[str], places: dict[str, int]) -> list[str]:
    def cell(name: str) -> str:
        return row[places[name]] if name in places else ""

    kind = cell(QUESTION_KIND).strip().lower() or None
    analysis = analyse(cell(TEXT), question_kind=kind, language=cell(LANGUAGE).strip().lower() or None)
    return [*row, *_cells(analysis)]


def _cells(analysis: Analysis) -> list[str]:
    return [
        analysis.language,
        analysis.state.value,
        f"{analysis.score:.4f}",
        f"{analysis.confidence:.4f}",
        str(int(analysis.needs_human)),
        ";".join(hit.code for hit in analysis.themes),
        str(int(analysis.concern)),
        analysis.redacted,
        analysis.version,
    ]
