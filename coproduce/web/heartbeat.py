"""The workers' heartbeats: a row each, written every few seconds, so that a silence is noticed.

A heartbeat is a write: a database that is full, locked or read-only stops it, as it would stop a family's answer.
"""

import os
import platform
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlmodel import Field, Session, col

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime

SILENT_AFTER = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(days=1)
LONGEST_HOST = 64


class Worker(Model, table=True):
    """A worker process: where it runs, when it was last seen, and whether it has the turn to schedule."""

    __tablename__ = "workers"

    id: str = Field(primary_key=True, max_length=16)
    host: str = Field(max_length=LONGEST_HOST)
    pid: int
    started_at: datetime = Field(sa_type=UtcDateTime)
    beat_at: datetime = Field(sa_type=UtcDateTime, index=True)
    holds_turn: bool = False


def new_id() -> str:
    """A name for one worker process."""
    return secrets.token_hex(4)


def beat(session: Session, *, worker: str, holds_turn: bool, now: datetime) -> None:
    """Say that this worker lives, and whether it has the turn; forget workers that were not seen for a day."""
    row = session.get(Worker, worker)
    if row is None:
        host = platform.node()[:LONGEST_HOST]
        row = Worker(id=worker, host=host, pid=os.getpid(), started_at=now, beat_at=now)
    row.beat_at, row.holds_turn = now, holds_turn
    session.add(row)
    if holds_turn:  # one has it: what a worker said that was killed is over
        others = col(Worker.holds_turn).is_(True) & (col(Worker.id) != worker)
        session.execute(update(Worker).where(others).values(holds_turn=False))
    session.execute(delete(Worker).where(col(Worker.beat_at) < now - FORGOTTEN_AFTER))
    session.flush()


def seen(session: Session) -> list[Worker]:
    """The workers of the last day, the one seen last first."""
    return list(session.scalars(select(Worker).order_by(col(Worker.beat_at).desc(), col(Worker.id))))


def last_beat(session: Session) -> datetime | None:
    """When any worker was last seen."""
    return session.scalar(select(func.max(Worker.beat_at)))


def is_beating(last: datetime | None, *, since: datetime, now: datetime) -> bool:
    """Whether a worker was seen in time; `since` is when we started to look, for a worker may start after us."""
    return now - max(last or since, since) < SILENT_AFTER
