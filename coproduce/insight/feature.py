"""What the measures bring to the application."""

from flask_babel import gettext

from coproduce.insight.commands import confidence, trend
from coproduce.insight.views import confidence as page
from coproduce.web.feature import Feature, MenuEntry

FEATURE = Feature(
    "insight",
    blueprints=(page.bp,),
    commands=(confidence, trend),
    menu=(MenuEntry("insight.confidence", lambda: gettext("Confidence"), 40),),
)
