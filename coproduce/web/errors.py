"""Pages for what goes wrong: what happened, what is kept, what to do; in the reader's language.

Each ends the request's transaction, and none asks the database again where it may be what failed.
"""

import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_login import AnonymousUserMixin
from gunicorn.http.errors import ParseException
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from coproduce.core import clock
from coproduce.web import locale, logs, panels, request_id
from coproduce.web.session import READS

UNREADABLE = (DataError, OverflowError, ParseException)
"""What nobody types: a number too large for any database, a NUL in a text, a body that is not what it says."""

DATABASE_AWAY = (OperationalError, InterfaceError, InternalError, NoConnectionFree)
"""It is locked, full, read-only, restarting or not there: what was asked may work again soon."""

NOT_AWAY = ("SQLITE_ERROR",)
"""SQLite's word for a statement that is wrong, which its driver calls operational as well."""

BY_SOMEBODY_ELSE = (
    "23503",
    "23505",
    "SQLITE_CONSTRAINT_FOREIGNKEY",
    "SQLITE_CONSTRAINT_PRIMARYKEY",
    "SQLITE_CONSTRAINT_UNIQUE",
)
"""What a constraint refuses, though the page looked first: the same thing made, or what it hangs on taken away, in
that very moment. A check that refuses is a mistake of ours."""

TRY_AGAIN_S = 30

log = logging.getLogger("coproduce.web")


def install(app: Flask) -> None:
    """Show our own page for every error, and log what we did not expect without personal data."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(Exception, answer)
    # Flask's own would log the address, and a token is part of some.
    app.log_exception = lambda *_: None  # type: ignore[method-assign]


def answer(error: Exception) -> Response:
    """The page for an error."""
    if isinstance(error, HTTPException) and error.response is not None:
        return make_response(error.response)
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, Exception):
        error = error.original_exception
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        request_id.current()
        what = "An unexpected error" if status == HTTPStatus.INTERNAL_SERVER_ERROR else "A database that is away"
        logs.tell(log, f"{what} ended a request", error)
    elif isinstance(error, IntegrityError):
        logs.tell(log, "Two did the same at once, and one was refused", error, level=logging.WARNING)
    response = page(status, wait_s=wait_of(error, status))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def status_of(error: Exception) -> int:
    """Which page an error gets."""
    if isinstance(error, HTTPException):
        return error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if isinstance(error, UNREADABLE):
        return HTTPStatus.BAD_REQUEST
    if isinstance(error, IntegrityError) and _said_by(error) in BY_SOMEBODY_ELSE:
        return HTTPStatus.CONFLICT
    if isinstance(error, DATABASE_AWAY) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        wrong = _said_by(error) in NOT_AWAY
        return HTTPStatus.INTERNAL_SERVER_ERROR if wrong else HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _said_by(error: Exception) -> str:
    """What the database calls it, where it said anything."""
    orig = getattr(error, "orig", None)
    said = (getattr(orig, name, "") for name in ("sqlite_errorname", "sqlstate"))
    return next((name for name in said if name), "")


def wait_of(error: Exception, status: int) -> int | None:
    """How many seconds to wait before another try, where we know."""
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return TRY_AGAIN_S
    said = getattr(error, "retry_after", None)
    if isinstance(said, datetime):
        moment = said if said.tzinfo else said.replace(tzinfo=UTC)
        return max(1, int((moment - clock.now()).total_seconds()))
    return said if isinstance(said, int) else None


def page(status: int, *, wait_s: int | None = None) -> Response:
    """Our page for this status."""
    _end_the_transaction()
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _leave_the_database_alone()
    facts = {
        "code": int(status),
        "wait_minutes": None if wait_s is None else -(-wait_s // 60),
        "sent": request.method not in READS,
        "who_to_ask": panels.gather("errors.403") if status == HTTPStatus.FORBIDDEN else (),
        "reference": request_id.current() if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "",
    }
    response = make_response(_rendered(facts), status)
    if wait_s is not None:
        response.headers["Retry-After"] = str(wait_s)
    return response


def _rendered(facts: Mapping[str, Any]) -> str:
    try:
        return render_template("errors/error.html", **facts)
    except Exception as error:
        if facts["code"] < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise  # it is then answered as what it is
        logs.tell(log, "The page for an error could not be made", error)
        # What all pages are given may be what failed: this one is given nothing of it.
        return current_app.jinja_env.get_template("errors/bare.html").render(language=locale.current(), **facts)


def _end_the_transaction() -> None:
    if "session" in g:
        with suppress(SQLAlchemyError):
            g.session.rollback()


def _leave_the_database_alone() -> None:
    # The frame of a page asks who is signed in: where that is not known yet, nobody is.
    g.database_away = True
    if "_login_user" not in g:
        g._login_user = AnonymousUserMixin()
