"""Jobs run by hand, by schedule, and by one worker at a time."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask, current_app
from sqlalchemy import Engine, text
from sqlmodel import Session

from coproduce.config import Settings
from coproduce.core import db
from coproduce.core.facts import Fact
from coproduce.web import worker
from coproduce.web.feature import Job, Steps
from coproduce.web.jobs import NoSuchJob, find_job, in_words, run_job
from coproduce.web.turn import AdvisoryTurn, named, turn_on

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def note(name: str) -> Callable[[Session, datetime], str]:
    """A job's work: write a fact down."""

    def act(session: Session, now: datetime) -> str:
        session.add(Fact(name=f"{name} {time.monotonic_ns()}", value=now.isoformat()))
        return "One fact noted."

    return act


def fail(session: Session, now: datetime) -> str:
    session.add(Fact(name="half done", value="x"))
    session.flush()
    raise RuntimeError("The world ended.")


def facts(engine: Engine) -> list[str]:
    """The names of the facts that were kept."""
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT name FROM facts")))


def wait_until(true: Callable[[], bool]) -> None:
    """Give the threads up to ten seconds."""
    until = time.monotonic() + 10
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_job_keeps_what_it_did(engine: Engine) -> None:
    job = Job("note", note("noted"), every=timedelta(minutes=1))

    assert run_job(engine, job, now=NOON) == "One fact noted."
    assert len(facts(engine)) == 1


def test_a_job_that_fails_leaves_no_trace(engine: Engine) -> None:
    with pytest.raises(RuntimeError):
        run_job(engine, Job("fail", fail, every=timedelta(minutes=1)), now=NOON)

    assert facts(engine) == []


def test_a_job_in_steps_keeps_what_it_did_before_it_failed(engine: Engine) -> None:
    def two_steps(engine: Engine, now: datetime) -> str:
        with db.transaction(engine) as session:
            note("first")(session, now)
        with db.transaction(engine) as session:
            return fail(session, now)

    with pytest.raises(RuntimeError):
        run_job(engine, Job("deliver", Steps(two_steps), every=timedelta(minutes=1)), now=NOON)

    assert [name.split()[0] for name in facts(engine)] == ["first"]


def test_an_unknown_job_names_those_there_are() -> None:
    with pytest.raises(NoSuchJob, match=r"no job 'wash'.*: note\."):
        find_job([Job("note", note("x"), every=timedelta(minutes=1))], "wash")


@pytest.mark.parametrize(
    ("every", "words"),
    [
        (timedelta(minutes=10), "every 10 minutes"),
        (timedelta(hours=1), "every hour"),
        (timedelta(days=2), "every 2 days"),
        (timedelta(seconds=90), "every 90 seconds"),
    ],
)
def test_how_often_is_said_in_words(every: timedelta, words: str) -> None:
    assert in_words(every) == words


def test_the_commands_list_run_and_refuse(app: Flask) -> None:
    app.extensions["jobs"] = [Job("note", note("noted"), every=timedelta(minutes=10))]
    runner = app.test_cli_runner()

    before = runner.invoke(args=["jobs", "list"])
    ran = runner.invoke(args=["jobs", "run", "note"])
    after = runner.invoke(args=["jobs", "list"])
    refused = runner.invoke(args=["jobs", "run", "wash"])

    assert before.output.split() == ["note", "every", "10", "minutes", "has", "not", "run", "yet"]
    assert (ran.exit_code, ran.output) == (0, "One fact noted.\n")
    assert after.output.endswith("One fact noted.\n")
    assert refused.exit_code == 2
    assert "There is no job 'wash'." in refused.stderr


def test_a_job_that_fails_by_hand_says_so_without_the_errors_own_words(app: Flask) -> None:
    app.extensions["jobs"] = [Job("fail", fail, every=timedelta(minutes=10))]
    runner = app.test_cli_runner()

    ran = runner.invoke(args=["jobs", "run", "fail"])
    listed = runner.invoke(args=["jobs", "list"])

    assert ran.exit_code == 1
    assert "The job 'fail' failed (RuntimeError)." in ran.stderr
    assert "failed (RuntimeError)" in listed.output
    assert "world" not in listed.output


def test_one_worker_has_the_turn_and_another_takes_over(engine: Engine) -> None:
    first, second = turn_on(engine), turn_on(engine)
    try:
        assert first.take()
        assert first.take(), "It is still its turn."
        assert not second.take()

        first.leave()
        assert second.take()
    finally:
        first.leave()
        second.leave()


def test_a_worker_whose_connection_is_cut_knows_that_its_turn_is_over(engine: Engine) -> None:
    turn = turn_on(engine)
    if not isinstance(turn, AdvisoryTurn):
        pytest.skip("Only PostgreSQL ends a connection from outside.")
    assert turn.take()

    with engine.connect() as connection:
        holder = text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
        connection.execute(holder)

    wait_until(lambda: not turn.take())
    wait_until(turn.take)
    turn.leave()


def test_the_worker_runs_what_is_due_until_it_is_stopped(engine: Engine) -> None:
    jobs = [
        Job("fail", fail, every=timedelta(seconds=1)),
        Job("note", note("noted"), every=timedelta(hours=1)),
    ]
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(engine, jobs), kwargs={"stop": stop, "look_again": 0.05})
    thread.start()
    try:
        wait_until(lambda: len(facts(engine)) == 1)
    finally:
        stop.set()
        thread.join(timeout=10)

    assert not thread.is_alive()
    assert facts(engine)[0].startswith("noted"), "A job that fails does not hold the others up."


def test_of_two_workers_only_one_schedules(engine: Engine) -> None:
    jobs = [Job("note", note("noted"), every=timedelta(hours=1))]
    stop = threading.Event()
    settings = {"stop": stop, "look_again": 0.05}
    threads = [threading.Thread(target=worker.run, args=(engine, jobs), kwargs=settings) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: len(facts(engine)) >= 1)
        time.sleep(0.3)
        assert len(facts(engine)) == 1
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=10)


def test_a_job_that_runs_everywhere_runs_in_both(engine: Engine) -> None:
    jobs = [Job("note", note("noted"), every=timedelta(hours=1), everywhere=True)]
    stop = threading.Event()
    settings = {"stop": stop, "look_again": 0.05}
    threads = [threading.Thread(target=worker.run, args=(engine, jobs), kwargs=settings) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: len(facts(engine)) == 2)
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=10)


def test_the_worker_gives_each_run_the_applications_context(app: Flask, engine: Engine) -> None:
    def name_it(session: Session, now: datetime) -> str:
        session.add(Fact(name=current_app.name, value="seen"))
        return "Seen."

    stop = threading.Event()
    jobs = [Job("name-it", name_it, every=timedelta(hours=1))]
    settings = {"stop": stop, "look_again": 0.05, "context": app.app_context}
    thread = threading.Thread(target=worker.run, args=(engine, jobs), kwargs=settings)
    thread.start()
    try:
        wait_until(lambda: facts(engine) == ["coproduce"])
    finally:
        stop.set()
        thread.join(timeout=10)


def test_the_worker_ends_when_it_is_told_to(settings: Settings, engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        pytest.skip("test_hand_over.py starts and ends workers on PostgreSQL.")
    program = Path(sys.executable).parent / "coproduce"
    address = {**os.environ, "COPRODUCE_DATABASE_URL": settings.database_url}
    process = subprocess.Popen([program, "worker"], env=address, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        assert "The worker is ready" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.communicate()


def test_a_worker_may_begin_and_end_while_others_take_connections(engine: Engine) -> None:
    over = threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            with named(engine, "one"):
                pass

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        for _ in range(50):
            with engine.connect() as connection:
                connection.execute(text("SELECT 1"))
    finally:
        over.set()
        thread.join()
