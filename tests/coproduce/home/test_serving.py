"""The site as it is really served: gunicorn on SQLite, with the worker beside it."""

import os
import signal
from collections.abc import Iterator

import pytest

from coproduce.core import db, schema
from coproduce.web import heartbeat
from tests.programs import Site, serving, wait_until


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database file of these tests' own."""
    url = f"sqlite:///{tmp_path_factory.mktemp('served') / 'site.db'}"
    engine = db.open_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def site(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for this module. Its worker ends with it."""
    with serving(database, tmp_path_factory.mktemp("log")) as running:
        yield running
        worker = worker_pid(running)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def worker_pid(site: Site) -> int:
    """The process of the worker beside the server, 0 where none is."""
    return next((pid for pid, command in site.children().items() if command.endswith(" worker ")), 0)


def last_seen(database: str) -> set[int]:
    """The worker processes that have said that they live."""
    engine = db.open_engine(database)
    with db.reading(engine) as session:
        seen = {worker.pid for worker in heartbeat.seen(session)}
    engine.dispose()
    return seen


def test_it_is_ready_as_soon_as_it_answers(site: Site) -> None:
    assert site.ask("/readyz")[0] == 200


def test_a_worker_that_is_killed_is_started_again(site: Site, database: str) -> None:
    wait_until(lambda: worker_pid(site) in last_seen(database))
    first = worker_pid(site)

    os.kill(first, signal.SIGKILL)

    wait_until(lambda: worker_pid(site) not in (0, first))
    wait_until(lambda: worker_pid(site) in last_seen(database))
    assert site.ask("/readyz")[0] == 200
