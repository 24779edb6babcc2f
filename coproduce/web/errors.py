"""Pages for what goes wrong: what happened, what is kept, what to do; in the reader's language."""

import logging
import traceback

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from gunicorn.http.errors import ParseException
from sqlalchemy.exc import DataError
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError

UNREADABLE = (DataError, OverflowError, ParseException)
"""What nobody types: a number too large for any database, a NUL in a text, a body that is not what it says."""

log = logging.getLogger("coproduce")


def install(app: Flask) -> None:
    """Show our own page for every error, and log what we did not expect without personal data."""
    app.register_error_handler(HTTPException, _known)
    for kind in UNREADABLE:
        app.register_error_handler(kind, _unreadable)
    app.register_error_handler(Exception, _unknown)


def _known(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    code = error.code or 500
    return render_template("errors/error.html", code=code), code


def _unreadable(_error: Exception) -> ResponseReturnValue:
    return render_template("errors/error.html", code=BadRequest.code), 400


def _unknown(error: Exception) -> ResponseReturnValue:
    # Where it happened, and not what it said: a database's own message may quote a family's words.
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("An unexpected error (%s) ended a request.\n%s", type(error).__name__, where)
    return render_template("errors/error.html", code=InternalServerError.code), 500
