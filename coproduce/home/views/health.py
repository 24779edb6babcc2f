"""Whether the process lives, and whether it can do work."""

from flask import Blueprint, current_app, jsonify
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from coproduce.accounts.access import anyone
from coproduce.core import clock, db, schema
from coproduce.web import heartbeat
from coproduce.web.cli import engine, settings

STARTED = "started_at"

bp = Blueprint("health", __name__)


@bp.record_once
def _note_the_start(state: BlueprintSetupState) -> None:
    state.app.extensions[STARTED] = clock.now()


@bp.get("/healthz")
@anyone
def alive() -> ResponseReturnValue:
    """200 when the process lives."""
    return jsonify(status="alive")


@bp.get("/readyz")
@anyone
def ready() -> ResponseReturnValue:
    """200 when the database answers, is up to date and is written to by a worker; 503 with what is wrong."""
    try:
        wrong = _what_is_wrong()
    except SQLAlchemyError:
        wrong = "The database does not answer."
    if wrong:
        return jsonify(status="not ready", why=wrong), 503
    return jsonify(status="ready")


def _what_is_wrong() -> str:
    if schema.current(engine()) != schema.newest():
        return "The database is not up to date."
    if not settings().worker_expected:
        return ""
    with db.reading(engine()) as session:
        last = heartbeat.last_beat(session)
    # A worker may start a little after us.
    if heartbeat.is_beating(last, since=current_app.extensions[STARTED], now=clock.now()):
        return ""
    return "No worker was seen for two minutes: none runs, or the database cannot be written to."
