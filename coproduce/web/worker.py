"""The schedule: the one door to APScheduler. It keeps nothing; what is due is found in the database."""

import logging
import os
import signal
import threading
from collections.abc import Sequence
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import Engine

from coproduce.core import clock
from coproduce.web.feature import Job
from coproduce.web.jobs import run_job
from coproduce.web.turn import Turn, turn_on

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


def run(engine: Engine, jobs: Sequence[Job], *, stop: threading.Event, look_again: float = LOOK_AGAIN_S) -> None:
    """Run the jobs on their schedule whenever it is this worker's turn, until `stop` is set."""
    turn = turn_on(engine)
    try:
        while not stop.is_set():
            if turn.take():
                _schedule_while_ours(engine, jobs, turn, stop, look_again)
            stop.wait(look_again)
    finally:
        turn.leave()


def _schedule_while_ours(
    engine: Engine, jobs: Sequence[Job], turn: Turn, stop: threading.Event, look_again: float
) -> None:
    scheduler = BackgroundScheduler(timezone=UTC)
    for job in jobs:
        _plan(scheduler, engine, job)
    scheduler.start()
    try:
        while turn.take() and not stop.wait(look_again):
            pass
    finally:
        scheduler.shutdown(wait=True)


def _plan(scheduler: BackgroundScheduler, engine: Engine, job: Job) -> None:
    scheduler.add_job(
        _run_and_log,
        IntervalTrigger(seconds=int(job.every.total_seconds()), timezone=UTC),
        args=(engine, job),
        id=job.name,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
        next_run_time=clock.now(),
    )


def _run_and_log(engine: Engine, job: Job) -> None:
    # A job that fails is tried again when it is next due; the others go on.
    try:
        done = run_job(engine, job, now=clock.now())
    except Exception:
        log.exception("The job '%s' failed.", job.name)
    else:
        log.info("%s: %s", job.name, done)
