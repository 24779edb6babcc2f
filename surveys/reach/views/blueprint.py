"""The blueprint of the pages on which families are asked, and what the messages to them need."""

from datetime import date
from uuid import UUID

from flask import Blueprint, current_app
from flask_babel import format_date

from coproduce.config import Settings
from coproduce.core import languages
from surveys.reach import links

bp = Blueprint("reach", __name__, template_folder="../../templates")


def settings() -> Settings:
    """The application's settings."""
    found: Settings = current_app.config["SETTINGS"]
    return found


@bp.app_template_global("survey_link")
def survey_link(slug: str, invitation: str, language: str) -> str:
    """The link of an invitation as a whole address, made when the message that holds it is written."""
    token = links.token_of(settings().secret_key, UUID(invitation))
    query = "" if language == languages.ENGLISH.code else f"?lang={language}"
    return f"{settings().base_url}/s/{slug}/t/{token}{query}"


@bp.app_template_global("long_day")
def long_day(day: str) -> str:
    """A day of a message's facts in the reader's words."""
    return in_words(date.fromisoformat(day))


def in_words(day: date | None) -> str:
    """A day as people say it, or nothing."""
    return str(format_date(day, "EEEE d MMMM y")) if day else ""
