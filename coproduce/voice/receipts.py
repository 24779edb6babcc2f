"""Receipts: a family's code leads to what happened to what it said, and nothing joins the two.

A receipt row holds a keyed mark of the code, the wave and the themes. The answer holds a mark of the same code
under another key, so without the keys the rows cannot be matched by their values. What is left is the order in
which the database wrote things down:

- SQLite: `receipts` has no row ids and is kept in the order of its marks, which are random. `give` writes there.
- PostgreSQL: every row carries the number of the transaction that wrote it (`xmin`) and its place in the file
  (`ctid`). A receipt written beside its answer would share that number, so `give` writes to `receipts_waiting`,
  and `shuffle_waiting` moves what waits, shuffled, in a transaction of its own. A batch is never smaller than
  LEAST_BATCH: when fewer wait, receipts that moved before are written anew along with them. Until the job has
  run (every few minutes) a waiting row can still be matched by whoever reads the server's files; VACUUM clears
  what the job leaves behind.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, delete, insert, literal, select, union_all
from sqlmodel import Session

from coproduce.core.codes import derive_key, mark
from coproduce.voice.models import Receipt, ReceiptWaiting

RECEIPTS = Receipt.metadata.tables["receipts"]
WAITING = ReceiptWaiting.metadata.tables["receipts_waiting"]

PURPOSE = "receipt-find"
LEAST_BATCH = 20
"""A moved receipt is one of at least so many that were written together, where there are so many."""
LARGEST_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class FoundReceipt:
    """What a code leads to: the wave, and the codes of the themes that its writer spoke of."""

    wave: str
    themes: tuple[str, ...]


def give(session: Session, *, secret: str, code: str, wave: str, themes: Sequence[str]) -> None:
    """Keep a receipt under the code's mark, in the transaction that stores the answer.

    `secret` is the application's. The same code cannot be given twice: the database refuses it.
    """
    row = {"find_mark": mark(derive_key(secret, PURPOSE), code), "wave": wave, "themes": sorted(themes)}
    if session.get_bind().dialect.name == "sqlite":
        session.execute(insert(RECEIPTS).values(row))
    else:
        session.execute(insert(WAITING).values(id=uuid4(), **row))


def find(session: Session, *, secret: str, code: str) -> FoundReceipt | None:
    """What a typed code leads to, or None. Case, spaces and hyphens do not matter.

    Whatever is typed, the same work is done: one keyed mark, and one statement that looks in both tables.
    """
    wanted = mark(derive_key(secret, PURPOSE), code)
    places = [
        select(table.c.wave, table.c.themes).where(table.c.find_mark == wanted) for table in (RECEIPTS, WAITING)
    ]
    found = session.execute(union_all(*places)).first()
    return FoundReceipt(found.wave, tuple(found.themes)) if found else None


def shuffle_waiting(session: Session) -> str:
    """The job: move what waits to `receipts`, in random order, apart from the answers' transactions."""
    columns = (WAITING.c.find_mark, WAITING.c.wave, WAITING.c.themes)
    some = select(*columns).order_by(WAITING.c.find_mark).limit(LARGEST_BATCH).with_for_update()
    waiting = session.execute(some).all()
    if not waiting:
        return "No receipt waits."
    batch = [*waiting, *_companions(session, LEAST_BATCH - len(waiting))]
    secrets.SystemRandom().shuffle(batch)
    marks = [row.find_mark for row in batch]
    session.execute(delete(WAITING).where(WAITING.c.find_mark.in_(marks)))
    session.execute(delete(RECEIPTS).where(RECEIPTS.c.find_mark.in_(marks)))
    session.execute(insert(RECEIPTS), [dict(row._mapping) for row in batch])
    return f"{len(waiting)} receipts moved, shuffled among {len(batch)}."


def _companions(session: Session, count: int) -> list[Row[Any]]:
    """So many receipts from anywhere in the table, or all there are."""
    if count <= 0:
        return []
    columns = (RECEIPTS.c.find_mark, RECEIPTS.c.wave, RECEIPTS.c.themes)
    start = literal(secrets.token_hex(32))
    after = select(*columns).where(RECEIPTS.c.find_mark >= start).order_by(RECEIPTS.c.find_mark).limit(count)
    found = list(session.execute(after).all())
    before = select(*columns).where(RECEIPTS.c.find_mark < start).order_by(RECEIPTS.c.find_mark)
    return found + list(session.execute(before.limit(count - len(found))).all())
