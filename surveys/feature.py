"""What surveys bring to the application."""

from collections.abc import Mapping

from flask_babel import gettext

from coproduce.web.feature import Feature, MenuEntry
from surveys.commands import surveys
from surveys.transfer.commands import responses
from surveys.views import public


def _acts() -> Mapping[str, str]:
    return {
        "surveys.published": gettext("A version of a survey was published."),
        "surveys.wave_opened": gettext("A wave of a survey was opened."),
        "answers.imported": gettext("Answers were brought in from a file."),
        "answers.exported": gettext("Answers were written to a file."),
    }


FEATURE = Feature(
    "surveys",
    blueprints=(public.bp,),
    commands=(surveys, responses),
    menu=(MenuEntry("surveys.surveys", lambda: gettext("Surveys"), 10),),
    acts=_acts,
)
