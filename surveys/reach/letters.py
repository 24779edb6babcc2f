"""Letters to those who are reached by post: a file for a mail merge, with an address, a link and a code each.

There is no name on them: lists hold none. The file is made when somebody asks for it and is kept nowhere.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from openpyxl import Workbook
from sqlmodel import Session

from coproduce.core.cells import guarded
from coproduce.core.contact import Channel
from surveys.reach import inviting, links
from surveys.reach.models import Sample
from surveys.reach.reading import MOST_LINES

COLUMNS = (*(f"line {number}" for number in range(1, MOST_LINES + 1)), "language", "link", "short address")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: where it goes, in which language, and its link, whole and as it is typed."""

    lines: tuple[str, ...]
    language: str
    link: str
    typed: str


def due(session: Session, sample: Sample, *, slug: str, base_url: str, secret: str) -> list[Letter]:
    """The letters of a sample to those who have not used their link yet, and have not asked to be left alone."""
    people = inviting.still_unused(session, sample, secret=secret)
    return [
        _letter(entry.contact.post, entry.language, links.token_of(secret, each), slug=slug, base_url=base_url)
        for each, entry in people.items()
        if entry.contact.channel is Channel.LETTER
    ]


def as_csv(letters: Iterable[Letter]) -> bytes:
    """The letters as a CSV file that spreadsheets open in the right letters."""
    text = StringIO(newline="")
    out = csv.writer(text)
    out.writerow(COLUMNS)
    out.writerows([[guarded(cell) for cell in _row(letter)] for letter in letters])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(letters: Iterable[Letter]) -> bytes:
    """The letters as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("letters")
    sheet.append(COLUMNS)
    for letter in letters:
        sheet.append([guarded(cell) for cell in _row(letter)])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _row(letter: Letter) -> Sequence[str]:
    blank = [""] * (MOST_LINES - len(letter.lines))
    return [*letter.lines, *blank, letter.language, letter.link, letter.typed]


def _letter(post: str, language: str, token: str, *, slug: str, base_url: str) -> Letter:
    host = base_url.split("://", 1)[-1]
    return Letter(
        lines=tuple(post.splitlines()),
        language=language,
        link=f"{base_url}/s/{slug}/t/{token}",
        typed=f"{host}/s/{slug}/t/{links.in_groups(token)}",
    )
