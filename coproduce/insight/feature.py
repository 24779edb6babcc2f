"""What the measures bring to the application."""

from collections.abc import Mapping

from flask_babel import gettext

from coproduce.insight.commands import confidence, trend
from coproduce.insight.views import confidence as page
from coproduce.insight.views import reaching
from coproduce.web.feature import Feature, MenuEntry, Panel


def _acts() -> Mapping[str, str]:
    return {"confidence.margins_loaded": gettext("Published figures to weight answers to were loaded.")}


FEATURE = Feature(
    "insight",
    blueprints=(page.bp,),
    commands=(confidence, trend),
    menu=(MenuEntry("insight.confidence", lambda: gettext("Confidence"), 40),),
    panels=(Panel("surveys.results", reaching.on_results),),
    acts=_acts,
)
