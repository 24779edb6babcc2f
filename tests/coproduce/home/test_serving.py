"""The site as it is really served: gunicorn on SQLite, with the worker beside it."""

import os
import signal
import socket
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
    with serving(database, tmp_path_factory.mktemp("log"), COPRODUCE_LOG="json") as running:
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


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_a_body_whose_length_is_not_said_is_refused_when_it_is_too_large(site: Site, kind: str) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="email"\r\n\r\n' if "multipart" in kind else b"email="
    parts = (part for part in (head, *(b"x" * 9_000 for _ in range(40))))

    status, headers, text = site.ask("/sign-in", method="POST", body=parts, Content_Type=kind)

    assert status == 413
    assert headers["x-request-id"]
    assert "That was too much to send at once" in text


def test_a_body_whose_length_is_not_said_is_read_when_it_is_small(site: Site) -> None:
    kind = "application/x-www-form-urlencoded"

    status, _, text = site.ask("/sign-in", method="POST", body=iter([b"email=", b"a"]), Content_Type=kind)

    assert status == 400, "Its token is missing."
    assert "We could not read what was sent" in text


def test_nothing_that_was_sent_is_in_the_servers_log(site: Site, database: str) -> None:
    secrets = {name: f"{name}-5ecret" for name in ("token", "comment", "password", "agent", "query", "broken")}
    form = {"Content_Type": "application/x-www-form-urlencoded", "User_Agent": secrets["agent"]}
    sent = f"comment={secrets['comment']}&password={secrets['password']}".encode()
    engine = db.open_engine(database)
    with engine.begin() as connection:  # a fault of our own: the program asks for a table that is gone
        connection.exec_driver_sql("ALTER TABLE replies RENAME TO elsewhere")
    try:
        statuses = [
            site.ask(path, method=method, body=sent, **form)[0]
            for method in ("GET", "POST")
            for path in (f"/receipt/{secrets['token']}?q={secrets['query']}", "/sign-in", "/you-said-we-did")
        ]
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO replies")
        engine.dispose()
    for line in (f"GET /{secrets['broken']} HTTP/9\r\n\r\n", f"{secrets['broken']}\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", site.port), timeout=5) as raw:
            raw.sendall(line.encode())
            raw.recv(4096)

    assert {400, 500} <= set(statuses)
    errors = [record for record in site.records() if record["level"] == "error" and "endpoint" in record]
    assert errors
    assert all(record["request"] for record in errors)
    written = site.log.read_text("utf-8")
    assert [secret for secret in secrets.values() if secret in written] == []
