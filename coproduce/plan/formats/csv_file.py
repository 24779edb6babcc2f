"""Plans as CSV: commas, semicolons or tabs between the cells."""

import csv
import io
from collections.abc import Iterator

from coproduce.plan.content import PlanContent
from coproduce.plan.drafts import PlanDraft, Unreadable
from coproduce.plan.formats.decoding import decode
from coproduce.plan.formats.table import read_table, write_table

suffix = ".csv"
DELIMITERS = ",;\t"


def read(data: bytes) -> PlanDraft:
    """The rows of a CSV file. Raises Unreadable."""
    text, notes = decode(data)
    return read_table(_records(text), notes=notes)


def _records(text: str) -> Iterator[list[str]]:
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable(f"The file is not good CSV near line {reader.line_num}: {error}.") from None


def write(content: PlanContent) -> bytes:
    """The plan as CSV in UTF-8, with the mark by which spreadsheets know it."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(write_table(content))
    return buffer.getvalue().encode("utf-8-sig")
