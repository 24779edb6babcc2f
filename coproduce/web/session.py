"""One request, one transaction: it commits when the answer is a success, and leaves no trace otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine
from sqlmodel import Session
from werkzeug.local import LocalProxy

from coproduce.core import db

READS = frozenset({"GET", "HEAD", "OPTIONS"})
LAST_GOOD_STATUS = 399


def install(app: Flask, engine: Engine) -> None:
    """Give each request its session, and end its transaction with the answer."""
    app.extensions["engine"] = engine
    # After-request functions run last first: this one is installed first, so that it runs when all is done.
    app.after_request(_end)
    app.teardown_appcontext(_close)


def engine() -> Engine:
    """The application's engine."""
    return cast(Engine, current_app.extensions["engine"])


def current() -> Session:
    """This request's session, opened at its first use."""
    if "session" not in g:
        g.session = Session(engine(), expire_on_commit=False)
        if request.method not in READS:
            db.begin_writing(g.session)
    return cast(Session, g.session)


@contextmanager
def reading() -> Iterator[Session]:
    """A session to read with before this request writes.

    On SQLite one of its own: a request that writes takes the one write lock with its first statement, and need not
    hold it while it reads. Elsewhere the request's: a second connection would cost three round trips.
    """
    if engine().dialect.name == "sqlite":
        with db.reading(engine()) as apart:
            yield apart
    else:
        yield current()


session = cast(Session, LocalProxy(current))


def _end(response: Response) -> Response:
    # A commit that fails raises here, and the visitor gets an error instead of a thank-you that is not true.
    if "session" in g:
        if response.status_code <= LAST_GOOD_STATUS and request.method not in READS:
            g.session.commit()
        else:
            g.session.rollback()
    return response


def _close(_error: BaseException | None) -> None:
    opened: Any = g.pop("session", None)
    if opened is not None:
        opened.close()
