"""The schedule: the one door to APScheduler. It keeps nothing; what is due is found in the database."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from coproduce.core import clock, db
from coproduce.web import heartbeat, job_runs, logs, turn
from coproduce.web.feature import Job
from coproduce.web.jobs import run_job
from coproduce.web.watch import LOOK_S, Watch

LOOK_AGAIN_S = 5.0
"""How often a worker sees whether it is its turn: a killed one is replaced within about this time."""

BEAT_S = 15.0
HOLDERS_BEAT_S = 4.0
"""How often the worker that has the turn says that it lives: one that is silent for longer loses the turn."""

THREADS = 4
"""Jobs that may run at once, in each of a worker's two schedules: fewer than the connections it may open."""

PARENT = "COPRODUCE_WORKER_PARENT"
"""The process that this worker ends with, where one started it."""

log = logging.getLogger("coproduce.worker")


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set, so that the job that runs may end well."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def stop_with_parent(stop: threading.Event, *, look_again: float = LOOK_AGAIN_S) -> None:
    """Set `stop` when the process that started this worker is gone, however it went."""
    parent = os.environ.get(PARENT, "")
    if not parent.isdigit():
        return

    def watch() -> None:
        while os.getppid() == int(parent) and not stop.wait(look_again):
            pass
        stop.set()

    threading.Thread(target=watch, daemon=True).start()


Context = Callable[[], AbstractContextManager[object]]
"""What surrounds each run: the application's context, so that a job may write in a reader's language."""


def run(
    engine: Engine,
    jobs: Sequence[Job],
    *,
    stop: threading.Event,
    look_again: float = LOOK_AGAIN_S,
    context: Context = nullcontext,
) -> None:
    """Run the jobs on their schedule until `stop` is set: those for every worker, and the rest in our turn."""
    ours = turn.turn_on(engine)
    shift = Shift(engine, heartbeat.new_id(), context)
    everywhere = [job for job in jobs if job.everywhere]
    in_turn = [job for job in jobs if not job.everywhere]
    look = min(LOOK_S, look_again)
    try:
        with (
            turn.named(engine, shift.worker),
            shift.watch.watching(look=look),
            shift.beating(every=look_again),
            shift.scheduled(everywhere),
        ):
            shift.beat(holds_turn=False)  # whoever has no heartbeat yet is judged by the age of its connection
            while not stop.is_set():
                if ours.take():
                    shift.beat(holds_turn=True)
                    with shift.scheduled(in_turn):
                        while (still := ours.take()) and not stop.wait(look_again):
                            pass
                        if not still:  # said before we wait for what runs: another may have the turn by now
                            shift.beat(holds_turn=False)
                shift.beat(holds_turn=False)
                stop.wait(look_again)
    finally:
        ours.leave()


@dataclass(slots=True)
class Shift:
    """One worker's work: its schedules and its heartbeat."""

    engine: Engine
    worker: str
    context: Context
    said: tuple[bool, float] = (False, float("-inf"))
    holds_turn: bool = False
    watch: Watch = field(init=False)
    _one_beat: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.watch = Watch(self._hung)

    @contextmanager
    def beating(self, *, every: float) -> Iterator[None]:
        """Go on saying that we live while the block lasts, also while its end waits for a job."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(every):
                self.beat()

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def beat(self, *, holds_turn: bool | None = None) -> None:
        """Say that we live: now and then, and whenever the turn changes; without a word on it, it is as it was."""
        with self._one_beat:  # two threads say it, and the one that knows of no change must not undo one
            if holds_turn is not None:
                self.holds_turn = holds_turn
            self._beat()

    def _beat(self) -> None:
        had_turn, at = self.said
        period = HOLDERS_BEAT_S if self.holds_turn else BEAT_S
        if had_turn is self.holds_turn and time.monotonic() < at + period:
            return
        try:
            with db.transaction(self.engine) as session:
                heartbeat.beat(session, worker=self.worker, holds_turn=self.holds_turn, now=clock.now())
        except SQLAlchemyError as error:
            logs.tell(log, "The heartbeat could not be written", error, level=logging.WARNING)
        else:
            self.said = (self.holds_turn, time.monotonic())

    @contextmanager
    def scheduled(self, jobs: Sequence[Job]) -> Iterator[None]:
        """Run these jobs on their schedule while the block lasts; what runs at its end is waited for."""
        threads = ThreadPoolExecutor(THREADS)
        scheduler = BackgroundScheduler(timezone=UTC, executors={"default": threads})
        last = self._last_runs()
        for job in jobs:
            due = job_runs.due_at(job, last.get(job.name), now=clock.now())
            scheduler.add_job(
                self._run,
                IntervalTrigger(seconds=int(job.every.total_seconds()), timezone=UTC),
                args=(job, scheduler),
                id=job.name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
                next_run_time=due,
            )
        scheduler.start()
        try:
            yield
        finally:
            # Not `wait=True`: it waits with a lock in its hand that a job which fails just now waits for.
            scheduler.shutdown(wait=False)
            threads.shutdown(wait=True)

    def _last_runs(self) -> dict[str, job_runs.JobRun]:
        try:
            with db.reading(self.engine) as session:
                return job_runs.last_runs(session)
        except SQLAlchemyError:
            return {}  # then every job is due, and says so itself when it cannot run either

    def _run(self, job: Job, scheduler: BackgroundScheduler) -> None:
        with self.context(), self.watch.over(job):
            ended = run_and_keep(self.engine, job, worker=self.worker)
        # A job that fails is tried again soon, also one of once a day; the others go on.
        if ended.outcome is job_runs.Outcome.FAILED and job.every > job_runs.TRY_AGAIN_AFTER and scheduler.running:
            with suppress(JobLookupError):  # the schedule ended at this moment
                scheduler.modify_job(job.name, next_run_time=clock.now() + job_runs.TRY_AGAIN_AFTER)

    def _hung(self, job: Job, seconds: float) -> None:
        now = clock.now()
        said = f"It ran for {int(seconds)} seconds and did not end."
        ended = job_runs.Ended(
            job.name, self.worker, job_runs.Outcome.FAILED, said, now - timedelta(seconds=seconds), now
        )
        with db.transaction(self.engine) as session:
            job_runs.keep(session, ended)


def run_and_keep(engine: Engine, job: Job, *, worker: str) -> job_runs.Ended:
    """Run a job, and write down and log how it ended: what it said, or the kind of its error."""
    started = clock.now()
    try:
        did, outcome = run_job(engine, job, now=started), job_runs.Outcome.OK
    except Exception as error:
        did, outcome = type(error).__name__, job_runs.Outcome.FAILED
        logs.tell(log, f"The job '{job.name}' failed", error)
    ended = job_runs.Ended(job.name, worker, outcome, did, started, clock.now())
    try:
        with db.transaction(engine) as session:
            says_something_new = job_runs.keep(session, ended).times == 1
    except SQLAlchemyError as error:
        logs.tell(log, f"The run of '{job.name}' could not be written down", error)
        return ended
    if says_something_new and outcome is job_runs.Outcome.OK:
        log.info("%s: %s", job.name, did)
    return ended
