"""The rows of a file of comments, checked: CSV with `text`, optionally said_on, language, question_kind, audience.

Every row gets a mark that is the same when the same file is read again, so that it is stored once. Rows that say
the same are told apart by their number among their likes.
"""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from coproduce.core.blank import is_blank
from coproduce.core.files import why_refused
from coproduce.voice.analyse_csv import LONGEST_CELL
from coproduce.voice.models import Audience
from coproduce.voice.receive import Said

QUESTION_KINDS = ("", "good", "improve", "why")
LANGUAGE = re.compile(r"|[A-Za-z]{2,3}(-[A-Za-z]{2,8})?")
DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y")
READ_BY_US = ("text", "said_on", "language", "question_kind", "audience")
HEADER_ROW = 1
LONGEST_TEXT = 50_000


class UnreadableFile(ValueError):
    """The file is no CSV of comments; the message says why, in one sentence."""


class BadCell(ValueError):
    """A cell cannot be understood; the message says why."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was left out. `row` counts as a spreadsheet does: the heading is row 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A row without words."""

    row: int


def count_rows(path: Path) -> int:
    """How many rows the file has below its heading. Raises UnreadableFile."""
    return sum(1 for _ in _rows(path))


def read_rows(path: Path, *, source: str, today: date) -> Iterator[Said | Rejected | Blank]:
    """Each row in its order. A row without a date was said `today`. Raises UnreadableFile."""
    seen: Counter[str] = Counter()
    for number, row in enumerate(_rows(path), start=HEADER_ROW + 1):
        if is_blank(row["text"]):
            yield Blank(number)
            continue
        digest = _digest(source, row)
        seen[digest] += 1
        try:
            yield _said(row, source=source, today=today, mark=_digest(digest, {"n": str(seen[digest])}))
        except BadCell as error:
            yield Rejected(number, str(error))


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    refused = why_refused(path)
    if refused:
        raise UnreadableFile(refused)
    csv.field_size_limit(LONGEST_CELL)
    number = HEADER_ROW
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if "text" not in [(name or "").strip().lower() for name in reader.fieldnames or ()]:
                raise UnreadableFile(f"{path.name} has no column 'text'.")
            for row in reader:
                cells = {key.strip().lower(): cell or "" for key, cell in row.items() if isinstance(key, str)}
                number += 1
                yield {name: cells.get(name, "") for name in READ_BY_US}
    except UnicodeDecodeError:
        raise UnreadableFile(f"{path.name} is not UTF-8 text: save it as 'CSV UTF-8'.") from None
    except csv.Error as error:
        raise UnreadableFile(f"{path.name} cannot be read as CSV after row {number}: {error}.") from None
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened: {error.strerror}.") from None


def _said(row: Mapping[str, str], *, source: str, today: date, mark: str) -> Said:
    kind, language = row["question_kind"].strip().lower(), row["language"].strip()
    if any(len(cell) > LONGEST_TEXT for cell in row.values()):
        raise BadCell(f"a cell holds more than {LONGEST_TEXT:,} characters")
    if kind not in QUESTION_KINDS:
        raise BadCell(f"the question_kind '{kind[:20]}' is not good, improve or why")
    if not LANGUAGE.fullmatch(language):
        raise BadCell(f"the language '{language[:20]}' is not a code such as en or ur")
    return Said(
        text=row["text"],
        source=source,
        said_on=_day(row["said_on"].strip(), today=today),
        question_kind=kind,
        audience=_audience(row["audience"].strip().lower()),
        page_language=language.lower(),
        import_mark=mark,
    )


def _day(cell: str, *, today: date) -> date:
    if not cell:
        return today
    for form in DATE_FORMS:
        try:
            day = datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day > today:
            raise BadCell(f"the date '{cell}' has not come yet")
        return day
    raise BadCell(f"the date '{cell[:20]}' is not written like 2026-11-24 or 24/11/2026")


def _audience(cell: str) -> Audience:
    if cell and cell not in list(Audience):
        raise BadCell(f"the audience '{cell[:20]}' is not parent or cyp")
    return Audience(cell) if cell else Audience.PARENT


def _digest(first: str, row: Mapping[str, str]) -> str:
    parts = "\x1f".join([first, *(f"{name}={cell}" for name, cell in sorted(row.items()))])
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
