"""What surveys bring to the application."""

from flask_babel import gettext

from coproduce.web.feature import Feature, MenuEntry
from surveys.commands import surveys
from surveys.transfer.commands import responses
from surveys.views import public

FEATURE = Feature(
    "surveys",
    blueprints=(public.bp,),
    commands=(surveys, responses),
    menu=(MenuEntry("surveys.surveys", lambda: gettext("Surveys"), 10),),
)
