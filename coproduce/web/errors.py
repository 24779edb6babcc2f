"""Pages for what goes wrong: what happened, what is kept, what to do; in the reader's language."""

import logging

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

log = logging.getLogger("coproduce")


def install(app: Flask) -> None:
    """Show our own page for every error, and log what we did not expect without personal data."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(Exception, _unknown)


def _known(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    code = error.code or 500
    return render_template("errors/error.html", code=code), code


def _unknown(error: Exception) -> ResponseReturnValue:
    log.error("An unexpected error ended a request.", exc_info=error)
    return render_template("errors/error.html", code=InternalServerError.code), 500
