"""The mark that every page of sample data bears."""

from flask import Flask, current_app, g
from sqlalchemy.exc import DBAPIError

from coproduce.core.facts import is_sample_data
from coproduce.web.session import session

KNOWN = "sample_data"


def install(app: Flask) -> None:
    """Offer `sample_data` to templates."""
    app.context_processor(lambda: {"sample_data": _known()})


def _known() -> bool:
    if g.get("database_away"):
        return bool(current_app.extensions.get(KNOWN))
    # Asked once for each process: sample data comes before the first visitor and never turns into real data.
    if KNOWN not in current_app.extensions:
        try:
            current_app.extensions[KNOWN] = is_sample_data(session)
        except DBAPIError:
            return False  # an error page must be shown even when the database cannot answer
    return bool(current_app.extensions[KNOWN])
