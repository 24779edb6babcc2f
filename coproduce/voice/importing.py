"""Comments from a file: read outside any transaction, stored in batches, each row once however often it comes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine, select

from coproduce.core import db
from coproduce.voice.import_rows import Blank, Rejected, read_rows
from coproduce.voice.models import Comment
from coproduce.voice.receive import Said, prepare, store

BATCH = 500
MARK = Comment.metadata.tables["comments"].c.import_mark


@dataclass(slots=True)
class Imported:
    """What became of a file's rows. `themed` counts comments with a theme, `themes` the themes found."""

    stored: int = 0
    already_there: int = 0
    blank: int = 0
    concerns: int = 0
    themed: int = 0
    themes: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """All rows that were looked at."""
        return self.stored + self.already_there + self.blank + len(self.rejected)


def import_comments(
    engine: Engine,
    path: Path,
    *,
    source: str,
    today: date,
    now: datetime,
    told: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Store the file's comments under this source. `told` hears how many rows are done.

    A transaction a batch: whatever interrupts it, reading the file again stores what is missing and nothing twice.
    Raises UnreadableFile.
    """
    outcome = Imported()
    rows = read_rows(path, source=source, today=today)
    for batch in _batches(rows):
        said = _sort_out(batch, outcome)
        fresh = _without_those_there(engine, said)
        received = [prepare(entry) for entry in fresh]
        with db.transaction(engine) as session:
            store(session, received, now=now)
        outcome.already_there += len(said) - len(fresh)
        outcome.stored += len(received)
        outcome.concerns += sum(entry.comment.concern for entry in received)
        outcome.themed += sum(bool(entry.themes) for entry in received)
        outcome.themes += sum(len(entry.themes) for entry in received)
        told(outcome.rows)
    return outcome


def _batches(rows: Iterator[Said | Rejected | Blank]) -> Iterator[list[Said | Rejected | Blank]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _sort_out(batch: list[Said | Rejected | Blank], outcome: Imported) -> list[Said]:
    said = []
    for entry in batch:
        if isinstance(entry, Said):
            said.append(entry)
        elif isinstance(entry, Rejected):
            outcome.rejected.append(entry)
        else:
            outcome.blank += 1
    return said


def _without_those_there(engine: Engine, said: list[Said]) -> list[Said]:
    marks = [entry.import_mark for entry in said]
    with db.reading(engine) as session:
        there = set(session.scalars(select(MARK).where(MARK.in_(marks))))
    return [entry for entry in said if entry.import_mark not in there]
