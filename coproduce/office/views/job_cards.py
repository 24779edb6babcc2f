"""Jobs, their runs and the workers in words, as the pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import format_timedelta, gettext, ngettext

from coproduce.web.feature import Job
from coproduce.web.heartbeat import SILENT_AFTER, Worker
from coproduce.web.job_runs import JobRun, Outcome, is_late
from coproduce.web.running_text import moment

DATABASE = ("OperationalError", "InterfaceError", "InternalError", "TimeoutError")


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run: when, and what it said (English) or, in the reader's language, why it failed."""

    when: str
    did: str
    fault: str
    times: int
    worker: str


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job with its last run."""

    name: str
    about: str
    every: str
    url: str
    last: RunLine | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """A worker: what it is called, since when it runs, when it was seen, whether it has the turn."""

    name: str
    since: str
    seen: str
    is_silent: bool
    has_turn: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The page of all jobs."""

    heading: str
    is_well: bool
    jobs: list[JobLine]
    workers: list[WorkerLine]


@dataclass(frozen=True, slots=True)
class History:
    """The page of one job."""

    name: str
    about: str
    every: str
    runs: list[RunLine]


def board(jobs: Sequence[Job], *, last: Mapping[str, JobRun], workers: Sequence[Worker], now: datetime) -> Board:
    """All jobs, those that need somebody first."""
    lines = [_job(job, last.get(job.name), now=now) for job in jobs]
    lines.sort(key=lambda line: (not (line.is_late or (line.last and line.last.fault)), line.about, line.name))
    shown = [_worker(worker, now=now) for worker in workers]
    failed = sum(bool(line.last and line.last.fault) for line in lines)
    late = sum(line.is_late for line in lines)
    heading = _heading(failed=failed, late=late, alive=sum(not worker.is_silent for worker in shown))
    return Board(heading, not (failed or late) and any(not w.is_silent for w in shown), lines, shown)


def history(job: Job, runs: Sequence[JobRun]) -> History:
    """What a job did lately."""
    return History(job.name, _about(job), _every(job.every), [_run(run) for run in runs])


def _heading(*, failed: int, late: int, alive: int) -> str:
    if not alive:
        return gettext("No worker is running, so nothing is sent and no job runs")
    if failed:
        return ngettext(
            "One job failed the last time it ran", "%(num)s jobs failed the last time they ran", failed
        )
    if late:
        return ngettext("One job should have run and has not", "%(num)s jobs should have run and have not", late)
    return gettext("All jobs run as they should")


def _job(job: Job, run: JobRun | None, *, now: datetime) -> JobLine:
    return JobLine(
        name=job.name,
        about=_about(job),
        every=_every(job.every),
        url=url_for("jobs.one", name=job.name),
        last=_run(run) if run else None,
        is_late=is_late(job, run, now=now),
    )


def _about(job: Job) -> str:
    return job.about() if job.about else job.name


def _run(run: JobRun) -> RunLine:
    failed = run.outcome is Outcome.FAILED
    return RunLine(
        when=moment(run.started_at, day="d MMMM"),
        did="" if failed else run.did,
        fault=_fault(run.did) if failed else "",
        times=run.times,
        worker=run.worker,
    )


def _fault(kind: str) -> str:
    if kind in DATABASE:
        return gettext("It failed: the database could not be used. It is tried again by itself.")
    return gettext(
        "It failed: the program has a fault here (%(kind)s). It is tried again by itself. "
        "If that does not help, tell whoever looks after the server.",
        kind=kind,
    )


def _worker(worker: Worker, *, now: datetime) -> WorkerLine:
    return WorkerLine(
        name=f"{worker.host} {worker.pid}",
        since=moment(worker.started_at, day="d MMMM"),
        seen=format_timedelta(min(worker.beat_at - now, timedelta(seconds=-1)), add_direction=True),
        is_silent=now - worker.beat_at >= SILENT_AFTER,
        has_turn=worker.holds_turn,
    )


def _every(every: timedelta) -> str:
    seconds = int(every.total_seconds())
    if seconds % 86_400 == 0:
        return ngettext("Every day", "Every %(num)s days", seconds // 86_400)
    if seconds % 3_600 == 0:
        return ngettext("Every hour", "Every %(num)s hours", seconds // 3_600)
    if seconds % 60 == 0:
        return ngettext("Every minute", "Every %(num)s minutes", seconds // 60)
    return ngettext("Every second", "Every %(num)s seconds", seconds)
