"""What results bring to the application: their pages and their line in the menu."""

from flask_babel import gettext

from coproduce.web.feature import MenuEntry, Panel
from surveys.views.outcomes import bring_in, download, manage, panels, public  # noqa: F401 - their views stand on the blueprints
from surveys.views.outcomes.blueprint import bp

BLUEPRINTS = (bp,)
PANELS = (Panel("consultations.feedback", panels.said),)
MENU = (MenuEntry("outcomes.every_survey", lambda: gettext("Results"), 15, manage=True),)
