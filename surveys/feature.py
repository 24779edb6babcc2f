"""What surveys bring to the application."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext
from sqlmodel import Session

from coproduce.web.feature import Feature, Job, MenuEntry
from surveys.commands import surveys
from surveys.consultations import feature as consultations
from surveys.drafts import settle
from surveys.drafts.feature import DRAFTS
from surveys.editor import feature as editor
from surveys.kiosk import passes
from surveys.kiosk.views import manage as kiosks
from surveys.media import feature as media
from surveys.offline import feature as offline
from surveys.paper import feature as paper
from surveys.reach import feature as reach
from surveys.transfer.commands import responses
from surveys.views import invited, kiosk, naming, saved, steps  # noqa: F401 - their views stand on the blueprint
from surveys.views.blueprint import bp
from surveys.views.outcomes import feature as outcomes


def _acts() -> Mapping[str, str]:
    return {
        "surveys.published": gettext("A version of a survey was published."),
        "surveys.wave_opened": gettext("A wave of a survey was opened."),
        "surveys.kiosk_made": gettext("A code for a kiosk was made."),
        "surveys.kiosk_ended": gettext("A kiosk was ended before its time."),
        "answers.imported": gettext("Answers were brought in from a file."),
        "answers.mapping_saved": gettext("How files of another tool become answers was saved."),
        "answers.exported": gettext("Answers were written to a file."),
        **offline.acts(),
        **paper.acts(),
        **reach.acts(),
        **media.acts(),
        **editor.acts(),
        **consultations.acts(),
    }


def _settle(session: Session, now: datetime) -> str:
    done = settle.settle(session, secret=current_app.config["SETTINGS"].secret_key, now=now)
    return f"{done} Kiosks over: {passes.forget_old(session, now=now)}."


FEATURE = Feature(
    "surveys",
    blueprints=(
        bp,
        kiosks.bp,
        invited.bp,
        *reach.BLUEPRINTS,
        *media.BLUEPRINTS,
        *offline.BLUEPRINTS,
        *paper.BLUEPRINTS,
        *outcomes.BLUEPRINTS,
        *editor.BLUEPRINTS,
        *consultations.BLUEPRINTS,
    ),
    jobs=(
        Job(
            "settle-drafts",
            _settle,
            every=timedelta(minutes=10),
            about=lambda: gettext(
                "Erases answers kept for later that were sent or are over, and mixes the others."
            ),
        ),
        *reach.JOBS,
    ),
    commands=(surveys, responses),
    menu=(
        MenuEntry("surveys.surveys", lambda: gettext("Surveys"), 10),
        *editor.MENU,
        *reach.MENU,
        *outcomes.MENU,
        *consultations.MENU,
    ),
    panels=(*paper.PANELS, *reach.PANELS, *outcomes.PANELS, *consultations.PANELS),
    messages=reach.MESSAGES,
    acts=_acts,
    sources=naming.names,
    retention=(DRAFTS, *paper.RETENTION, *reach.RETENTION, *media.RETENTION),
)
