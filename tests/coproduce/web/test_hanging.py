"""A worker that hangs keeps nothing: a job past its time ends it, and a silent one is cut off."""

import threading
from contextlib import ExitStack, nullcontext
from datetime import datetime, timedelta
from itertools import count
from time import monotonic, sleep
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from coproduce.core import clock, db
from coproduce.web import heartbeat, worker
from coproduce.web.feature import Job
from coproduce.web.turn import AdvisoryTurn, named
from coproduce.web.watch import Watch
from coproduce.web.worker import Shift

SOON = timedelta(milliseconds=50)


def stuck(_session: Session, _now: datetime) -> str:
    """Never called: that it runs is all that is said of it."""
    raise AssertionError


JOB = Job("stuck", stuck, every=timedelta(minutes=1), longest=SOON)


def test_a_job_past_its_time_is_written_down_and_ends_its_worker() -> None:
    kept, ended = [], threading.Event()
    watch = Watch(lambda job, seconds: kept.append((job.name, seconds)), ended.set)

    with watch.watching(look=0.02), watch.over(JOB):
        assert ended.wait(10)

    assert [name for name, _ in kept] == ["stuck"]
    assert kept[0][1] > SOON.total_seconds()


def test_a_worker_that_cannot_write_why_ends_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coproduce.web.watch.RECORD_S", 0.05)
    never, ended = threading.Event(), threading.Event()

    def wait_for_a_lock(_job: Job, _seconds: float) -> None:
        never.wait(10)

    watch = Watch(wait_for_a_lock, ended.set)

    with watch.watching(look=0.02), watch.over(JOB):
        assert ended.wait(5)
    never.set()


def test_a_job_that_ended_is_not_overdue() -> None:
    watch = Watch(lambda _job, _seconds: None)
    with watch.over(JOB):
        assert watch.overdue(now=monotonic() + 1) is not None
    assert watch.overdue(now=monotonic() + 1) is None


def test_the_page_of_jobs_tells_of_one_that_hung(engine: Engine) -> None:
    shift = Shift(engine, "w1", lambda: threading.Lock())
    shift.watch.record(JOB, 70.4)

    with db.reading(engine) as session:
        run = shift._last_runs()["stuck"]
    assert session is not None
    assert (run.outcome.value, run.did) == ("failed", "It ran for 70 seconds and did not end.")


SILENT = timedelta(seconds=0.3)


@pytest.mark.parametrize(
    ("beat_before_s", "spoke_before_s", "cut"), [(20, 0.4, True), (0, 0.4, False), (20, 0, False)]
)
def test_whoever_waits_cuts_off_a_holder_that_is_silent_in_both_ways_and_has_its_turn(
    app: object, engine: Engine, beat_before_s: float, spoke_before_s: float, cut: bool
) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("With SQLite the server that started the worker ends it.")
    holders = db.open_engine(engine.url.render_as_string(hide_password=False))
    waits = AdvisoryTurn(engine, silent_after=SILENT)
    with named(holders, "w1"):
        holder = AdvisoryTurn(holders)
        assert holder.take()
        sleep(spoke_before_s)
        with db.transaction(engine) as session:
            beat_at = clock.now() - timedelta(seconds=beat_before_s)
            heartbeat.beat(session, worker="w1", holds_turn=True, now=beat_at)

        assert waits.take() is cut
        assert holder.take() is not cut
        holder.leave()
    waits.leave()
    holders.dispose()


def test_a_beat_by_the_way_does_not_undo_a_change_of_the_turn(app: object, engine: Engine) -> None:
    shift = Shift(engine, "w1", nullcontext)
    shift.beat(holds_turn=True)

    shift.said = (False, 0.0)
    shift.beat()

    with db.reading(engine) as session:
        assert [worker.holds_turn for worker in heartbeat.seen(session)] == [True]


def test_a_job_that_fails_while_its_schedule_ends_holds_nobody_up(
    app: object, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails, ends, asked = threading.Event(), threading.Event(), count(1)

    def fail(_session: Session, _now: datetime) -> str:
        raise RuntimeError

    def now() -> datetime:
        # Third, the job's thread asks when to try again: by then it has seen that the schedule goes on.
        if threading.current_thread() is not threading.main_thread() and next(asked) == 3:
            fails.set()
            ends.wait(10)
            sleep(0.1)  # until whoever ends the schedule waits for this job
        return clock.now()

    monkeypatch.setattr(worker, "clock", SimpleNamespace(now=now))
    job = Job("fails", fail, every=timedelta(hours=1))
    schedule = ExitStack()
    schedule.enter_context(Shift(engine, "w1", nullcontext).scheduled([job]))
    assert fails.wait(10)

    ending = threading.Thread(target=schedule.close, daemon=True)
    ending.start()
    ends.set()
    ending.join(5)

    assert not ending.is_alive()
