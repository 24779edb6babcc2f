"""What the jobs did: a row for runs that ended the same way one after another, kept for 30 days.

A job that looks every few seconds and mostly finds nothing would otherwise bury the run that matters. What a job
says of itself is kept; of a failure only its kind, since an error's own message may quote somebody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, delete, func, or_, select
from sqlmodel import Field, Session, col

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime, text_enum
from coproduce.web.feature import Job

KEPT_FOR = timedelta(days=30)
KEPT_ROWS = 200
"""Of each job."""
LONGEST_WORDS = 500
TRY_AGAIN_AFTER = timedelta(minutes=10)
"""After a failure: a job of once a day does not lose a day."""
BY_HAND = "by hand"


class Outcome(StrEnum):
    """How a run ended."""

    OK = "ok"
    FAILED = "failed"


class JobRun(Model, table=True):
    """Runs of a job that ended alike, one after another in one worker.

    `first_at` is when the first of them started, `started_at` and `ended_at` are the last one's. `did` is what the
    job said, or the kind of the error that ended it.
    """

    __tablename__ = "job_runs"
    __table_args__ = (CheckConstraint("times >= 1", name="has_run"),)

    id: int | None = Field(default=None, primary_key=True)
    job: str = Field(max_length=64, index=True)
    worker: str = Field(max_length=16)
    outcome: Outcome = Field(sa_type=text_enum(Outcome))
    did: str = Field(max_length=LONGEST_WORDS)
    first_at: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime = Field(sa_type=UtcDateTime)
    times: int = 1


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that has just ended."""

    job: str
    worker: str
    outcome: Outcome
    did: str
    started_at: datetime
    ended_at: datetime


def keep(session: Session, run: Ended) -> JobRun:
    """Write a run down, and forget what is too old."""
    did = run.did[:LONGEST_WORDS]
    newest = session.scalars(
        select(JobRun)
        .where(col(JobRun.job) == run.job, col(JobRun.worker) == run.worker)
        .order_by(col(JobRun.id).desc())
        .limit(1)
    ).first()
    if newest and (newest.outcome, newest.did) == (run.outcome, did):
        newest.started_at, newest.ended_at, newest.times = run.started_at, run.ended_at, newest.times + 1
        session.flush()
        return newest
    row = JobRun(
        job=run.job,
        worker=run.worker,
        outcome=run.outcome,
        did=did,
        first_at=run.started_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
    )
    session.add(row)
    session.flush()
    _forget(session, job=run.job, now=run.ended_at)
    return row


def _forget(session: Session, *, job: str, now: datetime) -> None:
    ids = select(col(JobRun.id)).where(col(JobRun.job) == job).order_by(col(JobRun.id).desc())
    too_many = session.scalar(ids.offset(KEPT_ROWS).limit(1))
    old = col(JobRun.ended_at) < now - KEPT_FOR
    gone = old if too_many is None else or_(old, (col(JobRun.job) == job) & (col(JobRun.id) <= too_many))
    session.execute(delete(JobRun).where(gone))


def last_runs(session: Session, *, outcome: Outcome | None = None) -> dict[str, JobRun]:
    """The last run of each job, or the last that ended so."""
    runs = select(func.max(col(JobRun.id))).group_by(col(JobRun.job), col(JobRun.worker))
    if outcome is not None:
        runs = runs.where(col(JobRun.outcome) == outcome)
    rows = session.scalars(select(JobRun).where(col(JobRun.id).in_(runs)).order_by(col(JobRun.started_at)))
    return {row.job: row for row in rows}


def runs_of(session: Session, job: str, *, most: int) -> list[JobRun]:
    """The newest runs of one job."""
    query = select(JobRun).where(col(JobRun.job) == job).order_by(col(JobRun.id).desc()).limit(most)
    return list(session.scalars(query))


def due_at(job: Job, last: JobRun | None, *, now: datetime) -> datetime:
    """When a job should run next: now where it never ran, and after a failure soon."""
    if last is None or job.everywhere:
        return now
    wait = job.every if last.outcome is Outcome.OK else min(job.every, TRY_AGAIN_AFTER)
    return max(now, last.started_at + wait)


def is_late(job: Job, last: JobRun | None, *, now: datetime) -> bool:
    """Whether a job should have run again by now and has not, with some patience."""
    return last is not None and now > last.ended_at + 2 * job.every + TRY_AGAIN_AFTER
