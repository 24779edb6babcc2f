"""Two real workers on one PostgreSQL: when the one that schedules is killed, the other takes over."""

import os
import signal
import subprocess
import time

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlmodel import Session

from coproduce.config import Settings
from coproduce.core import db
from coproduce.web import heartbeat, job_runs
from tests import programs
from tests.programs import wait_until

LOOK_AGAIN = "0.2"


def holder(engine: Engine) -> int:
    """The process that has the turn, 0 where none has."""
    with db.reading(engine) as session:
        return next((worker.pid for worker in heartbeat.seen(session) if worker.holds_turn), 0)


def jobs_of(engine: Engine, pid: int) -> set[str]:
    """The jobs that this worker ran."""
    with db.reading(engine) as session:
        ids = {worker.id for worker in heartbeat.seen(session) if worker.pid == pid}
        return {run.job for run in job_runs.last_runs(session).values() if run.worker in ids}


def test_another_worker_takes_over_from_one_that_was_killed(
    app: Flask, engine: Engine, settings: Settings, session: Session
) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("With SQLite one worker runs beside the server, which starts it again.")
    session.rollback()
    workers = [
        programs.start("worker", "--look-again", LOOK_AGAIN, database=settings.database_url) for _ in range(2)
    ]
    by_pid = {worker.pid: worker for worker in workers}
    in_turn = {job.name for job in app.extensions["jobs"] if not job.everywhere}
    try:
        wait_until(lambda: holder(engine))
        first = holder(engine)
        wait_until(lambda: in_turn <= jobs_of(engine, first))
        wait_until(lambda: _both_are_seen(engine))
        with engine.begin() as connection:  # so that every job is due again
            connection.execute(text("DELETE FROM job_runs"))

        os.kill(first, signal.SIGKILL)
        killed = time.monotonic()
        wait_until(lambda: holder(engine) not in (0, first))
        took = time.monotonic() - killed

        second = holder(engine)
        wait_until(lambda: in_turn <= jobs_of(engine, second))
        assert second in by_pid
        assert took < 5
    finally:
        _end(workers)


def _both_are_seen(engine: Engine) -> bool:
    with db.reading(engine) as session:
        return len(heartbeat.seen(session)) == 2


def _end(workers: list[subprocess.Popen[bytes]]) -> None:
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.wait(programs.PATIENCE_S)
