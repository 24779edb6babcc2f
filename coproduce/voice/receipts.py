"""Receipts: a family's code leads to what happened to what it said, and nothing joins the two.

A receipt row holds a keyed mark of the code, the wave and up to three themes. The answer holds a mark of the
same code under another key, so without the keys the rows cannot be matched by their values. What is left is what
the database wrote down together: on PostgreSQL every row carries the number of its transaction (`xmin`) and its
place in the file (`ctid`); on SQLite one commit stands together in the write-ahead log.

So `give` writes to `receipts_waiting`, and `shuffle_waiting` moves what waits in a transaction of its own, wave
by wave, never fewer than LEAST_BATCH receipts of one wave together: when fewer wait, receipts of the same wave
that moved before are written anew along with them; when there are none, they go on waiting. On SQLite the job then
empties the write-ahead log, and what is deleted is overwritten (`secure_delete`). Until then a waiting row can be
matched by whoever reads the server's files; on PostgreSQL VACUUM and the end of its own log clear what the job
leaves behind.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, Row, delete, event, func, insert, literal, select, union_all
from sqlmodel import Session

from coproduce.core import db
from coproduce.core.codes import derive_key, mark
from coproduce.voice.models import Receipt, ReceiptWaiting

RECEIPTS = Receipt.metadata.tables["receipts"]
WAITING = ReceiptWaiting.metadata.tables["receipts_waiting"]

PURPOSE = "receipt-find"
LEAST_BATCH = 20
"""A moved receipt is one of at least so many of its wave that were written together."""
LARGEST_BATCH = 2_000
MOST_THEMES = 3
"""A rare set of themes would tell which comment is meant; a short one is shared by more."""
MOVING = 0x72656370  # "recp": ours alone among advisory locks on this database
CHECKPOINT_WAIT_MS = 500
"""How long emptying SQLite's log waits for readers; writers wait meanwhile. The next run tries again."""


@dataclass(frozen=True, slots=True)
class FoundReceipt:
    """What a code leads to: the wave, and the codes of the themes that its writer spoke of."""

    wave: str
    themes: tuple[str, ...]


def give(session: Session, *, secret: str, code: str, wave: str, themes: Sequence[str]) -> None:
    """Keep a receipt under the code's mark, in the transaction that stores the answer.

    `secret` is the application's. Of `themes`, strongest first, the first MOST_THEMES are kept, sorted. The same
    code cannot be given twice: while it waits the database refuses it, and an answer's own mark is unique.
    """
    find_mark = mark(derive_key(secret, PURPOSE), code)
    kept = sorted(themes[:MOST_THEMES])
    session.execute(insert(WAITING).values(id=uuid4(), find_mark=find_mark, wave=wave, themes=kept))


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


def take_back(session: Session, *, secret: str, code: str) -> bool:
    """Erase the receipt that a code leads to; whether there was one.

    Safe beside the job that moves receipts: it would otherwise write anew one that it has read already.
    """
    _alone(session)
    wanted = mark(derive_key(secret, PURPOSE), code)
    connection = session.connection()
    gone = [connection.execute(delete(table).where(table.c.find_mark == wanted)) for table in (WAITING, RECEIPTS)]
    return any(result.rowcount for result in gone)


def forget_waves(session: Session, *, waves: Sequence[str]) -> int:
    """Erase every receipt of these waves; how many."""
    _alone(session)
    connection = session.connection()
    gone = [connection.execute(delete(table).where(table.c.wave.in_(waves))) for table in (WAITING, RECEIPTS)]
    return sum(result.rowcount for result in gone)


def shuffle_waiting(session: Session) -> str:
    """The job: move what waits to `receipts`, wave by wave in random order, apart from the answers' transactions.

    On SQLite the write-ahead log is emptied once the caller has committed.
    """
    bind = session.get_bind()
    if bind.dialect.name == "sqlite":
        event.listen(session, "after_commit", lambda _: _empty_log(bind), once=True)
    _alone(session)
    per_wave = select(WAITING.c.wave, func.count()).group_by(WAITING.c.wave).order_by(WAITING.c.wave)
    waves = session.execute(per_wave).all()
    if not waves:
        return "No receipt waits."
    moved = [_move(session, wave) for wave, _ in waves]
    left = sum(count for _, count in waves) - sum(moved)
    return f"Receipts moved: {sum(moved)}. Still waiting for company: {left}."


def _alone(session: Session) -> None:
    """Wait until nobody else moves or erases receipts, and let nobody begin until this transaction ends.

    On SQLite whoever writes is alone as it is.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(MOVING)))


def _move(session: Session, wave: str) -> int:
    """Move a wave's waiting receipts, unless they and those that moved before are too few; how many moved."""
    columns = (WAITING.c.find_mark, WAITING.c.wave, WAITING.c.themes)
    some = select(*columns).where(WAITING.c.wave == wave).order_by(WAITING.c.find_mark).limit(LARGEST_BATCH)
    waiting = session.execute(some.with_for_update()).all()
    batch = [*waiting, *_companions(session, wave, LEAST_BATCH - len(waiting))]
    if len(batch) < LEAST_BATCH:
        return 0
    secrets.SystemRandom().shuffle(batch)
    marks = [row.find_mark for row in batch]
    session.execute(delete(WAITING).where(WAITING.c.find_mark.in_(marks)))
    session.execute(delete(RECEIPTS).where(RECEIPTS.c.find_mark.in_(marks)))
    session.execute(insert(RECEIPTS), [dict(row._mapping) for row in batch])
    return len(waiting)


def _companions(session: Session, wave: str, count: int) -> list[Row[Any]]:
    """So many of the wave's receipts from anywhere in the table, or all there are."""
    if count <= 0:
        return []
    ours = select(RECEIPTS.c.find_mark, RECEIPTS.c.wave, RECEIPTS.c.themes).where(RECEIPTS.c.wave == wave)
    start = literal(secrets.token_hex(32))
    after = ours.where(RECEIPTS.c.find_mark >= start).order_by(RECEIPTS.c.find_mark).limit(count)
    found = list(session.execute(after).all())
    before = ours.where(RECEIPTS.c.find_mark < start).order_by(RECEIPTS.c.find_mark)
    return found + list(session.execute(before.limit(count - len(found))).all())


def _empty_log(bind: Engine | Connection) -> None:
    """Write SQLite's log into the database and cut it to nothing; somebody who reads meanwhile may prevent it."""
    connection = bind.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={CHECKPOINT_WAIT_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
        cursor.execute(f"PRAGMA busy_timeout={db.BUSY_TIMEOUT_MS}")
    finally:
        connection.close()
