"""Whether the process lives, and whether it can do work: database, migrations, a worker's heartbeat."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import time_machine
from flask import Flask
from sqlalchemy import Connection, Engine, event, text
from sqlmodel import Session

from coproduce.app import create_app
from coproduce.config import Settings
from coproduce.core import clock
from coproduce.web import heartbeat
from coproduce.web.worker import Shift
from tests.pages import PageClient

SILENCE = timedelta(minutes=3)


def ready(app: Flask) -> tuple[int, str]:
    """The answer of /readyz: its status and why."""
    answer = app.test_client().get("/readyz")
    assert answer.json is not None
    return answer.status_code, answer.json.get("why", "")


def test_the_process_lives(client: PageClient) -> None:
    assert client.browser.get("/healthz").json == {"status": "alive"}


def test_a_site_that_has_just_started_is_ready_before_its_worker_is(app: Flask) -> None:
    assert ready(app) == (200, "")


def test_a_site_whose_worker_is_silent_is_not_ready(app: Flask, session: Session) -> None:
    with time_machine.travel(clock.now() + SILENCE, tick=False):
        status, why = ready(app)
        assert status == 503
        assert "No worker was seen for two minutes" in why

        heartbeat.beat(session, worker="one", holds_turn=True, now=clock.now())
        session.commit()
        assert ready(app) == (200, "")


def test_a_site_without_a_worker_can_say_so(settings: Settings) -> None:
    app = create_app(replace(settings, worker_expected=False))

    with time_machine.travel(clock.now() + SILENCE, tick=False):
        assert ready(app) == (200, "")
    app.extensions["engine"].dispose()


def test_a_database_that_cannot_be_written_to_is_noticed_by_the_heartbeat(app: Flask, engine: Engine) -> None:
    shift = Shift(engine, "one", app.app_context)
    shift.beat(holds_turn=True)

    with time_machine.travel(clock.now() + SILENCE, tick=False), only_reading(engine):
        shift.said = (True, float("-inf"))
        shift.beat(holds_turn=True)

        assert ready(app)[0] == 503


@contextmanager
def only_reading(engine: Engine) -> Iterator[None]:
    """Let the database refuse to write, as one on a full or read-only disk does."""

    def refuse(connection: Connection, *_: object) -> None:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA query_only = ON")
        else:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    event.listen(engine, "begin", refuse)
    yield
    event.remove(engine, "begin", refuse)
    engine.dispose()


def test_a_database_that_is_not_up_to_date_is_said(tmp_path: Path, settings: Settings) -> None:
    app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'empty.db'}"))

    assert ready(app) == (503, "The database is not up to date.")
    app.extensions["engine"].dispose()


def test_a_database_that_is_away_is_said(tmp_path: Path, settings: Settings) -> None:
    for address in (f"sqlite:///{tmp_path}", "postgresql+psycopg://nobody@127.0.0.1:1/none"):
        app = create_app(replace(settings, database_url=address))
        assert ready(app) == (503, "The database does not answer."), address


def test_the_answer_says_nothing_else(app: Flask, session: Session) -> None:
    session.execute(text("SELECT 1"))

    assert app.test_client().get("/readyz").json == {"status": "ready"}
