"""The schedule: the one door to APScheduler. It keeps nothing; what is due is found in the database."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import Engine

from coproduce.core import clock
from coproduce.web.feature import Job
from coproduce.web.jobs import run_job
from coproduce.web.turn import turn_on

LOOK_AGAIN_S = 5.0
"""How often a worker sees whether it is its turn: a killed one is replaced within about this time."""

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
    turn = turn_on(engine)
    everywhere = [job for job in jobs if job.everywhere]
    in_turn = [job for job in jobs if not job.everywhere]
    try:
        with _scheduled(engine, everywhere, context):
            while not stop.is_set():
                if turn.take():
                    with _scheduled(engine, in_turn, context):
                        while turn.take() and not stop.wait(look_again):
                            pass
                stop.wait(look_again)
    finally:
        turn.leave()


@contextmanager
def _scheduled(engine: Engine, jobs: Sequence[Job], context: Context) -> Iterator[None]:
    """Run these jobs on their schedule while the block lasts; what runs at its end is waited for."""
    scheduler = BackgroundScheduler(timezone=UTC)
    for job in jobs:
        _plan(scheduler, engine, job, context)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


def _plan(scheduler: BackgroundScheduler, engine: Engine, job: Job, context: Context) -> None:
    scheduler.add_job(
        _run_and_log,
        IntervalTrigger(seconds=int(job.every.total_seconds()), timezone=UTC),
        args=(engine, job, context),
        id=job.name,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
        next_run_time=clock.now(),
    )


def _run_and_log(engine: Engine, job: Job, context: Context) -> None:
    # A job that fails is tried again when it is next due; the others go on.
    try:
        with context():
            done = run_job(engine, job, now=clock.now())
    except Exception:
        log.exception("The job '%s' failed.", job.name)
    else:
        log.info("%s: %s", job.name, done)
