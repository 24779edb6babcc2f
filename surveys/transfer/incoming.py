"""Import answers from a file: read a row into a sheet, or say what is wrong with it; store it once.

A file is read twice: first to check every row, then to store, in short transactions, so that families who answer
meanwhile wait for a moment at most. A row's mark comes from an id column, or from the file's checksum and the
row's number, so a second import of a file stores nothing, and one that was broken off goes on where it stopped.
"""

import hmac
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from coproduce.core import codes, db, languages
from coproduce.core.saying import say
from surveys.models import Channel, Stratum
from surveys.questions import type_of
from surveys.questions.base import Fault, Question
from surveys.respond import Origin, Reply, known, prepare, store
from surveys.running import Asked
from surveys.sheet import Sheet
from surveys.transfer import tables
from surveys.transfer.cells import CellReader
from surveys.transfer.mapping import ColumnMap
from surveys.transfer.tables import Row

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\b")
BATCH = 1_000
"""Rows that are written together: few enough that families who answer meanwhile wait a moment at most."""


REASONS = {
    "not_an_option": say("'%(value)s' is not one of its codes (%(allowed)s)."),
    "one_only": say("it takes one value."),
    "stands_alone": say("one of its codes excludes the others."),
    "too_long": say("%(length)s characters are more than %(limit)s."),
    "not_a_number": say("it takes a number."),
    "not_whole": say("it takes a whole number."),
    "too_exact": say("it takes a number with %(decimals)s digits after the point at most."),
    "too_small": say("it takes a number that is %(least)s or more."),
    "too_large": say("it takes a number that is %(most)s or less."),
    "not_a_place": say("it takes places from 1 to %(most)s."),
    "place_twice": say("the place %(place)s is given twice."),
    "points_left": say("%(given)s of %(total)s points are given."),
    "points_over": say("%(given)s points are given, and there are %(total)s."),
    "not_a_month": say("it takes months from 1 to 12."),
    "not_a_year": say("it takes years from %(earliest)s to %(latest)s."),
    "year_missing": say("the year is missing."),
    "worry_without_words": say("somebody worries about a child and there are no words: act on the paper itself."),
}
"""What is wrong with a cell, by the key of its fault; the fault's facts go in."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is not stored: its number, the column and the reason, in a sentence."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """All of it."""
        facts = {"row": self.row, "column": self.column, "reason": self.reason}
        if self.column:
            return say("Row %(row)s, column '%(column)s': %(reason)s", **facts)
        return say("Row %(row)s: %(reason)s", **facts)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be stored. `identity` is the same for the same row of the same file."""

    row: int
    sheet: Sheet
    day: date
    language: str
    identity: str


@dataclass(frozen=True)
class Import:
    """A file on its way into one wave of a survey. `day` is for rows that have none; `latest` no row may pass."""

    path: Path
    checksum: str
    asked: Asked
    map: ColumnMap
    channel: Channel
    stratum: Stratum
    earliest: date
    latest: date

    @cached_property
    def cells(self) -> CellReader:
        """Reads the cells of its rows; made once, since it remembers what it has read."""
        return CellReader(self.asked.definition, self.map)


def read(work: Import) -> Iterator[Entry | list[Rejected]]:
    """Each row as an entry, or as everything that is wrong with it. Raises tables.Unreadable."""
    for row in tables.rows(work.path):
        yield read_row(row, work)


def read_row(row: Row, work: Import) -> Entry | list[Rejected]:
    """One row as an entry, or everything that is wrong with it."""
    columns = work.map
    cells = row.cells
    faults: list[Rejected] = []
    if row.is_ragged:
        faults.append(Rejected(row.number, "", say("it has more cells than the header has columns.")))

    day = work.latest
    if columns.answered_on and cells.get(columns.answered_on):
        found = _day(cells[columns.answered_on], columns.date_format)
        if found is None or not work.earliest <= found <= work.latest:
            reason = say(
                "'%(value)s' is not a day from %(earliest)s to %(latest)s.",
                value=cells[columns.answered_on],
                earliest=work.earliest,
                latest=work.latest,
            )
            faults.append(Rejected(row.number, columns.answered_on, reason))
        day = found or day
    language = cells.get(columns.language, "") or languages.ENGLISH.code
    if languages.offered(language) is None:
        faults.append(
            Rejected(
                row.number,
                columns.language,
                say("'%(language)s' is not a language that is offered.", language=language),
            )
        )
    identity = f"file/{work.checksum}/{row.number}"
    if columns.id:
        identity = f"id/{work.asked.wave}/{cells.get(columns.id, '')}"
        if not cells.get(columns.id):
            faults.append(Rejected(row.number, columns.id, say("the id is empty.")))

    sheet = work.cells.sheet(cells)
    faults += _sheet_faults(row, sheet, work)
    return faults or Entry(row.number, sheet, day, language, identity)


def store_all(engine: Engine, entries: Iterator[Entry], *, work: Import, secret: str) -> Iterator[tuple[int, int]]:
    """Store the entries in short transactions; after each, how many were new and how many were known.

    What is known already is found first, and words are read before a transaction begins: it only writes.
    """
    key = codes.derive_key(secret, "response-import")
    while batch := list(islice(entries, BATCH)):
        marked = {_mark(key, work, entry): entry for entry in batch}
        with db.reading(engine) as session:
            taken = known(session, marks=list(marked))
        replies = [_prepare(entry, work, mark) for mark, entry in marked.items() if mark not in taken]
        stored = 0
        if replies:
            with db.transaction(engine) as session:
                stored = sum(store(session, replies))
        yield stored, len(batch) - stored


def make_ready(reader: Session, entries: Sequence[Entry], *, work: Import, secret: str) -> list[Reply]:
    """The entries that are new, with their words read; nothing is stored, and no lock is held meanwhile."""
    key = codes.derive_key(secret, "response-import")
    ready: list[Reply] = []
    waiting = iter(entries)
    while batch := list(islice(waiting, BATCH)):
        marked = {_mark(key, work, entry): entry for entry in batch}
        taken = known(reader, marks=list(marked))
        ready += [_prepare(entry, work, mark) for mark, entry in marked.items() if mark not in taken]
    return ready


def store_ready(session: Session, replies: Sequence[Reply]) -> int:
    """Store them in the caller's one transaction; how many were new."""
    waiting = iter(replies)
    return sum(sum(store(session, batch)) for batch in iter(lambda: list(islice(waiting, BATCH)), []))


def _prepare(entry: Entry, work: Import, mark: str) -> Reply:
    origin = Origin(entry.language, work.channel, work.stratum, entry.day)
    return prepare(asked=work.asked, sheet=entry.sheet, origin=origin, mark=mark)


def _mark(key: bytes, work: Import, entry: Entry) -> str:
    # Keyed, so that an id from another system cannot be looked for in our database.
    return hmac.new(key, f"{work.asked.definition.slug}/{entry.identity}".encode(), sha256).hexdigest()


def _sheet_faults(row: Row, sheet: Sheet, work: Import) -> list[Rejected]:
    faults = [
        Rejected(row.number, work.map.columns.get(code, code), reason(fault, work.cells.questions[code]))
        for code, fault in sheet.faults.items()
    ]
    if not faults and sheet.is_empty:
        faults.append(Rejected(row.number, "", say("nothing is answered in it.")))
    return faults


def reason(fault: Fault, question: Question) -> str:
    """The fault in words for whoever prepared the file."""
    allowed = ", ".join(type_of(question).count(question, ()))
    return say(REASONS[fault.key].words, **{**fault.facts, "allowed": allowed})


def _day(text: str, written: str) -> date | None:
    """The day in a cell; a time after it is not even read."""
    try:
        if written and "%H" not in written and "%I" not in written:
            text = text.split()[0]
        # Workbooks hold days as days, whichever way the tool's texts are written.
        if written and not ISO_DAY.match(text):
            return datetime.strptime(text, written).date()  # noqa: DTZ007 - only the day is kept
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
