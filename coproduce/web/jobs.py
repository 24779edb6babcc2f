"""What the features do by themselves, again and again.

A job looks for what is due and is safe to repeat. Each run is a transaction of its own, or several (`Steps`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine

from coproduce.core import db
from coproduce.web.feature import Job, Steps


class NoSuchJob(LookupError):
    """No feature brings a job with this name."""


def find_job(jobs: Sequence[Job], name: str) -> Job:
    """The job with this name. Raises NoSuchJob, which names those there are."""
    for job in jobs:
        if job.name == name:
            return job
    known = ", ".join(sorted(job.name for job in jobs)) or "none"
    raise NoSuchJob(f"There is no job '{name}'. The jobs are: {known}.")


def run_job(engine: Engine, job: Job, *, now: datetime) -> str:
    """Run a job once, in a transaction of its own unless it makes its own; answers with what it did, in words."""
    if isinstance(job.run, Steps):
        return job.run.run(engine, now)
    with db.transaction(engine) as session:
        return job.run(session, now)


def in_words(every: timedelta) -> str:
    """How often, as people say it: "every 10 minutes"."""
    seconds = int(every.total_seconds())
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if seconds >= size and seconds % size == 0:
            count = seconds // size
            return f"every {unit}" if count == 1 else f"every {count} {unit}s"
    return "at once"
