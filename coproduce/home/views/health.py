"""Whether the process lives, and whether it can do work."""

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from coproduce.accounts.access import anyone
from coproduce.core import schema

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@anyone
def alive() -> ResponseReturnValue:
    """200 when the process lives."""
    return jsonify(status="alive")


@bp.get("/readyz")
@anyone
def ready() -> ResponseReturnValue:
    """200 when the database answers and is up to date; 503 with what is wrong otherwise."""
    try:
        found = schema.current(current_app.extensions["engine"])
    except DBAPIError:
        return jsonify(status="not ready", why="The database does not answer."), 503
    if found != schema.newest():
        return jsonify(status="not ready", why="The database is not up to date."), 503
    return jsonify(status="ready")
